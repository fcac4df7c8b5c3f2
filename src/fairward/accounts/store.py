"""Where sessions lie: the database, with the account loaded by the same query. It may not decide who is signed in."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from fairward.accounts.models import Account, Session
from fairward.tenancy.rows import fetch

_OF_SESSION = [field.attname for field in Session._meta.concrete_fields]
_OF_ACCOUNT = [field.attname for field in Account._meta.concrete_fields]
# Every request asks this: a constant statement costs a third of one that Django makes anew.
_SESSION = (
    f"SELECT {', '.join(f's.{name}' for name in _OF_SESSION)}, {', '.join(f'a.{name}' for name in _OF_ACCOUNT)} "  # noqa: S608
    "FROM accounts_session s LEFT JOIN accounts_account a ON a.id = s.account_id "
    "WHERE s.session_key = %s AND s.expire_date > %s"
)


class SessionStore(DatabaseStore):
    """Django's database store with a column for the account; one query brings both."""

    account: Account | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        rows = fetch(_SESSION, [self.session_key, timezone.now()])
        if not rows:
            self._session_key: str | None = None
            return None
        own = len(_OF_SESSION)
        found = Session.from_db("default", _OF_SESSION, rows[0][:own])
        self.account = Account.from_db("default", _OF_ACCOUNT, rows[0][own:]) if found.account_id else None
        return found

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast(Session, super().create_model_instance(data))
        row.account_id = data.get(SESSION_KEY)
        return row
