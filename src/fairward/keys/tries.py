"""Slows guessing of a passphrase. It may never lock a person out: the wait is short at first, and has a ceiling.

Tries are counted for one account in one session. Somebody who guesses in a session of their own makes only
themselves wait; whoever gets that far has the password and the second factor already, and each guess costs Argon2id.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID

from django.db import connections
from django.utils import timezone

from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.keys.models import UnlockTry

FREE_TRIES, LONGEST_WAIT = 3, 900


def count_try(account_id: UUID, session_key: str) -> None:
    """Count a try before it is checked, in one statement, so that guesses sent side by side do not slip through.

    Runs outside the organisation's transaction when the request has not touched the keyring yet, so that a refusal
    does not undo the count. Raises Denied while the wait from the last try lasts.
    """
    now = timezone.now()
    with connections["keyring"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO keys_unlocktry AS t (id, account_id, session_digest, tries, open_at) "
            "VALUES (%s, %s, %s, 1, %s) ON CONFLICT (account_id, session_digest) DO UPDATE SET "
            "tries = t.tries + 1, open_at = excluded.open_at + make_interval(secs => CASE WHEN t.tries < %s THEN 0 "
            "ELSE least(power(2, least(t.tries - %s + 1, 20)), %s) END) WHERE t.open_at <= excluded.open_at "
            "RETURNING tries",
            [new_id(), account_id, _digest(session_key), now, FREE_TRIES, FREE_TRIES, LONGEST_WAIT],
        )
        if cursor.fetchone() is None:
            raise Denied("wait", _sentence(account_id, session_key))


def forget_tries(account_id: UUID, session_key: str) -> None:
    """The right passphrase clears the count."""
    UnlockTry.objects.filter(account_id=account_id, session_digest=_digest(session_key)).delete()


def forget_old_tries() -> int:
    """For the daily job: counts whose wait ended a day ago."""
    return UnlockTry.objects.filter(open_at__lt=timezone.now() - timedelta(days=1)).delete()[0]


def _sentence(account_id: UUID, session_key: str) -> str:
    row = UnlockTry.objects.filter(account_id=account_id, session_digest=_digest(session_key)).first()
    seconds = max(1, round((row.open_at - timezone.now()).total_seconds())) if row else 1
    return f"That was not right several times. Wait {seconds} seconds, then try again."


def _digest(session_key: str) -> bytes:
    return hashlib.sha256(session_key.encode()).digest()[:16]
