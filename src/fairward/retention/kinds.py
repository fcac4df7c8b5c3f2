"""What is destroyed besides entries, kind by kind. Each room says so itself; settings name them, so that none is known here.

It may not open anything: keys are destroyed without being opened.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from fairward.keys import keyring
from fairward.keys.records import destroy_records
from fairward.retention.hanging import Forget, Hanging, Records
from fairward.retention.hold_policies import Scope
from fairward.retention.vocabulary import ItemKind
from fairward.tenancy.rows import fetch

_WITH_KEY = "SELECT EXISTS (SELECT 1 FROM keys_recordwrap WHERE organisation_id = %s AND record_id = ANY(%s))"
_ORDERED = (
    "SELECT item_id FROM retention_destructionitem "
    "WHERE organisation_id = %s AND kind = %s AND item_id = ANY(%s) AND held_at IS NULL"
)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that is due: looked at from `review_on`, gone by itself or overdue on `destroy_on`."""

    id: UUID
    rule_id: str
    recorded_on: date
    review_on: date
    destroy_on: date


@dataclass(frozen=True, slots=True)
class Named:
    """How a page calls one thing without naming anybody, and where it is."""

    words: str
    href: str = ""


def _none_due(organisation_id: UUID, on: date) -> Sequence[Thing]:
    return ()


def _none_in(organisation_id: UUID, scope: Scope) -> int:
    return 0


def _unnamed(organisation_id: UUID, ids: Sequence[UUID]) -> Mapping[UUID, Named]:
    return {}


def _not_found(organisation_id: UUID, words: str) -> UUID | None:
    return None


@dataclass(frozen=True, slots=True)
class GoingKind:
    """One kind of thing. `table` has a row for each; what `records` names loses its keys before `forget` deletes rows.

    `due`: what is looked at on a day or before it. `standing`: those that are there, locked, and when they were recorded. `held`:
    which a standing hold freezes, each with its holds. `in_scope`: how many a hold would freeze. `find`: by what a person types.
    """

    kind: ItemKind
    table: str
    standing: Callable[[UUID, Iterable[UUID]], Mapping[UUID, date]]
    held: Callable[[UUID, Sequence[UUID]], Mapping[UUID, tuple[UUID, ...]]]
    records: Records
    forget: Forget
    due: Callable[[UUID, date], Sequence[Thing]] = _none_due
    in_scope: Callable[[UUID, Scope], int] = _none_in
    named: Callable[[UUID, Sequence[UUID]], Mapping[UUID, Named]] = _unnamed
    find: Callable[[UUID, str], UUID | None] = _not_found
    # Whether some of it waits for a person at the end of its time.
    is_decided: bool = False


def kinds() -> list[GoingKind]:
    """Every kind that settings name, in their order: whatever refers to others comes first."""
    return [import_string(name) for name in settings.FAIRWARD_KINDS_THAT_GO]


def kind_of(kind: ItemKind) -> GoingKind | None:
    """The kind, unless it is entries or what goes with them."""
    return next((one for one in kinds() if one.kind is kind), None)


def hanging(names: Iterable[str]) -> list[Hanging]:
    """The rooms that these names of settings lead to, in their order."""
    return [import_string(name) for name in names]


def begun(kind: GoingKind, organisation_id: UUID, ids: Iterable[UUID]) -> set[UUID]:
    """Those whose keys are gone already: an earlier run was interrupted, and no hold brings them back."""
    return {one for one in ids if not _has_keys(kind, organisation_id, one)}


def destroy(kind: GoingKind, organisation_id: UUID, ids: Sequence[UUID]) -> int:
    """Keys first, then rows; returns how many records went."""
    records = set(kind.records(organisation_id, ids))
    destroy_records(organisation_id, sorted(records))
    kind.forget(organisation_id, ids)
    return len(records)


def ordered(organisation_id: UUID, kind: ItemKind, ids: Collection[UUID]) -> set[UUID]:
    """Those of them that an order lists already."""
    return {row[0] for row in fetch(_ORDERED, [organisation_id, int(kind), list(ids)])}


def _has_keys(kind: GoingKind, organisation_id: UUID, one: UUID) -> bool:
    records = kind.records(organisation_id, [one])
    return not records or bool(keyring.fetch(_WITH_KEY, [organisation_id, list(records)])[0][0])
