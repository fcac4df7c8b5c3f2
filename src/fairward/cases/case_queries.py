"""One case for whoever deals with it: where it stands and why it is due then, its texts opened with a ring. No writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from fairward.access.decisions import check, may
from fairward.audit.events import SENTENCES
from fairward.audit.log import record_list
from fairward.audit.reading import lines_of
from fairward.cases.clock import may_extend, may_stop
from fairward.cases.desk_queries import DECIDE, HANDLE, CaseItem, case_items
from fairward.cases.models import Case
from fairward.cases.queries import stops_of, targets_of
from fairward.cases.texts import OpenedText, texts_of
from fairward.cases.vocabulary import CaseKind, CaseState, HowAsked, TextKind, WhatIsWrong
from fairward.cases.workflow import WAYS
from fairward.design.words import moment_words
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import RingKind, Role
from fairward.organisations.queries import members, names_of_members


@dataclass(frozen=True, slots=True)
class CaseTextInWords:
    """One text of a case, with who wrote it."""

    id: UUID
    kind: TextKind
    text: str
    by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class AboutWhat:
    """What a case is about: ids only, and what is said to be wrong."""

    entry_id: UUID | None
    statement_id: UUID | None
    line_id: UUID | None
    what_is_wrong: WhatIsWrong | None


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """One case with everything written in it. `ways`: where it may go from here; `asked_on`: since when the clock stands."""

    item: CaseItem
    how: HowAsked
    received_by: str
    child_id: UUID | None
    person_id: UUID | None
    asked_by_membership: UUID | None
    assigned_to: UUID | None
    targets: Sequence[AboutWhat]
    texts: Sequence[CaseTextInWords]
    stops: Sequence[tuple[date, date | None]]
    ways: Sequence[CaseState]
    may_stop: bool
    may_extend: bool
    met_at: datetime | None
    closed_at: datetime | None
    keep_until_on: date

    @property
    def asked(self) -> str:
        """What was asked, in the words in which it was taken down."""
        return next((one.text for one in self.texts if one.kind is TextKind.ASKED), "")

    @property
    def who(self) -> str:
        """Who asked: a person who is known here, or the name that was given."""
        given = next((one.text for one in self.texts if one.kind is TextKind.WHO), "")
        return self.item.person or given


def case_row(actor: Actor, case_id: UUID) -> Case:
    """The row of a case for whoever deals with cases of its kind; any other is not there."""
    row = Case.objects.filter(organisation_id=actor.organisation_id, id=case_id).first()
    if row is None or not (
        may(actor, HANDLE) or (may(actor, DECIDE) and row.kind == int(CaseKind.CORRECTION))
    ):
        raise NotFound("case")
    return row


def case_for(actor: Actor, case_id: UUID, why: str) -> OpenedCase:
    """One case of any kind for the officer, opened with the ring of rights."""
    check(actor, HANDLE)
    return _opened(actor, case_row(actor, case_id), why, RingKind.RIGHTS)


def correction_case_for(actor: Actor, case_id: UUID, ring: RingKind, why: str) -> OpenedCase:
    """One request to put something right, for a lead: opened with the ring of the file that it is about."""
    row = case_row(actor, case_id)
    if row.kind != int(CaseKind.CORRECTION):
        raise NotFound("case")
    return _opened(actor, row, why, ring)


def line_for(actor: Actor, case: OpenedCase, why: str) -> str:
    """The line of the log that somebody does not recognise, as one sentence; empty where a case is about none."""
    ids = [one.line_id for one in case.targets if one.line_id]
    lines = lines_of(actor.organisation_id, ids) if ids else []
    if not lines:
        return ""
    record_list(actor, item_kind="line", item_ids=ids, subject_id=case.child_id, why=why)
    leaf = lines[0].leaf
    names = names_of_members(actor.organisation_id, [leaf.actor_id]) if leaf.actor_id else {}
    who = names.get(leaf.actor_id) if leaf.actor_id else None
    role = Role(leaf.role).word if leaf.role else ""
    by = f"{who.name}, {role}," if who else "Fairward itself"
    purpose = f" For: {lines[0].why}." if lines[0].why else ""
    return f"{moment_words(leaf.at)}: {by} {SENTENCES[leaf.event]}{purpose}"


def _opened(actor: Actor, row: Case, why: str, ring: RingKind) -> OpenedCase:
    texts = texts_of(actor, row.id, row.child_id, why, ring=ring)
    names = names_of_members(actor.organisation_id, {row.received_by, *(one.made_by for one in texts)})
    now, kind, state = timezone.now(), CaseKind(row.kind), CaseState(row.state)
    targets = [
        AboutWhat(
            one.entry_id, one.statement_id, one.line_id,
            WhatIsWrong(one.what_is_wrong) if one.what_is_wrong else None,
        )
        for one in targets_of(actor.organisation_id, row.id)
    ]  # fmt: skip
    by = names.get(row.received_by)
    is_open = row.closed_at is None
    return OpenedCase(
        case_items(actor.organisation_id, [row])[0], HowAsked(row.how_asked), by.name if by else "", row.child_id, row.person_id,
        row.asked_by_membership, row.assigned_to, targets, _in_words(texts, {key: one.name for key, one in names.items()}),
        stops_of(actor.organisation_id, row.id), sorted(WAYS[kind].get(state, set())), is_open and may_stop(row),
        is_open and may_extend(row, now), row.met_at, row.closed_at, row.keep_until_on,
    )  # fmt: skip


def _in_words(texts: Sequence[OpenedText], names: dict[UUID, str]) -> list[CaseTextInWords]:
    return [
        CaseTextInWords(one.id, one.kind, one.text, names.get(one.made_by, ""), one.made_at) for one in texts
    ]


def handlers(organisation_id: UUID, kind: CaseKind) -> list[tuple[UUID, str]]:
    """(membership, name) of those who may have a case: officer and headteacher, for corrections the leads too."""
    roles = {Role.DATA_PROTECTION_OFFICER, Role.HEADTEACHER}
    if kind is CaseKind.CORRECTION:
        roles |= {Role.SAFEGUARDING_LEAD, Role.DEPUTY_LEAD}
    return [(one.membership_id, one.name) for one in members(organisation_id) if one.role in roles]
