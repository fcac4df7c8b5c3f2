"""Reads the roll for a comparison with a file. It may not write, nor serve anything but the import."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast
from uuid import UUID

from django.utils import timezone

from fairward.audit import log
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.keys import directory
from fairward.people.comparing import Digests, compare
from fairward.people.identity import reveal_adult, reveal_child, upn_digest
from fairward.people.models import Child, Relationship, RosterImport
from fairward.people.plan import Answer, KnownAdult, KnownChild, Plan
from fairward.people.roster.assembly import full_name_key
from fairward.people.roster.results import Roster, RosterPupil
from fairward.people.vocabulary import ImportState, RelationshipKind, RollStatus
from fairward.people.waiting import reveal_roster


class KeyedDigests(Digests):
    """Digests under the organisation's key: equal for equal values, and no use to anybody without the key."""

    def __init__(self, organisation_id: UUID) -> None:
        self._organisation_id = organisation_id

    def upn(self, upn: str) -> bytes | None:
        """As stored beside a child."""
        return upn_digest(self._organisation_id, upn)

    def row(self, pupil: RosterPupil) -> bytes:
        """Everything the file says about a pupil, but not where in the file."""
        parts = [repr(getattr(pupil, name)) for name in RosterPupil.__slots__ if name != "row"]
        return directory.digest(self._organisation_id, "roster-row", "\x1f".join(parts))


def plan_for(
    organisation_id: UUID, roster: Roster, *, is_whole_roll: bool, answers: Mapping[str, Answer] | None = None
) -> Plan:
    """What the roster would change now."""
    return compare(
        roster,
        known_children(organisation_id),
        digests=KeyedDigests(organisation_id),
        is_whole_roll=is_whole_roll,
        answers=answers,
    )


def known_children(organisation_id: UUID) -> list[KnownChild]:
    """Everybody, on roll or left, with the adults of each."""
    adults = _adults_by_child(organisation_id)
    rows = Child.objects.filter(organisation_id=organisation_id).values_list(
        "id", "identity", "year_group", "status", "source_digest"
    )
    return [
        KnownChild(
            id=child_id,
            identity=reveal_child(organisation_id, child_id, sealed),
            year_group=year_group,
            is_on_roll=status == RollStatus.ON_ROLL,
            source_digest=bytes(source) if source else None,
            adults=adults.get(child_id, {}),
        )
        for child_id, sealed, year_group, status, source in rows
    ]


def _adults_by_child(organisation_id: UUID) -> dict[UUID, dict[str, KnownAdult]]:
    rows = Relationship.objects.filter(organisation_id=organisation_id, adult_id__isnull=False).values(
        "child_id", "id", "adult_id", "adult__identity", "kind", "has_responsibility"
    )
    found: dict[UUID, dict[str, KnownAdult]] = {}
    for row in rows:
        adult_id = cast(UUID, row["adult_id"])  # the filter leaves none without
        identity = reveal_adult(organisation_id, adult_id, row["adult__identity"])
        known = KnownAdult(
            row["id"], adult_id, identity, RelationshipKind(row["kind"]), row["has_responsibility"]
        )
        found.setdefault(row["child_id"], {})[full_name_key(identity.forename, identity.surname)] = known
    return found


def recent_imports(organisation_id: UUID, limit: int = 20) -> list[RosterImport]:
    """The last runs, newest first, without what was read."""
    return list(
        RosterImport.objects.filter(organisation_id=organisation_id)
        .defer("waiting", "file_digest")
        .order_by("-started_at")[:limit]
    )


def preview_for(actor: Actor, import_id: UUID) -> Plan | None:
    """What a waiting import would change, or None if it no longer waits. The children shown are logged."""
    row = import_for(actor, import_id)
    if row.state != ImportState.WAITING or row.expires_at <= timezone.now():
        return None
    roster = reveal_roster(actor.organisation_id, import_id, row.waiting)
    plan = plan_for(actor.organisation_id, roster, is_whole_roll=row.is_whole_roll)
    shown = [change.child.id for change in plan.changed] + [child.id for child in plan.left]
    shown += [conflict.child.id for conflict in plan.conflicts]
    log.record_list(actor, item_kind="child", item_ids=shown, why="looking at what a roster would change")
    return plan


def import_for(actor: Actor, import_id: UUID) -> RosterImport:
    """One run; one of another organisation is not there."""
    row = RosterImport.objects.filter(organisation_id=actor.organisation_id, id=import_id).first()
    if row is None:
        raise NotFound("roster import")
    return row
