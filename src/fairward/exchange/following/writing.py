"""The only writer of notices and of their encrypted files: kept until somebody has one or has answered. It logs no act.

The actions call it in their transaction, and write the act. It opens nothing but what waits for one recipient.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fairward.exchange.following.hearing import pass_on_told
from fairward.exchange.following.models import Change, Followed, HandedNotice, Notice
from fairward.exchange.following.notice_package import Material, wordings_of
from fairward.exchange.following.policies import missing_wordings
from fairward.exchange.following.queries import RECEIPT_TABLE, FollowedLine, followed_for
from fairward.exchange.following.vocabulary import Asked
from fairward.exchange.package.for_others import ForOthers
from fairward.exchange.vocabulary import HowTold
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.keys import directory
from fairward.organisations.queries import school_calendar
from fairward.rules.clocks import Calendars, due

SAME_LETTERS = 8
WHY = "telling somebody outside that something changed"
CLOCK = "correction-told"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands on the receipt that they gave back: who received it, and the beginning of the digest; either may be empty."""

    by: str = ""
    digest: str = ""


NO_RECEIPT = Receipt()


def keep_file(organisation_id: UUID, notice_id: UUID, made: ForOthers, at: datetime, by: UUID) -> None:
    """Keep it until it is downloaded."""
    HandedNotice.objects.create(
        organisation_id=organisation_id, notice_id=notice_id, sealed=made.content, digest=made.digest, made_at=at, made_by=by
    )  # fmt: skip


def settle_file(organisation_id: UUID, notice_id: UUID, digest: str, receipt: Receipt) -> None:
    """They have answered: the file is needed no more. A digest that is another one is noted as another one, not refused."""
    row = HandedNotice.objects.defer("sealed").get(organisation_id=organisation_id, notice_id=notice_id)
    row.sealed = b""
    if receipt.by.strip():
        given = "".join(receipt.digest.split()).casefold()
        row.receipt_by = directory.protect(
            organisation_id, RECEIPT_TABLE, row.id, receipt.by.strip().encode()
        )
        row.is_receipt_same = len(given) >= SAME_LETTERS and digest.startswith(given[:64])
    row.save(update_fields=["sealed", "receipt_by", "is_receipt_same"])


def locked(by: Actor, followed_id: UUID) -> FollowedLine:
    """Locked before it is read: whoever presses at the same moment finds that nothing waits any more."""
    rows = Followed.objects.select_for_update().filter(organisation_id=by.organisation_id, id=followed_id)
    if not rows.exists():
        raise NotFound("followed")
    return followed_for(by, followed_id, WHY)


def worded(material: Material, wordings: Mapping[UUID, str]) -> Material:
    """With what somebody wrote for a recipient who may read a summary only; Denied where it is missing."""
    wanted = wordings_of(material)
    if missing_wordings(wanted, wordings):
        raise Denied("wording_missing", "Write what they may read of it: they see a summary only.")
    own = {one.id: wordings[one.id].strip() for one in wanted}
    return replace(material, wordings=own)


def note_notice(
    by: Actor, line: FollowedLine, change_ids: list[UUID], asked: Asked, how: HowTold, at: datetime,
    package_id: UUID | None,
) -> UUID:  # fmt: skip
    """Keep that a notice went and of which changes; returns it."""
    own, notice_id = by.organisation_id, new_id()
    by_when = due(CLOCK, at, Calendars(school_calendar(own))).at
    Notice.objects.create(
        organisation_id=own, id=notice_id, followed_id=line.id, package_id=package_id, asked=int(asked), how=int(how),
        sent_at=at, sent_by=by.membership_id, due_at=by_when,
    )  # fmt: skip
    Change.objects.filter(organisation_id=own, id__in=change_ids).update(notice_id=notice_id)
    pass_on_told(own, line.disclosure_id, timezone.localtime(at).date(), by.membership_id)
    return notice_id
