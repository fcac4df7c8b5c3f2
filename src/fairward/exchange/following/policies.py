"""What must be true before somebody is told of a change, and before their answer counts. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from fairward.exchange.following.notice_package import Wording
from fairward.exchange.following.queries import FollowedLine, NoticeLine
from fairward.kernel.denied import Denied


def check_waits(line: FollowedLine) -> None:
    """Something must wait to be said; what was said is not said twice."""
    if not line.waiting:
        raise Denied("nothing_waits", "They have been told of every change already.")


def check_can_send(line: FollowedLine) -> None:
    """A notice travels only the way on which they were told first."""
    check_waits(line)
    if line.partner_id is None or line.package_id is None:
        raise Denied(
            "not_by_package", "They were not told by a package. Tell them as you did then, and note it here."
        )


def check_can_hand_over(line: FollowedLine) -> None:
    """An encrypted file is for whoever was handed a file or paper: of what was told by mouth no words are known."""
    check_waits(line)
    if line.partner_id is not None:
        raise Denied("goes_sealed", "They have Fairward: send it to them sealed.")
    if line.package_id is None:
        raise Denied(
            "not_by_file",
            "They were told by mouth or by letter. Tell them as you did then, and note it here.",
        )


def check_can_make_again(notice: NoticeLine) -> None:
    """What nobody has answered may be lost; what they answered they have."""
    if notice.answer is not None:
        raise Denied("answered", "They have answered already: they have it.")


def missing_wordings(wanted: Sequence[Wording], given: Mapping[UUID, str]) -> list[UUID]:
    """The wordings that nobody has written: whoever may read a summary only reads none of ours."""
    return [one.id for one in wanted if not given.get(one.id, "").strip()]


def check_told_on(line: FollowedLine, told_on: date, today: date) -> None:
    """Somebody told them on a day between the change and today."""
    check_waits(line)
    if not min(one.made_at for one in line.waiting).date() <= told_on <= today:
        raise Denied("told_when", "Give a day that is not before the change and not in the future.")


def check_answered_on(notice: NoticeLine, answered_on: date, today: date) -> None:
    """What went by package is answered by their signed receipt alone."""
    if notice.package_id is not None:
        raise Denied(
            "answers_by_receipt",
            "Their Fairward answers this with a signed receipt. Ring them if none comes.",
        )
    if notice.answer is not None:
        raise Denied("answered", "They have answered already.")
    if not day_of(notice.sent_at) <= answered_on <= today:
        raise Denied("answered_when", "Give a day that is not before they were told and not in the future.")


def day_of(at: datetime) -> date:
    """The day on the calendar here."""
    return at.astimezone().date()
