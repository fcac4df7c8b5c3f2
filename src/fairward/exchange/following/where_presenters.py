"""Where a child's record went, as a table and as numbers to draw. The table says everything that the picture shows. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Row
from fairward.design.words import date_words, listed, plural
from fairward.exchange.following.presenters import answer_words, chip
from fairward.exchange.following.queries import FollowedLine
from fairward.exchange.following.where_queries import Came, Holds
from fairward.exchange.vocabulary import UsedFor
from fairward.kernel.vocabulary import Label
from fairward.rules import labels

COLUMNS = ("Who holds it", "What", "On what ground", "Since and until", "When it changed")
WIDTH, LEFT, STEP, FOOT = 340, 4, 40, 22
_LONGEST = 46


@dataclass(frozen=True, slots=True)
class Mark:
    """A change of what they hold, or their answer to it; `words` say which and when."""

    x: float
    words: str
    is_answer: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One holder: from when to when, with the changes on it. `is_open`: no day is known on which they let go of it."""

    label: str
    y: float
    x: float
    width: float
    words: str
    is_open: bool
    is_incoming: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture in user units, with the first and the last day."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    first: str
    last: str
    words: str


@dataclass(frozen=True, slots=True)
class Held:
    """What the picture shows of one row, whichever way it went."""

    label: str
    since: datetime
    until: datetime | None
    is_incoming: bool
    changes: tuple[tuple[datetime, str, bool], ...] = ()


def rows_of(holds: Sequence[Holds], now: datetime) -> list[Row]:
    """The table, the latest first."""
    return [
        Row(
            [
                Cell(one.recipient, url("exchange:one", file_id=one.file_id, disclosure_id=one.id), note=one.recipient_kind.word),
                Cell(what_words(one), note=f"of the {one.purpose.word} file"),
                Cell(one.basis_words, note=one.kind.word if one.kind else "told by hand"),
                Cell(f"Since {date_words(one.told_at)}, {one.how.word}", note=until_words(one)),
                _changed(one.followed, now),
            ]
        )
        for one in holds
    ]  # fmt: skip


def what_words(one: Holds) -> str:
    """How many passages under which label; entries where it was told by hand."""
    if not one.passages:
        return plural(one.entries, "entry", "entries")
    return labels_words(one.passages)


def labels_words(counted: Mapping[Label, int]) -> str:
    """Passages by label, in words."""
    words = {each.label: each.words for each in labels.explained()}
    return listed([f"{plural(count, 'passage')}: {words[label].lower()}" for label, count in counted.items()])


def until_words(one: Holds) -> str:
    """Until when they hold it, and what they did with it."""
    used = one.used_for.word.capitalize()
    if one.used_for is UsedFor.GIVEN_BACK:
        return used
    until = (
        f"until {date_words(one.held_until)}" if one.held_until else "until their own rules say that it goes"
    )
    return f"{until}. What they did with it: {used[:1].lower()}{used[1:]}"


def _changed(followed: FollowedLine | None, now: datetime) -> Cell:
    if followed is None:
        return Cell("Nothing has changed since")
    said = [f"{date_words(one.sent_at)}, {one.how.word}: {answer_words(one)}" for one in followed.notices]
    address = url("following:notice", followed_id=followed.id)
    return Cell(
        plural(len(followed.changes), "change"), address, note="; ".join(said), chips=[chip(followed, now)]
    )


def held_of(one: Holds) -> Held:
    """A row of the table for the picture."""
    until = timezone.make_aware(datetime.combine(one.held_until, time())) if one.held_until else None
    changes: list[tuple[datetime, str, bool]] = []
    if one.followed is not None:
        for each in one.followed.changes:
            changes.append((each.made_at, f"{each.what.word}, {date_words(each.made_at)}", False))
        for notice in one.followed.notices:
            if notice.answered_at is not None:
                changes.append((notice.answered_at, answer_words(notice), True))
    return Held(f"{one.recipient} ({one.recipient_kind.word})", one.told_at, until, False, tuple(changes))


def came_rows(came: Sequence[Came]) -> list[Row]:
    """What others told us, the first on top."""
    return [
        Row(
            [
                Cell(one.sender),
                Cell(date_words(one.taken_at)),
                Cell(plural(one.passages, "passage")),
                Cell(plural(one.told_on, "time") if one.told_on else "Not told on"),
            ]
        )
        for one in came
    ]


def came_held(one: Came) -> Held:
    """What came in, for the picture."""
    return Held(one.sender, one.taken_at, None, True)


def picture_of(held: Sequence[Held], now: datetime) -> Picture | None:
    """A bar for each holder over time; None where nothing is to be drawn."""
    if not held:
        return None
    first = min(one.since for one in held)
    last = max([now, *(one.until for one in held if one.until is not None)])
    span = max(last - first, timedelta(days=1))

    def x(at: datetime) -> float:
        return round(LEFT + (WIDTH - 2 * LEFT) * ((min(max(at, first), last) - first) / span), 1)

    bars = tuple(_bar(place, one, x, now) for place, one in enumerate(held))
    words = "; ".join(f"{one.label}: {one.words}" for one in bars)
    return Picture(WIDTH, len(held) * STEP + FOOT, bars, date_words(first), date_words(last), words)


def _bar(place: int, one: Held, at: Callable[[datetime], float], now: datetime) -> Bar:
    begin, end = at(one.since), at(one.until or now)
    until = f"until {date_words(one.until)}" if one.until else "still held"
    marks = tuple(Mark(at(day), words, is_answer) for day, words, is_answer in one.changes)
    label = one.label if len(one.label) <= _LONGEST else f"{one.label[: _LONGEST - 2].rstrip()} …"
    return Bar(
        label, place * STEP + 14.0, begin, max(end - begin, 3.0), f"since {date_words(one.since)}, {until}",
        one.until is None, one.is_incoming, marks,
    )  # fmt: skip
