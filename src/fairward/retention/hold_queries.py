"""Reads holds: what is frozen, why, whose, until when people look again, and where a hold bites. It opens no entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.access.decisions import check
from fairward.access.permissions import roles_with
from fairward.audit.log import record_list
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import Purpose, Role
from fairward.organisations.queries import members, names_of_members
from fairward.people.queries import names_of_children
from fairward.retention import hold_writing
from fairward.retention.hold_policies import MANAGE, Scope, purposes_seen
from fairward.retention.hold_writing import Noted
from fairward.retention.kinds import Named, kind_of, kinds
from fairward.retention.models import Hold
from fairward.retention.vocabulary import HoldKind, ItemKind
from fairward.tenancy.rows import fetch

LIFTED_SHOWN = 20
_IN_SCOPE = """FROM files_entry e
JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id
WHERE e.organisation_id = %(own)s AND f.purpose = ANY(%(purposes)s)
  AND (%(child)s::uuid IS NULL OR f.child_id = %(child)s)
  AND (%(file)s::uuid IS NULL OR f.id = %(file)s)
  AND (%(purpose)s::smallint IS NULL OR f.purpose = %(purpose)s)
  AND (%(since)s::date IS NULL OR greatest(e.occurred_at, e.recorded_at) >= %(since)s)
  AND (%(until)s::date IS NULL OR least(e.occurred_at, e.recorded_at) < %(until)s::date + 1)"""
_COUNT = f"""SELECT count(*), count(DISTINCT f.child_id) {_IN_SCOPE}
  AND NOT EXISTS (SELECT 1 FROM retention_holdspared s WHERE s.organisation_id = e.organisation_id
    AND s.hold_id = %(hold)s AND s.entry_id = e.id AND NOT EXISTS (
      SELECT 1 FROM files_entryversion v WHERE v.organisation_id = s.organisation_id AND v.entry_id = s.entry_id
        AND v.made_at > s.checked_at))"""  # noqa: S608 - constants
_DUE = f"SELECT count(*) {_IN_SCOPE} AND e.about_entry_id IS NULL AND e.review_on <= %(today)s"
_TO_SORT = f"""SELECT e.id, f.id, f.child_id, f.purpose, e.version {_IN_SCOPE}
  AND (%(sorted)s::uuid IS NULL OR e.id > %(sorted)s OR EXISTS (
    SELECT 1 FROM retention_holdspared s
    JOIN files_entryversion v ON v.organisation_id = s.organisation_id AND v.entry_id = s.entry_id
    WHERE s.organisation_id = e.organisation_id AND s.hold_id = %(hold)s AND s.entry_id = e.id
      AND v.made_at > s.checked_at))
ORDER BY e.id LIMIT %(most)s"""  # noqa: S608 - constants
_ON_CHILD = """SELECT DISTINCT h.id, h.kind, h.made_at, h.review_on FROM retention_hold h
JOIN files_file f ON f.organisation_id = h.organisation_id AND f.child_id = %s
JOIN files_entry e ON e.organisation_id = f.organisation_id AND e.file_id = f.id
WHERE h.organisation_id = %s AND h.lifted_at IS NULL AND h.item_id IS NULL AND (%s::uuid IS NULL OR f.id = %s)
  AND (h.child_id IS NULL OR h.child_id = f.child_id) AND (h.file_id IS NULL OR h.file_id = f.id)
  AND (h.purpose IS NULL OR h.purpose = f.purpose) AND f.purpose = ANY(%s)
  AND (h.since_on IS NULL OR greatest(e.occurred_at, e.recorded_at) >= h.since_on)
  AND (h.until_on IS NULL OR least(e.occurred_at, e.recorded_at) < h.until_on + 1)
ORDER BY h.made_at"""
MOST_TO_SORT = 100_000


@dataclass(frozen=True, slots=True)
class Frozen:
    """How much a scope freezes: entries, of how many children, and how many of them are due to be looked at; then how many
    of what is no entry, kind by kind."""

    entries: int
    children: int
    due: int = 0
    others: Mapping[ItemKind, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All of it, for a list."""
        return self.entries + sum(self.others.values())


@dataclass(frozen=True, slots=True)
class HoldSeen:
    """A hold as a page shows it. `frozen`: how much it freezes of what the asker may count; `thing`: the one it names."""

    id: UUID
    kind: HoldKind
    scope: Scope
    child: str
    reason: str
    since: Sequence[Noted]
    owner: str
    owner_id: UUID
    made_by: str
    made_at: datetime
    review_on: date
    is_overdue: bool
    case_id: UUID | None
    thing: Named | None
    frozen: Frozen
    lifted_at: datetime | None
    lifted_by: str
    lifted_because: str
    names: dict[UUID, str]


@dataclass(frozen=True, slots=True)
class ToSort:
    """An entry that nobody has sorted yet for a theme hold."""

    entry_id: UUID
    file_id: UUID
    child_id: UUID
    purpose: Purpose
    version: int


@dataclass(frozen=True, slots=True)
class Bite:
    """A hold where it is felt, without its reason: that may name somebody."""

    hold_id: UUID
    kind: HoldKind
    since: date
    review_on: date


def holds_for(actor: Actor, why: str) -> tuple[list[HoldSeen], list[HoldSeen]]:
    """(Standing holds, longest overdue first; the last ones that were ended). The list is logged."""
    check(actor, MANAGE)
    rows = Hold.objects.filter(organisation_id=actor.organisation_id)
    standing = list(rows.filter(lifted_at__isnull=True).order_by("review_on", "id"))
    ended = list(rows.filter(lifted_at__isnull=False).order_by("-lifted_at")[:LIFTED_SHOWN])
    record_list(actor, item_kind="hold", item_ids=[row.id for row in (*standing, *ended)], why=why)
    return _seen(actor, standing), _seen(actor, ended)


def hold_for(actor: Actor, hold_id: UUID, why: str) -> HoldSeen:
    """One hold with everything that was said about it."""
    check(actor, MANAGE)
    row = Hold.objects.filter(organisation_id=actor.organisation_id, id=hold_id).first()
    if row is None:
        raise NotFound("hold")
    record_list(actor, item_kind="hold", item_ids=[hold_id], subject_id=row.child_id, why=why)
    return _seen(actor, [row])[0]


def scope_of(hold: Hold) -> Scope:
    """What a hold names."""
    purpose = Purpose(hold.purpose) if hold.purpose else None
    kind = ItemKind(hold.item_kind) if hold.item_kind else None
    return Scope(
        hold.child_id, hold.file_id, purpose, hold.theme, hold.since_on, hold.until_on, kind, hold.item_id
    )


def freezes(organisation_id: UUID, role: Role, scope: Scope, hold_id: UUID | None = None) -> Frozen:
    """How much a scope freezes of what a role may count; of a standing hold without what was let go of."""
    values = _values(organisation_id, role, scope) | {"hold": hold_id, "today": timezone.localdate()}
    others = {one.kind: one.in_scope(organisation_id, scope) for one in kinds()}
    others = {kind: count for kind, count in others.items() if count}
    if scope.item_id is not None:
        return Frozen(0, 0, 0, others)
    entries, children = fetch(_COUNT, values)[0]
    return Frozen(entries, children, fetch(_DUE, values)[0][0], others)


def name_of(organisation_id: UUID, scope: Scope) -> Named | None:
    """How a page calls the one thing that a hold names; None where it names none, or where that is gone."""
    kind = kind_of(scope.item_kind) if scope.item_kind else None
    if kind is None or scope.item_id is None:
        return None
    return kind.named(organisation_id, [scope.item_id]).get(scope.item_id)


def find_thing(organisation_id: UUID, words: str) -> tuple[ItemKind, UUID] | None:
    """What somebody typed the reference of; None where there is nothing of that reference."""
    for kind in kinds():
        found = kind.find(organisation_id, words)
        if found is not None:
            return kind.kind, found
    return None


def to_sort(organisation_id: UUID, hold_id: UUID, most: int = MOST_TO_SORT) -> list[ToSort]:
    """Entries in the scope of a theme hold that were not sorted, or have changed since, in the order of their ids."""
    hold = Hold.objects.filter(organisation_id=organisation_id, id=hold_id).first()
    if hold is None or not hold.theme:
        return []
    values = _values(organisation_id, Role.SAFEGUARDING_LEAD, scope_of(hold))
    rows = fetch(_TO_SORT, values | {"hold": hold_id, "sorted": hold.sorted_up_to, "most": most})
    return [ToSort(row[0], row[1], row[2], Purpose(row[3]), row[4]) for row in rows]


def in_theme_scope(organisation_id: UUID, hold_id: UUID) -> int:
    """How many entries stand in the scope of a theme hold, sorted or not."""
    hold = Hold.objects.get(organisation_id=organisation_id, id=hold_id)
    return freezes(organisation_id, Role.SAFEGUARDING_LEAD, scope_of(hold)).entries


def owners(organisation_id: UUID) -> list[tuple[UUID, str]]:
    """Who may answer for a hold: (membership, name), by name."""
    roles = set(roles_with(MANAGE))
    return [(one.membership_id, one.name) for one in members(organisation_id) if one.role in roles]


def bites_of(organisation_id: UUID, hold_ids: Iterable[UUID]) -> dict[UUID, Bite]:
    """Holds by id, as they are shown where they are felt."""
    rows = Hold.objects.filter(organisation_id=organisation_id, id__in=set(hold_ids))
    found = rows.values_list("id", "kind", "made_at", "review_on")
    return {
        row[0]: Bite(row[0], HoldKind(row[1]), timezone.localtime(row[2]).date(), row[3]) for row in found
    }


def bites_on_child(
    organisation_id: UUID, role: Role, child_id: UUID, file_id: UUID | None = None
) -> list[Bite]:
    """Standing holds that reach into the files of a child, or into one of them, oldest first."""
    purposes = [int(one) for one in purposes_seen(role)]
    rows = fetch(_ON_CHILD, [child_id, organisation_id, file_id, file_id, purposes])
    return [Bite(row[0], HoldKind(row[1]), timezone.localtime(row[2]).date(), row[3]) for row in rows]


def overdue_since(organisation_id: UUID, day: date) -> list[UUID]:
    """Owners of standing holds whose day to be looked at was on this day or before it."""
    rows = Hold.objects.filter(organisation_id=organisation_id, lifted_at__isnull=True, review_on__lte=day)
    return list(rows.values_list("owner_id", flat=True))


def _seen(actor: Actor, rows: Sequence[Hold]) -> list[HoldSeen]:
    own = actor.organisation_id
    said = {row.id: hold_writing.said_of(row) for row in rows}
    people = {row.owner_id for row in rows} | {row.made_by for row in rows}
    people |= {row.lifted_by for row in rows if row.lifted_by} | {
        one.by for _, all_ in said.values() for one in all_
    }
    names = {key: one.name for key, one in names_of_members(own, people).items()}
    children = names_of_children(own, [row.child_id for row in rows if row.child_id])
    today = timezone.localdate()
    found = []
    for row in rows:
        reason, since = said[row.id]
        scope = scope_of(row)
        frozen = freezes(own, actor.role, scope, row.id) if row.lifted_at is None else Frozen(0, 0)
        found.append(
            HoldSeen(
                row.id, HoldKind(row.kind), scope, children[row.child_id].full if row.child_id in children else "", reason,
                since, names.get(row.owner_id, ""), row.owner_id, names.get(row.made_by, "the family"), row.made_at,
                row.review_on, row.lifted_at is None and row.review_on < today, row.case_id, name_of(own, scope),
                frozen, row.lifted_at, names.get(row.lifted_by, "") if row.lifted_by else "",
                hold_writing.why_lifted(row), names,
            )
        )  # fmt: skip
    return found


def _values(organisation_id: UUID, role: Role, scope: Scope) -> dict[str, Any]:
    return {
        "own": organisation_id, "purposes": [int(one) for one in purposes_seen(role)], "child": scope.child_id,
        "file": scope.file_id, "purpose": int(scope.purpose) if scope.purpose else None, "since": scope.since_on,
        "until": scope.until_on,
    }  # fmt: skip
