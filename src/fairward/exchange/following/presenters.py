"""Notices of changes as words on the page. It may not query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from markupsafe import Markup

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Row
from fairward.design.words import date_words, listed, moment_words, plural
from fairward.exchange.following.queries import ChangeLine, FollowedLine, HandedFile, NoticeLine
from fairward.exchange.following.vocabulary import Answered
from fairward.exchange.package.receipt_notes import ReceiptNote
from fairward.exchange.package.sealing import Package
from fairward.exchange.package.words import inner_of
from fairward.exchange.travel.vocabulary import TravelState

COLUMNS = ("Who was told", "About", "What changed", "What became of it")
ANSWERS = {
    Answered.ACKNOWLEDGED: "They put it right",
    Answered.DESTROYED: "They destroyed it",
    Answered.GIVEN_BACK: "They gave it back",
    Answered.NOT_HELD: "They hold nothing of it any more",
    Answered.KEPT: "They keep it, by rules of their own",
}


def rows_of(lines: Sequence[FollowedLine], now: datetime) -> list[Row]:
    """A line for everybody who must know; who must still be told stands out."""
    return [
        Row(
            [
                Cell(
                    one.recipient, url("following:notice", followed_id=one.id), note=one.recipient_kind.word
                ),
                Cell(one.child or "A child who is not recorded any more"),
                Cell(changes_words(one.changes), note=f"told on {date_words(one.told_at)}, {one.how.word}"),
                Cell(chips=[chip(one, now)]),
            ],
            tone="danger" if one.waiting else "plain",
        )
        for one in lines
    ]


def changes_words(changes: Sequence[ChangeLine]) -> str:
    """What became of how many passages, without a word of them."""
    counted: dict[str, set[object]] = {}
    for one in changes:
        counted.setdefault(one.what.word, set()).add(one.passage_id)
    return listed([f"{plural(len(ids), 'passage')} {words}" for words, ids in counted.items()])


def chip(line: FollowedLine, now: datetime) -> Chip:
    """Whether they know, in one phrase."""
    if line.waiting:
        return Chip("Must be told", "danger")
    late = [one for one in line.unanswered if one.due_at < now]
    if late:
        return Chip(f"No answer since {date_words(late[0].sent_at)}: ring them", "due")
    if line.unanswered:
        return Chip(f"Told on {date_words(line.unanswered[0].sent_at)}, no answer yet", "due")
    last = line.notices[-1]
    return Chip(answer_words(last), "quiet" if last.answer is Answered.KEPT else "done")


def answer_words(notice: NoticeLine) -> str:
    """What they answered and when."""
    if notice.answer is None or notice.answered_at is None:
        return "No answer yet"
    return f"{ANSWERS[notice.answer]}, {date_words(notice.answered_at)}"


def facts_of(line: FollowedLine) -> list[Fact]:
    """Who was told what when, without a word of it."""
    return [
        Fact("About", line.child or "A child who is not recorded any more"),
        Fact("What sort of organisation", line.recipient_kind.word.capitalize()),
        Fact("Told first", f"{date_words(line.told_at)}, {line.how.word}"),
        Fact("What must be said", changes_words(line.waiting) or "Nothing waits to be said"),
    ]


def change_rows(line: FollowedLine) -> list[Row]:
    """Each change with the day on which they were told of it."""
    sent = {one.id: one for one in line.notices}
    return [
        Row(
            [
                Cell(f"Passage …{str(one.passage_id)[-6:]}"),
                Cell(one.what.word.capitalize()),
                Cell(date_words(one.made_at)),
                Cell(date_words(sent[one.notice_id].sent_at) if one.notice_id in sent else "Not told yet"),
            ]
        )
        for one in line.changes
    ]


def notice_rows(line: FollowedLine, now: datetime, said: Mapping[UUID, ReceiptNote]) -> list[Row]:
    """Each notice with where it is, what they answered, and who acted there."""
    return [
        Row(
            [
                Cell(moment_words(one.sent_at), note=one.how.word),
                Cell(one.asked.word.capitalize()),
                Cell(_where(one)),
                Cell(
                    answer_words(one),
                    note=signed_words(said.get(one.id)),
                    chips=[Chip("Overdue", "due")] if _is_late(one, now) else [],
                ),
            ]
        )
        for one in line.notices
    ]


def signed_words(note: ReceiptNote | None) -> str:
    """Who signed at the recipient, and what they say that they did."""
    if note is None:
        return ""
    return f"Signed by {note.name}, {note.role}. {note.words}".strip()


def file_words(handed: HandedFile) -> str:
    """Where an encrypted file stands, and whether the receipt is for it."""
    if handed.is_receipt_same is not None:
        said = (
            "is for this notice" if handed.is_receipt_same else "has no digest of this notice, or another one"
        )
        return f"Received by {handed.receipt_by}. The receipt {said}"
    again = f", made {handed.times_made} times" if handed.times_made > 1 else ""
    if handed.is_waiting:
        return f"Nobody has downloaded the file yet{again}"
    if handed.fetched_at is None:
        return f"The file was not needed any more{again}"
    return f"The file was downloaded on {date_words(handed.fetched_at)}{again}"


def _is_late(one: NoticeLine, now: datetime) -> bool:
    return one.answer is None and one.due_at < now


def _where(one: NoticeLine) -> str:
    if one.handed is not None:
        return file_words(one.handed)
    if one.package_id is None:
        return "Told by a person"
    state = one.state or TravelState.QUEUED
    return state.word.capitalize()


def previews(packages: Sequence[Package]) -> list[Markup]:
    """What they will read, for inside a page that has a heading of its own."""
    return [inner_of(one.manifest) for one in packages]
