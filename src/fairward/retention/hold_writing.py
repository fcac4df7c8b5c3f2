"""The only writer of holds: make, keep, hand over, lift. It logs no act: the action that calls it does.

Reasons lie under the directory key, with everything that was said about the hold since: a reason is never overwritten.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id
from fairward.keys import directory
from fairward.retention.hold_policies import NewHold, Scope, longest_until
from fairward.retention.models import Hold
from fairward.retention.vocabulary import HoldKind

REASON_TABLE, LIFTED_TABLE = "retention_hold", "retention_hold.lifted"
KEPT, HANDED_OVER = "kept", "handed over"


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that was said about a hold after it was made."""

    what: str
    on: date
    by: UUID
    reason: str


def make(by: Actor, new: NewHold, case_id: UUID | None = None) -> UUID:
    """Store a hold; returns its id. It freezes from the moment at which this is committed."""
    hold_id, scope = new_id(), new.scope
    Hold.objects.create(
        organisation_id=by.organisation_id, id=hold_id, kind=int(new.kind), child_id=scope.child_id, file_id=scope.file_id,
        purpose=int(scope.purpose) if scope.purpose else None, theme=scope.theme, since_on=scope.since_on,
        until_on=scope.until_on, item_kind=int(scope.item_kind) if scope.item_kind else None, item_id=scope.item_id,
        case_id=case_id, reason=_protected(by.organisation_id, hold_id, new.reason, []),
        owner_id=new.owner_id, made_at=timezone.now(), made_by=by.membership_id, review_on=new.review_on,
    )  # fmt: skip
    return hold_id


def locked_hold(by: Actor, hold_id: UUID) -> Hold:
    """The hold, locked against a second person who acts at the same moment."""
    row = Hold.objects.select_for_update().filter(organisation_id=by.organisation_id, id=hold_id).first()
    if row is None:
        raise NotFound("hold")
    return row


def keep(by: Actor, hold: Hold, review_on: date, reason: str) -> None:
    """Somebody looked at a hold again and it stays, until it is looked at the next time."""
    hold.review_on = review_on
    hold.reason = _with(by, hold, KEPT, reason)
    hold.save(update_fields=["review_on", "reason"])


def hand_over(by: Actor, hold: Hold, owner_id: UUID, owner_name: str) -> None:
    """Somebody else answers for a hold from now on."""
    hold.owner_id = owner_id
    hold.reason = _with(by, hold, HANDED_OVER, f"{owner_name} answers for it.")
    hold.save(update_fields=["owner_id", "reason"])


def lift(by: Actor, hold: Hold, because: str) -> None:
    """End a hold. What it froze may be decided about from now on; nothing goes because of it."""
    hold.lifted_at, hold.lifted_by = timezone.now(), by.membership_id
    hold.lifted_because = directory.protect(hold.organisation_id, LIFTED_TABLE, hold.id, because.encode())
    hold.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])


def sort_up_to(hold: Hold, entry_id: UUID) -> None:
    """Remember how far the entries of a theme hold were sorted; what is looked at a second time takes nothing back."""
    if hold.sorted_up_to is None or entry_id > hold.sorted_up_to:
        hold.sorted_up_to = entry_id
        hold.save(update_fields=["sorted_up_to"])


def hold_for_case(
    by: Actor, *, kind: HoldKind, case_id: UUID, scope: Scope, words: str, owner_id: UUID
) -> None:
    """An open request or complaint freezes a child's files, or one case of a hub. Once, however often it is asked."""
    standing = Hold.objects.filter(
        organisation_id=by.organisation_id, case_id=case_id, child_id=scope.child_id, item_id=scope.item_id,
        lifted_at__isnull=True,
    )  # fmt: skip
    if standing.exists():
        return
    reason = (
        f"{words} is open. What it is about stays as it is until it is closed; this hold then ends by itself."
    )
    until = longest_until(timezone.localdate())
    make(by, NewHold(kind, scope, reason, owner_id, until), case_id)


def lift_for_case(by: Actor, case_id: UUID, words: str) -> None:
    """The request or complaint is closed: what it froze is free again."""
    rows = Hold.objects.select_for_update().filter(
        organisation_id=by.organisation_id, case_id=case_id, lifted_at__isnull=True
    )
    for hold in rows:
        lift(by, hold, f"{words} was closed, so its hold ended by itself.")


def said_of(hold: Hold) -> tuple[str, list[Noted]]:
    """(Why a hold was made, what was said about it since, oldest first)."""
    plain = json.loads(directory.reveal(hold.organisation_id, REASON_TABLE, hold.id, bytes(hold.reason)))
    since = [
        Noted(one["what"], date.fromisoformat(one["on"]), UUID(one["by"]), one["reason"])
        for one in plain["since"]
    ]
    return plain["reason"], since


def why_lifted(hold: Hold) -> str:
    """Why a hold was ended; empty while it stands."""
    if not hold.lifted_because:
        return ""
    return directory.reveal(hold.organisation_id, LIFTED_TABLE, hold.id, bytes(hold.lifted_because)).decode()


def _with(by: Actor, hold: Hold, what: str, reason: str) -> bytes:
    first, since = said_of(hold)
    day = timezone.localdate()
    return _protected(
        hold.organisation_id, hold.id, first, [*since, Noted(what, day, by.membership_id, reason)]
    )


def _protected(organisation_id: UUID, hold_id: UUID, reason: str, since: list[Noted]) -> bytes:
    plain: dict[str, Any] = {
        "reason": reason,
        "since": [
            {"what": one.what, "on": one.on.isoformat(), "by": str(one.by), "reason": one.reason}
            for one in since
        ],
    }
    raw = json.dumps(plain, ensure_ascii=False).encode()
    return directory.protect(organisation_id, REASON_TABLE, hold_id, raw)
