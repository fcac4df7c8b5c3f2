"""Columns of what somebody asks to be put right, of looking at a decision again, and of whom a correction must reach."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.exchange.travel.models import Partner
from fairward.hub.corrections.vocabulary import OPEN, PutRightState
from fairward.hub.decisions.models import Decision, Feedback
from fairward.hub.decisions.vocabulary import How
from fairward.hub.intake.models import Case, CasePerson
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned

_OPEN = sorted(int(one) for one in OPEN)


class PutRight(Owned):
    """Somebody says that an item is wrong. `person_id`: who of the family; None where a worker of the hub saw it. `id` is the
    record of `sealed`. `package_id`: what went to the agency; without one it was told by hand."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    item_id = models.UUIDField()
    person_id = models.UUIDField(null=True)
    person = OwnedForeignKey(CasePerson, "person_id")
    state = models.SmallIntegerField(default=int(PutRightState.ASKED))
    version = models.SmallIntegerField(default=1)
    sealed = models.BinaryField()
    package_id = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    answer_by = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=_OPEN, answered_at__isnull=True)
                | (~Q(state__in=_OPEN) & Q(answered_at__isnull=False)),
                name="put_right_is_open_or_answered",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by__isnull=True, package_id__isnull=True)
                | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="put_right_is_sent_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "case_id"], name="put_right_of_case"),
            models.Index(
                fields=["organisation_id", "answer_by"], name="put_right_waits", condition=Q(answered_at__isnull=True)
            ),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "item_id": "opaque_id",
            "person_id": "opaque_id", "state": "state", "version": "count", "sealed": "sealed", "package_id": "opaque_id",
            "asked_at": "date", "asked_by": "opaque_id", "answer_by": "date", "sent_at": "date", "sent_by": "opaque_id",
            "answered_at": "date",
        }  # fmt: skip
        retention = "goes with its case"


class Review(Owned):
    """Somebody looked at a decision again because something that it rests on was put right. `new_decision_id`: it was decided
    anew. `id` is the record of `sealed`: the reasons for leaving it as it stands."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    decision_id = models.UUIDField()
    decision = OwnedForeignKey(Decision, "decision_id")
    new_decision_id = models.UUIDField(null=True)
    sealed = models.BinaryField()
    reviewed_at = models.DateTimeField()
    reviewed_by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "case_id"], name="review_of_case")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "decision_id": "opaque_id",
            "new_decision_id": "opaque_id", "sealed": "sealed", "reviewed_at": "date", "reviewed_by": "opaque_id",
        }  # fmt: skip
        retention = "goes with its case"


class Notice(Owned):
    """Somebody who was told the outcome must hear that something was put right. It waits until a person sends or tells it.

    `package_id` is the signed notice; a partner who was told by package hears it so, everybody else by hand.
    """

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    feedback_id = models.UUIDField()
    feedback = OwnedForeignKey(Feedback, "feedback_id")
    partner_id = models.UUIDField(null=True)
    partner = OwnedForeignKey(Partner, "partner_id")
    owed_at = models.DateTimeField()
    how = models.SmallIntegerField(null=True)
    package_id = models.UUIDField(null=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "feedback_id"],
                condition=Q(sent_at__isnull=True),
                name="a_notice_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    sent_at__isnull=True,
                    sent_by__isnull=True,
                    how__isnull=True,
                    package_id__isnull=True,
                    digest="",
                )
                | (
                    Q(
                        sent_at__isnull=False,
                        sent_by__isnull=False,
                        how=int(How.PACKAGE),
                        package_id__isnull=False,
                    )
                    & ~Q(digest="")
                )
                | (
                    Q(
                        sent_at__isnull=False,
                        sent_by__isnull=False,
                        how__isnull=False,
                        package_id__isnull=True,
                        digest="",
                    )
                    & ~Q(how=int(How.PACKAGE))
                ),
                name="a_notice_is_sent_or_told_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "case_id"], name="corrections_notice_of_case"),
            models.Index(fields=["organisation_id", "owed_at"], name="notice_is_owed", condition=Q(sent_at__isnull=True)),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "feedback_id": "opaque_id",
            "partner_id": "opaque_id", "owed_at": "date", "how": "state", "package_id": "opaque_id", "digest": "opaque_id",
            "sent_at": "date", "sent_by": "opaque_id",
        }  # fmt: skip
        retention = "goes with its case"
