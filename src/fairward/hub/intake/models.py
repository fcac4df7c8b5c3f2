"""Columns of contacts and cases of a hub. What anybody wrote is sealed; names lie under the directory key, case by case.

There is no register of people: whoever is in two cases has two rows, and a digest says that they may be the same.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.exchange.travel.models import Arrival, Partner
from fairward.hub.intake.vocabulary import LinkKind, Missing
from fairward.hub.vocabulary import CaseState
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned

_WITH_CASE = "goes with its case"


class Practice(Owned):
    """The hub's own threshold document and hours, as they were from one moment on; the newest counts. `days`: bit 0 is Monday."""

    version = models.IntegerField()
    threshold = models.TextField(blank=True, default="")
    days = models.SmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "version"], name="practice_once"),
            models.CheckConstraint(condition=Q(days__range=(1, 127)), name="hub_opens_on_some_day"),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "version": "count", "threshold": "public", "days": "setting",
            "opens": "setting", "closes": "setting", "made_at": "date", "made_by": "opaque_id",
        }  # fmt: skip
        retention = "the newest stays; an earlier one goes with the last case that was rated by it"


class Case(Owned):
    """One contact and what became of it. `due_at` is when whatever comes next is due, `decide_by` the decision, by its rating.

    `for_named`: how many items of its package only people named by the sender may read. `reasons_due`: something was done
    first in an emergency and its reasons are still to be written.
    """

    reference = models.CharField(max_length=9)
    source = models.SmallIntegerField()
    kind = models.SmallIntegerField(null=True)
    partner_id = models.UUIDField(null=True)
    partner = OwnedForeignKey(Partner, "partner_id")
    arrival_id = models.UUIDField(null=True)
    arrival = OwnedForeignKey(Arrival, "arrival_id")
    package_id = models.UUIDField(null=True)
    state = models.SmallIntegerField(default=int(CaseState.CONTACT_RECEIVED))
    is_danger = models.BooleanField(default=False)
    has_identity = models.BooleanField(default=False)
    has_reason = models.BooleanField(default=False)
    missing = models.SmallIntegerField(default=int(Missing.NOTHING))
    for_named = models.IntegerField(default=0)
    received_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    route = models.SmallIntegerField(null=True)
    routed_at = models.DateTimeField(null=True)
    routed_by = models.UUIDField(null=True)
    reasons_due = models.BooleanField(default=False)
    rating = models.SmallIntegerField(null=True)
    rated_at = models.DateTimeField(null=True)
    rated_by = models.UUIDField(null=True)
    decide_by = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    held_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "reference"], name="case_reference_once"),
            models.UniqueConstraint(fields=["organisation_id", "arrival_id"], name="contact_taken_once"),
            models.CheckConstraint(
                condition=Q(route__isnull=True, routed_at__isnull=True, routed_by__isnull=True)
                | Q(route__isnull=False, routed_at__isnull=False, routed_by__isnull=False),
                name="way_is_chosen_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(
                    rating__isnull=True, rated_at__isnull=True, rated_by__isnull=True, decide_by__isnull=True
                )
                | Q(
                    rating__isnull=False,
                    rated_at__isnull=False,
                    rated_by__isnull=False,
                    decide_by__isnull=False,
                ),
                name="case_is_rated_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=int(CaseState.CLOSED), closed_at__isnull=False)
                | (~Q(state=int(CaseState.CLOSED)) & Q(closed_at__isnull=True)),
                name="case_is_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=int(CaseState.INCOMPLETE)) | ~Q(missing=int(Missing.NOTHING)),
                name="incomplete_for_something",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation_id", "-is_danger", "due_at"], name="case_on_board",
                condition=~Q(state=int(CaseState.CLOSED)),
            )
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "reference": "opaque_id", "source": "state", "kind": "state",
            "partner_id": "opaque_id", "arrival_id": "opaque_id", "package_id": "opaque_id", "state": "state",
            "is_danger": "state", "has_identity": "state", "has_reason": "state", "missing": "state", "for_named": "count",
            "received_at": "date", "acknowledged_at": "date", "route": "state", "routed_at": "date",
            "routed_by": "opaque_id", "reasons_due": "state", "rating": "state", "rated_at": "date", "rated_by": "opaque_id",
            "decide_by": "date", "due_at": "date", "held_by": "opaque_id", "changed_at": "date", "closed_at": "date",
        }  # fmt: skip
        retention = "twelve months after it was closed where nothing more was done, else six years; then it goes whole"


class Contact(Owned):
    """What came in. `id` is the record of `sealed`: for the intake until its way is chosen, then for the cases of the hub."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    format = models.SmallIntegerField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "case_id"], name="contact_of_case")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "format": "state", "sealed": "sealed",
            "made_at": "date",
        }  # fmt: skip
        retention = "goes with its case; where only advice was given it goes as soon as that is chosen"


class ContactFile(Owned):
    """A file that was in a package, by its place in the document; under the key of what came in (`contact_id`)."""

    contact_id = models.UUIDField()
    contact = OwnedForeignKey(Contact, "contact_id")
    place = models.IntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "contact_id", "place"], name="contact_file_once"
            )
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "contact_id": "opaque_id", "place": "count", "sealed": "sealed",
        }  # fmt: skip
        retention = "goes with what came in"


class Teller(Owned):
    """Who told it. `id` is the record of `sealed`, for the intake alone: nobody who weighs the case has it."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    sealed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "case_id"], name="one_teller")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "sealed": "sealed", "made_at": "date",
        }  # fmt: skip
        retention = "goes with its case, and never to the family or to another organisation"


class CasePerson(Owned):
    """Somebody in one case. The digests are equal where the same name (and birth), or the same home, stands in another case."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    kind = models.SmallIntegerField()
    identity = models.BinaryField()
    match_digest = models.UUIDField(null=True)
    name_digest = models.UUIDField(null=True)
    home_digest = models.UUIDField(null=True)
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation_id", "case_id"], name="person_of_case"),
            models.Index(fields=["organisation_id", "name_digest"], name="person_by_name"),
            models.Index(fields=["organisation_id", "home_digest"], name="person_by_home"),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "kind": "state",
            "identity": "directory", "match_digest": "opaque_id", "name_digest": "opaque_id", "home_digest": "opaque_id",
            "added_at": "date", "added_by": "opaque_id",
        }  # fmt: skip
        retention = _WITH_CASE


class CaseNote(Owned):
    """Why somebody did something with a case. `id` is the record of `sealed`."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    kind = models.SmallIntegerField()
    sealed = models.BinaryField()
    written_at = models.DateTimeField()
    written_by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "case_id", "written_at"], name="note_of_case")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "kind": "state", "sealed": "sealed",
            "written_at": "date", "written_by": "opaque_id",
        }  # fmt: skip
        retention = _WITH_CASE


class RatingGiven(Owned):
    """A rating, by whom, with its reasons; the newest counts and none is changed. `id` is the record of `sealed`."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    rating = models.SmallIntegerField()
    sealed = models.BinaryField()
    practice_version = models.IntegerField()
    decide_by = models.DateTimeField()
    given_at = models.DateTimeField()
    given_by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "case_id", "given_at"], name="rating_of_case")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "rating": "state", "sealed": "sealed",
            "practice_version": "count", "decide_by": "date", "given_at": "date", "given_by": "opaque_id",
        }  # fmt: skip
        retention = _WITH_CASE


class CaseLink(Owned):
    """What somebody decided about two cases, stored once: `case_id` is the one they had open."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    other_case_id = models.UUIDField()
    other_case = OwnedForeignKey(Case, "other_case_id")
    kind = models.SmallIntegerField()
    decided_at = models.DateTimeField()
    decided_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "case_id", "other_case_id"], name="cases_linked_once"),
            models.CheckConstraint(condition=Q(kind__in=[int(one) for one in LinkKind]), name="link_is_known"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["organisation_id", "other_case_id"], name="link_from_other_case")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "other_case_id": "opaque_id",
            "kind": "state", "decided_at": "date", "decided_by": "opaque_id",
        }  # fmt: skip
        retention = _WITH_CASE


class FormUse(Owned):
    """How often in one hour the public form was sent from one network, as a digest that means nothing in the next hour."""

    network = models.UUIDField()
    hour = models.DateTimeField()
    count = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "network", "hour"], name="form_uses_of_an_hour"
            )
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "network": "opaque_id", "hour": "date", "count": "count",
        }  # fmt: skip
        retention = "goes after a day: it only keeps a machine from filling the form"
