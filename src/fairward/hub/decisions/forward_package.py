"""A contact about a child who has a worker, as a package to their team: what came in, under its labels. It may not hold a pack.

Nothing above the partner's audience is in it; nobody is asked, and nothing but the contact goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.exchange.answering.crossing import log_head_of, recipient_of, sender_of
from fairward.exchange.package.building import Attachment, Head, build
from fairward.exchange.package.contents import ATTACHMENT, Child, Coded, Told
from fairward.exchange.package.making import Choice, ChosenEntry, Hands, texts_of
from fairward.exchange.package.passing import PassedOn, passed_on
from fairward.exchange.package.sealing import Package
from fairward.exchange.travel.cards import Card
from fairward.files.content import EntryContent
from fairward.hub.decisions.outcome_package import BASIS, asked_tests, rendered
from fairward.hub.intake.case_queries import CameIn, OpenedCase, enclosed_for
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import DisclosureKind, Label
from fairward.organisations.queries import organisation
from fairward.rules import disclosure

PURPOSE = Coded("open_case", "so that whoever works with the child already has it")
WHY = "passing a contact on to the team that has the case"


@dataclass(frozen=True, slots=True)
class Forward:
    """What goes: the contact, whether the family knows, what the team does now. `wording`: of what was typed here, what goes."""

    came: CameIn
    told: Told
    asks: str
    wording: str = ""


def what_goes(by: Actor, came: CameIn, card: Card) -> PassedOn | None:
    """What of a package that came the team may read; None where somebody here typed it."""
    if came.document is None:
        return None
    return passed_on(came.document, card.kind, _hands(by), came.id)


def forward_package(by: Actor, card: Card, case: OpenedCase, forward: Forward) -> Package:
    """The package to one partner."""
    basis, came = disclosure.basis(BASIS), forward.came
    goes = what_goes(by, came, card)
    child = case.children[0]
    head = Head(
        kind=DisclosureKind.REFERRAL, sender=sender_of(by), recipient=recipient_of(card),
        about=Child(child.id, child.identity.words, child.identity.born_on, ""), purpose=PURPOSE,
        reason="The child has a worker there already.", basis=Coded(basis.id, basis.words), tests=asked_tests(),
        told=forward.told, asks=(forward.asks.strip(),) if forward.asks.strip() else (),
        form=goes.form if goes else (), log_head=log_head_of(by.organisation_id), is_urgent=case.facts.is_danger,
    )  # fmt: skip
    if goes is not None and not (goes.passages or goes.form):
        raise Denied("nothing_goes", "Nothing of it may be read there. Ring whoever sent it, and the team.")
    if goes is None:
        return build(head, [_typed(came.made_at, forward.wording)])
    return build(head, [], _files(by, case.facts.id, came, goes), passed_on=goes.passages)


def _typed(at: datetime, words: str) -> ChosenEntry:
    made = rendered(at, EntryContent((), fields={"what_the_hub_was_told": words.strip()}).fields)
    return ChosenEntry(made, {one.id: Choice(Label.RELEASABLE) for one in texts_of(made)})


def _files(by: Actor, case_id: UUID, came: CameIn, goes: PassedOn) -> list[Attachment]:
    wanted, found = {one.id for one in goes.files}, []
    for place, one in enumerate(came.document.files if came.document else (), start=1):
        if one.role == ATTACHMENT and one.id in wanted:
            try:
                _, content = enclosed_for(by, case_id, came.id, place, WHY)
            except NotFound:
                continue  # whoever passes it on may not read it themselves
            found.append(Attachment(one.id, one.name, one.type, one.label, one.entry, content))
    return found


def _hands(by: Actor) -> Hands:
    return Hands(by.organisation_id, organisation(by.organisation_id).name)
