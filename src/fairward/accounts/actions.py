"""The only writer of accounts: making, first sign-in, passwords, second factors, entering an organisation. No pages."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import urlencode

from fairward.accounts import guesses, policies, queries, secrets, sessions
from fairward.accounts.models import Account, FirstCode
from fairward.accounts.store import SessionStore
from fairward.audit import log
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Role
from fairward.organisations import queries as organisations
from fairward.organisations.models import Membership
from fairward.tenancy.context import as_organisation

CODE_LIFE = timedelta(days=14)


def create_account(*, sign_in: str) -> Account:
    """Make an account that cannot sign in yet: it has no password. The caller makes it a member and prints a code."""
    sign_in = sign_in.strip().lower()
    if Account.objects.filter(sign_in=sign_in).exists():
        raise Denied("sign_in_taken", "That sign-in name is taken. Choose another one.")
    account = Account(sign_in=sign_in)
    account.set_unusable_password()
    account.save(force_insert=True)
    return account


@transaction.atomic
def issue_first_code(account_id: UUID) -> str:
    """Make the one-time code with which a person sets a password; older codes and every session end."""
    code = secrets.new_code()
    FirstCode.objects.update_or_create(
        account_id=account_id,
        defaults={"code_hash": secrets.code_hash(code), "expires_at": timezone.now() + CODE_LIFE},
    )
    sessions.end_all(account_id)
    return code


def account_with_code(sign_in: str, code: str) -> Account:
    """The account whose unused code this is; one answer for everything that is wrong with it."""
    row = (
        FirstCode.objects.select_related("account")
        .filter(
            account__sign_in=sign_in.strip().lower(), account__is_active=True, expires_at__gt=timezone.now()
        )
        .first()
    )
    offered = secrets.code_hash(code)
    if not constant_time_compare(offered, bytes(row.code_hash) if row else b"\0" * 32) or row is None:
        raise Denied(
            "wrong_code",
            "The sign-in name and code do not match, or the code is older than 14 days. "
            "Check both, or ask whoever gave you the sheet for a new one.",
        )
    return row.account


@transaction.atomic
def set_first_password(account: Account, password: str) -> None:
    """Set the password with which the person signs in from now on; the code is used up."""
    used, _ = FirstCode.objects.filter(account=account, expires_at__gt=timezone.now()).delete()
    if not used:
        raise Denied("code_used", "This code was used already. Ask whoever gave you the sheet for a new one.")
    _set_password(account, password)
    sessions.end_all(account.id)


def change_password(account: Account, *, new: str, session_key: str | None) -> None:
    """Change the password; every other session ends. The caller has asked for the current one."""
    with transaction.atomic():
        _set_password(account, new)
        sessions.end_all(account.id, but=session_key)


def _set_password(account: Account, password: str) -> None:
    validate_password(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])


@transaction.atomic
def set_second_factor(account: Account, secret: str) -> list[str]:
    """Use a new authenticator app from now on; returns fresh recovery codes, to be shown once."""
    Account.objects.select_for_update().get(id=account.id)
    Authenticator.objects.filter(user_id=account.id).delete()
    TOTP.activate(account, secret)
    return list(RecoveryCodes.activate(account).generate_codes())


@transaction.atomic
def renew_recovery_codes(account: Account) -> list[str]:
    """Replace the recovery codes; returns the new ones, to be shown once."""
    Account.objects.select_for_update().get(id=account.id)
    Authenticator.objects.filter(user_id=account.id, type=Authenticator.Type.RECOVERY_CODES).delete()
    return list(RecoveryCodes.activate(account).generate_codes())


def remove_second_factor(account_id: UUID) -> None:
    """Forget a lost authenticator app; the person must set up another before they can work again."""
    Authenticator.objects.filter(user_id=account_id).delete()
    sessions.end_all(account_id)


def close_account(account_id: UUID) -> None:
    """Let nobody sign in with this account any more."""
    with transaction.atomic():
        account = Account.objects.select_for_update().get(id=account_id)
        account.is_active = False
        account.set_unusable_password()
        account.save(update_fields=["is_active", "password"])
        FirstCode.objects.filter(account_id=account_id).delete()
        Authenticator.objects.filter(user_id=account_id).delete()
        sessions.end_all(account_id)


def suspend_account(account_id: UUID) -> None:
    """Let nobody sign in with this account until it is resumed; whoever is signed in is out with their next click."""
    with transaction.atomic():
        Account.objects.filter(id=account_id).update(is_active=False)
        sessions.end_all(account_id)


@transaction.atomic
def resume_account(account_id: UUID) -> None:
    """Undo `suspend_account`: password and second factor are as they were."""
    Account.objects.filter(id=account_id).update(is_active=True)


def tidy_up() -> None:
    """For the nightly job: sessions and first codes whose time is over, tries of yesterday."""
    SessionStore.clear_expired()
    FirstCode.objects.filter(expires_at__lte=timezone.now()).delete()
    guesses.forget_old()


def begin_work(request: HttpRequest, account: Account, target: str = "/") -> str:
    """After signing in: enter the only organisation, or say which page comes first. Returns where to go."""
    places = organisations.workplaces(account.id, timezone.localdate())
    if len(places) != 1:
        return f"{reverse('accounts:choose')}?{urlencode({'next': target})}"
    return enter(request, account, places[0], target)


def enter(request: HttpRequest, account: Account, place: organisations.Workplace, target: str = "/") -> str:
    """Work for one organisation, if the second factor is settled; else the page on which it is set up."""
    with as_organisation(place.organisation_id):
        membership = Membership.objects.get(
            organisation_id=place.organisation_id,
            id=place.membership_id,
            account_id=account.id,
            is_active=True,
        )
        settings = organisations.organisation(place.organisation_id)
        has_one = queries.has_second_factor(account.id)
        if not has_one and policies.needs_second_factor(
            place.role, reporters_need_it=settings.reporters_need_second_factor
        ):
            sessions.leave(request)
            return f"{reverse('accounts:second_factor')}?{urlencode({'next': target})}"
        actor = Actor(membership.organisation_id, membership.id, account.id, Role(membership.role))
        log.record_act(actor, act="session.began", item_kind="membership", item_id=membership.id)
    sessions.enter(request, membership, second_factor=has_one)
    return target
