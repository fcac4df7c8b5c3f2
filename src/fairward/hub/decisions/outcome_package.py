"""What a partner is told of a decision: for agencies the outcome alone, for the next team the minimum that it needs.

It may not hold an item, a label above the recipient, or a word of the pack.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from fairward.exchange.answering.crossing import log_head_of, recipient_of, sender_of
from fairward.exchange.package.building import Head, build
from fairward.exchange.package.contents import Child, Coded, Field
from fairward.exchange.package.contents import Test as AskedTest
from fairward.exchange.package.contents import Told as FamilyTold
from fairward.exchange.package.making import Choice, ChosenEntry, texts_of
from fairward.exchange.package.sealing import Package
from fairward.exchange.travel.cards import Card
from fairward.files.content import EntryContent
from fairward.files.rendering import Context, RenderedEntry
from fairward.hub.decisions.queries import Decided, ToldLine
from fairward.hub.decisions.vocabulary import Whom
from fairward.hub.packs.queries import Pack
from fairward.hub.vocabulary import Route
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import DisclosureKind, EntryKind, EntryState, Label, WhenPrecision
from fairward.rules import disclosure, family

PURPOSE = Coded("outcome", "so that you know what was decided")
BASIS = "safeguarding_task"


def outcome_package(
    by: Actor, card: Card, about: Child, decided: Decided, told: FamilyTold, *, reply_to: UUID | None, asks: str,
    minimum: bool,
) -> Package:  # fmt: skip
    """The package to one partner. `asks` is what they do now; with `minimum` it holds what the decider wrote for them."""
    basis = disclosure.basis(BASIS)
    head = Head(
        kind=DisclosureKind.OUTCOME, sender=sender_of(by, [decided.second_by] if decided.second_by else ()),
        recipient=recipient_of(card), about=about, purpose=PURPOSE, reason=f"It was decided: {decided.outcome.words}.",
        basis=Coded(basis.id, basis.words), tests=asked_tests(), told=told, asks=(asks,) if asks else (),
        form=(Field("outcome", "What was decided", decided.outcome.words, Label.RELEASABLE),),
        reply_to=reply_to, log_head=log_head_of(by.organisation_id),
    )  # fmt: skip
    return build(head, [minimum_of(by, decided)] if minimum and decided.reasons.minimum.strip() else [])


def asked_tests() -> tuple[AskedTest, ...]:
    """The tests before anything leaves, answered by whoever sends it."""
    return tuple(AskedTest(one.id, one.question, "yes", "") for one in disclosure.tests())


def minimum_of(by: Actor, decided: Decided) -> ChosenEntry:
    """The words that the decider wrote for whoever takes it over, as a passage of the hub's own record."""
    content = EntryContent((), fields={"what_the_next_team_must_know": decided.reasons.minimum})
    made = rendered(decided.decided_at, content.fields)
    choices = {one.id: Choice(Label.RELEASABLE) for one in texts_of(made)}
    return ChosenEntry(made, choices)


def rendered(at: datetime, fields: Mapping[str, str]) -> RenderedEntry:
    """Words of the hub's own record as an entry, of which passages are made."""
    context = Context({}, None, {})
    return RenderedEntry(
        id=new_id(), file_id=new_id(), kind=EntryKind.DECISION, state=EntryState.DECIDED, occurred_at=at,
        precision=WhenPrecision.DAY, recorded_at=at, by="", where="", themes=(), fields=fields, statements=(),
        annotations=(), outcome=context.outcome, version=1, about_entry_id=None, owner="", due_on=None, done_at=None,
        kept_because="", review_on=None, destroy_on=None,
    )  # fmt: skip


def about_of(pack: Pack) -> Child:
    """The child whom a package is about; Denied where none is named."""
    if pack.case.facts.route is Route.ADVICE_ONLY or not pack.case.children:
        raise Denied("child_not_named", "No child is named in this case. Ring or write to them, and note it.")
    child = pack.case.children[0]
    return Child(child.id, child.identity.words, child.identity.born_on, "")


def family_told(told: list[ToldLine]) -> FamilyTold:
    """Whether the family knows, as it was noted; a package that does not say so is not made."""
    lines = [one for one in told if one.whom is Whom.FAMILY]
    if not lines:
        raise Denied(
            "family_first", "Say first whether the family knows what was decided, or why they hear it later."
        )
    later = next((one for one in lines if one.is_put_off), None)
    if later is None:
        return FamilyTold(True, None, None)
    ground = family.ground(later.ground)
    return FamilyTold(False, Coded(ground.id, ground.words), later.look_again_on)
