"""Reads referrals: the list, one opened with its file's key and everything that was done about it. It may not write."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from fairward.audit.log import record_list
from fairward.exchange.choosing.draft_queries import DraftFacts, facts_of
from fairward.files.policies import LEADS, READERS
from fairward.files.queries import FileHead, file_for
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import OrganisationKind, Purpose
from fairward.keys import directory
from fairward.keys.records import open_records
from fairward.organisations.queries import names_of_members, school_calendar
from fairward.people.queries import ChildName, names_of_children
from fairward.rules import referral
from fairward.rules.clocks import Calendars
from fairward.school.referrals.following_queries import outcome_has_arrived, seen_of
from fairward.school.referrals.models import Referral, ReferralStep, WrittenWithin
from fairward.school.referrals.standing import Noted, Seen, Standing, stand
from fairward.school.referrals.vocabulary import BegunFrom, ReferralState, StepKind

TABLE, STEP_TABLE = "referrals_referral", "referrals_referralstep"
MOST = 200


class Shown(Enum):
    """What the list is narrowed to; the value is what a person reads."""

    OPEN = "Not at an end"
    LATE = "Overdue"
    WRITE = "To write or send"
    WITH_THEM = "With them"
    CLOSED = "Closed"


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """One referral of a list."""

    noted: Noted
    standing: Standing
    child: str
    recipient: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done, with who did it and what was written."""

    id: UUID
    kind: StepKind
    number: int
    at: datetime
    by: str
    whom: str
    words: str
    later: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenedReferral:
    """One referral with its file's key, everything done about it, and the draft that stands open, if one does."""

    noted: Noted
    standing: Standing
    seen: Seen
    recipient: str
    head: FileHead
    file: OpenedFile
    child: ChildName
    steps: tuple[Step, ...]
    draft: DraftFacts | None
    outcome_arrived: bool

    @property
    def later(self) -> tuple[str, ...]:
        """What was sent without, and has not been added yet."""
        asked = [one.later for one in self.steps if one.kind is StepKind.TO_ADD_LATER]
        return () if self.seen.added_at is not None or not asked else asked[-1]


def places_of(organisation_id: UUID) -> Calendars:
    """The calendars by which the clocks of referrals run."""
    return Calendars(school_calendar(organisation_id))


def referrals_for(actor: Actor, shown: Shown, why: str) -> list[ReferralLine]:
    """Referrals by clock: what is late first. Names of children are shown, so the list is logged."""
    rows = _readable(actor)
    found = [one for one in _lines(actor.organisation_id, rows) if _fits(one.standing, shown)]
    found.sort(key=_by_clock)
    record_list(actor, item_kind="referral", item_ids=[one.noted.id for one in found], why=why)
    return found


def referrals_of_file(actor: Actor, file: OpenedFile, why: str) -> list[ReferralLine]:
    """Referrals of one file, newest first."""
    rows = Referral.objects.filter(organisation_id=actor.organisation_id, file_id=file.id).order_by(
        "-begun_at"
    )
    found = _lines(actor.organisation_id, rows[:MOST])
    if found:
        ids = [one.noted.id for one in found]
        record_list(actor, item_kind="referral", item_ids=ids, subject_id=file.child_id, why=why)
    return found


def waiting_referrals(organisation_id: UUID) -> list[tuple[Noted, Standing]]:
    """Every referral that is not at its end, by clock: for counts. Writes no look: it names nobody."""
    rows = Referral.objects.filter(organisation_id=organisation_id).exclude(state=int(ReferralState.CLOSED))
    found = [
        (noted, standing) for noted, standing, _ in _standing(organisation_id, rows.order_by("begun_at"))
    ]
    return [one for one in found if one[1].is_open]


def late_referrals(organisation_id: UUID) -> int:
    """How many are overdue, or to be sent at once: for home and for the morning's content-free notice."""
    return sum(standing.is_late for _, standing in waiting_referrals(organisation_id))


def referral_for(actor: Actor, referral_id: UUID, why: str) -> OpenedReferral:
    """One referral, opened; one of a file that the actor does not read is not there."""
    row = Referral.objects.filter(organisation_id=actor.organisation_id, id=referral_id).first()
    if row is None:
        raise NotFound("referral")
    head, file, child = file_for(actor, row.file_id, why)
    ((noted, standing, seen),) = _standing(actor.organisation_id, [row])
    drafts = facts_of(actor.organisation_id, [one for one in (row.draft_id, row.adding_id) if one])
    working = drafts.get(row.adding_id) if seen.is_adding and row.adding_id else drafts.get(row.draft_id)
    first = drafts.get(row.draft_id)
    record_list(actor, item_kind="referral", item_ids=[referral_id], subject_id=row.child_id, why=why)
    return OpenedReferral(
        noted, standing, seen, _recipient(row), head, file, child, _steps(actor, row, file, why), working,
        outcome_has_arrived(actor.organisation_id, first.partner_id if first else None, standing.sent_at),
    )  # fmt: skip


def referral_of_draft(actor: Actor, draft_id: UUID, why: str) -> UUID:
    """The referral for which something is prepared."""
    rows = Referral.objects.filter(organisation_id=actor.organisation_id)
    found = rows.filter(Q(draft_id=draft_id) | Q(adding_id=draft_id)).values_list("id", "child_id").first()
    if found is None or actor.role not in LEADS:
        raise NotFound("referral")
    record_list(actor, item_kind="referral", item_ids=[found[0]], subject_id=found[1], why=why)
    return found[0]


def written_clock(organisation_id: UUID) -> referral.Clocked:
    """How soon a referral by telephone is put in writing here."""
    chosen = (
        WrittenWithin.objects.filter(organisation_id=organisation_id).values_list("clock", flat=True).first()
    )
    return next((one for one in referral.written() if one.id == chosen), referral.written()[0])


def noted_of(row: Referral) -> Noted:
    """A row as values."""
    return Noted(
        row.id, row.file_id, row.child_id, row.draft_id, row.adding_id, row.call_id, BegunFrom(row.begun_from),
        row.from_entry_id, row.is_danger, row.is_advice, OrganisationKind(row.recipient_kind), ReferralState(row.state),
        row.begun_at, row.begun_by, row.telephoned_at, row.written_due_at, row.acknowledged_at, row.chased_at, row.step,
        row.step_due_at, row.decided_at, row.outcome, row.closed_at,
    )  # fmt: skip


def _readable(actor: Actor) -> list[Referral]:
    purposes = [
        int(purpose)
        for purpose, roles in READERS.items()
        if actor.role in roles and purpose is not Purpose.STAFF_CONDUCT
    ]
    rows = Referral.objects.filter(organisation_id=actor.organisation_id, file__purpose__in=purposes)
    return list(rows.order_by("-begun_at")[:MOST])


def _standing(organisation_id: UUID, rows: Iterable[Referral]) -> list[tuple[Noted, Standing, Seen]]:
    noted = [noted_of(row) for row in rows]
    if not noted:
        return []
    seen, places, now = seen_of(organisation_id, noted), places_of(organisation_id), timezone.now()
    return [(one, stand(one, seen[one.id], now, places), seen[one.id]) for one in noted]


def _lines(organisation_id: UUID, rows: Iterable[Referral]) -> list[ReferralLine]:
    found = list(rows)
    names = names_of_children(organisation_id, [row.child_id for row in found])
    recipients = {row.id: _recipient(row) for row in found}
    return [
        ReferralLine(noted, standing, names[noted.child_id].full, recipients[noted.id])
        for noted, standing, _ in _standing(organisation_id, found)
    ]


def _recipient(row: Referral) -> str:
    return directory.reveal(row.organisation_id, TABLE, row.id, bytes(row.recipient)).decode()


def _fits(standing: Standing, shown: Shown) -> bool:
    written = standing.state in (ReferralState.BEGUN, ReferralState.TELEPHONED)
    return {
        Shown.OPEN: standing.is_open,
        Shown.LATE: standing.is_open and standing.is_late,
        Shown.WRITE: standing.is_open and written,
        Shown.WITH_THEM: standing.is_open and not written and standing.due_at is not None,
        Shown.CLOSED: not standing.is_open,
    }[shown]


def _by_clock(line: ReferralLine) -> tuple[bool, datetime]:
    due = line.standing.due_at
    return due is None, due or line.noted.begun_at


def _steps(actor: Actor, row: Referral, file: OpenedFile, why: str) -> tuple[Step, ...]:
    rows = list(
        ReferralStep.objects.filter(organisation_id=actor.organisation_id, referral_id=row.id).order_by(
            "made_at", "id"
        )
    )
    if not rows:
        return ()
    keys = open_records(
        actor, record_ids=[one.id for one in rows], file=file.key, item_kind="referral", item_ids=[row.id],
        subject_id=row.child_id, why=why,
    )  # fmt: skip
    names = names_of_members(actor.organisation_id, {one.made_by for one in rows})
    found = []
    for one in rows:
        said = json.loads(keys[one.id].open(bytes(one.sealed), table=STEP_TABLE, version=1))
        found.append(
            Step(
                one.id, StepKind(one.kind), one.number, one.at, names[one.made_by].name, said["whom"], said["words"],
                tuple(said["later"]),
            )
        )  # fmt: skip
    return tuple(found)
