"""Columns of decisions and of who was told. Reasons and what was said are sealed to the ring of cases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fairward.hub.decisions.vocabulary import How, Whom
from fairward.hub.intake.models import Case, CasePerson
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned

_WITH_CASE = "goes with its case"


class Decision(Owned):
    """What was decided; `id` is the record of `sealed`. One that rests only on what the family can never be told waits for
    `second_by`; until then the case is still being weighed. `flagged_at`: an item that it rests on was put right since;
    `reviewed_at`: somebody looked at it again for that; `replaced_at`: it was decided anew, and this is how it was."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    outcome = models.CharField(max_length=40)
    needs_second = models.BooleanField()
    sealed = models.BinaryField()
    decided_at = models.DateTimeField()
    decided_by = models.UUIDField()
    second_at = models.DateTimeField(null=True)
    second_by = models.UUIDField(null=True)
    stands = models.BooleanField()
    flagged_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "case_id"], condition=Q(stands=True), name="one_decision_stands"
            ),
            models.CheckConstraint(
                condition=Q(second_at__isnull=True, second_by__isnull=True)
                | (Q(second_at__isnull=False, second_by__isnull=False) & ~Q(second_by=F("decided_by"))),
                name="another_person_approves",
            ),
            models.CheckConstraint(
                condition=Q(stands=False) | Q(needs_second=False) | Q(second_by__isnull=False),
                name="what_cannot_be_told_has_a_second",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True)
                | Q(stands=False, reviewed_at__isnull=False, flagged_at__isnull=False),
                name="what_was_decided_anew_was_looked_at",
            ),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "outcome": "state",
            "needs_second": "state", "sealed": "sealed", "decided_at": "date", "decided_by": "opaque_id",
            "second_at": "date", "second_by": "opaque_id", "stands": "state", "flagged_at": "date",
            "reviewed_at": "date", "replaced_at": "date",
        }  # fmt: skip
        retention = _WITH_CASE


class Feedback(Owned):
    """Somebody was told what was decided, or will be later: then `ground` says why and `look_again_on` when it is looked at.

    `id` is the record of `sealed`: what was said, to whom, by what words. `package_id` names what went to a partner.
    `ended_at`: what was put off is over, because they were told, or it was put off anew; the line stays as it was noted.
    """

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    whom = models.SmallIntegerField()
    partner_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    person = OwnedForeignKey(CasePerson, "person_id")
    how = models.SmallIntegerField(null=True)
    package_id = models.UUIDField(null=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    ground = models.CharField(max_length=40, blank=True, default="")
    look_again_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(how__isnull=False, ground="", look_again_on__isnull=True))
                | (Q(how__isnull=True, look_again_on__isnull=False) & ~Q(ground="")),
                name="told_or_put_off_with_a_ground",
            ),
            models.CheckConstraint(
                condition=Q(package_id__isnull=True, digest="")
                | (Q(package_id__isnull=False, how=int(How.PACKAGE)) & ~Q(digest="")),
                name="a_package_has_a_digest",
            ),
            models.CheckConstraint(
                condition=(Q(whom=int(Whom.FAMILY), person_id__isnull=False))
                | (~Q(whom=int(Whom.FAMILY)) & Q(person_id__isnull=True, ground="")),
                name="only_the_family_is_told_later",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(how__isnull=True), name="only_what_was_put_off_is_over"
            ),
            models.UniqueConstraint(
                fields=["organisation_id", "case_id", "person_id"],
                name="put_off_once_at_a_time",
                condition=Q(how__isnull=True, ended_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["organisation_id", "case_id"], name="feedback_of_case")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "whom": "state",
            "partner_id": "opaque_id", "person_id": "opaque_id", "how": "state", "package_id": "opaque_id",
            "digest": "opaque_id", "ground": "state", "look_again_on": "date", "ended_at": "date", "sealed": "sealed",
            "noted_at": "date", "noted_by": "opaque_id",
        }  # fmt: skip
        retention = _WITH_CASE


class CaseKept(Owned):
    """Until when a closed case is kept and by which class of the schedule; counted anew when a period changes.

    `closed_on` and `ended` are what it was counted from: the day, and what was decided or the way it went.
    """

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    ended = models.CharField(max_length=40)
    closed_on = models.DateField()
    rule_id = models.CharField(max_length=80)
    review_on = models.DateField()
    destroy_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "case_id"], name="case_kept_once"),
            models.CheckConstraint(
                condition=Q(review_on__gte=F("closed_on"), destroy_on__gte=F("review_on")), name="case_kept_in_order"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["organisation_id", "review_on"], name="case_kept_until")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "ended": "state", "closed_on": "date",
            "rule_id": "state", "review_on": "date", "destroy_on": "date",
        }  # fmt: skip
        retention = _WITH_CASE


class CaseGone(Owned):
    """What stays of a case that is gone: that a contact of that day ended so. It names nobody and holds no word.

    `reference` is the one that whoever told it was given: without it nobody finds a child here. `was_corrected`: something in
    it was put right before it went.
    """

    reference = models.CharField(max_length=9)
    received_on = models.DateField()
    closed_on = models.DateField()
    ended = models.CharField(max_length=40)
    was_corrected = models.BooleanField()
    gone_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "reference"], name="case_gone_once")
        ]
        indexes = [models.Index(fields=["organisation_id", "closed_on"], name="case_gone_proof")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "reference": "opaque_id", "received_on": "date",
            "closed_on": "date", "ended": "state", "was_corrected": "state", "gone_on": "date",
        }  # fmt: skip
        retention = "goes six years after its case was closed"
