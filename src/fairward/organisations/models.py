"""Organisations, their members, whom to call, when school is open. It may hold no person's name in the clear."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import OrganisationKind, Role
from fairward.tenancy.models import Owned

# Why a membership ended. A list, because a free text would end up in the log.
END_REASONS = (
    ("left", "They left"),
    ("other_work", "They do other work here and no longer need Fairward"),
    ("long_absence", "They are away for long"),
    ("security", "Somebody else may know their password or have their phone"),
    ("mistake", "They were added by mistake"),
)

# Not a choice on any page: a member of a family was let in by the lead, and is so no more.
FAMILY_END = "family_access"

KINDS = [int(kind) for kind in OrganisationKind]
ROLES = [int(role) for role in Role]


class InstalledOrganisation(models.Model):
    """Every organisation of this installation by its id alone, so that jobs can visit each in turn."""

    id = models.UUIDField(primary_key=True)

    class Privacy:
        columns = {"id": "opaque_id"}
        retention = "Stays as long as the organisation keeps records here."


class Organisation(models.Model):
    """A controller of records. Row-level security shows it to its own transactions and to its own members."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.SmallIntegerField()
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    reporters_need_second_factor = models.BooleanField(default=True)
    mail_from = models.EmailField(blank=True)
    notice_address = models.EmailField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="organisation_kind_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_a_name"),
        ]

    class Privacy:
        columns = {
            "id": "opaque_id",
            "kind": "setting",
            "name": "public",
            "created_at": "date",
            "reporters_need_second_factor": "setting",
            "mail_from": "setting",
            "notice_address": "setting",
        }
        retention = "Stays as long as the organisation keeps records here."


class Membership(Owned):
    """One account at work for one organisation in one role. Names are sealed with the directory key."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.SmallIntegerField()
    display_name = models.BinaryField()
    job_title = models.BinaryField(default=b"")
    notice_address = models.BinaryField(default=b"")
    year_groups = ArrayField(models.SmallIntegerField(), default=list, blank=True)
    is_active = models.BooleanField(default=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    # Raised whenever what the person may do changes: a session that was opened before is over.
    access_version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "role"], name="membership_by_role")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "account"],
                condition=Q(is_active=True),
                name="membership_once_at_a_time",
            ),
            models.CheckConstraint(condition=Q(role__in=ROLES), name="membership_role_is_known"),
            models.CheckConstraint(
                condition=Q(is_active=True) | Q(ends_on__isnull=False), name="membership_ended_has_a_date"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
            ),
        ]

    class Privacy:
        columns = {
            "organisation_id": "opaque_id",
            "id": "opaque_id",
            "account": "opaque_id",
            "role": "state",
            "display_name": "directory",
            "job_title": "directory",
            "notice_address": "directory",
            "year_groups": "setting",
            "is_active": "state",
            "starts_on": "date",
            "ends_on": "date",
            "access_version": "count",
        }
        retention = (
            "Stays while the log or a record names the person as its author, as long as the longest of those."
        )

    def works_on(self, day: date) -> bool:
        """Whether the person works in this role on `day`."""
        has_begun, has_ended = self.starts_on <= day, self.ends_on is not None and self.ends_on < day
        return self.is_active and has_begun and not has_ended


class CallNumber(Owned):
    """A telephone number that is on the page when a child is in danger, in the order in which to try."""

    position = models.SmallIntegerField()
    whom = models.BinaryField()
    number = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "position"], name="call_number_position_once"),
        ]

    class Privacy:
        columns = {
            "organisation_id": "opaque_id",
            "id": "opaque_id",
            "position": "count",
            "whom": "directory",
            "number": "directory",
        }
        retention = "Goes when the organisation changes its list."


class TermKind(models.IntegerChoices):
    """What a row of term dates is."""

    TERM = 1, "term"
    HALF_TERM = 2, "half term"
    CLOSED = 3, "day without pupils"


class TermDates(Owned):
    """A term, a half term or a day without pupils: the calendar of school days is made from these."""

    kind = models.SmallIntegerField(choices=TermKind.choices, default=TermKind.TERM)
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="term_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(kind__in=TermKind.values), name="term_kind_is_known"),
        ]

    class Privacy:
        columns = {
            "organisation_id": "opaque_id",
            "id": "opaque_id",
            "kind": "state",
            "first_on": "date",
            "last_on": "date",
        }
        retention = (
            "Stays until other dates take its place: deadlines that were counted with it must be explainable."
        )
