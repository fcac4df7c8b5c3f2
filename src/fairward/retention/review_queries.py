"""Reads what falls due: groups, entries, the year ahead. Columns only; it opens nothing, and people open what they decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_list
from fairward.audit.reading import opened_singly
from fairward.files.policies import READERS
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import Outcome, Purpose, Role
from fairward.people.queries import names_of_children
from fairward.retention.due_queries import COLUMNS, DUE, ENTRIES, SETTLED, THERE, entry_of
from fairward.retention.holding import frozen
from fairward.retention.opening import UNSEEN
from fairward.retention.review_policies import DECIDE, SEE, SOON, STILL_KNOWN, SWEPT, DueEntry
from fairward.tenancy.rows import fetch

PAGE = 100
MOST = 5_000
# Concerns about staff are not in these files.
CHILD_PURPOSES = (Purpose.CHILD_PROTECTION, Purpose.WELFARE, Purpose.BEHAVIOUR)
_DUE = f"{DUE} AND NOT {SETTLED}"
_KEYS = f"""SELECT e.id, f.purpose, e.rule_id, e.outcome, e.review_on, e.destroy_on, e.recorded_at, f.child_id {_DUE}
ORDER BY e.review_on, e.id LIMIT {MOST}"""
_IN_GROUP = f"""{_DUE} AND (%(rule)s = '' OR e.rule_id = %(rule)s) AND (%(purpose)s = 0 OR f.purpose = %(purpose)s)
AND (%(outcomes)s::smallint[] IS NULL OR coalesce(e.outcome, 0) = ANY(%(outcomes)s))"""
_ENTRIES = (
    f"SELECT {COLUMNS} {_IN_GROUP} ORDER BY f.child_id, e.occurred_at, e.id LIMIT %(most)s OFFSET %(first)s"
)
_TOTAL = f"SELECT count(*) {_IN_GROUP}"
_NAMED = f"""SELECT {COLUMNS} {ENTRIES} WHERE e.organisation_id = %s AND e.id = ANY(%s) AND {THERE} AND f.purpose = ANY(%s)
ORDER BY f.child_id, e.occurred_at, e.id"""
_YEAR = f"""SELECT e.rule_id, date_trunc('month', e.review_on)::date, count(*) {ENTRIES}
WHERE e.organisation_id = %s AND e.review_on > %s AND e.review_on <= %s AND {THERE} AND f.purpose = ANY(%s)
GROUP BY 1, 2 ORDER BY 1, 2"""


@dataclass(frozen=True, slots=True)
class GroupKey:
    """Which entries are alike. `outcome` None: not decided. The sweep is a group of several outcomes."""

    purpose: Purpose | None
    rule_id: str
    outcomes: tuple[Outcome | None, ...]
    is_sweep: bool = False


SWEEP = GroupKey(None, "", SWEPT, is_sweep=True)


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that are alike: how many are due now and soon, of how many children, and what stands in the way."""

    key: GroupKey
    now: int
    soon: int
    children: int
    oldest: date
    held: int
    past_last_day: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a group with what whoever decides needs to know before opening it."""

    entry: DueEntry
    child: str
    opened_at: datetime | None
    is_held: bool


@dataclass(frozen=True, slots=True)
class GroupPage:
    """One page of a group."""

    key: GroupKey
    rows: Sequence[Listed]
    total: int


def desk_groups_for(actor: Actor, why: str) -> list[Group]:
    """What is due now or within a month, alike entries together; past their last day first. The look is logged."""
    check(actor, SEE)
    record_list(actor, item_kind="review", item_ids=(), why=why)
    today = timezone.localdate()
    rows = fetch(_KEYS, _values(actor, today + SOON))
    held = frozen(actor.organisation_id, [row[0] for row in rows])
    found: dict[tuple[int, str, int | None], list[tuple[Any, ...]]] = {}
    for row in rows:
        found.setdefault((row[1], row[2], row[3]), []).append(row)
    groups = [_group(key, own, held, today) for key, own in found.items()]
    return sorted(groups, key=lambda one: (-one.past_last_day, one.oldest, one.key.rule_id))


def _group(
    key: tuple[int, str, int | None], rows: Sequence[tuple[Any, ...]], held: Collection[UUID], today: date
) -> Group:
    now = [row for row in rows if row[4] <= today]
    return Group(
        GroupKey(Purpose(key[0]), key[1], (Outcome(key[2]) if key[2] else None,)), len(now), len(rows) - len(now),
        len({row[7] for row in rows}), min(row[6] for row in rows).date(), sum(row[0] in held for row in rows),
        sum(row[5] <= today for row in rows),
    )  # fmt: skip


def swept(groups: Iterable[Group]) -> int:
    """How many entries the end-of-term sweep offers: unfounded, explained and without further action, due now."""
    return sum(one.now for one in groups if set(one.key.outcomes) <= set(SWEPT))


def group_for(actor: Actor, key: GroupKey, page: int, why: str) -> GroupPage:
    """One page of the entries of a group, by child, for whoever decides about them. The list is logged."""
    check(actor, DECIDE)
    today = timezone.localdate()
    until = today if key.is_sweep else today + SOON
    outcomes = [int(one) if one else 0 for one in key.outcomes] or None
    values = _values(actor, until) | {
        "rule": key.rule_id, "purpose": int(key.purpose) if key.purpose else 0, "outcomes": outcomes,
        "most": PAGE, "first": (page - 1) * PAGE,
    }  # fmt: skip
    entries = [entry_of(row) for row in fetch(_ENTRIES, values)]
    record_list(actor, item_kind="entry", item_ids=[one.id for one in entries], why=why)
    return GroupPage(key, _listed(actor, entries), fetch(_TOTAL, values)[0][0])


def named_for(actor: Actor, entry_ids: Sequence[UUID], why: str) -> list[Listed]:
    """These entries, whether they are due or not; one that the asker does not read is not there. The list is logged."""
    check(actor, DECIDE)
    entries = entries_of(actor, entry_ids)
    record_list(actor, item_kind="entry", item_ids=[one.id for one in entries], why=why)
    return _listed(actor, entries)


def entries_of(by: Actor, entry_ids: Sequence[UUID]) -> list[DueEntry]:
    """Rows of entries for an act; NotFound when one is not there for this person."""
    purposes = [int(one) for one in _purposes(by.role, deciding=True)]
    found = [entry_of(row) for row in fetch(_NAMED, [by.organisation_id, list(entry_ids), purposes])]
    if {one.id for one in found} != set(entry_ids):
        raise NotFound("entry")
    return found


def opened_lately(actor: Actor, entry_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """Those of the entries that the asker opened one by one in the last weeks, and when."""
    since = timezone.now() - STILL_KNOWN
    return opened_singly(actor.organisation_id, actor.membership_id, entry_ids, since, UNSEEN)


def year_ahead(organisation_id: UUID, today: date) -> dict[str, list[int]]:
    """Class of the schedule -> how many entries fall due in each of the next twelve calendar months, this one first."""
    first = today.replace(day=1)
    last = (first + timedelta(days=366)).replace(day=1) - timedelta(days=1)
    found: dict[str, list[int]] = {}
    purposes = [int(one) for one in CHILD_PURPOSES]
    for rule_id, month, count in fetch(_YEAR, [organisation_id, first - timedelta(days=1), last, purposes]):
        place = (month.year - first.year) * 12 + month.month - first.month
        if place < 12:
            found.setdefault(rule_id, [0] * 12)[place] = count
    return found


def _listed(actor: Actor, entries: Sequence[DueEntry]) -> list[Listed]:
    ids = [one.id for one in entries]
    held = frozen(actor.organisation_id, ids)
    opened = opened_lately(actor, ids)
    names = names_of_children(actor.organisation_id, [one.child_id for one in entries])
    rows = [
        Listed(
            one, names[one.child_id].full if one.child_id in names else "", opened.get(one.id), one.id in held
        )
        for one in entries
    ]
    return sorted(rows, key=lambda one: (one.child.casefold(), one.entry.child_id, one.entry.occurred_at))


def _purposes(role: Role, *, deciding: bool = False) -> tuple[Purpose, ...]:
    """The purposes that a role decides about, or sees counts of."""
    return tuple(one for one in CHILD_PURPOSES if not deciding or role in READERS[one])


def _values(actor: Actor, until: date) -> dict[str, Any]:
    purposes = [int(one) for one in _purposes(actor.role)]
    return {"own": actor.organisation_id, "on": until, "purposes": purposes}
