"""What must be true before a transfer begins, changes or ends. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from fairward.access.decisions import check
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.school.transfers.content import NextSchool
from fairward.school.transfers.vocabulary import BY_HAND, Destination, Ended, PartStanding

PERMISSION = "exchange:package:send"
FURTHEST = timedelta(days=366)
LONGEST_TEXT, LONGEST_NAME = 2_000, 200
ANEW = frozenset(
    {PartStanding.TO_DECIDE, PartStanding.REFUSED, PartStanding.GIVEN_BACK, PartStanding.KEPT_BACK}
)


def check_can_handle(by: Actor) -> None:
    """Leads and deputies: whoever chooses what of a file goes."""
    check(by, PERMISSION)


def check_can_begin(leaves_on: date | None, today: date, *, has_files: bool, has_open: bool) -> None:
    """A child with a file, of whom no handover is open yet, and a day that can be true."""
    if not has_files:
        raise Denied("no_file", "Nothing is kept about this child that could be sent on.")
    if has_open:
        raise Denied("begun_already", "This was begun already. It is on the list of files to send on.")
    check_day(leaves_on, today)


def check_day(leaves_on: date | None, today: date) -> None:
    """The day a child leaves lies within a year of today."""
    if leaves_on is not None and not today - FURTHEST <= leaves_on <= today + FURTHEST:
        raise Denied("day_not_near", "Give a day within a year of today.")


def check_destination(kind: Destination, school: NextSchool, *, is_confirmed: bool) -> None:
    """A partner must be confirmed; a school without Fairward has a name."""
    if kind is Destination.PARTNER and not is_confirmed:
        raise Denied("not_confirmed", "Choose a school whose card was compared and confirmed.")
    if kind is Destination.BY_NAME and not school.name.strip():
        raise Denied("no_name", "Write the name of the school.")


def check_is_open(*, is_closed: bool) -> None:
    """What is closed stays as it is."""
    if is_closed:
        raise Denied(
            "transfer_closed",
            "This is closed already. Begin it again from the child’s page if something is to go.",
        )


def check_nothing_prepared(standings: Collection[PartStanding]) -> None:
    """Something that is being prepared for one school must not leave for another unseen."""
    if PartStanding.PREPARING in standings:
        raise Denied(
            "prepared_for_another",
            "Something is being prepared for the school that stands here. Throw that away first, then say where it goes.",
        )


def check_can_prepare(kind: Destination, standing: PartStanding) -> None:
    """Somewhere to send it, and nothing on its way already."""
    if kind is Destination.UNKNOWN:
        raise Denied("no_destination", "Say first which school it goes to.")
    if standing not in ANEW:
        raise Denied(
            "sent_already", f"This file is {standing.word} already. Open the transfer again to see it."
        )


def check_can_keep_back(standing: PartStanding, reason: str) -> None:
    """Not sending a file is a decision with a reason."""
    if standing not in ANEW - {PartStanding.KEPT_BACK}:
        raise Denied(
            "sent_already", f"This file is {standing.word} already. Open the transfer again to see it."
        )
    check_words(reason, "Write why this file is not sent.")


def check_words(words: str, sentence: str) -> None:
    """Something is written, and not a book."""
    if not words.strip():
        raise Denied("no_words", sentence)
    if len(words) > LONGEST_TEXT:
        raise Denied("too_long", f"Write at most {LONGEST_TEXT:,} letters.")


def check_asked(asked_on: date, next_on: date, today: date) -> None:
    """Asked by today, and asked again later, within a year."""
    if asked_on > today:
        raise Denied("not_asked_yet", "The day you asked cannot be ahead.")
    if not today < next_on <= today + FURTHEST:
        raise Denied("next_day", "The day to ask again lies ahead, within a year.")


def check_can_close(ended: Ended, standings: Collection[PartStanding]) -> None:
    """By hand only for a reason that nothing else shows, and not while something is on its way or being prepared."""
    if ended not in BY_HAND:
        raise Denied("ends_by_itself", "This ends by itself when it is so.")
    check_nothing_prepared(standings)
    if {PartStanding.ON_ITS_WAY, PartStanding.QUERIED} & set(standings):
        raise Denied("on_its_way", "A file is on its way. Wait for the receipt, or stop it first.")


def check_successor(partner_confirmed: bool, *, is_same: bool, makes_ring: bool) -> None:
    """Another confirmed school, and no circle of schools."""
    if not partner_confirmed:
        raise Denied("not_confirmed", "Choose a school whose card was compared and confirmed.")
    if is_same or makes_ring:
        raise Denied("follows_itself", "A school cannot come after itself.")
