"""What people do with holds: make, hand over, look again, sort by theme, lift. One act of the log each, atomic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.files.policies import LEADS
from fairward.files.reading import open_contents
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Purpose
from fairward.keys.file_keys import open_file_keys
from fairward.notices.mail import something_arrived
from fairward.people.queries import names_of_children
from fairward.retention import hold_writing
from fairward.retention.hold_policies import (
    MANAGE,
    NewHold,
    check_hold,
    check_is_made_by_hand,
    check_reason,
    check_review_on,
    check_stands,
)
from fairward.retention.hold_queries import ToSort, name_of, owners, to_sort
from fairward.retention.models import Hold, HoldSpared
from fairward.retention.opening import SORTING

STEP = 25


@transaction.atomic
def make_hold(*, by: Actor, new: NewHold) -> UUID:
    """Freeze what the hold names, from now on; returns its id."""
    check(by, MANAGE)
    check_hold(new, by.role, timezone.localdate())
    child_id = new.scope.child_id
    if child_id is not None and child_id not in names_of_children(by.organisation_id, [child_id]):
        raise NotFound("child")
    if new.scope.item_id is not None and name_of(by.organisation_id, new.scope) is None:
        raise NotFound("case")
    _check_owner(by, new.owner_id)
    hold_id = hold_writing.make(by, new)
    if new.owner_id != by.membership_id:
        something_arrived(by.organisation_id, [new.owner_id])
    record_act(
        by, act="hold.made", item_kind="hold", item_id=hold_id, subject_id=child_id or new.scope.item_id
    )
    return hold_id


@transaction.atomic
def hand_over_hold(*, by: Actor, hold_id: UUID, owner_id: UUID) -> None:
    """Say who answers for a hold from now on; they hear that there is something."""
    hold = _standing(by, hold_id)
    name = _check_owner(by, owner_id)
    hold_writing.hand_over(by, hold, owner_id, name)
    if owner_id != by.membership_id:
        something_arrived(by.organisation_id, [owner_id])
    _record(by, "hold.owner_changed", hold)


@transaction.atomic
def review_hold(*, by: Actor, hold_id: UUID, review_on: date, reason: str) -> None:
    """Keep a hold for another period, with the reason why it is still needed."""
    hold = _standing(by, hold_id)
    check_reason(reason, "why it is still needed")
    check_review_on(review_on, timezone.localdate())
    hold_writing.keep(by, hold, review_on, reason)
    _record(by, "hold.reviewed", hold)


@transaction.atomic
def lift_hold(*, by: Actor, hold_id: UUID, because: str) -> None:
    """End a hold with a reason. Nothing goes because of it: what it froze waits on the review desk again."""
    hold = _standing(by, hold_id)
    check_is_made_by_hand(hold.case_id)
    check_reason(because, "why it is no longer needed")
    hold_writing.lift(by, hold, because)
    _record(by, "hold.lifted", hold)


@transaction.atomic
def sort_step(*, by: Actor, hold_id: UUID) -> int:
    """Open the next entries in the scope of a theme hold and let go of those without the theme; returns how many remain."""
    hold = _standing(by, hold_id)
    if not hold.theme or by.role not in LEADS:
        raise Denied("nothing_to_sort", "Only a lead sorts the entries of a hold that names a theme.")
    rows = to_sort(by.organisation_id, hold.id, STEP)
    opened = _opened(by, rows)
    spared = [
        row.entry_id for row in rows if row.entry_id in opened and hold.theme not in opened[row.entry_id]
    ]
    now = timezone.now()
    earlier = HoldSpared.objects.filter(organisation_id=by.organisation_id, hold_id=hold.id)
    earlier.filter(
        entry_id__in=list(opened)
    ).delete()  # what changed since it was let go of is looked at anew
    HoldSpared.objects.bulk_create(
        HoldSpared(
            organisation_id=by.organisation_id, hold_id=hold.id, entry_id=one, checked_at=now, checked_by=by.membership_id
        )
        for one in spared
    )  # fmt: skip
    if rows:
        hold_writing.sort_up_to(hold, max(row.entry_id for row in rows))
    _record(by, "hold.sorted", hold)
    return len(to_sort(by.organisation_id, hold.id))


def _opened(by: Actor, rows: Sequence[ToSort]) -> dict[UUID, tuple[str, ...]]:
    """Entry -> its themes, of those that this lead can open. What nobody opened stays frozen."""
    found: dict[UUID, tuple[str, ...]] = {}
    for purpose in {row.purpose for row in rows}:
        own = [row for row in rows if row.purpose is purpose]
        keys = open_file_keys(by, [row.file_id for row in own], purpose) if _reads(by, purpose) else {}
        for row in own:
            if row.file_id in keys:
                file = OpenedFile(row.file_id, row.child_id, purpose, keys[row.file_id])
                found[row.entry_id] = open_contents(by, file, row.entry_id, row.version, SORTING).themes
    return found


def _reads(by: Actor, purpose: Purpose) -> bool:
    return purpose is not Purpose.STAFF_CONDUCT and by.role in LEADS


def _standing(by: Actor, hold_id: UUID) -> Hold:
    check(by, MANAGE)
    hold = hold_writing.locked_hold(by, hold_id)
    check_stands(hold.lifted_at is not None)
    return hold


def _check_owner(by: Actor, owner_id: UUID) -> str:
    """The owner's name. Whoever answers for a hold must be able to end it."""
    name = dict(owners(by.organisation_id)).get(owner_id)
    if name is None:
        raise Denied("hold_owner", "Choose somebody who may make and end holds here.")
    return name


def _record(by: Actor, act: str, hold: Hold) -> None:
    record_act(by, act=act, item_kind="hold", item_id=hold.id, subject_id=hold.child_id)
