"""Columns of gates, agreements, questions and items. Names, questions and answers are sealed to the ring of cases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.exchange.travel.models import Partner
from fairward.hub.vocabulary import EnquiryState
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned

_WITH_CASE = "goes with its case"


class Agreement(Owned):
    """What a hub and one agency have agreed to share; `terms` hold it as data. A change ends it and begins a new one."""

    partner_id = models.UUIDField()
    partner = OwnedForeignKey(Partner, "partner_id")
    terms = models.BinaryField()
    signed_on = models.DateField()
    review_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "partner_id"], condition=Q(ended_at__isnull=True), name="one_agreement_stands"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="agreement_is_ended_by_somebody",
            ),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "partner_id": "opaque_id", "terms": "directory",
            "signed_on": "date", "review_on": "date", "made_at": "date", "made_by": "opaque_id", "ended_at": "date",
            "ended_by": "opaque_id",
        }  # fmt: skip
        retention = (
            "ended, it goes with the last case in which something was asked under it; it names no child"
        )


class Gate(Owned):
    """One version of whom may be asked what about whom; widening makes another. `id` is the record of `sealed`.

    Nothing of a version changes but a manager's signature, which is given once.
    """

    case_id = models.UUIDField()
    version = models.SmallIntegerField()
    level = models.SmallIntegerField()
    power = models.CharField(max_length=40)
    look_back_months = models.SmallIntegerField()
    persons = models.SmallIntegerField()
    questions = models.SmallIntegerField()
    is_told = models.BooleanField()
    ground = models.CharField(max_length=40, blank=True, default="")
    look_again_on = models.DateField(null=True)
    sealed = models.BinaryField()
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    signature = models.BinaryField(default=b"")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "case_id", "version"], name="gate_version_once"
            ),
            models.CheckConstraint(
                condition=Q(is_told=True, ground="", look_again_on__isnull=True)
                | (Q(is_told=False, look_again_on__isnull=False) & ~Q(ground="")),
                name="not_told_has_a_ground_and_a_day",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True)
                | (Q(signed_at__isnull=False, signed_by__isnull=False) & ~Q(signature=b"")),
                name="gate_is_signed_with_a_reason",
            ),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "version": "count",
            "level": "state", "power": "state", "look_back_months": "count", "persons": "count", "questions": "count",
            "is_told": "state", "ground": "state", "look_again_on": "date", "sealed": "sealed", "opened_at": "date",
            "opened_by": "opaque_id", "signature": "sealed", "signed_at": "date", "signed_by": "opaque_id",
        }  # fmt: skip
        retention = _WITH_CASE


class Enquiry(Owned):
    """One question set to one agency: what was told them (a disclosure), and what became of it. `id` is its record.

    `package_id` and `digest` name what went; without a partner it went by a one-time link. `version` rises with each change
    of `sealed`: the questions, whom they went to, and what was noted since.
    """

    case_id = models.UUIDField()
    gate_id = models.UUIDField()
    gate = OwnedForeignKey(Gate, "gate_id")
    partner_id = models.UUIDField(null=True)
    agreement_id = models.UUIDField(null=True)
    package_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    kind = models.SmallIntegerField()
    state = models.SmallIntegerField(default=int(EnquiryState.ASKED))
    is_pointer_only = models.BooleanField(default=False)
    is_told = models.BooleanField()
    version = models.SmallIntegerField(default=1)
    sealed = models.BinaryField()
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    answer_by = models.DateTimeField(null=True)
    chases = models.SmallIntegerField(default=0)
    chased_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    left_out = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "package_id"], name="enquiry_of_package"),
            models.CheckConstraint(
                condition=Q(state=int(EnquiryState.ASKED), ended_at__isnull=True)
                | (~Q(state=int(EnquiryState.ASKED)) & Q(ended_at__isnull=False)),
                name="what_is_asked_is_open",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "case_id"], name="enquiry_of_case"),
            models.Index(
                fields=["organisation_id", "answer_by"], name="enquiry_open", condition=Q(ended_at__isnull=True)
            ),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "gate_id": "opaque_id",
            "partner_id": "opaque_id", "agreement_id": "opaque_id", "package_id": "opaque_id", "digest": "opaque_id",
            "kind": "state", "state": "state", "is_pointer_only": "state", "is_told": "state", "version": "count",
            "sealed": "sealed", "asked_at": "date", "asked_by": "opaque_id", "answer_by": "date", "chases": "count",
            "chased_at": "date", "escalated_at": "date", "ended_at": "date", "left_out": "count",
        }  # fmt: skip
        retention = _WITH_CASE


class Item(Owned):
    """One item that an agency answered. `id` is its record: under the ring of cases, or, where its label is sealed, of the
    named people alone. `replaced_at`: a correction of its agency took its place; `replaces_id`: it took the place of that one."""

    case_id = models.UUIDField()
    enquiry_id = models.UUIDField()
    enquiry = OwnedForeignKey(Enquiry, "enquiry_id")
    package_id = models.UUIDField()
    passage_id = models.UUIDField()
    label = models.SmallIntegerField()
    basis = models.CharField(max_length=20)
    grade = models.CharField(max_length=3, blank=True, default="")
    sealed = models.BinaryField()
    arrived_at = models.DateTimeField()
    taken_by = models.UUIDField()
    replaced_at = models.DateTimeField(null=True)
    replaces_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "package_id", "passage_id"], name="item_of_a_package_once"
            )
        ]
        indexes = [models.Index(fields=["organisation_id", "case_id"], name="item_of_case")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "enquiry_id": "opaque_id",
            "package_id": "opaque_id", "passage_id": "opaque_id", "label": "state", "basis": "state", "grade": "state",
            "sealed": "sealed", "arrived_at": "date", "taken_by": "opaque_id", "replaced_at": "date",
            "replaces_id": "opaque_id",
        }  # fmt: skip
        retention = "goes 28 days after its case is closed where no decision rests on it; else with its case"


class OneTimeLink(Owned):
    """A link for somebody without an account who answers one question. What is kept opens nothing by itself.

    `question` and `draft` are sealed under the link and its code together, of which neither is kept; `answer` is sealed to the
    hub's exchange ring (`ring_id`). Each goes as soon as it is not needed any more.
    """

    enquiry_id = models.UUIDField()
    enquiry = OwnedForeignKey(Enquiry, "enquiry_id")
    token = models.BinaryField()
    question = models.BinaryField()
    draft = models.BinaryField(default=b"")
    answer = models.BinaryField(default=b"")
    ring_id = models.UUIDField(null=True)
    tries = models.SmallIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "token"], name="link_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(question=b"", draft=b""),
                name="answered_link_opens_nothing",
            ),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "enquiry_id": "opaque_id", "token": "secret_hash",
            "question": "sealed", "draft": "sealed", "answer": "sealed", "ring_id": "opaque_id", "tries": "count",
            "made_at": "date", "made_by": "opaque_id", "expires_at": "date", "answered_at": "date", "taken_at": "date",
        }  # fmt: skip
        retention = (
            "its words go when it is answered, has expired or was tried too often; the row goes with its case"
        )
