"""Columns of family accounts and of their access to children. How to reach somebody is under the directory key."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.families.vocabulary import AccountState
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned


class FamilyAccount(Owned):
    """One adult of a child's life, or a young person, who was let in: a membership and the person that it is.

    `person_id` is an adult's or a child's id. `contact` (JSON under the directory key): e-mail, telephone and what makes
    contact safe, in words. A young person is never written to unless they ask (`wants_notices`).
    """

    membership_id = models.UUIDField()
    account_id = models.UUIDField()
    person_id = models.UUIDField()
    is_young_person = models.BooleanField(default=False)
    state = models.SmallIntegerField(default=int(AccountState.INVITED))
    contact = models.BinaryField(default=b"")
    wants_notices = models.BooleanField(default=False)
    identity_check = models.SmallIntegerField()
    checked_by = models.UUIDField()
    checked_at = models.DateTimeField()
    first_used_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    paused_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "membership_id"], name="family_membership_once"),
            models.UniqueConstraint(
                fields=["organisation_id", "person_id"], condition=Q(ended_at__isnull=True),
                name="one_standing_account_a_person",
            ),
            models.CheckConstraint(
                condition=Q(state=int(AccountState.ENDED), ended_at__isnull=False)
                | (~Q(state=int(AccountState.ENDED)) & Q(ended_at__isnull=True)),
                name="ended_account_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=int(AccountState.PAUSED)) | Q(paused_at__isnull=False, paused_by__isnull=False),
                name="paused_by_somebody",
            ),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "membership_id": "opaque_id", "account_id": "opaque_id",
            "person_id": "opaque_id", "is_young_person": "state", "state": "state", "contact": "directory",
            "wants_notices": "setting", "identity_check": "state", "checked_by": "opaque_id", "checked_at": "date",
            "first_used_at": "date", "paused_at": "date", "paused_by": "opaque_id", "ended_at": "date",
            "ended_by": "opaque_id",
        }  # fmt: skip
        retention = (
            "Stays while a record or the log names its membership; how to reach somebody goes when it ends."
        )


class ChildAccess(Owned):
    """That somebody may see what is theirs to see of one child's record, on what ground, and until when at the latest."""

    family_account_id = models.UUIDField()
    family_account = OwnedForeignKey(FamilyAccount, "family_account_id")
    child_id = models.UUIDField()
    ground = models.SmallIntegerField()
    since_at = models.DateTimeField()
    given_by = models.UUIDField()
    until_on = models.DateField(null=True)
    # When the lead last looked at an access that something about the adult had closed, and opened it again.
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    end_reason = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "family_account_id", "child_id"], condition=Q(ended_at__isnull=True),
                name="one_standing_access_a_child",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, end_reason__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False, end_reason__isnull=False),
                name="access_ended_by_somebody_for_a_reason",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["organisation_id", "child_id"], name="access_by_child")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "family_account_id": "opaque_id", "child_id": "opaque_id",
            "ground": "state", "since_at": "date", "given_by": "opaque_id", "until_on": "date", "confirmed_at": "date",
            "ended_at": "date",
            "ended_by": "opaque_id", "end_reason": "state",
        }  # fmt: skip
        retention = "Stays as long as the child's looks are kept: it says who could see the record and when."


class HandoverStep(Owned):
    """That a step of handing the record over to the young person was taken, and what came of it."""

    child_id = models.UUIDField()
    step = models.SmallIntegerField()
    decision = models.SmallIntegerField()
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField()
    again_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "child_id"], name="handover_by_child")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "child_id": "opaque_id", "step": "state",
            "decision": "state", "noted_at": "date", "noted_by": "opaque_id", "again_on": "date",
        }  # fmt: skip
        retention = "Stays as long as the access that it decided on."
