"""One request to put something right, with the statement where it stands. It may not change anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairward.cases.arriving import LEADS_RING
from fairward.cases.case_queries import AboutWhat, OpenedCase, case_row, correction_case_for, handlers
from fairward.cases.models import CaseRecipient, CorrectionDecision
from fairward.cases.queries import purpose_of_entry, targets_of
from fairward.cases.vocabulary import CaseKind, CaseOutcome
from fairward.design.words import date_words
from fairward.files.queries import Filters, chronology_for, entry_for, file_for, heads_of_child
from fairward.files.rendering import RenderedEntry, RenderedStatement, statement_words
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import Purpose, RingKind
from fairward.organisations.queries import names_of_members
from fairward.tenancy.rows import fetch

_RECORDED = "SELECT recorded_by FROM files_entry WHERE organisation_id = %s AND id = %s"
_WROTE_LATER = (
    "SELECT made_by FROM files_entryversion "
    "WHERE organisation_id = %s AND entry_id = %s AND number > 1 ORDER BY number"
)
_PURPOSE_OF_CASE = (
    "SELECT f.purpose FROM cases_casetarget t "
    "JOIN files_entry e ON e.organisation_id = t.organisation_id AND e.id = t.entry_id "
    "JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id "
    "WHERE t.organisation_id = %s AND t.case_id = %s ORDER BY t.id LIMIT 1"
)


_SAME_REPORT = (
    "SELECT o.id FROM files_entry e JOIN files_entry o ON o.organisation_id = e.organisation_id "
    "AND o.concern_id = e.concern_id AND o.id <> e.id WHERE e.organisation_id = %s AND e.id = %s ORDER BY o.id"
)
_RESTING = (
    "SELECT DISTINCT s.entry_id FROM files_restson r "
    "JOIN files_statement s ON s.organisation_id = r.organisation_id AND s.id = r.opinion_id "
    "WHERE r.organisation_id = %s AND r.statement_id = %s AND s.until_version IS NULL ORDER BY s.entry_id"
)


@dataclass(frozen=True, slots=True)
class Correction:
    """A request to put something right. Without a target nobody has said yet which statement is meant."""

    organisation_id: UUID
    case: OpenedCase
    target: AboutWhat | None
    entry: RenderedEntry | None
    file: OpenedFile | None
    recorded_by: UUID | None = None
    is_own: bool = False

    @property
    def purpose(self) -> Purpose:
        """Why the file is kept that the entry stands in."""
        if self.file is None:
            raise NotFound("entry")
        return self.file.purpose

    @property
    def statements(self) -> Sequence[RenderedStatement]:
        """What is said to be wrong: the statement that was named, or all that the entry says."""
        if self.entry is None or self.target is None:
            return ()
        wanted = self.target.statement_id
        return tuple(one for one in self.entry.statements if wanted is None or one.id == wanted)


def correction_for(actor: Actor, case_id: UUID, why: str) -> Correction:
    """One request with its entry, opened as whoever decides it reads the file."""
    row = case_row(actor, case_id)
    targets = targets_of(actor.organisation_id, row.id)
    if not targets or targets[0].entry_id is None:
        return Correction(
            actor.organisation_id, correction_case_for(actor, case_id, LEADS_RING, why), None, None, None
        )
    ring = _ring_of(actor, targets[0].entry_id, row.child_id)
    case = correction_case_for(actor, case_id, ring, why)
    entry, file, _ = entry_for(actor, targets[0].entry_id, why)
    authors = authors_of(actor.organisation_id, entry.id)
    return Correction(
        actor.organisation_id, case, case.targets[0], entry, file, authors[0], actor.membership_id in authors
    )


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, by whom and with whom, and which claim stands in place of the wrong one."""

    outcome: CaseOutcome
    entry_version: int | None
    statement_id: UUID | None
    new_statement_id: UUID | None
    by: str
    second: str
    at: datetime


def outcome_of(organisation_id: UUID, case_id: UUID) -> Decided | None:
    """What was decided about a request; None while it is not."""
    row = CorrectionDecision.objects.filter(organisation_id=organisation_id, case_id=case_id).first()
    if row is None:
        return None
    names = names_of_members(organisation_id, [one for one in (row.decided_by, row.second_by) if one])
    return Decided(
        CaseOutcome(row.outcome), row.entry_version, row.statement_id, row.new_statement_id, names[row.decided_by].name,
        names[row.second_by].name if row.second_by else "", row.decided_at,
    )  # fmt: skip


def resting_on(organisation_id: UUID, statement_id: UUID) -> list[UUID]:
    """Entries with an opinion that rests on a claim which was found wrong: somebody has to look at them again."""
    return [row[0] for row in fetch(_RESTING, [organisation_id, statement_id])]


def of_the_same_report(organisation_id: UUID, entry_id: UUID) -> list[UUID]:
    """Entries that were made from the same report in other files: each has statements of its own, under ids of its own."""
    return [row[0] for row in fetch(_SAME_REPORT, [organisation_id, entry_id])]


@dataclass(frozen=True, slots=True)
class RecipientLine:
    """Somebody who received it, in words; told on a day, acknowledged on a day, or not yet."""

    id: UUID
    words: str
    told_on: date | None
    acknowledged_on: date | None


def recipients_in(found: Correction) -> list[RecipientLine]:
    """Who received what is put right, from the texts that were opened with the request."""
    words = {one.id: one.text for one in found.case.texts}
    rows = CaseRecipient.objects.filter(organisation_id=found.organisation_id, case_id=found.case.item.id)
    return [
        RecipientLine(row.id, words[row.text_id], row.told_on, row.acknowledged_on)
        for row in rows.order_by("id")
        if row.text_id in words
    ]


def statements_to_choose(actor: Actor, child_id: UUID, why: str) -> list[tuple[str, str]]:
    """(`entry:statement`, words) of what the child's files say, newest first, each entry as a whole too."""
    found = []
    for head in heads_of_child(actor, child_id):
        _, opened, _ = file_for(actor, head.id, why)
        for entry in chronology_for(actor, opened, Filters(), why).entries:
            day = date_words(entry.occurred_at)
            found += [(f"{entry.id}:{one.id}", f"{day}: {statement_words(one)}") for one in entry.statements]
            if len(entry.statements) > 1:
                found.append((f"{entry.id}:entry", f"{day}: everything in this {entry.kind.word}"))
    return found


def authors_of(organisation_id: UUID, entry_id: UUID) -> list[UUID]:
    """Who recorded an entry, and then whoever wrote a later version of it."""
    recorded = fetch(_RECORDED, [organisation_id, entry_id])
    later = fetch(_WROTE_LATER, [organisation_id, entry_id])
    return [row[0] for row in (*recorded, *later)]


def deciders_of(organisation_id: UUID) -> list[UUID]:
    """Memberships of those who may look at a request besides the one who decides."""
    return [one for one, _ in handlers(organisation_id, CaseKind.CORRECTION)]


def purpose_of_case(organisation_id: UUID, case_id: UUID) -> Purpose:
    """Why the file is kept that a request is about; before somebody said what is meant: what every lead reads."""
    rows = fetch(_PURPOSE_OF_CASE, [organisation_id, case_id])
    return Purpose(rows[0][0]) if rows else Purpose.CHILD_PROTECTION


def _ring_of(actor: Actor, entry_id: UUID, child_id: UUID | None) -> RingKind:
    purpose = purpose_of_entry(actor.organisation_id, entry_id, child_id) if child_id else None
    if purpose is None:
        raise NotFound("entry")
    return RingKind.of(purpose)
