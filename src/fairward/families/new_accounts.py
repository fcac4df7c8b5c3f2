"""Makes the account with which somebody of a family signs in, part of letting them in. It writes no act."""

from __future__ import annotations

from fairward.accounts import actions as accounts
from fairward.accounts.models import Account
from fairward.families.sign_in_names import new_sign_in_name
from fairward.kernel.denied import Denied

TRIES = 20


def new_account() -> Account:
    """An account under a name that nobody has yet."""
    for _ in range(TRIES):
        try:
            return accounts.create_account(sign_in=new_sign_in_name())
        except Denied:
            continue
    raise Denied("no_sign_in_name", "No sign-in name was free. Try again.")
