"""Reads lines of one organisation's log, newest first. It may not write, nor know anybody's name."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from fairward.audit.events import LISTED, LOOKED, REFUSED
from fairward.audit.leaves import Leaf as Line
from fairward.audit.models import Detail, Leaf, Place, Seen, SignedHead

LEAF_COLUMNS = (
    "organisation_id", "id", "at", "event", "actor_id", "role", "item_kind", "item_id", "item_count", "subject_id",
    "commitment",
)  # fmt: skip
COUNT_LIMIT = 250  # nobody reads further; the page then says "more than"
_EXPANDED = 500  # looks at several items of one child whose lists are opened to find one item


class Sort(StrEnum):
    """What sort of line somebody asks for."""

    LOOKS = "looks"
    LISTS = "lists"
    ACTS = "acts"
    REFUSALS = "refusals"


_SORTS = {
    Sort.LOOKS: Q(event=LOOKED),
    Sort.LISTS: Q(event=LISTED),
    Sort.REFUSALS: Q(event=REFUSED),
    Sort.ACTS: ~Q(event__in=[LOOKED, LISTED, REFUSED]),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; None means any. `about_id` is a child or an item. `since` counts, `until` does not."""

    actor_id: UUID | None = None
    sort: Sort | None = None
    about_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line with its detail, as far as that still exists, and its place, as soon as it has one."""

    leaf: Line
    why: str
    code: str
    items: tuple[UUID, ...]
    is_erased: bool
    place: int | None


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some lines, newest first; `count` goes up to COUNT_LIMIT + 1, which means more."""

    lines: list[LogLine]
    has_newer: bool
    has_older: bool
    count: int


@dataclass(frozen=True, slots=True)
class LogState:
    """How far the log is under signature."""

    size: int
    note: str | None
    signed_at: datetime | None


def to_leaf(row: Sequence[Any]) -> Line:
    """A row of LEAF_COLUMNS as a line."""
    columns = dict(zip(LEAF_COLUMNS, row, strict=True))
    return Line(**{**columns, "commitment": bytes(columns["commitment"])})


def page_of_lines(
    organisation_id: UUID,
    wanted: Wanted,
    *,
    size: int,
    before: UUID | None = None,
    after: UUID | None = None,
    without_kinds: Sequence[str] = (),
) -> LogPage:
    """The newest lines, or those just older than the line `before`, or just newer than the line `after`."""
    sources = _sources(organisation_id, wanted, without_kinds)
    count = len(_ids(sources, COUNT_LIMIT + 1))
    if after is not None:
        # The oldest of the newer ones: ask from that end, then turn round.
        found = _ids([source.filter(id__gt=after) for source in sources], size + 1, oldest_first=True)
        ids, has_newer, has_older = found[:size][::-1], len(found) > size, True
    else:
        older = [source.filter(id__lt=before) for source in sources] if before else sources
        found = _ids(older, size + 1)
        ids, has_newer, has_older = found[:size], before is not None, len(found) > size
    return LogPage(lines_of(organisation_id, ids), has_newer, has_older, count)


def who_looked(
    organisation_id: UUID,
    *,
    subject_id: UUID,
    item_id: UUID | None = None,
    limit: int = 50,
    without_kinds: Sequence[str] = (),
) -> list[LogLine]:
    """Looks, lists and refusals about a child, or about one item of the child's file; newest first."""
    seen_by = Q(event__in=[LOOKED, LISTED, REFUSED])
    wanted = Wanted(about_id=item_id or subject_id)
    sources = [source.filter(seen_by) for source in _sources(organisation_id, wanted, without_kinds)]
    ids = set(_ids(sources, limit))
    if item_id is not None:
        ids |= _several_items(organisation_id, subject_id, item_id, seen_by)
    return lines_of(organisation_id, sorted(ids, reverse=True)[:limit])


def opened_singly(
    organisation_id: UUID,
    actor_id: UUID,
    item_ids: Iterable[UUID],
    since: datetime,
    without_why: Collection[str],
) -> dict[UUID, datetime]:
    """Items that this person opened one by one since then, each with the last time.

    Looks at a whole list do not count, nor those of `without_why`: what Fairward opened with their key and did not show.
    """
    rows = Leaf.objects.filter(
        organisation_id=organisation_id, event=LOOKED, actor_id=actor_id, item_id__in=list(item_ids), item_count=1,
        id__gte=_first_id(since),
    )  # fmt: skip
    lines = lines_of(organisation_id, list(rows.order_by("id").values_list("id", flat=True)))
    return {
        one.leaf.item_id: one.leaf.at
        for one in lines
        if one.leaf.item_id is not None and one.why not in without_why
    }


def looks_between(
    organisation_id: UUID, subject_id: UUID, more: Iterable[UUID], since: datetime, until: datetime
) -> list[LogLine]:
    """Looks, lists and refusals of a span that name the child or one of `more` (items of the child's), newest first."""
    lines = Leaf.objects.filter(
        organisation_id=organisation_id, event__in=[LOOKED, LISTED, REFUSED],
        id__gte=_first_id(since), id__lt=_first_id(until),
    )  # fmt: skip
    listed = Seen.objects.filter(organisation_id=organisation_id, item_id=subject_id).values("leaf_id")
    sources = [
        lines.filter(subject_id=subject_id),
        lines.filter(item_id__in=[subject_id, *more]),
        lines.filter(id__in=listed),
    ]
    ids = {each for source in sources for each in source.values_list("id", flat=True)}
    return lines_of(organisation_id, sorted(ids, reverse=True))


def acts_about(organisation_id: UUID, subject_id: UUID, events: Iterable[str], limit: int) -> list[LogLine]:
    """The newest acts of these names about a child."""
    lines = Leaf.objects.filter(
        organisation_id=organisation_id, subject_id=subject_id, event__in=list(events)
    )
    return lines_of(organisation_id, list(lines.order_by("-id").values_list("id", flat=True)[:limit]))


def subject_of(organisation_id: UUID, item_id: UUID) -> UUID | None:
    """The child whom the log names together with this item, or None if it never did."""
    lines = Leaf.objects.filter(organisation_id=organisation_id, item_id=item_id, subject_id__isnull=False)
    return lines.order_by("-id").values_list("subject_id", flat=True).first()


def last_state(organisation_id: UUID) -> LogState:
    """The newest checkpoint."""
    head = SignedHead.objects.filter(organisation_id=organisation_id).order_by("-size").first()
    return LogState(head.size, head.note, head.signed_at) if head else LogState(0, None, None)


def lines_of(organisation_id: UUID, ids: Sequence[UUID]) -> list[LogLine]:
    """These lines with their details, in the order of `ids`."""
    mine = {"organisation_id": organisation_id, "id__in": ids}
    leaves = {row[1]: to_leaf(row) for row in Leaf.objects.filter(**mine).values_list(*LEAF_COLUMNS)}
    details = dict(Detail.objects.filter(**mine).values_list("id", "body"))
    places = dict(Place.objects.filter(**mine).values_list("id", "place"))
    return [_log_line(leaves[each], details.get(each), places.get(each)) for each in ids if each in leaves]


def _log_line(leaf: Line, body: bytes | memoryview | None, place: int | None) -> LogLine:
    detail = json.loads(bytes(body)) if body is not None else {}
    items = tuple(UUID(item) for item in detail.get("items", ()))
    items = items or ((leaf.item_id,) if leaf.item_id else ())
    return LogLine(leaf, detail.get("why", ""), detail.get("code", ""), items, body is None, place)


def _sources(organisation_id: UUID, wanted: Wanted, without_kinds: Sequence[str]) -> list[QuerySet[Leaf]]:
    """Each source uses one index: the whole log, or what names the child or item as subject, as item, in a list."""
    lines = Leaf.objects.filter(organisation_id=organisation_id)
    if without_kinds:
        lines = lines.exclude(item_kind__in=without_kinds)
    if wanted.actor_id:
        lines = lines.filter(actor_id=wanted.actor_id)
    if wanted.sort:
        lines = lines.filter(_SORTS[wanted.sort])
    if wanted.since:
        lines = lines.filter(id__gte=_first_id(wanted.since))
    if wanted.until:
        lines = lines.filter(id__lt=_first_id(wanted.until))
    if wanted.about_id is None:
        return [lines]
    listed = Seen.objects.filter(organisation_id=organisation_id, item_id=wanted.about_id).values("leaf_id")
    return [
        lines.filter(subject_id=wanted.about_id),
        lines.filter(item_id=wanted.about_id),
        lines.filter(id__in=listed),
    ]


def _ids(sources: Iterable[QuerySet[Leaf]], limit: int, *, oldest_first: bool = False) -> list[UUID]:
    order = "id" if oldest_first else "-id"
    found = {
        each for source in sources for each in source.order_by(order).values_list("id", flat=True)[:limit]
    }
    return sorted(found, reverse=not oldest_first)[:limit]


def _several_items(organisation_id: UUID, subject_id: UUID, item_id: UUID, seen_by: Q) -> set[UUID]:
    """Looks at several items of the child at once that held this item: their lists are in the details."""
    lines = Leaf.objects.filter(
        seen_by, organisation_id=organisation_id, subject_id=subject_id, item_id=None, item_count__gt=1
    )
    ids = list(lines.order_by("-id").values_list("id", flat=True)[:_EXPANDED])
    details = Detail.objects.filter(organisation_id=organisation_id, id__in=ids).values_list("id", "body")
    needle = f'"{item_id}"'.encode()
    return {line_id for line_id, body in details if needle in bytes(body)}


def _first_id(moment: datetime) -> UUID:
    """The smallest id that a line of this moment can have: ids begin with their milliseconds."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)
