"""Reads what was asked to be put right: how it stands without a word, and the words with a look. It may not write."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from fairward.exchange.travel.sending_queries import states_of_packages
from fairward.exchange.travel.vocabulary import TravelState
from fairward.hub.corrections.content import Said, from_bytes
from fairward.hub.corrections.models import Notice, PutRight, Review
from fairward.hub.corrections.vocabulary import OPEN, PutRightState
from fairward.hub.decisions.vocabulary import How
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import RecordKey, open_records

TABLE, REVIEW = "corrections_putright", "corrections_review"


@dataclass(frozen=True, slots=True)
class PutRightLine:
    """How one wish that an item is put right stands: nothing of what was said."""

    id: UUID
    item_id: UUID
    state: PutRightState
    asked_at: datetime
    answered_at: datetime | None
    case_id: UUID
    person_id: UUID | None
    answer_by: datetime
    sent_at: datetime | None
    package_id: UUID | None


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """Somebody who was told an outcome hears that something was put right: owed, sent or told. `feedback_id` is how they were
    told first; `state` is where the notice is, by its signed receipts."""

    id: UUID
    case_id: UUID
    feedback_id: UUID
    partner_id: UUID | None
    owed_at: datetime
    how: How | None
    package_id: UUID | None
    sent_at: datetime | None
    sent_by: UUID | None
    state: TravelState | None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """Somebody looked at a decision again; `reasons` say why it stands, and are empty where it was decided anew."""

    decision_id: UUID
    new_decision_id: UUID | None
    reviewed_at: datetime
    reviewed_by: UUID
    reasons: str


def put_right_of(organisation_id: UUID, case_id: UUID, person_id: UUID | None = None) -> list[PutRightLine]:
    """What was asked to be put right in a case, the oldest first; with `person_id` only what this person asked."""
    rows = PutRight.objects.filter(organisation_id=organisation_id, case_id=case_id).defer("sealed")
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    return [line_of(row) for row in rows.order_by("asked_at", "id")]


def waiting_lines(organisation_id: UUID) -> list[PutRightLine]:
    """What waits, for us or for an agency, in every case: the nearest time first."""
    rows = PutRight.objects.filter(organisation_id=organisation_id, state__in=[int(one) for one in OPEN])
    return [line_of(row) for row in rows.defer("sealed").order_by("answer_by", "id")]


def opened_of(
    actor: Actor, case_id: UUID, why: str, *, states: Collection[PutRightState] = tuple(PutRightState)
) -> list[tuple[PutRightLine, Said]]:
    """What was asked in a case with its words, the oldest first. The look is logged; where nobody asked, there is none."""
    rows = PutRight.objects.filter(organisation_id=actor.organisation_id, case_id=case_id)
    found = list(rows.filter(state__in=[int(one) for one in states]).order_by("asked_at", "id"))
    if not found:
        return []
    keys = open_records(
        actor, record_ids=[row.id for row in found], ring=RingKind.CASES, item_kind="put_right", subject_id=case_id, why=why
    )  # fmt: skip
    return [
        (line_of(row), from_bytes(keys[row.id].open(bytes(row.sealed), table=TABLE, version=row.version)))
        for row in found
    ]


def put_right_for(actor: Actor, put_right_id: UUID, why: str) -> tuple[PutRightLine, Said]:
    """One of them, opened."""
    row = PutRight.objects.filter(organisation_id=actor.organisation_id, id=put_right_id).first()
    if row is None:
        raise NotFound("put_right")
    key = key_of(actor, row, why)
    return line_of(row), from_bytes(key.open(bytes(row.sealed), table=TABLE, version=row.version))


def notices_of(organisation_id: UUID, case_id: UUID) -> list[NoticeLine]:
    """Who is owed a notice in a case, and who has it, the oldest first. No words: there are none."""
    rows = list(
        Notice.objects.filter(organisation_id=organisation_id, case_id=case_id).order_by("owed_at", "id")
    )
    states = states_of_packages(organisation_id, [row.package_id for row in rows if row.package_id])
    return [
        NoticeLine(
            row.id, row.case_id, row.feedback_id, row.partner_id, row.owed_at, How(row.how) if row.how else None,
            row.package_id, row.sent_at, row.sent_by, states.get(row.package_id) if row.package_id else None,
        )
        for row in rows
    ]  # fmt: skip


def owed_in(organisation_id: UUID) -> dict[UUID, int]:
    """Case -> how many people wait to hear that something was put right."""
    rows = Notice.objects.filter(organisation_id=organisation_id, sent_at=None).values("case_id")
    return {row["case_id"]: row["count"] for row in rows.annotate(count=Count("id"))}


def reviews_of(actor: Actor, case_id: UUID, why: str) -> list[ReviewLine]:
    """Who looked at the decision of a case again, the oldest first, opened."""
    rows = list(
        Review.objects.filter(organisation_id=actor.organisation_id, case_id=case_id).order_by("reviewed_at")
    )
    if not rows:
        return []
    keys = open_records(
        actor, record_ids=[row.id for row in rows], ring=RingKind.CASES, item_kind="decision", subject_id=case_id, why=why
    )  # fmt: skip
    return [
        ReviewLine(
            row.decision_id, row.new_decision_id, row.reviewed_at, row.reviewed_by,
            keys[row.id].open(bytes(row.sealed), table=REVIEW, version=1).decode(),
        )
        for row in rows
    ]  # fmt: skip


def key_of(actor: Actor, row: PutRight, why: str) -> RecordKey:
    """The key of one row; the look is logged."""
    return open_records(
        actor,
        record_ids=[row.id],
        ring=RingKind.CASES,
        item_kind="put_right",
        subject_id=row.case_id,
        why=why,
    )[row.id]


def line_of(row: PutRight) -> PutRightLine:
    """A row without its words."""
    return PutRightLine(
        row.id, row.item_id, PutRightState(row.state), row.asked_at, row.answered_at, row.case_id, row.person_id,
        row.answer_by, row.sent_at, row.package_id,
    )  # fmt: skip
