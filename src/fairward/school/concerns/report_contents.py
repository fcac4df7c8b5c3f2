"""Turns what was typed into what is sealed. It may not leave out a word that was typed, nor add a claim of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from fairward.design.body_map import PARTS, SIDES, BodyMarkForm
from fairward.files.content import Mark, StatementContent
from fairward.kernel.vocabulary import Basis, WhenPrecision
from fairward.school.concerns.content import ConcernContent
from fairward.school.concerns.models import Part
from fairward.school.concerns.report_answers import Answers, Said
from fairward.school.concerns.report_fields import SAFE_WORDS, TOLD_WORDS
from fairward.school.concerns.report_times import Moment, read_moment

NOT_NAMED = "somebody who is not named"


def content_of(answers: Answers, now: datetime, attachment_ids: Sequence[UUID] = ()) -> ConcernContent:
    """The sealed part of the report. `now` (local) is what "today" counts from."""
    moment, about = moment_of(answers, now), main_child(answers)
    written = answers.written
    kept = {said.id for said in written}
    return ConcernContent(
        statements=tuple(statement_of(said, moment, about, kept) for said in written),
        where=answers.where.strip(),
        unknown_child=answers.unknown_child.strip(),
        told=_answered(TOLD_WORDS.get(answers.told, ""), answers.told_whom),
        safe_note=_answered(SAFE_WORDS.get(answers.safe, ""), answers.safe_note),
        attachment_ids=tuple(attachment_ids),
    )


def moment_of(answers: Answers, now: datetime) -> Moment:
    """When it happened, as far as it was said."""
    return read_moment(answers.when, now)


def main_child(answers: Answers) -> tuple[UUID, ...]:
    """The one child whom every statement is about; with several, the lead chooses for each statement."""
    main = [child for child, part in answers.children.items() if part is Part.MAIN]
    return (main[0],) if len(main) == 1 else ()


def statement_of(said: Said, moment: Moment, about: tuple[UUID, ...], kept: set[UUID]) -> StatementContent:
    """One claim with its basis. An opinion rests only on statements that are sent with it."""
    basis = said.sent_as
    source = said.source or (NOT_NAMED if basis is Basis.TOLD_BY else "")
    because = tuple(one for one in said.because if one in kept) if basis is Basis.OPINION else ()
    # A time that cannot be read is kept as it was typed, beside the statement.
    return StatementContent(
        basis=basis,
        text=_text(said),
        id=said.id,
        source=source,
        because=because,
        about=about,
        when=moment.left_over,
        precision=moment.precision if moment.left_over else WhenPrecision.UNKNOWN,
        marks=tuple(mark for mark in said.marks if is_placed(mark)),
    )


def is_placed(mark: Mark) -> bool:
    """Whether a mark says where on the body it is."""
    return BodyMarkForm(asdict(mark)).is_valid()


def words_of(said: Said) -> str:
    """The words as typed; the quotation marks of the child's words are the page's, so that they are never doubled."""
    text = said.text.strip()
    if said.sent_as is Basis.CHILD_SAID and len(text) > 1 and text[0] in "\"“'‘" and text[-1] in "\"”'’":
        inside = text[1:-1].strip()
        text = inside if inside and not any(sign in inside for sign in '"“”') else text
    return text


def _text(said: Said) -> str:
    text = words_of(said)
    unplaced = [_mark_words(mark) for mark in said.marks if not is_placed(mark)]
    if not text and said.marks:
        text = "See the marks on the body map."
    return "\n".join(filter(None, (text, *unplaced)))


def _mark_words(mark: Mark) -> str:
    """A mark whose place was not said is kept in words."""
    part = PARTS.get(mark.part, "")
    return "Mark: " + ", ".join(
        filter(None, (part, SIDES.get(mark.side, ""), mark.size, mark.colour, mark.description))
    )


def _answered(answer: str, note: str) -> str:
    return ". ".join(filter(None, (answer, note.strip())))
