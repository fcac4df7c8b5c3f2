"""The desk in words. It may not query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from fairward.design.pieces import Cell, Chip, Fact, Link, Row
from fairward.design.words import date_words, listed, moment_words
from fairward.kernel.vocabulary import WhenPrecision
from fairward.school.concerns.desk_queries import Desk, DeskFilter, DeskItem, Waiting
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
        return reverse("desk:concern", kwargs={"concern_id": item.id})
    if item.waiting is Waiting.DECISION:
        return reverse("desk:decide", kwargs={"entry_id": item.id})
    return reverse("chronology:entry", kwargs={"entry_id": item.id})


def waiting_links(desk: Desk, wanted: DeskFilter) -> list[Link]:
    """One link for each sort of thing that waits, with its count."""
    address = reverse("desk:desk")
    everything = Link("Everything", address, wanted.waiting is None, count=sum(desk.counts.values()))
    if wanted.waiting is not None:
        return [
            Link("Everything", address),
            Link(wanted.waiting.value, "", True, count=desk.counts[wanted.waiting]),
        ]
    kinds = [
        Link(one.value, f"{address}?waiting={one.name}", False, count=count)
        for one, count in desk.counts.items()
        if count
    ]
    return [everything, *kinds]


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
