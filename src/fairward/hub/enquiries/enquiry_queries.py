"""Reads questions to agencies and what came back, opened with the ring of cases; counts and clocks without. It may not write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fairward.audit.log import record_list
from fairward.exchange.package import shapes
from fairward.exchange.package.canonical import decode
from fairward.exchange.package.contents import Passage
from fairward.hub.enquiries.beside import Against, against_items
from fairward.hub.enquiries.closed import check_may_read, looked
from fairward.hub.enquiries.enquiry_content import EnquiryContent, from_bytes
from fairward.hub.enquiries.models import Enquiry, Item
from fairward.hub.intake.case_queries import case_facts
from fairward.hub.vocabulary import EnquiryState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Label, OrganisationKind, RingKind
from fairward.keys.records import RecordKey, open_records
from fairward.rules.labels import Audience, Extent, extent

TABLE, ITEMS = "enquiries_enquiry", "enquiries_item"


@dataclass(frozen=True, slots=True)
class EnquiryFacts:
    """A question from outside: whom it went to by id, how it stands, its clock. `left_out`: items that were not taken in."""

    id: UUID
    case_id: UUID
    gate_id: UUID
    partner_id: UUID | None
    agreement_id: UUID | None
    package_id: UUID
    kind: OrganisationKind
    state: EnquiryState
    is_pointer_only: bool
    version: int
    asked_at: datetime
    asked_by: UUID
    answer_by: datetime | None
    chases: int
    chased_at: datetime | None
    escalated_at: datetime | None
    ended_at: datetime | None
    left_out: int

    def is_overdue(self, now: datetime) -> bool:
        """Whether it still waits although its time is over."""
        return self.state is EnquiryState.ASKED and self.answer_by is not None and now >= self.answer_by


@dataclass(frozen=True, slots=True)
class OpenedEnquiry:
    """A question with whom it went to and what it asks."""

    facts: EnquiryFacts
    content: EnquiryContent


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item as the hub reads it: the claim, the texts that belong to it, and what is said against it. `replaces`: it was put
    right, and stands in the place of that one."""

    id: UUID
    enquiry_id: UUID
    package_id: UUID
    arrived_at: datetime
    replaced_at: datetime | None
    claim: Passage
    beside: tuple[Passage, ...]
    replaces: UUID | None = None
    against: tuple[Against, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadItems:
    """The items of a case for one reader. `for_others`: how many more there are that are for named people only."""

    items: tuple[ReadItem, ...]
    for_others: int


def enquiries_of(actor: Actor, case_id: UUID, why: str) -> list[OpenedEnquiry]:
    """Every question that was asked in a case, the oldest first, opened. The look is logged."""
    rows = list(_rows(actor.organisation_id).filter(case_id=case_id).order_by("asked_at", "id"))
    if not rows:
        record_list(actor, item_kind="enquiry", item_ids=[], subject_id=case_id, why=why)
        return []
    return _opened(actor, rows, why)


def enquiry_for(actor: Actor, enquiry_id: UUID, why: str) -> OpenedEnquiry:
    """One question, opened."""
    row = _rows(actor.organisation_id).filter(id=enquiry_id).first()
    if row is None:
        raise NotFound("enquiry")
    return _opened(actor, [row], why)[0]


def facts_of_case(organisation_id: UUID, case_ids: Iterable[UUID]) -> dict[UUID, list[EnquiryFacts]]:
    """How the questions of cases stand, for the board and for the guards: nothing of what was asked."""
    rows = (
        _rows(organisation_id).defer("sealed").filter(case_id__in=list(case_ids)).order_by("asked_at", "id")
    )
    found: dict[UUID, list[EnquiryFacts]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(facts_of(row))
    return found


def states_of(organisation_id: UUID, case_id: UUID) -> tuple[EnquiryState, ...]:
    """What `workflow.Facts.enquiries` is."""
    return tuple(one.state for one in facts_of_case(organisation_id, [case_id]).get(case_id, []))


def items_of(actor: Actor, case_id: UUID, why: str, reason: str = "") -> ReadItems:
    """The items that came back in a case and that this reader may read; the others are counted. The look is logged.

    After closing only with one of `closed.AFTER_CLOSING`, which the look then names.

    What is for named people only opens with their own key: nobody else's page can hold it.
    """
    check_may_read(case_facts(actor.organisation_id, case_id).state, reason)
    why = looked(why, reason)
    rows = list(
        Item.objects.filter(organisation_id=actor.organisation_id, case_id=case_id).order_by(
            "arrived_at", "id"
        )
    )
    if not rows:
        record_list(actor, item_kind="item", item_ids=[], subject_id=case_id, why=why)
        return ReadItems((), 0)
    keys = _keys_of_items(actor, rows, case_id, why)
    against = against_items(actor, case_id, why)
    opened = (_item(row, keys[row.id], against.get(row.id, ())) for row in rows if row.id in keys)
    found = tuple(one for one in opened if _may_read(actor, one.claim.label))
    return ReadItems(found, len(rows) - len(found))


def facts_of(row: Enquiry) -> EnquiryFacts:
    """A row as facts."""
    return EnquiryFacts(
        row.id, row.case_id, row.gate_id, row.partner_id, row.agreement_id, row.package_id, OrganisationKind(row.kind),
        EnquiryState(row.state), row.is_pointer_only, row.version, row.asked_at, row.asked_by, row.answer_by, row.chases,
        row.chased_at, row.escalated_at, row.ended_at, row.left_out,
    )  # fmt: skip


def _rows(organisation_id: UUID) -> QuerySet[Enquiry]:
    return Enquiry.objects.filter(organisation_id=organisation_id)


def _opened(actor: Actor, rows: Sequence[Enquiry], why: str) -> list[OpenedEnquiry]:
    keys = open_records(
        actor, record_ids=[row.id for row in rows], ring=RingKind.CASES, item_kind="enquiry",
        subject_id=rows[0].case_id, why=why,
    )  # fmt: skip
    return [
        OpenedEnquiry(
            facts_of(row), from_bytes(keys[row.id].open(bytes(row.sealed), table=TABLE, version=row.version))
        )
        for row in rows
        if row.id in keys
    ]


def _keys_of_items(actor: Actor, rows: Sequence[Item], case_id: UUID, why: str) -> dict[UUID, RecordKey]:
    sealed = [row.id for row in rows if row.label == int(Label.SEALED)]
    usual = [row.id for row in rows if row.label != int(Label.SEALED)]
    keys: dict[UUID, RecordKey] = {}
    if usual:
        keys |= open_records(
            actor, record_ids=usual, ring=RingKind.CASES, item_kind="item", subject_id=case_id, why=why
        )
    if sealed:
        try:
            keys |= open_records(actor, record_ids=sealed, item_kind="item", subject_id=case_id, why=why)
        except Denied as denied:
            if denied.code != "no_key":
                raise
    return keys


def _may_read(actor: Actor, label: Label) -> bool:
    """Whoever holds the key of what is sealed was named; the label says for the others who reads it."""
    reader = Audience(OrganisationKind.HUB, actor.role, is_named=label is Label.SEALED)
    return extent(label, reader) in (Extent.FULL, Extent.POINTER)


def _item(row: Item, key: RecordKey, against: Sequence[Against]) -> ReadItem:
    value: list[Any] = decode(key.open(bytes(row.sealed), table=ITEMS, version=1))
    passages = [shapes.read(Passage, one) for one in value]
    return ReadItem(
        row.id,
        row.enquiry_id,
        row.package_id,
        row.arrived_at,
        row.replaced_at,
        passages[0],
        tuple(passages[1:]),
        row.replaces_id,
        tuple(against),
    )
