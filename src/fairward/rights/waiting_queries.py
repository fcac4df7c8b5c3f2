"""Reads what waits on the family desk: ids, dates and counts. It opens no content.

Every list is cut at `MOST`, oldest first: the desk is worked off, not browsed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.audit.log import record_list
from fairward.families.queries import Standing as Access
from fairward.families.queries import standing_everywhere
from fairward.families.vocabulary import AccountState
from fairward.files.labels import readable_by
from fairward.files.policies import READERS
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import EntryKind, EntryState, FamilyDecision, Purpose, Role
from fairward.keys.persons import people_with_keys
from fairward.people.queries import names_of_adults, names_of_children
from fairward.people.vocabulary import RelationshipKind
from fairward.rights.sharing_queries import StandingVersion
from fairward.tenancy.rows import fetch

MOST = 50
SOON = timedelta(days=7)
# Actions and decisions go with the concern that they belong to.
_FOLLOWS = (int(EntryKind.ACTION), int(EntryKind.DECISION))
_PUT_AWAY = int(EntryState.PUT_AWAY)
_NOT_FAMILY = tuple(
    map(int, (RelationshipKind.SOCIAL_WORKER, RelationshipKind.CHILDMINDER, RelationshipKind.OTHER_ADULT))
)
_FOR_FAMILIES = ", ".join(map(str, readable_by(Role.FAMILY)))
NEEDING = f"""
FROM files_entry e
JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id
CROSS JOIN LATERAL (
  SELECT r.adult_id AS person_id FROM people_relationship r
  WHERE r.organisation_id = e.organisation_id AND r.child_id = f.child_id AND r.adult_id IS NOT NULL
  AND r.kind NOT IN {_NOT_FAMILY}
  UNION ALL SELECT f.child_id
) p
WHERE e.organisation_id = %s AND f.purpose = ANY(%s) AND e.kind NOT IN {_FOLLOWS} AND e.state <> {_PUT_AWAY}
AND (e.label IS NULL OR e.label IN ({_FOR_FAMILIES}))
AND NOT EXISTS (SELECT 1 FROM rights_audiencedecision d WHERE d.organisation_id = e.organisation_id
  AND d.entry_id = e.id AND d.person_id = p.person_id AND d.ended_at IS NULL)
"""  # noqa: S608 - constants
_UNDECIDED = f"""SELECT e.id, f.child_id, f.purpose, p.person_id, e.recorded_at {NEEDING}
ORDER BY e.recorded_at, e.id, p.person_id LIMIT %s"""
_DECIDED = """SELECT e.id, f.child_id, f.purpose, d.person_id, {when} FROM rights_audiencedecision d
JOIN files_entry e ON e.organisation_id = d.organisation_id AND e.id = d.entry_id
JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id
WHERE d.organisation_id = %s AND f.purpose = ANY(%s) AND d.ended_at IS NULL AND {fits}
ORDER BY {when}, e.id, d.person_id LIMIT %s"""
_TALKS = _DECIDED.format(when="d.talk_by", fits=f"d.decision = {int(FamilyDecision.SHARE_AFTER_TALK)}")
_REVIEWS = _DECIDED.format(
    when="d.review_on", fits=f"d.decision = {int(FamilyDecision.HOLD_BACK)} AND d.review_on <= %s"
)
_TO_SHOW = _DECIDED.format(
    when="d.decided_at",
    fits=f"""d.decision = {int(FamilyDecision.SHARE_NOW)}
AND EXISTS (SELECT 1 FROM families_familyaccount a JOIN families_childaccess c ON c.organisation_id = a.organisation_id
  AND c.family_account_id = a.id AND c.ended_at IS NULL AND c.child_id = f.child_id
  WHERE a.organisation_id = d.organisation_id AND a.person_id = d.person_id
  AND a.state IN ({int(AccountState.INVITED)}, {int(AccountState.ACTIVE)}))
AND NOT EXISTS (SELECT 1 FROM rights_shownversion s WHERE s.organisation_id = d.organisation_id
  AND s.entry_id = d.entry_id AND s.person_id = d.person_id AND s.ended_at IS NULL)""",  # noqa: S608 - constants
)
_CHANGED = """SELECT s.entry_id, s.child_id, f.purpose, s.person_id, s.made_at FROM rights_shownversion s
JOIN files_entry e ON e.organisation_id = s.organisation_id AND e.id = s.entry_id
JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id
WHERE s.organisation_id = %s AND f.purpose = ANY(%s) AND s.ended_at IS NULL AND (
  e.version > s.entry_version
  OR EXISTS (SELECT 1 FROM files_annotation a WHERE a.organisation_id = s.organisation_id AND a.entry_id = s.entry_id
    AND a.made_at > coalesce(s.renewed_at, s.made_at) AND NOT a.is_confidential)
  OR EXISTS (SELECT 1 FROM files_entry n WHERE n.organisation_id = s.organisation_id AND n.about_entry_id = s.entry_id
    AND n.recorded_at > coalesce(s.renewed_at, s.made_at))
) ORDER BY s.made_at, s.entry_id LIMIT %s"""
_SIDES = """SELECT m.entry_id, m.child_id, m.purpose, m.person_id, m.made_at, m.id FROM rights_myside m
WHERE m.organisation_id = %s AND m.purpose = ANY(%s) AND m.read_at IS NULL ORDER BY m.made_at, m.id LIMIT %s"""
_WAITING = """SELECT s.id, s.person_id, s.account_id, s.entry_version, s.masks_id, s.masks, s.made_at, s.first_read_at,
s.last_read_at, f.id, f.child_id, f.purpose FROM rights_shownversion s
JOIN files_entry e ON e.organisation_id = s.organisation_id AND e.id = s.entry_id
JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id
WHERE s.organisation_id = %s AND s.ended_at IS NULL AND s.account_id IS NULL ORDER BY s.made_at, s.id LIMIT %s"""
_HELD = f"""SELECT DISTINCT f.child_id, d.person_id FROM rights_audiencedecision d
JOIN files_entry e ON e.organisation_id = d.organisation_id AND e.id = d.entry_id
JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id
WHERE d.organisation_id = %s AND f.purpose = ANY(%s) AND d.ended_at IS NULL
AND d.decision IN ({int(FamilyDecision.HOLD_BACK)}, {int(FamilyDecision.SHARE_AFTER_TALK)})"""  # noqa: S608 - constants
MOST_SEALED = 500


@dataclass(frozen=True, slots=True)
class Due:
    """Something about one person and one entry that waits for a lead, since or until when."""

    entry_id: UUID
    child_id: UUID
    purpose: Purpose
    person_id: UUID
    at: datetime | date
    child: str = ""
    person: str = ""
    my_side_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """An access that a rule closed, and why."""

    child: str
    person: str
    child_id: UUID
    because: str


@dataclass(frozen=True, slots=True)
class LooksWait:
    """Somebody with open pages from whom something is held back, so that looks at it wait for them."""

    child: str
    person: str
    child_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True)
class WaitingVersion:
    """What is shown to somebody who had no key when it was, and whose file it is."""

    version: StandingVersion
    file_id: UUID
    child_id: UUID
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class FamilyDesk:
    """Everything that waits for the leads about families."""

    undecided: Sequence[Due]
    talks: Sequence[Due]
    reviews: Sequence[Due]
    to_show: Sequence[Due]
    changed: Sequence[Due]
    sides: Sequence[Due]
    can_be_sealed: int
    wait_for_sign_in: int
    closed: Sequence[Closed]
    looks: Sequence[LooksWait]


def family_desk_for(actor: Actor, why: str) -> FamilyDesk:
    """The family desk of whoever asks, of the files that their role reads. What is listed is logged."""
    purposes = [int(purpose) for purpose, roles in READERS.items() if actor.role in roles]
    own = (actor.organisation_id, purposes)
    soon = timezone.localdate() + SOON
    sorts = [
        fetch(_UNDECIDED, [*own, MOST]), fetch(_TALKS, [*own, MOST]), fetch(_REVIEWS, [*own, soon, MOST]),
        fetch(_TO_SHOW, [*own, MOST]), fetch(_CHANGED, [*own, MOST]), fetch(_SIDES, [*own, MOST]),
    ]  # fmt: skip
    everybody = standing_everywhere(actor.organisation_id)
    closed = [one for one in everybody if not one.is_open][:MOST]
    closed = [one for one in closed if one.state is not AccountState.INVITED]
    held = {(row[0], row[1]) for row in fetch(_HELD, [*own])}
    looks = [one for one in everybody if one.is_open and (one.child_id, one.person_id) in held][:MOST]
    rows = [row for found in sorts for row in found]
    names = _names(actor, [*(row[1] for row in rows), *(one.child_id for one in (*closed, *looks))],
                   [*(row[3] for row in rows), *(one.person_id for one in (*closed, *looks))])  # fmt: skip
    record_list(actor, item_kind="entry", item_ids=[row[0] for row in rows], why=why)
    waiting = waiting_versions(actor.organisation_id)
    ready = _with_key_now(actor.organisation_id, waiting)
    undecided, talks, reviews, to_show, changed, sides = (
        [_due(row, names) for row in found] for found in sorts
    )
    return FamilyDesk(
        undecided=undecided,
        talks=talks,
        reviews=reviews,
        to_show=to_show,
        changed=changed,
        sides=sides,
        can_be_sealed=ready,
        wait_for_sign_in=len(waiting) - ready,
        closed=[Closed(*_both(one, names), one.child_id, one.closed_because) for one in closed],
        looks=[LooksWait(*_both(one, names), one.child_id, one.person_id) for one in looks],
    )


def _both(access: Access, names: dict[UUID, str]) -> tuple[str, str]:
    return names.get(access.child_id, ""), names.get(access.person_id, "")


def waiting_versions(organisation_id: UUID) -> list[WaitingVersion]:
    """What is shown to people who had no key when it was, oldest first."""
    return [
        WaitingVersion(StandingVersion(*row[:9]), row[9], row[10], Purpose(row[11]))
        for row in fetch(_WAITING, [organisation_id, MOST_SEALED])
    ]


def _with_key_now(organisation_id: UUID, waiting: Sequence[WaitingVersion]) -> int:
    if not waiting:
        return 0
    accesses = {
        (one.person_id, one.child_id): one.account_id
        for one in standing_everywhere(organisation_id)
        if one.is_open
    }
    keys = people_with_keys(accesses.values())
    return sum(accesses.get((one.version.person_id, one.child_id)) in keys for one in waiting)


def _due(row: tuple[Any, ...], names: dict[UUID, str]) -> Due:
    return Due(
        row[0], row[1], Purpose(row[2]), row[3], row[4], names.get(row[1], ""), names.get(row[3], ""),
        row[5] if len(row) > 5 else None,
    )  # fmt: skip


def _names(actor: Actor, child_ids: Iterable[UUID], person_ids: Iterable[UUID]) -> dict[UUID, str]:
    wanted = {*child_ids, *person_ids}
    children = {key: name.full for key, name in names_of_children(actor.organisation_id, wanted).items()}
    return names_of_adults(actor.organisation_id, wanted - children.keys()) | children
