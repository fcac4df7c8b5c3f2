"""Columns of rights cases. What was asked, noted and replied is sealed; a case row holds states, dates and ids only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.cases.vocabulary import CaseState
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned

_WITH_CASE = "goes with its case, key first"
_ENDED = [int(CaseState.CLOSED), int(CaseState.WITHDRAWN)]


class Case(Owned):
    """One request, correction, objection, complaint or breach, with its clock.

    `number` counts within the organisation (shown as "R-7"). `person_id`: the adult or child who asks, when they are
    known here; `child_id`: whose record it is about, when it is about one. `rule_id` names the deadline in `rules`.
    """

    number = models.IntegerField()
    kind = models.SmallIntegerField()
    state = models.SmallIntegerField(default=int(CaseState.RECEIVED))
    child_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    asked_by_membership = models.UUIDField(null=True)
    how_asked = models.SmallIntegerField()
    received_at = models.DateTimeField()
    received_by = models.UUIDField()
    clock_starts_at = models.DateTimeField()
    rule_id = models.CharField(max_length=60)
    due_at = models.DateTimeField()
    is_extended = models.BooleanField(default=False)
    extended_at = models.DateTimeField(null=True)
    assigned_to = models.UUIDField(null=True)
    # When what the clock asks for was done: answered, acknowledged, told the regulator.
    met_at = models.DateTimeField(null=True)
    outcome = models.SmallIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    keep_until_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "number"], name="case_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=_ENDED, closed_at__isnull=False, closed_by__isnull=False, outcome__isnull=False)
                | (~Q(state__in=_ENDED) & Q(closed_at__isnull=True, closed_by__isnull=True)),
                name="closed_case_has_outcome_and_date",
            ),
            models.CheckConstraint(
                condition=Q(is_extended=False, extended_at__isnull=True)
                | Q(is_extended=True, extended_at__isnull=False),
                name="extension_has_a_date",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["organisation_id", "due_at"], name="case_due", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["organisation_id", "child_id"], name="case_by_child"),
            models.Index(fields=["organisation_id", "asked_by_membership"], name="case_by_asker"),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "number": "count", "kind": "state", "state": "state",
            "child_id": "opaque_id", "person_id": "opaque_id", "asked_by_membership": "opaque_id", "how_asked": "state",
            "received_at": "date", "received_by": "opaque_id", "clock_starts_at": "date", "rule_id": "state",
            "due_at": "date", "is_extended": "state", "extended_at": "date", "assigned_to": "opaque_id",
            "met_at": "date", "outcome": "state", "closed_at": "date", "closed_by": "opaque_id", "keep_until_on": "date",
        }  # fmt: skip
        retention = (
            "access requests 3 years, complaints and breaches 6 years after they are closed (`keep_until_on`)"
        )


class CaseText(Owned):
    """One sealed text of a case. Its id is that of its record: sealed to the ring of rights, and to whoever asked."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    kind = models.SmallIntegerField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "case_id"], name="case_text")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "kind": "state",
            "sealed": "sealed", "made_at": "date", "made_by": "opaque_id",
        }  # fmt: skip
        retention = _WITH_CASE


class CaseStop(Owned):
    """A time in which the clock stood still, from the day of the question to the day of the answer."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    reason = models.SmallIntegerField()
    asked_on = models.DateField()
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=models.F("asked_on")),
                name="answer_after_question",
            ),
            models.UniqueConstraint(
                fields=["organisation_id", "case_id"], condition=Q(answered_on__isnull=True), name="one_open_stop"
            ),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "reason": "state",
            "asked_on": "date", "answered_on": "date",
        }  # fmt: skip
        retention = _WITH_CASE


class CaseTarget(Owned):
    """What a case is about: an entry, one of its statements, or a line of the log; and what is said to be wrong with it."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    entry_id = models.UUIDField(null=True)
    statement_id = models.UUIDField(null=True)
    line_id = models.UUIDField(null=True)
    what_is_wrong = models.SmallIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation_id", "case_id"], name="case_target"),
            models.Index(fields=["organisation_id", "entry_id"], name="case_target_entry"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(entry_id__isnull=False) | Q(line_id__isnull=False), name="target_names_something"
            )
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "entry_id": "opaque_id",
            "statement_id": "opaque_id", "line_id": "opaque_id", "what_is_wrong": "state",
        }  # fmt: skip
        retention = _WITH_CASE


class CorrectionDecision(Owned):
    """What was decided about a request to put something right, by whom, and who looked at it besides.

    `second_by` is somebody who did not record the statement, asked when the decider recorded it. `statement_id` is the
    claim that left every ordinary view; `new_statement_id` the one that stands in its place, if one does.
    """

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    outcome = models.SmallIntegerField()
    entry_version = models.SmallIntegerField(null=True)
    statement_id = models.UUIDField(null=True)
    new_statement_id = models.UUIDField(null=True)
    is_own_entry = models.BooleanField(default=False)
    second_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField()
    decided_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "case_id"], name="correction_decided_once"),
            models.CheckConstraint(
                condition=Q(is_own_entry=False) | Q(second_by__isnull=False), name="not_alone_about_own_words"
            ),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "outcome": "state",
            "entry_version": "count", "statement_id": "opaque_id", "new_statement_id": "opaque_id",
            "is_own_entry": "state", "second_by": "opaque_id", "decided_at": "date", "decided_by": "opaque_id",
        }  # fmt: skip
        retention = _WITH_CASE


class CaseRecipient(Owned):
    """Somebody who received what was put right: told on a day, acknowledged on a day. Who it is, is a sealed text."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    text_id = models.UUIDField()
    text = OwnedForeignKey(CaseText, "text_id")
    disclosure_id = models.UUIDField(null=True)
    told_on = models.DateField(null=True)
    told_by = models.UUIDField(null=True)
    acknowledged_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(told_on__isnull=True, told_by__isnull=True) | Q(told_on__isnull=False, told_by__isnull=False),
                name="told_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_on__isnull=True) | Q(acknowledged_on__gte=models.F("told_on")),
                name="acknowledged_after_told",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["organisation_id", "case_id"], name="case_recipient")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "text_id": "opaque_id",
            "disclosure_id": "opaque_id", "told_on": "date", "told_by": "opaque_id", "acknowledged_on": "date",
        }  # fmt: skip
        retention = _WITH_CASE


class BreachFacts(Owned):
    """What was found out about a breach: how many, what kinds of people and data, which risk, who was told when.

    `people` and `data` are sets of `AffectedPeople` and `AffectedData` as bits. The register of breaches is made of these.
    """

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    affected = models.IntegerField(null=True)
    people = models.SmallIntegerField(default=0)
    data = models.SmallIntegerField(default=0)
    risk = models.SmallIntegerField()
    assessed_at = models.DateTimeField()
    assessed_by = models.UUIDField()
    regulator_told_at = models.DateTimeField(null=True)
    people_told_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "case_id"], name="breach_assessed_once"),
            models.CheckConstraint(
                condition=Q(affected__isnull=True) | Q(affected__gte=0), name="affected_is_a_number"
            ),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "affected": "count",
            "people": "state", "data": "state", "risk": "state", "assessed_at": "date", "assessed_by": "opaque_id",
            "regulator_told_at": "date", "people_told_on": "date",
        }  # fmt: skip
        retention = "kept 6 years after the breach is closed, reported or not"
