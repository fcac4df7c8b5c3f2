"""The moment at which somebody of a family has their own key: from then on they can be shown things. It opens nothing."""

from __future__ import annotations

from django.utils import timezone

from fairward.families import account_queries
from fairward.families.vocabulary import AccountState
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Role

FAMILY_ROLES = frozenset({Role.FAMILY, Role.YOUNG_PERSON})


def begin_use(by: Actor) -> None:
    """Invited becomes in use, part of setting the passphrase, which writes the act. Nothing for whoever works here."""
    if by.role not in FAMILY_ROLES:
        return
    row = account_queries.account_of_member(by.organisation_id, by.membership_id)
    if row is None or AccountState(row.state) is not AccountState.INVITED:
        return
    row.state, row.first_used_at = int(AccountState.ACTIVE), timezone.now()
    row.save(update_fields=["state", "first_used_at"])
