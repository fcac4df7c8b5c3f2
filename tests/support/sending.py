"""Drafts that are ready to go, for tests: every passage chosen, every question answered, read through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

from django.utils import timezone

from fairward.exchange.choosing.content import Addressee, Answer, Chosen, Decision, Named
from fairward.exchange.choosing.draft_actions import save_draft, start_draft
from fairward.exchange.choosing.draft_queries import DraftFacts, OpenedDraft, draft_for, facts_of
from fairward.exchange.choosing.entry_queries import entries_of
from fairward.exchange.choosing.second_actions import agree, ask_second, confirm_read
from fairward.exchange.choosing.sending_actions import Sent, send
from fairward.exchange.choosing.sending_queries import seen_for
from fairward.exchange.package.making import Choosable, texts_of
from fairward.exchange.package.sealing import Opened, open_and_check, privates_by_ring
from fairward.exchange.travel.arrival_queries import sealed_for
from fairward.exchange.travel.partner_queries import partner_of
from fairward.exchange.vocabulary import HowTold
from fairward.files.actions import add_entry
from fairward.files.content import EntryContent, StatementContent
from fairward.files.queries import file_for
from fairward.files.writing import NewEntry
from fairward.kernel.vocabulary import (
    Basis,
    DisclosureKind,
    EntryKind,
    Label,
    OrganisationKind,
    RingKind,
    WhenPrecision,
)
from fairward.keys.ring_store import open_private_halves
from fairward.rules import disclosure, sending
from tests.personas import LEAD, Persona, School
from tests.support.living import WHY, Living

TO = Addressee(
    "Northfield social care", OrganisationKind.SOCIAL_CARE, (Named("Ada Moss", "duty social worker"),)
)
IN = Decision(True, Label.RELEASABLE, words="It helps them to keep her safe.")
OUT = Decision(False, why="not_the_least")


def begin(
    living: Living, partner_id: UUID | None = None, *, kind: DisclosureKind = DisclosureKind.TRANSFER, to: Addressee = TO,
    is_urgent: bool = False, file: str = "file",
) -> UUID:  # fmt: skip
    """A draft of the child protection file, with nothing chosen."""
    with living.school.transaction():
        _, opened, _ = file_for(living.actor(), living.ids[file], WHY)
        chosen = None if partner_id else Chosen(to)
        return start_draft(
            by=living.actor(),
            file=opened,
            kind=kind,
            partner_id=partner_id,
            chosen=chosen,
            is_urgent=is_urgent,
        )


def opened(living: Living, draft_id: UUID, by: Persona = LEAD) -> OpenedDraft:
    with living.school.transaction():
        return draft_for(living.actor(by), draft_id, WHY)


def choose(
    living: Living, draft_id: UUID, decide: Callable[[Choosable], Decision] = lambda _: IN, *,
    attached: Mapping[UUID, Decision] | None = None, masks: Mapping[str, str] | None = None, named: bool = False,
    by: Persona = LEAD,
) -> None:  # fmt: skip
    """Decide every passage and answer every question."""
    with living.school.transaction():
        draft = draft_for(living.actor(by), draft_id, WHY)
        texts = [one for entry in entries_of(living.actor(by), draft, WHY) for one in texts_of(entry)]
        to = replace(draft.chosen.addressee, named=TO.named) if named else draft.chosen.addressee
        chosen = replace(
            draft.chosen, addressee=to, passages={one.id: decide(one) for one in texts}, is_told=True, attached=attached or {},
            tests={one.id: Answer("yes", "") for one in disclosure.tests()}, reason="She starts there on Monday.",
            basis="safeguarding_task", purpose=sending.purposes(draft.facts.kind)[0].id, masks=masks or {},
            names_looked=frozenset(one.id for one in texts),
        )  # fmt: skip
        save_draft(by=living.actor(by), draft=draft, chosen=chosen)


def read_through(living: Living, draft_id: UUID, by: Persona = LEAD) -> None:
    with living.school.transaction():
        confirm_read(by=living.actor(by), seen=seen_for(living.actor(by), draft_id, WHY))


def ready(
    living: Living, partner_id: UUID | None = None, *, kind: DisclosureKind = DisclosureKind.TRANSFER
) -> UUID:
    """A draft that can go."""
    draft_id = begin(living, partner_id, kind=kind)
    choose(living, draft_id)
    read_through(living, draft_id)
    return draft_id


def let_go(living: Living, draft_id: UUID, way: HowTold | None = None, by: Persona = LEAD) -> Sent:
    """Send it."""
    with living.school.transaction():
        return send(by=living.actor(by), draft=draft_for(living.actor(by), draft_id, WHY), way=way)


def open_arrived(school: School, sender: School, arrival_id: UUID, by: Persona = LEAD) -> Opened:
    """What arrived, opened by its recipient as the receiver opens it."""
    with school.transaction():
        actor = school.actor(by)
        known = partner_of(school.organisation_id, sender.organisation_id)
        assert known is not None
        return open_and_check(
            sealed_for(actor, arrival_id, WHY)[1], organisation_id=school.organisation_id,
            privates=privates_by_ring(open_private_halves(actor, RingKind.EXCHANGE).values()),
            keys_of=lambda who: [known.card.signing_key] if who == sender.organisation_id else [],
            was_seen=lambda _: False,
        )  # fmt: skip


def facts(living: Living, draft_id: object) -> DraftFacts:
    """How a draft stands."""
    with living.school.transaction():
        return facts_of(living.school.organisation_id, [UUID(str(draft_id))])[UUID(str(draft_id))]


def about_jack(living: Living) -> None:
    """An entry of the file that tells of another pupil."""
    with living.school.transaction():
        _, opened_file, _ = file_for(living.actor(), living.ids["file"], WHY)
        content = EntryContent(
            (StatementContent(Basis.OBSERVED, "Jack Fairbairn was there.", about=(living.jack,)),)
        )
        add_entry(
            by=living.actor(), child_id=living.amy, purpose=opened_file.purpose,
            new=NewEntry(EntryKind.MEETING, timezone.now(), WhenPrecision.DAY), content=content, born_on=None,
        )  # fmt: skip


def today_fields(name: str) -> dict[str, str]:
    """Today, as a form posts it."""
    today = timezone.localdate()
    return {f"{name}-day": str(today.day), f"{name}-month": str(today.month), f"{name}-year": str(today.year)}


def agreed(living: Living, draft_id: UUID, second: Persona, by: Persona = LEAD) -> None:
    """One asks, the other agrees."""
    with living.school.transaction():
        ask_second(by=living.actor(by), seen=seen_for(living.actor(by), draft_id, WHY))
    with living.school.transaction():
        agree(by=living.actor(second), seen=seen_for(living.actor(second), draft_id, WHY))
