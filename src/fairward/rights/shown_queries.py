"""Reads what one person is shown, with that person's own key. It may not read the file itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from fairward.families.queries import my_access
from fairward.files.writing import ANNOTATION_TABLE
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import AnnotationKind
from fairward.keys.records import open_records
from fairward.rights.models import ShownVersion
from fairward.rights.shown_content import ShownEntry, from_bytes
from fairward.tenancy.rows import fetch

SHOWN_TABLE = "rights_shownversion"
MASKS_TABLE = "rights_shownversion.masks"
_SHOWN = (
    "SELECT s.id, s.entry_id, s.sealed, s.made_at, s.first_read_at, e.kept_because, e.review_on, e.destroy_on, "
    "e.rule_id "
    "FROM rights_shownversion s "
    "JOIN files_entry e ON e.organisation_id = s.organisation_id AND e.id = s.entry_id "
    "WHERE s.organisation_id = %s AND s.person_id = %s AND s.child_id = %s AND s.ended_at IS NULL "
    "AND s.account_id IS NOT NULL "
)
_NEWEST_FIRST = "ORDER BY e.occurred_at DESC, e.id DESC"
_MINE = (
    "SELECT m.annotation_id, m.entry_id, a.statement_id, a.kind, a.sealed, m.made_at, m.read_at, m.is_confidential "
    "FROM rights_myside m "
    "JOIN files_annotation a ON a.organisation_id = m.organisation_id AND a.id = m.annotation_id "
    "WHERE m.organisation_id = %s AND m.membership_id = %s AND m.child_id = %s ORDER BY m.made_at, m.id"
)
_CHECKED = (
    "SELECT id, checked_since FROM files_statement "
    "WHERE organisation_id = %s AND entry_id = ANY(%s) AND checked_since IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class MyAccount:
    """What the reader added themselves, and when the school read it."""

    id: UUID
    entry_id: UUID
    statement_id: UUID | None
    kind: AnnotationKind
    text: str
    feeling: str
    made_at: datetime
    read_at: datetime | None
    is_confidential: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry as the reader sees it, why it is kept, and what the reader said about it.

    `checked` names statements whose use is restricted, and since when.
    """

    entry: ShownEntry
    shown_at: datetime
    is_new: bool
    kept_because: str
    review_on: date
    destroy_on: date
    rule_id: str
    mine: tuple[MyAccount, ...]
    checked: dict[UUID, date]


def shown_for(actor: Actor, child_id: UUID, why: str) -> list[Shown]:
    """Everything of one child's record that the asker is shown, newest first; NotFound without an open access."""
    return _open(actor, child_id, None, why)


def one_shown_for(actor: Actor, child_id: UUID, entry_id: UUID, why: str) -> Shown:
    """One entry that the asker is shown, and no other is opened; one that they are not shown is not there."""
    found = _open(actor, child_id, entry_id, why)
    if not found:
        raise NotFound("entry")
    return found[0]


def _open(actor: Actor, child_id: UUID, entry_id: UUID | None, why: str) -> list[Shown]:
    access = my_access(actor, child_id)
    only, values = ("AND s.entry_id = %s ", [entry_id]) if entry_id else ("", [])
    rows = fetch(
        f"{_SHOWN}{only}{_NEWEST_FIRST}", [actor.organisation_id, access.person_id, child_id, *values]
    )
    if not rows:
        return []
    keys = open_records(
        actor, record_ids=[row[0] for row in rows], item_kind="entry", item_ids=[row[1] for row in rows],
        subject_id=child_id, why=why,
    )  # fmt: skip
    _note_read(actor, list(keys))
    mine = _my_accounts(actor, child_id, why)
    checked = dict(fetch(_CHECKED, [actor.organisation_id, [row[1] for row in rows]]))
    return [
        _shown(from_bytes(keys[row[0]].open(bytes(row[2]), table=SHOWN_TABLE, version=1)), row, mine, checked)
        for row in rows
        if row[0] in keys
    ]


def _note_read(actor: Actor, shown_ids: Sequence[UUID]) -> None:
    """Opened is read: whoever takes something back is told honestly whether and when."""
    now = timezone.now()
    shown = ShownVersion.objects.filter(organisation_id=actor.organisation_id, id__in=shown_ids)
    shown.update(first_read_at=Coalesce("first_read_at", Value(now)), last_read_at=now)


def _shown(
    entry: ShownEntry, row: tuple[object, ...], mine: list[MyAccount], checked: dict[UUID, date]
) -> Shown:
    own = {one.id for one in entry.statements}
    return Shown(
        entry=entry, shown_at=row[3], is_new=row[4] is None, kept_because=row[5], review_on=row[6],  # type: ignore[arg-type]
        destroy_on=row[7], rule_id=row[8],  # type: ignore[arg-type]
        mine=tuple(one for one in mine if one.entry_id == entry.entry_id),
        checked={key: day for key, day in checked.items() if key in own},
    )  # fmt: skip


def _my_accounts(actor: Actor, child_id: UUID, why: str) -> list[MyAccount]:
    rows = fetch(_MINE, [actor.organisation_id, actor.membership_id, child_id])
    if not rows:
        return []
    keys = open_records(
        actor, record_ids=[row[0] for row in rows], item_kind="own words", subject_id=child_id, why=why
    )
    found = []
    for annotation_id, entry_id, statement_id, kind, sealed, made_at, read_at, is_confidential in rows:
        if annotation_id not in keys:
            continue
        body = json.loads(keys[annotation_id].open(bytes(sealed), table=ANNOTATION_TABLE, version=1))
        found.append(
            MyAccount(
                annotation_id, entry_id, statement_id, AnnotationKind(kind), body["text"], body.get("feeling", ""),
                made_at, read_at, is_confidential,
            )
        )  # fmt: skip
    return found
