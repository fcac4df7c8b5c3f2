"""Opens entries: the look is written before a key is opened. It may not write anything else and decides no right but by keys."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fairward.files.claims import grounds_gone
from fairward.files.content import LOST, EntryContent, from_bytes, lost
from fairward.files.labels import is_readable
from fairward.files.models import EntryVersion
from fairward.files.origin import NOT_TOLD
from fairward.files.rendering import (
    COLLAPSED,
    Context,
    RenderedAnnotation,
    RenderedEntry,
    quotes_of,
    render_statements,
)
from fairward.files.writing import ANNOTATION_TABLE, VERSION_TABLE, OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
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
from fairward.keys.records import GONE, RecordKey, open_records, without_key
from fairward.organisations.queries import names_of_members
from fairward.people.queries import names_of_adults, names_of_children
from fairward.tenancy.rows import fetch

COLUMNS = (
    "id", "file_id", "kind", "state", "version", "occurred_at", "precision", "recorded_at", "recorded_by", "about_entry_id",
    "outcome", "owner_id", "due_on", "done_at", "kept_because", "review_on", "destroy_on",
    "rule_id", "label",
)  # fmt: skip
Row = dict[str, Any]
NOT_HELD = "These words stand under a key that you do not hold."
NOT_TAKEN_IN = "The family has added their account. A safeguarding lead reads it first; then it stands here."
_CHECKED = (
    "SELECT id, checked_since FROM files_statement "
    "WHERE organisation_id = %s AND entry_id = ANY(%s) AND checked_since IS NOT NULL"
)
_VERSIONS = (
    "SELECT v.entry_id, v.id, v.number, v.sealed FROM unnest(%s::uuid[], %s::integer[]) AS e (id, version) "
    "JOIN files_entryversion v ON v.organisation_id = %s AND v.entry_id = e.id AND v.number = e.version"
)
_ANNOTATIONS = (
    "SELECT id, entry_id, statement_id, kind, sealed, made_at, made_by, is_confidential FROM files_annotation "
    "WHERE organisation_id = %s AND entry_id = ANY(%s) ORDER BY made_at, id"
)


GROUND_DESTROYED = "something that was destroyed under the schedule"

_ENTRIES = (
    f"SELECT {', '.join(COLUMNS)} FROM files_entry "  # noqa: S608 - constants
    f"WHERE organisation_id = %s AND state <> {int(EntryState.PUT_AWAY)} AND "
)


def entry_rows(organisation_id: UUID, condition: str, parameters: Sequence[Any]) -> list[Row]:
    """Plain rows of entries; `condition` is SQL of the caller's own constants, what was typed goes in `parameters`."""
    rows = fetch(_ENTRIES + condition, [organisation_id, *parameters])
    return [dict(zip(COLUMNS, values, strict=True)) for values in rows]


def open_entries(actor: Actor, file: OpenedFile, rows: Sequence[Row], why: str) -> list[RenderedEntry]:
    """Open the standing versions of `rows`, all of one file, each with everything attached; one look for the list.

    What another organisation labelled for others than the actor's role is left out: as if it were not there.
    """
    rows = [row for row in rows if is_readable(row["label"], actor.role)]
    if not rows:
        return []
    ids = [row["id"] for row in rows]
    versions = _standing_versions(actor, rows)
    notes = fetch(_ANNOTATIONS, [actor.organisation_id, ids])
    wanted = [version[0] for version in versions.values()] + [note[0] for note in notes]
    keys, gone = _keys_and_gone(actor, file, wanted, "entry", ids, why)
    contents = {entry_id: _open_version(keys, version, gone) for entry_id, version in versions.items()}
    return _render(actor, file, rows, contents, notes, keys, gone)


def _keys_and_gone(
    actor: Actor, file: OpenedFile, record_ids: list[UUID], item_kind: str, item_ids: list[UUID], why: str
) -> tuple[dict[UUID, RecordKey], set[UUID]]:
    """The keys that open, after the look; and those of the records whose key is nobody's any more."""
    organisation_id = actor.organisation_id
    try:
        keys = open_records(
            actor,
            record_ids=record_ids,
            file=file.key,
            item_kind=item_kind,
            item_ids=item_ids,
            subject_id=file.child_id,
            why=why,
            or_ring=_waiting_ring(file),
        )
    except Denied as denied:
        gone = without_key(organisation_id, record_ids) if denied.code == "no_key" else set()
        if gone != set(record_ids):
            raise
        return {}, gone
    lacking = [one for one in record_ids if one not in keys]
    return keys, without_key(organisation_id, lacking) if lacking else set()


def open_contents(actor: Actor, file: OpenedFile, entry_id: UUID, number: int, why: str) -> EntryContent:
    """Open one version of one entry as plain content, for correcting it or showing what it said before."""
    version = (
        EntryVersion.objects.filter(organisation_id=actor.organisation_id, entry_id=entry_id, number=number)
        .values_list("id", "number", "sealed")
        .get()
    )
    keys = open_records(
        actor,
        record_ids=[version[0]],
        file=file.key,
        item_kind="entry",
        item_ids=[entry_id],
        subject_id=file.child_id,
        why=why,
    )
    return _open_version(keys, version, set())


def open_standing(actor: Actor, file: OpenedFile, entry_id: UUID, why: str) -> EntryContent:
    """Open what an entry says now, to see what a correction changes."""
    rows = entry_rows(actor.organisation_id, "id = %s AND file_id = %s", [entry_id, file.id])
    if not rows:
        raise NotFound("entry")
    return open_contents(actor, file, entry_id, rows[0]["version"], why)


def content_or_why(actor: Actor, file: OpenedFile, entry_id: UUID, number: int, why: str) -> EntryContent:
    """One version for showing only: where nothing opens it any more, the sentence that says so stands in its place."""
    try:
        return open_contents(actor, file, entry_id, number, why)
    except Denied as denied:
        if denied.code != "no_key":
            raise
        return lost(denied.sentence)


def annotation_texts(actor: Actor, file: OpenedFile, entry_id: UUID, why: str) -> list[str]:
    """The words of everything attached to one entry that still has words, oldest first.

    The look is at what is attached, not at the entry: whoever is shown the entry is not told of it, for it would say that
    somebody else added something.
    """
    notes = fetch(_ANNOTATIONS, [actor.organisation_id, [entry_id]])
    if not notes:
        return []
    note_ids = [note[0] for note in notes]
    keys, gone = _keys_and_gone(actor, file, note_ids, "annotation", note_ids, why)
    return [_note_of(keys, note, gone)["text"] for note in notes if note[0] not in gone]


def _waiting_ring(file: OpenedFile) -> RingKind:
    """What a family member added is sealed to the purpose's ring until a lead takes it into the file."""
    return RingKind.of(file.purpose)


def _note_of(keys: dict[UUID, RecordKey], note: tuple[Any, ...], gone: set[UUID]) -> dict[str, Any]:
    """The opened body of an annotation; whoever cannot open it (yet, or any more) sees that it is there (promise 2)."""
    key = keys.get(note[0])
    if key is None:
        return {"text": GONE if note[0] in gone else NOT_TAKEN_IN}
    body: dict[str, Any] = json.loads(key.open(bytes(note[4]), table=ANNOTATION_TABLE, version=1))
    return body


def _standing_versions(actor: Actor, rows: Sequence[Row]) -> dict[UUID, tuple[UUID, int, Any]]:
    standing = {row["id"]: row["version"] for row in rows}
    found = fetch(_VERSIONS, [list(standing), list(standing.values()), actor.organisation_id])
    return {entry_id: (version_id, number, sealed) for entry_id, version_id, number, sealed in found}


def _open_version(
    keys: dict[UUID, RecordKey], version: tuple[UUID, int, Any], gone: set[UUID]
) -> EntryContent:
    """The content; a sentence in its place where it cannot be opened: an error is never shown as nothing."""
    version_id, number, sealed = version
    if version_id not in keys:
        return lost(GONE if version_id in gone else NOT_HELD)
    return from_bytes(keys[version_id].open(bytes(sealed), table=VERSION_TABLE, version=number))


def _render(
    actor: Actor,
    file: OpenedFile,
    rows: Sequence[Row],
    contents: dict[UUID, EntryContent],
    notes: Iterable[tuple[Any, ...]],
    keys: dict[UUID, RecordKey],
    gone: set[UUID],
) -> list[RenderedEntry]:
    notes = list(notes)
    members = {row["recorded_by"] for row in rows} | {row["owner_id"] for row in rows if row["owner_id"]}
    members |= {note[6] for note in notes}
    names = {key: name.name for key, name in names_of_members(actor.organisation_id, members).items()}
    people = {
        one for content in contents.values() for statement in content.statements for one in statement.about
    }
    persons = _names_of_persons(actor, people, file)
    attached = _annotations(notes, keys, names, gone)
    quotes = _quotes(actor, rows, contents)
    checked = dict(fetch(_CHECKED, [actor.organisation_id, [row["id"] for row in rows]]))
    return [
        _render_one(
            row,
            contents[row["id"]],
            Context(
                attached[row["id"]],
                Outcome(row["outcome"]) if row["outcome"] else None,
                persons,
                quotes,
                checked,
                contents[row["id"]].origin,
            ),
            names,
            file.purpose,
        )
        for row in rows
    ]


def _quotes(actor: Actor, rows: Sequence[Row], contents: dict[UUID, EntryContent]) -> dict[UUID, str]:
    """The words of what opinions rest on, or that it was destroyed."""
    if not any(one.because for content in contents.values() for one in content.statements):
        return {}
    # What did not happen is not repeated by the decision that found so: it rests on “what was reported”.
    folded = {row["id"] for row in rows if row["outcome"] in COLLAPSED}
    quoted = [content for key, content in contents.items() if key not in folded]
    quotes = {id_: words for content in quoted for id_, words in quotes_of(content).items()}
    own = [content for content in contents.values() if content.origin is None]
    received = [content for content in contents.values() if content.origin is not None]
    gone = dict.fromkeys(grounds_gone(actor.organisation_id, own), GROUND_DESTROYED)
    not_told = dict.fromkeys(grounds_gone(actor.organisation_id, received), NOT_TOLD) if received else {}
    return not_told | gone | quotes


def _names_of_persons(actor: Actor, ids: set[UUID], file: OpenedFile) -> dict[UUID, str]:
    """Names of the children and adults whom statements are about; the file's own child is known already."""
    names = {file.child_id: file.child_name} if file.child_name else {}
    if ids - names.keys():
        others = names_of_children(actor.organisation_id, ids - names.keys())
        names |= {key: name.full for key, name in others.items()}
    if ids - names.keys():
        names |= names_of_adults(actor.organisation_id, ids - names.keys())
    return names


def _annotations(
    notes: Iterable[tuple[Any, ...]], keys: dict[UUID, RecordKey], names: dict[UUID, str], gone: set[UUID]
) -> dict[UUID, dict[UUID | None, list[RenderedAnnotation]]]:
    attached: dict[UUID, dict[UUID | None, list[RenderedAnnotation]]] = defaultdict(lambda: defaultdict(list))
    for note in notes:
        note_id, entry_id, statement_id, kind, _, made_at, made_by, is_confidential = note
        body = _note_of(keys, note, gone)
        attached[entry_id][statement_id].append(
            RenderedAnnotation(
                note_id, AnnotationKind(kind), body["text"], body.get("by") or names.get(made_by, ""),
                datetime.fromisoformat(body["said_at"]) if "said_at" in body else made_at, body.get("feeling", ""),
                is_confidential,
            )
        )  # fmt: skip
    return attached


def _render_one(
    row: Row, content: EntryContent, context: Context, names: dict[UUID, str], purpose: Purpose
) -> RenderedEntry:
    standing = {statement.id for statement in content.statements}
    why_lost = content.fields.get(LOST, "")
    # What was attached to a statement that a correction took away stays with the entry.
    loose = [note for key, found in context.annotations.items() if key not in standing for note in found]
    return RenderedEntry(
        id=row["id"], file_id=row["file_id"], kind=EntryKind(row["kind"]), state=EntryState(row["state"]),
        occurred_at=row["occurred_at"], precision=WhenPrecision(row["precision"]), recorded_at=row["recorded_at"],
        by=content.origin.author if content.origin else names.get(row["recorded_by"], ""), where=content.where,
        themes=content.themes,
        fields={} if why_lost else content.fields,
        statements=render_statements(content, context), annotations=tuple(loose), outcome=context.outcome,
        version=row["version"], about_entry_id=row["about_entry_id"], owner=names.get(row["owner_id"], ""),
        due_on=row["due_on"], done_at=row["done_at"], kept_because=row["kept_because"], review_on=row["review_on"],
        destroy_on=row["destroy_on"], purpose_words=purpose.word, rule_id=row["rule_id"], lost=why_lost,
        origin=content.origin, label=Label(row["label"]) if row["label"] else None,
    )  # fmt: skip
