"""Accounts, their sessions and first codes, and how often somebody guessed. It may not hold names or mail addresses."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from fairward.kernel.ids import new_id


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(sign_in=(username or "").lower())


class Account(AbstractBaseUser):
    """Someone who signs in. Who they are to an organisation is a membership, not this."""

    last_login = None
    id = models.UUIDField(primary_key=True, default=new_id)
    sign_in = models.CharField(max_length=60, unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "sign_in"
    REQUIRED_FIELDS = []
    objects = Accounts()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sign_in=Lower("sign_in")), name="sign_in_is_lower_case"),
            models.CheckConstraint(condition=~Q(sign_in=""), name="sign_in_is_not_empty"),
        ]

    class Privacy:
        columns = {
            "id": "opaque_id",
            "sign_in": "opaque_id",
            "password": "secret_hash",
            "is_active": "state",
            "created_at": "date",
        }
        retention = (
            "Stays, inactive and without password, while a record or the log names one of its memberships."
        )


class FirstCode(models.Model):
    """The one-time code that an administrator prints, with which a person sets their password."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="+")
    code_hash = models.BinaryField(max_length=32)
    expires_at = models.DateTimeField()

    class Privacy:
        columns = {"account": "opaque_id", "code_hash": "secret_hash", "expires_at": "date"}
        retention = "Goes when it is used, replaced or 14 days old."


class Session(AbstractBaseSession):
    """A signed-in browser. The account is a column so that all sessions of a person can be listed and ended."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")

    class Privacy:
        columns = {
            "session_key": "secret_hash",
            "session_data": "state",
            "expire_date": "date",
            "account": "opaque_id",
        }
        retention = "Goes on sign-out, when it is ended, and within a day of running out."

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Django's way from a row to what it holds."""
        from fairward.accounts.store import SessionStore  # the store needs this model

        return SessionStore


class GuessWindow(models.Model):
    """How many tries there were lately at one door. The key is a keyed hash: no name and no network is stored."""

    key = models.BinaryField(primary_key=True, max_length=16)
    tries = models.IntegerField()
    began_at = models.DateTimeField(db_index=True)

    class Privacy:
        columns = {"key": "secret_hash", "tries": "count", "began_at": "date"}
        retention = "Goes a day after it began."
