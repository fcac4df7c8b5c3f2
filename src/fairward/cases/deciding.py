"""What a decision does to the entry: a correcting version, what was wrong withdrawn, words beside. It logs no act."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from fairward.cases.correcting_queries import Correction
from fairward.cases.ruling import Ruling
from fairward.files import search_index, writing
from fairward.files.content import EntryContent
from fairward.files.correcting import put_right
from fairward.files.queries import standing_content_for
from fairward.files.reading import annotation_texts
from fairward.files.rendering import RenderedEntry
from fairward.files.standing import mark_withdrawn, move_annotations
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import AnnotationKind
from fairward.rights.sharing import reshow

WHY = "putting something right"
# A dispute was about the words that are gone: it stays with the entry. What explains the claim goes on with the claim.
GOES_ON = (
    AnnotationKind.EXPLANATION,
    AnnotationKind.FAMILY_ACCOUNT,
    AnnotationKind.CHILD_ACCOUNT,
    AnnotationKind.OUTCOME,
)


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of the entry: its version, the first claim that was withdrawn and the one in its place."""

    version: int | None = None
    statement_id: UUID | None = None
    new_statement_id: UUID | None = None


def apply(
    by: Actor, correction: Correction, entry: RenderedEntry, file: OpenedFile, ruling: Ruling
) -> Applied:
    """Carry out a decision on its entry."""
    number = correction.case.item.number
    statement_id = correction.target.statement_id if correction.target else None
    if ruling.changes:
        applied = _rewrite(by, entry, file, ruling, number)
        reshow(by, file, entry.id)
        return applied
    if ruling.beside.strip():
        writing.write_annotation(by, file, entry.id, AnnotationKind.DISPUTE, ruling.beside, statement_id)
        reshow(by, file, entry.id)
    return Applied()


def _rewrite(by: Actor, entry: RenderedEntry, file: OpenedFile, ruling: Ruling, number: str) -> Applied:
    _, _, before = standing_content_for(by, entry.id, WHY)
    statements, became = put_right(before.statements, ruling.changes, file.child_id)
    content = _content(before, number)
    content = replace(content, statements=statements) if statements else _emptied(before, number)
    version = writing.write_correction(by, file, entry.id, content, became=became)
    wrong = list(ruling.changes)
    mark_withdrawn(by, wrong)
    for old, new in became.items():
        move_annotations(by, old, new, GOES_ON)
    search_index.add(by, file.purpose, entry.id, annotation_texts(by, file, entry.id, WHY))
    return Applied(version, wrong[0], became.get(wrong[0]))


def _content(before: EntryContent, number: str) -> EntryContent:
    because = f"Somebody asked to put it right and was right ({number})."
    return replace(before, fields={**before.fields, "corrected_because": because})


def _emptied(before: EntryContent, number: str) -> EntryContent:
    """Nothing of it stands: where it was and what was told are gone too; only how long it is kept stays known."""
    fields = _content(before, number).fields
    return EntryContent(
        (),
        fields={key: fields[key] for key in ("flags", "corrected_because") if key in fields},
        origin=before.origin,
    )
