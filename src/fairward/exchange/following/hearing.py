"""Hears that something changed which was told outside, and what recipients signed. It opens nothing and sends nothing.

It logs no act: what changed, or what came, is one already, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from fairward.exchange.following.models import Change, Followed, Notice
from fairward.exchange.following.vocabulary import GOES, Answered, Asked
from fairward.exchange.models import DisclosedEntry, DisclosedPassage
from fairward.exchange.queries import TABLE as TOLD_TABLE
from fairward.exchange.travel.vocabulary import TravelState
from fairward.exchange.vocabulary import UsedFor
from fairward.files.changes import Changed, ChangeKind
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import DisclosureKind, Label
from fairward.keys import directory
from fairward.tenancy.rows import fetch

TABLE = "following_followed"
# A pointer said only whom to ring: it does not change with what is known. Whoever gave it back holds nothing.
_SENT = f"""
SELECT d.id, p.entry_id, p.passage_id, p.label FROM exchange_disclosedpassage p
JOIN exchange_disclosure d ON d.organisation_id = p.organisation_id AND d.id = p.disclosure_id
WHERE p.organisation_id = %(org)s AND d.used_for <> {int(UsedFor.GIVEN_BACK)} AND p.label <> {int(Label.POINTER)}
AND (NOT %(schedule)s OR (d.package_id IS NOT NULL AND d.kind IS DISTINCT FROM {int(DisclosureKind.TRANSFER)}))
AND p.entry_id = ANY(%(entries)s) AND (%(whole)s OR p.passage_id = ANY(%(claims)s))
"""  # noqa: S608 - constants
_BY_HAND = f"""
SELECT d.id, e.entry_id FROM exchange_disclosedentry e
JOIN exchange_disclosure d ON d.organisation_id = e.organisation_id AND d.id = e.disclosure_id
WHERE e.organisation_id = %(org)s AND d.used_for <> {int(UsedFor.GIVEN_BACK)} AND e.entry_id = ANY(%(entries)s)
AND d.package_id IS NULL AND NOT EXISTS (
  SELECT 1 FROM exchange_disclosedpassage p WHERE p.organisation_id = d.organisation_id AND p.disclosure_id = d.id)
"""  # noqa: S608 - constants
_TOLD = (
    "SELECT id, recipient, child_id, told_at, how, recipient_kind, kind, package_id, partner_id, basis, is_told, ground, "
    "tell_by FROM exchange_disclosure WHERE organisation_id = %s AND id = ANY(%s) FOR UPDATE"
)
_AS_TOLD = (
    "child_id", "told_at", "how", "recipient_kind", "kind", "package_id", "partner_id", "basis", "is_told", "ground", "tell_by",
)  # fmt: skip
_ANSWERS = {TravelState.ACCEPTED: Answered.ACKNOWLEDGED, TravelState.REFUSED: Answered.KEPT}


@dataclass(frozen=True, slots=True)
class Reached:
    """A passage that somebody was told, under which label; by hand under none."""

    disclosure_id: UUID
    entry_id: UUID
    passage_id: UUID
    label: int | None = None


def something_changed(by: Actor, changed: Changed) -> None:
    """Note for everybody who was told it that they must know."""
    reached = _reached(by.organisation_id, [changed.entry_id], changed.claims)
    note(by.organisation_id, reached, changed.kind, changed.became, made_by=by.membership_id)


def entries_destroyed(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    """Entries go by the schedule: whoever got a package, a file or paper is asked to destroy it too; others by hand.

    A school that took the whole file over has its own reason to keep it: what was transferred is not asked back.
    """
    reached = _reached(organisation_id, entry_ids, (), is_by_schedule=True)
    note(organisation_id, reached, ChangeKind.DESTROYED, {}, made_by=None)


def disclosure_recalled(by: Actor, file_id: UUID, disclosure_id: UUID) -> UUID | None:
    """Everything of one disclosure of a file is asked back; returns whom it waits for, None where there is nothing to ask for."""
    own = by.organisation_id
    rows = DisclosedEntry.objects.filter(
        organisation_id=own, disclosure_id=disclosure_id, disclosure__file_id=file_id
    )
    found = _reached(own, list(rows.values_list("entry_id", flat=True)), ())
    reached = [one for one in found if one.disclosure_id == disclosure_id]
    note(own, reached, ChangeKind.RECALLED, {}, made_by=by.membership_id)
    told = Followed.objects.filter(organisation_id=own, disclosure_id=disclosure_id)
    return told.values_list("id", flat=True).first() if reached else None


def note(
    organisation_id: UUID,
    reached: Sequence[Reached],
    kind: ChangeKind,
    became: Mapping[UUID, UUID],
    *,
    made_by: UUID | None,
) -> None:
    """Make the rows that wait until a notice is sent; the same change of the same passage waits once."""
    if not reached:
        return
    followed, now = _followed(organisation_id, {one.disclosure_id for one in reached}), timezone.now()
    if kind in GOES:
        _overtake(organisation_id, followed.values(), {one.entry_id for one in reached})
    Change.objects.bulk_create(
        (
            Change(
                organisation_id=organisation_id, followed_id=followed[one.disclosure_id], entry_id=one.entry_id,
                passage_id=one.passage_id, what=int(kind), successor_id=became.get(one.passage_id), made_at=now,
                made_by=made_by,
            )
            for one in reached
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    _follow_on(organisation_id, reached, became)


def _follow_on(organisation_id: UUID, reached: Sequence[Reached], became: Mapping[UUID, UUID]) -> None:
    """Whoever was told a claim is told of what stands in its place too: a later change of that reaches them."""
    DisclosedPassage.objects.bulk_create(
        (
            DisclosedPassage(
                organisation_id=organisation_id, disclosure_id=one.disclosure_id, entry_id=one.entry_id,
                passage_id=became[one.passage_id], label=one.label,
            )
            for one in reached
            if one.label is not None and one.passage_id in became
        ),
        ignore_conflicts=True,
    )  # fmt: skip


def receipt_came(organisation_id: UUID, package_id: UUID, state: TravelState, said_at: datetime) -> None:
    """A recipient signed what became of a package: if it was a notice, that is its answer."""
    rows = Notice.objects.filter(organisation_id=organisation_id, package_id=package_id)
    asked = rows.values_list("asked", flat=True).first()
    if asked is None:
        return
    answer = _ANSWERS.get(state)
    if state is TravelState.RECALLED:
        answer = Answered.GIVEN_BACK if asked == int(Asked.RETURN) else Answered.DESTROYED
    if answer is not None:
        rows.update(answer=int(answer), answered_at=said_at)
        disclosure_id = rows.values_list("followed__disclosure_id", flat=True).get()
        pass_on_answer(organisation_id, disclosure_id, timezone.localtime(said_at).date())


def pass_on_told(organisation_id: UUID, disclosure_id: UUID, told_on: date, told_by: UUID) -> None:
    """Rooms that settings name hear that somebody was told."""
    for name in settings.FAIRWARD_HEARS_OF_NOTICES:
        import_module(name).notice_went(organisation_id, disclosure_id, told_on, told_by)


def pass_on_answer(organisation_id: UUID, disclosure_id: UUID, answered_on: date) -> None:
    """Rooms that settings name hear that somebody answered."""
    for name in settings.FAIRWARD_HEARS_OF_NOTICES:
        import_module(name).notice_answered(organisation_id, disclosure_id, answered_on)


def _reached(
    organisation_id: UUID, entry_ids: Sequence[UUID], claims: Sequence[UUID], *, is_by_schedule: bool = False
) -> list[Reached]:
    asked = {
        "org": organisation_id, "entries": list(entry_ids), "claims": list(claims), "whole": not claims,
        "schedule": is_by_schedule,
    }  # fmt: skip
    sent = [Reached(*row) for row in fetch(_SENT, asked)]
    if is_by_schedule:
        return sent
    by_hand = [
        Reached(disclosure_id, entry_id, claim)
        for disclosure_id, entry_id in fetch(_BY_HAND, asked)
        for claim in (claims or (entry_id,))
    ]
    return [*sent, *by_hand]


def _followed(organisation_id: UUID, disclosure_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Disclosure -> the row of whoever was told by it; made where there is none."""
    wanted = sorted(disclosure_ids)
    told = fetch(_TOLD, [organisation_id, wanted])  # locked: two changes at once make one row
    rows = Followed.objects.filter(organisation_id=organisation_id, disclosure_id__in=wanted)
    found = dict(rows.values_list("disclosure_id", "id"))
    now = timezone.now()
    for id_, recipient, *values in told:
        if id_ in found:
            continue
        found[id_] = row_id = new_id()
        name = directory.reveal(organisation_id, TOLD_TABLE, id_, bytes(recipient))
        Followed.objects.create(
            organisation_id=organisation_id, id=row_id, disclosure_id=id_, made_at=now,
            recipient=directory.protect(organisation_id, TABLE, row_id, name), **dict(zip(_AS_TOLD, values, strict=True)),
        )  # fmt: skip
    return found


def _overtake(organisation_id: UUID, followed_ids: Iterable[UUID], entry_ids: Iterable[UUID]) -> None:
    """What is destroyed needs no other word: what waited to be said of it is not said any more."""
    Change.objects.filter(
        organisation_id=organisation_id, followed_id__in=list(followed_ids), entry_id__in=list(entry_ids),
        notice_id=None,
    ).delete()  # fmt: skip
