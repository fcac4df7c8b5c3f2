"""The only writer of content: seals versions, statements and annotations and their search tokens. It decides nothing and logs
no act: the action that calls it does both, in the same transaction."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from fairward.files import changes, claims, search_index
from fairward.files.changes import Changed, ChangeKind
from fairward.files.content import EntryContent, to_bytes
from fairward.files.models import Annotation, Entry, EntryVersion, File, Statement
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import (
    AnnotationKind,
    EntryKind,
    EntryState,
    Label,
    Outcome,
    Purpose,
    RingKind,
    WhenPrecision,
)
from fairward.keys.file_keys import OpenFile, create_file_key, open_file_key
from fairward.keys.records import add_wrap, create_record, drop_wrap
from fairward.people.queries import left_on_of
from fairward.retention.own_periods import overrides_of
from fairward.rules.retention import Kept, explain
from fairward.tenancy.rows import fetch

VERSION_TABLE = "files_entryversion"
ANNOTATION_TABLE = "files_annotation"
_FILE = (
    "SELECT id FROM files_file WHERE organisation_id = %s AND child_id = %s AND purpose = %s FOR KEY SHARE"
)
# An action is about a concern that is joined to another: the chain is short.
_LONGEST_CHAIN = 5


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file with its key, for one request."""

    id: UUID
    child_id: UUID
    purpose: Purpose
    key: OpenFile
    child_name: str = ""


@dataclass(frozen=True, slots=True)
class SaidElsewhere:
    """Who attached something at another organisation, and when."""

    by: str
    at: datetime
    feeling: str = ""
    is_confidential: bool = False


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What an entry is, apart from its sealed content. A received one has a `label`, and the `outcome` that its sender found."""

    kind: EntryKind
    occurred_at: datetime
    precision: WhenPrecision = WhenPrecision.MINUTE
    recorded_at: datetime | None = None
    recorded_by: UUID | None = None
    concern_id: UUID | None = None
    about_entry_id: UUID | None = None
    owner_id: UUID | None = None
    due_on: date | None = None
    label: Label | None = None
    outcome: Outcome | None = None


def why_kept(
    by: Actor,
    child_id: UUID,
    purpose: Purpose,
    born_on: date | None,
    *,
    recorded_on: date,
    outcome: Outcome | None = None,
    closed_on: date | None = None,
    chosen_on: date | None = None,
    flags: tuple[str, ...] = (),
) -> Kept:
    """The answer of the schedule, with the organisation's own periods, for an item of a file: why, until when, by which
    rule; never without dates. `retention.recomputing` gives the same answer later, when one of the days has changed."""
    return explain(
        purpose, outcome, flags, born_on=born_on, left_on=left_on_of(by.organisation_id, child_id), closed_on=closed_on,
        chosen_on=chosen_on, recorded_on=recorded_on, today=timezone.localdate(),
        overrides=overrides_of(by.organisation_id),
    )  # fmt: skip


def flags_of(content: EntryContent) -> tuple[str, ...]:
    """Retention flags that a lead set on an entry; they are sealed with it."""
    return tuple(flag for flag in content.fields.get("flags", "").split(",") if flag)


def refresh_file(by: Actor, file_id: UUID) -> None:
    """A file is kept because of its longest-kept entry, and is looked at with its first due one."""
    recount_file(by.organisation_id, file_id)


def recount_file(organisation_id: UUID, file_id: UUID) -> None:
    """The same for a job, which nobody ordered."""
    entries = Entry.objects.filter(organisation_id=organisation_id, file_id=file_id)
    last = entries.order_by("-destroy_on", "id").values_list("destroy_on", "rule_id", "kept_because").first()
    first = entries.aggregate(first=Min("review_on"))["first"]
    if last is not None:
        File.objects.filter(organisation_id=organisation_id, id=file_id).update(
            destroy_on=last[0], rule_id=last[1], kept_because=last[2], review_on=first
        )


def ensure_file(by: Actor, child_id: UUID, purpose: Purpose, born_on: date | None) -> OpenedFile:
    """The child's file for this purpose, made when it is the first entry; the key is written before the row."""
    # Locked against being destroyed as empty; where that is happening just now, it is waited for, and a new one is made.
    found = fetch(_FILE, [by.organisation_id, child_id, int(purpose)])
    if found:
        return OpenedFile(found[0][0], child_id, purpose, open_file_key(by, found[0][0], purpose))
    file_id = new_id()
    key = create_file_key(by.organisation_id, file_id, purpose)
    now = timezone.now()
    kept = why_kept(by, child_id, purpose, born_on, recorded_on=now.date())
    File.objects.create(
        organisation_id=by.organisation_id, id=file_id, child_id=child_id, purpose=int(purpose), opened_at=now,
        opened_by=by.membership_id, rule_id=kept.rule_id, kept_because=kept.because, review_on=kept.review_on,
        destroy_on=kept.destroy_on,
    )  # fmt: skip
    return OpenedFile(file_id, child_id, purpose, key)


def write_entry(
    by: Actor,
    file: OpenedFile,
    new: NewEntry,
    content: EntryContent,
    born_on: date | None,
    elsewhere: frozenset[UUID] = frozenset(),
) -> UUID:
    """Seal and store a new entry with its first version, statements and search tokens; returns its id.

    `elsewhere`: statements of another entry of the same file that an opinion here may rest on (a decision on a concern).
    """
    content.check(elsewhere)
    now = timezone.now()
    recorded_at = new.recorded_at or now
    kept = _kept_with(by, new.about_entry_id) or _columns(
        why_kept(
            by, file.child_id, file.purpose, born_on, recorded_on=recorded_at.date(), outcome=new.outcome,
            closed_on=now.date() if new.outcome else None, flags=flags_of(content),
        )
    )  # fmt: skip
    entry_id = new_id()
    Entry.objects.create(
        organisation_id=by.organisation_id, id=entry_id, file_id=file.id, kind=int(new.kind), **_decided(by, new, now),
        occurred_at=new.occurred_at, precision=int(new.precision), recorded_at=recorded_at,
        recorded_by=new.recorded_by or by.membership_id, concern_id=new.concern_id, about_entry_id=new.about_entry_id,
        owner_id=new.owner_id, due_on=new.due_on, **kept,
    )  # fmt: skip
    _write_version(by, file, entry_id, 1, content, now)
    not_here = claims.grounds_gone(by.organisation_id, [content]) if content.origin else frozenset()
    claims.write_statements(by, entry_id, 1, content, not_here)
    search_index.add(by, file.purpose, entry_id, content.words())
    refresh_file(by, file.id)
    return entry_id


_NONE: Mapping[UUID, UUID] = {}


def write_correction(
    by: Actor,
    file: OpenedFile,
    entry_id: UUID,
    content: EntryContent,
    *,
    changed: Collection[UUID] = (),
    became: Mapping[UUID, UUID] = _NONE,
) -> int:
    """Add a version beside the earlier ones; returns its number. Statements that are gone end with the version before.

    `changed` are claims whose words are others now, `became` says which claim stands in the place of one that is gone.
    """
    gone = claims.grounds_gone(by.organisation_id, [content])
    content.check(claims.grounds_elsewhere(by, entry_id) | gone)
    entry = Entry.objects.select_for_update().get(organisation_id=by.organisation_id, id=entry_id)
    number = entry.version + 1
    standing = {
        row.id: row
        for row in Statement.objects.filter(
            organisation_id=by.organisation_id, entry_id=entry_id, until_version__isnull=True
        )
    }
    staying = {statement.id for statement in content.statements}
    ended = [one for one in standing if one not in staying]
    Statement.objects.filter(organisation_id=by.organisation_id, id__in=ended).update(
        until_version=entry.version
    )
    fresh = EntryContent(tuple(one for one in content.statements if one.id not in standing))
    _write_version(by, file, entry_id, number, content, timezone.now())
    claims.write_statements(by, entry_id, number, fresh, gone)
    claims.write_grounds(by, [one for one in content.statements if one.id in standing], gone)
    entry.version = number
    entry.save(update_fields=["version"])
    search_index.replace(by, file.purpose, entry_id, content.words())
    if ended or changed:
        said = tuple(dict.fromkeys([*ended, *changed]))
        changes.tell_of(by, Changed(entry_id, ChangeKind.CORRECTED, said, became))
    return number


def write_annotation(
    by: Actor,
    file: OpenedFile,
    entry_id: UUID,
    kind: AnnotationKind,
    text: str,
    statement_id: UUID | None = None,
    *,
    said: SaidElsewhere | None = None,
) -> UUID:
    """Attach a sealed annotation to a statement, or to the whole entry; returns its id.

    `said`: of one that came with a received entry, who made it there and when.
    """
    annotation_id = new_id()
    key = create_record(by.organisation_id, annotation_id, file=file.key)
    elsewhere = {"by": said.by, "said_at": said.at.isoformat(), "feeling": said.feeling} if said else {}
    raw = json.dumps({"format": 1, "text": text, **elsewhere}, ensure_ascii=False).encode()
    Annotation.objects.create(
        organisation_id=by.organisation_id, id=annotation_id, entry_id=entry_id, statement_id=statement_id, kind=int(kind),
        sealed=key.seal(raw, table=ANNOTATION_TABLE, version=1), made_at=timezone.now(), made_by=by.membership_id,
        is_confidential=said is not None and said.is_confidential,
    )  # fmt: skip
    search_index.add(by, file.purpose, entry_id, (text,), waits_as=search_index.WAITING_NOTES)
    changes.annotated(by, entry_id, kind, statement_id)
    return annotation_id


def write_family_annotation(
    by: Actor,
    purpose: Purpose,
    entry_id: UUID,
    kind: AnnotationKind,
    text: str,
    *,
    statement_id: UUID | None = None,
    feeling: str = "",
    is_confidential: bool = False,
) -> UUID:
    """Attach what a family member says, who holds no key of the file: sealed to the purpose's ring and to the writer.

    `take_in` moves it under the file's key, in a lead's session; until then ring holders read it with the ring.
    """
    annotation_id = new_id()
    key = create_record(
        by.organisation_id, annotation_id, rings=[RingKind.of(purpose)], persons=[by.account_id]
    )
    raw = json.dumps({"format": 1, "text": text, "feeling": feeling}, ensure_ascii=False).encode()
    Annotation.objects.create(
        organisation_id=by.organisation_id, id=annotation_id, entry_id=entry_id, statement_id=statement_id, kind=int(kind),
        sealed=key.seal(raw, table=ANNOTATION_TABLE, version=1), made_at=timezone.now(), made_by=by.membership_id,
        is_confidential=is_confidential,
    )  # fmt: skip
    search_index.add(by, purpose, entry_id, (text,), waits_as=search_index.WAITING_NOTES)
    changes.annotated(by, entry_id, kind, statement_id)
    return annotation_id


def take_in(by: Actor, file: OpenedFile, annotation_id: UUID) -> None:
    """Put what a family member added under the file's key, so that everybody who may read the file reads it."""
    ring = RingKind.of(file.purpose)
    add_wrap(by, annotation_id, from_ring=ring, to_file=file.key)
    drop_wrap(by.organisation_id, annotation_id, ring)


def mark_decided(
    by: Actor,
    file: OpenedFile,
    entry_id: UUID,
    outcome: Outcome,
    born_on: date | None,
    review_on: date,
    flags: tuple[str, ...],
) -> None:
    """Set the outcome of an entry and compute anew why it is kept and until when."""
    now = timezone.now()
    entry = Entry.objects.filter(organisation_id=by.organisation_id, id=entry_id)
    recorded_at = entry.values_list("recorded_at", flat=True).get()
    kept = why_kept(
        by, file.child_id, file.purpose, born_on, recorded_on=recorded_at.date(), outcome=outcome, closed_on=now.date(),
        chosen_on=review_on, flags=flags,
    )  # fmt: skip
    entry.update(
        outcome=int(outcome),
        decided_at=now,
        decided_by=by.membership_id,
        state=int(EntryState.DECIDED),
        review_chosen_on=review_on,
    )
    _set_dates(by, entry_id, kept)
    refresh_file(by, file.id)
    changes.decided(by, entry_id, outcome)


def mark_reopened(
    by: Actor, file: OpenedFile, entry_id: UUID, born_on: date | None, flags: tuple[str, ...]
) -> None:
    """Take an entry back to open, kept as an open one is; the earlier decision stays as an entry of its own."""
    entry = Entry.objects.filter(organisation_id=by.organisation_id, id=entry_id)
    recorded_on = entry.values_list("recorded_at", flat=True).get().date()
    kept = why_kept(by, file.child_id, file.purpose, born_on, recorded_on=recorded_on, flags=flags)
    entry.update(
        outcome=None, decided_at=None, decided_by=None, state=int(EntryState.OPEN), review_chosen_on=None
    )
    _set_dates(by, entry_id, kept)
    refresh_file(by, file.id)
    changes.decided(by, entry_id, None)


def stand_alone(by: Actor, entry_ids: Sequence[UUID]) -> None:
    """Concerns that were joined to another are open ones of their own again: the other one is gone."""
    Entry.objects.filter(organisation_id=by.organisation_id, id__in=list(entry_ids)).update(
        about_entry_id=None, state=int(EntryState.OPEN)
    )


def mark_closed(by: Actor, entry_id: UUID) -> None:
    """Close a decided entry."""
    Entry.objects.filter(organisation_id=by.organisation_id, id=entry_id).update(state=int(EntryState.CLOSED))


def mark_done(by: Actor, entry_id: UUID) -> None:
    """Note that an action is done."""
    Entry.objects.filter(organisation_id=by.organisation_id, id=entry_id).update(
        done_at=timezone.now(), state=int(EntryState.CLOSED)
    )


def _decided(by: Actor, new: NewEntry, now: datetime) -> dict[str, Any]:
    """What a received entry turned out to be was decided by whoever sent it; nobody here is asked to decide it."""
    if new.label is None:
        return {"state": int(EntryState.OPEN)}
    state = {"state": int(EntryState.DECIDED), "label": int(new.label)}
    if new.outcome is None:
        return state
    return {**state, "outcome": int(new.outcome), "decided_at": now, "decided_by": by.membership_id}


def _columns(kept: Kept) -> dict[str, Any]:
    return {
        "rule_id": kept.rule_id, "kept_because": kept.because, "review_on": kept.review_on, "destroy_on": kept.destroy_on,
    }  # fmt: skip


def _kept_with(by: Actor, about_entry_id: UUID | None) -> dict[str, Any] | None:
    """What is about another entry is kept as that one is."""
    if about_entry_id is None:
        return None
    about = Entry.objects.filter(organisation_id=by.organisation_id, id=about_entry_id)
    found = about.values("rule_id", "kept_because", "review_on", "destroy_on").first()
    return None if found is None else {**found}


def _set_dates(by: Actor, entry_id: UUID, kept: Kept) -> None:
    """The dates of an entry, and of the actions and decisions about it: kept as long as it is, for the same reason."""
    dates, level = _columns(kept), [entry_id]
    for _ in range(_LONGEST_CHAIN):
        Entry.objects.filter(organisation_id=by.organisation_id, id__in=level).update(**dates)
        about = Entry.objects.filter(organisation_id=by.organisation_id, about_entry_id__in=level)
        level = list(about.values_list("id", flat=True))
        if not level:
            return


def _write_version(
    by: Actor, file: OpenedFile, entry_id: UUID, number: int, content: EntryContent, now: datetime
) -> None:
    version_id = new_id()
    key = create_record(by.organisation_id, version_id, file=file.key)
    EntryVersion.objects.create(
        organisation_id=by.organisation_id, id=version_id, entry_id=entry_id, number=number,
        sealed=key.seal(to_bytes(content), table=VERSION_TABLE, version=number), made_at=now, made_by=by.membership_id,
    )  # fmt: skip
