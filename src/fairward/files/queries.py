"""The only reader of files for pages: every getter names the actor and why, and records the look. It may not change content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from fairward.audit.log import record_list
from fairward.files import search_index
from fairward.files.content import EntryContent, without
from fairward.files.kept_words import SaysWhyKept
from fairward.files.labels import is_readable, readable_by
from fairward.files.models import Entry, EntryVersion, File, Statement
from fairward.files.policies import READERS, check_can_read
from fairward.files.reading import Row, content_or_why, entry_rows, open_contents, open_entries
from fairward.files.rendering import RenderedEntry
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import EntryKind, EntryState, Label, Purpose, Role
from fairward.keys.file_keys import open_file_key
from fairward.people.queries import ChildName, names_of_children
from fairward.tenancy.rows import fetch

PAGE = 50
MOST_SCANNED = 5_000


@dataclass(frozen=True, slots=True)
class FileHead(SaysWhyKept):
    """A file without any content: what it is, why it is kept and until when."""

    id: UUID
    child_id: UUID
    purpose: Purpose
    opened_at: datetime
    kept_because: str
    rule_id: str
    review_on: date
    destroy_on: date
    entries: int = 0


@dataclass(frozen=True, slots=True)
class Filters:
    """What the chronology is narrowed to. `text`, `theme` and `person` are checked after opening, the rest in the database."""

    kind: EntryKind | None = None
    since: date | None = None
    until: date | None = None
    theme: str = ""
    text: str = ""
    person: UUID | None = None
    oldest_first: bool = False
    page: int = 1

    @property
    def needs_opening(self) -> bool:
        """True where only the content can say what fits."""
        return bool(self.theme or self.text or self.person)


@dataclass(frozen=True, slots=True)
class Chronology:
    """One page of a file's entries. `total` counts what fits the filters; `all_entries` the whole file.

    `lost`: how many could not be looked through because nothing opens them any more.
    """

    entries: Sequence[RenderedEntry]
    total: int
    page: int
    pages: int
    all_entries: int
    lost: int = 0


_HEAD = ("id", "child_id", "purpose", "opened_at", "kept_because", "rule_id", "review_on", "destroy_on")


_ONE_HEAD = f"SELECT {', '.join(_HEAD)} FROM files_file WHERE organisation_id = %s AND id = %s"  # noqa: S608 - constants


def _head(row: tuple) -> FileHead:  # type: ignore[type-arg]
    return FileHead(row[0], row[1], Purpose(row[2]), *row[3:])


def _seen_by(actor: Actor, child_ids: Sequence[UUID]) -> QuerySet[File]:
    """The files of these children that the actor's role reads; for whoever reads by year groups, of those children only."""
    purposes = [int(purpose) for purpose, roles in READERS.items() if actor.role in roles]
    if actor.role is Role.PASTORAL:
        names = names_of_children(actor.organisation_id, child_ids)
        child_ids = [one for one, name in names.items() if name.year_group in actor.year_groups]
    rows = File.objects.filter(
        organisation_id=actor.organisation_id, child_id__in=child_ids, purpose__in=purposes
    )
    return rows.order_by("purpose")


def heads_of_child(actor: Actor, child_id: UUID) -> list[FileHead]:
    """The files of a child that the actor reads: no content. Others are not there at all."""
    rows = _seen_by(actor, [child_id])
    heads = [_head(row) for row in rows.values_list(*_HEAD)]
    record_list(
        actor,
        item_kind="file",
        item_ids=[head.id for head in heads],
        subject_id=child_id,
        why="files of a child",
    )
    return heads


def purposes_of_children(actor: Actor, child_ids: Sequence[UUID]) -> dict[UUID, list[Purpose]]:
    """Which files exist for linked children, as pointers only, of the purposes that the actor's role reads."""
    found: dict[UUID, list[Purpose]] = {child_id: [] for child_id in child_ids}
    shown = list(_seen_by(actor, child_ids).values_list("id", "child_id", "purpose"))
    for _, child_id, purpose in shown:
        found[child_id].append(Purpose(purpose))
    if shown:
        record_list(
            actor, item_kind="file", item_ids=[row[0] for row in shown], why="files of linked children"
        )
    return found


def file_for(actor: Actor, file_id: UUID, why: str) -> tuple[FileHead, OpenedFile, ChildName]:
    """A file and its opened key. Opening a key shows no content; each reading of entries is a look of its own."""
    head, name = _file_head(actor, file_id)
    check_can_read(actor, head.purpose, name.year_group)
    key = open_file_key(actor, head.id, head.purpose)
    return head, OpenedFile(head.id, head.child_id, head.purpose, key, name.full), name


def _file_head(actor: Actor, file_id: UUID) -> tuple[FileHead, ChildName]:
    rows = fetch(_ONE_HEAD, [actor.organisation_id, file_id])
    if not rows or actor.role not in READERS[Purpose(rows[0][2])]:
        raise NotFound("file")
    head = _head(rows[0])
    return head, names_of_children(actor.organisation_id, [head.child_id])[head.child_id]


def chronology_for(actor: Actor, file: OpenedFile, filters: Filters, why: str) -> Chronology:
    """One page of the file, opened; exactly the entries that are shown are opened unless a filter needs content."""
    condition, parameters = _narrowed(actor, file, filters)
    organisation_id = actor.organisation_id
    everything = _count(organisation_id, *_narrowed(actor, file, Filters()))

    def rows(first: int, most: int) -> list[Row]:
        order = _OLDEST_FIRST if filters.oldest_first else _NEWEST_FIRST
        return entry_rows(
            organisation_id, f"{condition}{order} LIMIT %s OFFSET %s", [*parameters, most, first]
        )

    if filters.needs_opening:
        opened = open_entries(actor, file, rows(0, MOST_SCANNED), why)
        fitting = [entry for entry in opened if _fits(entry, filters)]
        total, first = len(fitting), (filters.page - 1) * PAGE
        lost = sum(bool(entry.lost) for entry in opened)
        return Chronology(fitting[first : first + PAGE], total, filters.page, _pages(total), everything, lost)
    total = everything if len(parameters) == _ALWAYS else _count(organisation_id, condition, parameters)
    return Chronology(
        open_entries(actor, file, rows((filters.page - 1) * PAGE, PAGE), why),
        total,
        filters.page,
        _pages(total),
        everything,
    )


def _pages(total: int) -> int:
    return max(1, -(-total // PAGE))


_COUNT = (
    "SELECT count(*) FROM files_entry "  # noqa: S608 - constants
    f"WHERE organisation_id = %s AND state <> {int(EntryState.PUT_AWAY)} AND "
)
_ALWAYS = 2  # parameters of every list
_OLDEST_FIRST = " ORDER BY occurred_at, id"
_NEWEST_FIRST = " ORDER BY occurred_at DESC, id DESC"


def _count(organisation_id: UUID, condition: str, parameters: Sequence[Any]) -> int:
    return int(fetch(_COUNT + condition, [organisation_id, *parameters])[0][0])


def _narrowed(actor: Actor, file: OpenedFile, filters: Filters) -> tuple[str, list[Any]]:
    """What the database can answer of the filters: a condition of constants, and the values that go into it.

    What another organisation labelled for others is not even counted.
    """
    conditions: list[str] = ["file_id = %s", "(label IS NULL OR label = ANY(%s))"]
    values: list[Any] = [file.id, list(readable_by(actor.role))]
    if filters.kind is not None:
        conditions.append("kind = %s")
        values.append(int(filters.kind))
    if filters.since:
        conditions.append("occurred_at >= %s")
        values.append(_midnight(filters.since, time.min))
    if filters.until:
        conditions.append("occurred_at <= %s")
        values.append(_midnight(filters.until, time.max))
    return " AND ".join(conditions), values


def _midnight(day: date, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))


def words_of(entry: RenderedEntry) -> str:
    """Every word that an entry shows, for scanning and highlighting."""
    parts = [entry.where, *entry.themes, *entry.fields.values(), *(note.text for note in entry.annotations)]
    for statement in entry.statements:
        parts += [statement.text, statement.source, *(note.text for note in statement.annotations)]
        parts += [f"{mark.part} {mark.colour} {mark.description}" for mark in statement.marks]
    return "\n".join(parts)


def _fits(entry: RenderedEntry, filters: Filters) -> bool:
    if filters.theme and filters.theme not in entry.themes:
        return False
    if filters.text and not set(search_index.stems(filters.text)) <= set(search_index.stems(words_of(entry))):
        return False
    return filters.person is None or any(filters.person in one.about_ids for one in entry.statements)


def entry_for(actor: Actor, entry_id: UUID, why: str) -> tuple[RenderedEntry, OpenedFile, ChildName]:
    """One entry, opened alone (promise 4)."""
    rows = entry_rows(actor.organisation_id, "id = %s", [entry_id])
    if not rows:
        raise NotFound("entry")
    _, opened, name = file_for(actor, rows[0]["file_id"], why)
    found = open_entries(actor, opened, rows, why)
    if not found:
        raise NotFound("entry")  # another organisation said that it is not for this role
    return found[0], opened, name


def label_of(organisation_id: UUID, entry_id: UUID) -> Label | None:
    """The label that the author of a received entry gave it; None of our own. There is nothing of a child in it: no look."""
    found = Entry.objects.filter(organisation_id=organisation_id, id=entry_id)
    label = found.values_list("label", flat=True).first()
    return Label(label) if label else None


_FOLLOWING = "file_id = %s AND about_entry_id = %s ORDER BY recorded_at, id"


def follow_ups_for(actor: Actor, file: OpenedFile, entry_id: UUID, why: str) -> list[RenderedEntry]:
    """The actions and decisions that belong to an entry, oldest first."""
    rows = entry_rows(actor.organisation_id, _FOLLOWING, [file.id, entry_id])
    return open_entries(actor, file, rows, why)


def standing_content_for(
    actor: Actor, entry_id: UUID, why: str
) -> tuple[OpenedFile, ChildName, EntryContent]:
    """The content of an entry's standing version, for correcting it."""
    row = (
        Entry.objects.filter(organisation_id=actor.organisation_id, id=entry_id)
        .exclude(state=int(EntryState.PUT_AWAY))
        .values_list("file_id", "version", "label")
        .first()
    )
    if row is None or not is_readable(row[2], actor.role):
        raise NotFound("entry")
    _, opened, name = file_for(actor, row[0], why)
    return opened, name, open_contents(actor, opened, entry_id, row[1], why)


def standing_statement_ids(organisation_id: UUID, entry_id: UUID) -> list[UUID]:
    """The claims that an entry makes now, in their order: ids only."""
    rows = Statement.objects.filter(
        organisation_id=organisation_id, entry_id=entry_id, until_version__isnull=True
    )
    return list(rows.order_by("position", "id").values_list("id", flat=True))


def withdrawn_ids(organisation_id: UUID, entry_id: UUID) -> list[UUID]:
    """Claims of an entry that a correction found wrong."""
    rows = Statement.objects.filter(
        organisation_id=organisation_id, entry_id=entry_id, withdrawn_at__isnull=False
    )
    return list(rows.values_list("id", flat=True))


_PUT_RIGHT = (
    "SELECT 1 FROM files_entry e JOIN files_statement s ON s.organisation_id = e.organisation_id AND s.entry_id = e.id "
    "WHERE e.organisation_id = %s AND e.concern_id = %s AND s.withdrawn_at IS NOT NULL LIMIT 1"
)


def was_put_right(organisation_id: UUID, concern_id: UUID) -> bool:
    """Whether a correction found something wrong of what was filed from this report."""
    return bool(fetch(_PUT_RIGHT, [organisation_id, concern_id]))


def withdrawn_from(organisation_id: UUID, entry_id: UUID) -> dict[int, int]:
    """Version -> how many of its claims a correction found wrong."""
    rows = Statement.objects.filter(
        organisation_id=organisation_id, entry_id=entry_id, withdrawn_at__isnull=False
    )
    found: Counter[int] = Counter()
    for since, until in rows.values_list("since_version", "until_version"):
        found.update(range(since, (until or since) + 1))
    return dict(found)


def versions_for(
    actor: Actor, file: OpenedFile, entry_id: UUID, why: str
) -> list[tuple[int, datetime, UUID, EntryContent]]:
    """All versions of an entry with their content, newest first: (number, made at, made by, content).

    Claims that a correction found wrong are not in it any more (`withdrawn_from` counts them): they stay sealed and unread.
    """
    gone = set(withdrawn_ids(actor.organisation_id, entry_id))
    rows = EntryVersion.objects.filter(organisation_id=actor.organisation_id, entry_id=entry_id).order_by(
        "-number"
    )
    return [
        (number, made_at, made_by, without(content_or_why(actor, file, entry_id, number, why), gone))
        for number, made_at, made_by in rows.values_list("number", "made_at", "made_by")
    ]
