"""The desk in words. It may not query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Link, Pages, Row
from fairward.design.words import date_words, listed, moment_words, plural
from fairward.kernel.vocabulary import WhenPrecision
from fairward.school.concerns.desk_queries import Desk, DeskItem
from fairward.school.concerns.desk_waiting_queries import DeskFilter, Waiting
from fairward.school.concerns.triage_queries import OpenedConcern, OpenEntry

DESK_COLUMNS = ("About", "What", "Due", "From", "Who has it")


def desk_rows(items: Sequence[DeskItem], now: datetime) -> list[Row]:
    """The lines of the desk; each leads to the one thing it is about."""
    return [_row(item, now) for item in items]


def _row(item: DeskItem, now: datetime) -> Row:
    late = item.due_at < now
    chips = [Chip("Danger now", "danger")] if item.is_danger else []
    chips += [Chip("Overdue", "due")] if late else []
    kind = item.waiting.value + (f", {item.purpose.word}" if item.purpose else "")
    return Row(
        cells=(
            Cell(listed(item.children) if item.children else "Name not known", address_of(item)),
            Cell(kind, chips=chips),
            Cell(moment_words(item.due_at)),
            Cell(item.by_name, note=moment_words(item.arrived_at)),
            Cell(item.assigned_name or "Nobody yet"),
        ),
        tone="danger" if item.is_danger else "due" if late else "plain",
    )


def address_of(item: DeskItem) -> str:
    """The page of the thing itself, never of the child's whole file (promise 4)."""
    if item.waiting in (Waiting.NEW, Waiting.ADDED):
        return url("desk:concern", concern_id=item.id)
    if item.waiting is Waiting.DECISION:
        return url("desk:decide", entry_id=item.id)
    if item.waiting is Waiting.TALK:
        return url("rights:who_sees", entry_id=item.id)
    return url("chronology:entry", entry_id=item.id)


def waiting_links(desk: Desk, wanted: DeskFilter) -> list[Link]:
    """One link for each sort of thing that waits, with its count; whose things are shown stays as chosen."""
    address, who = url("desk:desk"), whose(wanted)

    def link(words: str, waiting: Waiting | None, count: int) -> Link:
        chosen = {"waiting": waiting.name if waiting else "", "who": who}
        query = urlencode({key: value for key, value in chosen.items() if value})
        return Link(words, f"{address}?{query}" if query else address, wanted.waiting is waiting, count=count)

    kinds = [
        link(one.value, one, count) for one, count in desk.counts.items() if count or one is wanted.waiting
    ]
    return [link("Everything", None, sum(desk.counts.values())), *kinds]


def whose(wanted: DeskFilter) -> str:
    """Whose things are shown, as the filter says it."""
    return "mine" if wanted.mine else "nobody" if wanted.unassigned else ""


def desk_pages(desk: Desk, wanted: DeskFilter, per_page: int) -> Pages:
    """The other pages of the desk, narrowed as this one is."""
    query = {"waiting": wanted.waiting.name if wanted.waiting else "", "who": whose(wanted)}
    return Pages.of(number=desk.page, per_page=per_page, total=desk.total, query=query)


def count_words(desk: Desk, per_page: int) -> str:
    """How many things wait, how many are late, and which of them stand on this page."""
    words = plural(desk.total, "thing waits", "things wait")
    if desk.overdue:
        words += f", {desk.overdue} overdue"
    if desk.total <= per_page or not desk.items:
        return words
    first = (desk.page - 1) * per_page
    return f"{words}. This page: {first + 1} to {first + len(desk.items)}"


def alarm_words(desk: Desk) -> list[str]:
    """Who is writing, at this moment, that a child is not safe: nobody waits for the end of the form."""
    return [
        f"{name} has been writing a report since {moment_words(since)} and says that a child is not safe."
        + " They have sent one since; ask if this is another." * has_sent
        for name, since, has_sent in desk.alarms
    ]


def when_words(at: datetime, precision: WhenPrecision) -> str:
    """When it happened, as exactly as the reporter knew."""
    if precision is WhenPrecision.UNKNOWN:
        return "date not known"
    exact = precision in (WhenPrecision.MINUTE, WhenPrecision.ABOUT_TIME)
    words = moment_words(at) if exact else date_words(at)
    return f"about {words}" if precision in (WhenPrecision.ABOUT_TIME, WhenPrecision.ABOUT_DAY) else words


def concern_facts(concern: OpenedConcern) -> list[Fact]:
    """The facts above a report."""
    return [
        Fact("Reported", f"{moment_words(concern.reported_at)} by {concern.reported_by}"),
        Fact("Happened", when_words(concern.occurred_at, concern.precision)),
        Fact("Where", concern.content.where or "not said"),
        Fact("Told already", concern.content.told or "nobody, as far as is known"),
        Fact("Is the child safe now?", concern.content.safe_note),
        Fact("To be dealt with by", moment_words(concern.due_at)),
        Fact("Who has it", concern.assigned_name or "Nobody yet"),
    ]


def open_entry_words(entry: OpenEntry) -> tuple[str, str]:
    """An open concern as a choice to join."""
    return str(entry.id), f"{entry.purpose.word.capitalize()}, {date_words(entry.occurred_at)}"
