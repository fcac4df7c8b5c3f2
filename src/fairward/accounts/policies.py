"""Who must show a second factor, and what a new code needs. Pure: it may not read or write anything."""

from __future__ import annotations

from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Role

BY_CHOICE = frozenset({Role.FAMILY, Role.YOUNG_PERSON})


def needs_second_factor(role: Role, *, reporters_need_it: bool) -> bool:
    """Whoever works here and sees more than their own reports needs one; for those who only report the organisation
    decides; members of a family choose: their password opens nothing without their passphrase."""
    if role in BY_CHOICE:
        return False
    return reporters_need_it if role == Role.RECORDER else True


def check_password_was_right(was_right: bool) -> None:
    """The account pages ask for the password again before they change how somebody signs in."""
    if not was_right:
        raise Denied("wrong_password", "That is not your password. Nothing was changed.")
