"""Reads the looks that wait for one person of a family: at entries that they are not shown. It opens no content.

Only where somebody has decided about this person and this entry: while nobody has, it may be somebody else's alone. What was
decided not to be theirs, looks of the family, of the computer and of the data protection officer (whose every look belongs
to somebody's case) are never among them, nor are looks at a name: nobody could say whom those would reveal.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.audit.events import LOOKED, REFUSED
from fairward.audit.log import record_list
from fairward.audit.reading import LogLine, looks_between
from fairward.families.queries import Standing as Access
from fairward.files.policies import READERS
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import EntryKind, FamilyDecision, Purpose, Role
from fairward.organisations.queries import names_of_members
from fairward.people.queries import ChildName, names_of_children
from fairward.rights.looking_queries import NO_TRY, Look, Released, looks_of, released_to, span_of
from fairward.rights.sharing_queries import FAMILY_ROLES, Member, access_of, member_for
from fairward.tenancy.rows import fetch

MOST = 100
_NEVER = frozenset({*FAMILY_ROLES, int(Role.DATA_PROTECTION_OFFICER)})
_FOLLOWS = [int(EntryKind.ACTION), int(EntryKind.DECISION)]
_HIDDEN = """SELECT e.id, e.concern_id, e.kind, f.purpose, e.occurred_at, d.decision, d.ground FROM files_entry e
JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id
JOIN organisations_membership m ON m.organisation_id = e.organisation_id AND m.id = e.recorded_by
LEFT JOIN rights_audiencedecision d ON d.organisation_id = e.organisation_id AND d.entry_id = e.id
  AND d.person_id = %s AND d.ended_at IS NULL
WHERE e.organisation_id = %s AND f.child_id = %s AND f.purpose = ANY(%s) AND e.kind != ALL(%s) AND m.role != ALL(%s)
AND coalesce(d.decision, 0) != %s AND NOT EXISTS (SELECT 1 FROM rights_shownversion s
  WHERE s.organisation_id = e.organisation_id AND s.entry_id = e.id AND s.person_id = %s AND s.ended_at IS NULL
  AND s.account_id IS NOT NULL)
ORDER BY e.occurred_at DESC, e.id DESC"""


@dataclass(frozen=True, slots=True)
class HiddenEntry:
    """An entry that one person is not shown, without its content; `decision` is what stands about them, if anything."""

    id: UUID
    concern_id: UUID | None
    kind: EntryKind
    purpose: Purpose
    occurred_at: datetime
    decision: FamilyDecision | None
    ground: str


@dataclass(frozen=True, slots=True)
class WaitingLook:
    """One look that waits: who and why as the log has it, for the lead alone."""

    line_id: UUID
    at: datetime
    who: str
    role: Role
    why: str
    is_refusal: bool
    entries: tuple[HiddenEntry, ...]


@dataclass(frozen=True, slots=True)
class WaitingLooks:
    """What waits for one person in one year, newest first, cut at MOST; `undecided` are entries to decide about first."""

    child_id: UUID
    member: Member
    child: ChildName
    access: Access | None
    year: int
    looks: Sequence[WaitingLook]
    is_cut: bool
    undecided: Sequence[HiddenEntry]

    @property
    def is_open(self) -> bool:
        """Whether this person can read anything now."""
        return self.access is not None and self.access.is_open


@dataclass(frozen=True, slots=True)
class Release:
    """What a release would tell: the lines as this person will read them. Fewer than chosen where they read alike."""

    page: WaitingLooks
    chosen: Sequence[WaitingLook]
    told: Sequence[Look]


def waiting_looks_for(actor: Actor, child_id: UUID, person_id: UUID, year: int, why: str) -> WaitingLooks:
    """The looks of one year that wait for one person; NotFound for whoever does not belong to the child."""
    member, _ = member_for(actor, child_id, person_id, why)
    own = actor.organisation_id
    hidden = _hidden(actor, child_id, person_id)
    decided = [one for one in hidden if one.decision is not None]
    access = access_of(own, person_id, child_id)
    released = released_to(own, person_id, child_id)
    found = _waiting(own, child_id, decided, year, released) if access is not None and access.is_open else []
    record_list(actor, item_kind="entry", item_ids=[one.id for one in hidden], subject_id=child_id, why=why)
    return WaitingLooks(
        child_id, member, names_of_children(own, [child_id])[child_id], access, year, found[:MOST], len(found) > MOST,
        [one for one in hidden if one.decision is None],
    )  # fmt: skip


def release_for(
    actor: Actor, child_id: UUID, person_id: UUID, year: int, line_ids: Collection[UUID], why: str
) -> Release:
    """What this person would read if these looks were released to them: by the very function that draws their page."""
    page = waiting_looks_for(actor, child_id, person_id, year, why)
    chosen = [one for one in page.looks if one.line_id in line_ids]
    if page.access is None or not chosen:
        return Release(page, (), ())
    own = actor.organisation_id
    before = released_to(own, person_id, child_id)
    after = {line: set(entries) for line, entries in before.items()}
    for one in chosen:
        after.setdefault(one.line_id, set()).update(each.id for each in one.entries)
    known = set(looks_of(own, page.access, year, before))
    return Release(page, chosen, [one for one in looks_of(own, page.access, year, after) if one not in known])


def _hidden(actor: Actor, child_id: UUID, person_id: UUID) -> list[HiddenEntry]:
    purposes = [int(purpose) for purpose, roles in READERS.items() if actor.role in roles]
    rows = fetch(
        _HIDDEN,
        [
            person_id, actor.organisation_id, child_id, purposes, _FOLLOWS, list(FAMILY_ROLES),
            int(FamilyDecision.NOT_THEIRS), person_id,
        ],
    )  # fmt: skip
    return [
        HiddenEntry(
            row[0], row[1], EntryKind(row[2]), Purpose(row[3]), row[4], FamilyDecision(row[5]) if row[5] else None,
            row[6] or "",
        )
        for row in rows
    ]  # fmt: skip


def _waiting(
    organisation_id: UUID, child_id: UUID, decided: Sequence[HiddenEntry], year: int, released: Released
) -> list[WaitingLook]:
    known: dict[UUID, HiddenEntry] = {one.id: one for one in decided}
    known |= {one.concern_id: one for one in decided if one.concern_id}
    lines = looks_between(organisation_id, child_id, known, *span_of(year)) if known else []
    names = names_of_members(organisation_id, {line.leaf.actor_id for line in lines if line.leaf.actor_id})
    found = []
    for line in lines:
        entries = _entries(line, known, released)
        if entries and line.leaf.role is not None and line.leaf.actor_id is not None:
            name = names.get(line.leaf.actor_id)
            found.append(
                WaitingLook(
                    line.leaf.id, line.leaf.at, name.name if name else "", Role(line.leaf.role), line.why,
                    line.leaf.event == REFUSED, entries,
                )
            )  # fmt: skip
    return found


def _entries(line: LogLine, known: dict[UUID, HiddenEntry], released: Released) -> tuple[HiddenEntry, ...]:
    """The entries of a line whose look waits; none for a line that is never told."""
    leaf = line.leaf
    is_told = leaf.event == LOOKED or (leaf.event == REFUSED and line.code not in NO_TRY)
    if not is_told or leaf.role is None or leaf.role in _NEVER:
        return ()
    done = released.get(leaf.id, ())
    found = dict.fromkeys(known[item] for item in line.items if item in known)
    return tuple(one for one in found if one.id not in done)
