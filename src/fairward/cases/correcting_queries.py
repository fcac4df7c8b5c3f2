"""One request to put something right, with the statement where it stands. It may not change anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fairward.cases.arriving import LEADS_RING
from fairward.cases.case_queries import AboutWhat, OpenedCase, case_row, correction_case_for
from fairward.cases.queries import purpose_of_entry, targets_of
from fairward.files.queries import entry_for
from fairward.files.rendering import RenderedEntry, RenderedStatement
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import RingKind


@dataclass(frozen=True, slots=True)
class Correction:
    """A request to put something right. Without a target nobody has said yet which statement is meant."""

    case: OpenedCase
    target: AboutWhat | None
    entry: RenderedEntry | None
    file: OpenedFile | None

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
        return Correction(correction_case_for(actor, case_id, LEADS_RING, why), None, None, None)
    ring = _ring_of(actor, targets[0].entry_id, row.child_id)
    case = correction_case_for(actor, case_id, ring, why)
    entry, file, _ = entry_for(actor, targets[0].entry_id, why)
    return Correction(case, case.targets[0], entry, file)


def _ring_of(actor: Actor, entry_id: UUID, child_id: UUID | None) -> RingKind:
    purpose = purpose_of_entry(actor.organisation_id, entry_id, child_id) if child_id else None
    if purpose is None:
        raise NotFound("entry")
    return RingKind.of(purpose)
