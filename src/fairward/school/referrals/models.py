"""Columns of referrals and of what was done about them. What somebody wrote is sealed to the file, here or in the draft."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.exchange.choosing.models import Draft
from fairward.files.models import File
from fairward.school.referrals.vocabulary import ReferralState
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned


class Referral(Owned):
    """A referral of one child, or a request for advice in which the child is not named.

    `draft` is what is, or was, prepared; `adding_id` the draft with what is added later. `state` is what was noted last: whether
    the draft was sent, and a package acknowledged, is seen there (`standing`). `call_id` is the disclosure by telephone.
    """

    file_id = models.UUIDField()
    file = OwnedForeignKey(File, "file_id")
    child_id = models.UUIDField()
    draft_id = models.UUIDField()
    draft = OwnedForeignKey(Draft, "draft_id")
    adding_id = models.UUIDField(null=True)
    call_id = models.UUIDField(null=True)
    begun_from = models.SmallIntegerField()
    from_entry_id = models.UUIDField(null=True)
    is_danger = models.BooleanField()
    is_advice = models.BooleanField(default=False)
    recipient = models.BinaryField()
    recipient_kind = models.SmallIntegerField()
    state = models.SmallIntegerField(default=int(ReferralState.BEGUN))
    begun_at = models.DateTimeField()
    begun_by = models.UUIDField()
    telephoned_at = models.DateTimeField(null=True)
    written_due_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    chased_at = models.DateTimeField(null=True)
    step = models.SmallIntegerField(default=0)
    step_due_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True, default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(telephoned_at__isnull=True, written_due_at__isnull=True)
                | Q(telephoned_at__isnull=False, written_due_at__isnull=False),
                name="a_call_is_followed_in_writing",
            ),
            models.CheckConstraint(
                condition=Q(step=0, step_due_at__isnull=True) | Q(step__gt=0, step_due_at__isnull=False),
                name="a_disagreement_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome="")
                | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="a_decision_says_what",
            ),
            models.CheckConstraint(
                condition=Q(state=int(ReferralState.CLOSED), closed_at__isnull=False)
                | (~Q(state=int(ReferralState.CLOSED)) & Q(closed_at__isnull=True)),
                name="a_closed_referral_has_a_day",
            ),
            models.UniqueConstraint(fields=["organisation_id", "draft_id"], name="draft_referred_once"),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "begun_at"], name="referral_begun"),
            models.Index(fields=["organisation_id", "file_id"], name="referral_of_file"),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "file_id": "opaque_id", "child_id": "opaque_id",
            "draft_id": "opaque_id", "adding_id": "opaque_id", "call_id": "opaque_id", "begun_from": "state",
            "from_entry_id": "opaque_id", "is_danger": "state", "is_advice": "state", "recipient": "directory",
            "recipient_kind": "state", "state": "state", "begun_at": "date", "begun_by": "opaque_id",
            "telephoned_at": "date", "written_due_at": "date", "acknowledged_at": "date", "chased_at": "date",
            "step": "count", "step_due_at": "date", "decided_at": "date", "outcome": "state", "closed_at": "date",
        }  # fmt: skip
        retention = "goes with its file: what was told stands among the disclosures, as long as those"


class ReferralStep(Owned):
    """Something that was done about a referral. `id` is the record of `sealed`, under the file's key: to whom, what, why.

    `number` is the step of a disagreement, 0 for everything else.
    """

    referral_id = models.UUIDField()
    referral = OwnedForeignKey(Referral, "referral_id")
    kind = models.SmallIntegerField()
    number = models.SmallIntegerField(default=0)
    at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    sealed = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["organisation_id", "referral_id", "made_at"], name="step_of_referral")
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "referral_id": "opaque_id", "kind": "state",
            "number": "count", "at": "date", "made_at": "date", "made_by": "opaque_id", "sealed": "sealed",
        }  # fmt: skip
        retention = "goes with its referral"


class WrittenWithin(Owned):
    """How soon a school's area wants a referral by telephone in writing; no row: the first on the list."""

    clock = models.CharField(max_length=40)
    chosen_at = models.DateTimeField()
    chosen_by = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id"], name="written_within_once")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "clock": "setting", "chosen_at": "date",
            "chosen_by": "opaque_id",
        }  # fmt: skip
        retention = "Stays until another clock is chosen."
