"""Reads what an account has set up. It may not write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils import timezone

from fairward.accounts.models import Account, FirstCode
from fairward.accounts.policies import BY_CHOICE
from fairward.organisations.queries import workplaces


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """What an account uses beside its password."""

    since: datetime | None
    recovery_codes_left: int

    @property
    def is_set_up(self) -> bool:
        """Whether an authenticator app is set up."""
        return self.since is not None


def has_second_factor(account_id: UUID) -> bool:
    """Whether an authenticator app is set up."""
    return bool(Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP).exists())


def second_factor(account_id: UUID) -> SecondFactor:
    """The authenticator app and how many recovery codes are left."""
    rows = {row.type: row for row in Authenticator.objects.filter(user_id=account_id)}
    totp, codes = rows.get(Authenticator.Type.TOTP), rows.get(Authenticator.Type.RECOVERY_CODES)
    return SecondFactor(
        since=totp.created_at if totp else None,
        recovery_codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
    )


def sign_in_names(account_ids: set[UUID]) -> dict[UUID, str]:
    """Account id -> the name it signs in with, for the administrator's list."""
    return dict(Account.objects.filter(id__in=account_ids).values_list("id", "sign_in"))


def waiting_for_first_sign_in(account_ids: set[UUID]) -> dict[UUID, datetime]:
    """Account id -> when its printed code runs out, for those who have not used theirs."""
    rows = FirstCode.objects.filter(account_id__in=account_ids, expires_at__gt=timezone.now())
    return dict(rows.values_list("account_id", "expires_at"))


def is_of_family(account_id: UUID) -> bool:
    """Whether somebody has an account as a member of a family, and works nowhere."""
    places = workplaces(account_id, timezone.localdate())
    return bool(places) and all(place.role in BY_CHOICE for place in places)


def with_password(account_ids: set[UUID]) -> set[UUID]:
    """Those who have chosen a password, so have used their printed code."""
    rows = Account.objects.filter(id__in=account_ids)
    return {row.id for row in rows if row.has_usable_password()}


def active_account(account_id: str) -> Account | None:
    """The account with this id, if it may sign in."""
    return Account.objects.filter(id=account_id, is_active=True).first()
