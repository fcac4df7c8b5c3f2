"""Columns of access requests. Reasons and pieces of an answer are sealed; a row holds states, dates, counts and ids only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.access_requests.decided import (
    DECIDED,
    REASON,
    DecidedPassage,
    PassageWhy,
    decided_by_rule,
    looked_at_again,
)
from fairward.cases.models import Case
from fairward.files.models import Entry, File
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned

_WITH_CASE = "goes with its case, key first"


class AccessRequest(Owned):
    """What an access request has beside its case. `officer_id`: the member who reads for it, once a lead opens files."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    is_educational = models.BooleanField(default=False)
    is_known_person = models.BooleanField(null=True)
    whose_right = models.SmallIntegerField(null=True)
    officer_id = models.UUIDField(null=True)
    searched_at = models.DateTimeField(null=True)
    taken_in_at = models.DateTimeField(null=True)
    silent_until_on = models.DateField(null=True)
    silent_first_by = models.UUIDField(null=True)
    silent_second_by = models.UUIDField(null=True)
    # When somebody last looked where words that were left out in one place still stand in another.
    words_looked_at = models.DateTimeField(null=True)
    words_looked_by = models.UUIDField(null=True)
    # The answer is made although so many reports are not filed yet; they are looked at again on a day.
    unfiled_count = models.IntegerField(null=True)
    unfiled_at = models.DateTimeField(null=True)
    unfiled_by = models.UUIDField(null=True)
    unfiled_look_on = models.DateField(null=True)
    made_at = models.DateTimeField(null=True)
    sent_on = models.DateField(null=True)
    sent_how = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "case_id"], name="access_request_of_case"),
            models.CheckConstraint(
                condition=Q(silent_first_by__isnull=True, silent_until_on__isnull=True)
                | Q(silent_first_by__isnull=False, silent_until_on__isnull=False),
                name="silence_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(silent_second_by__isnull=True)
                | (Q(silent_first_by__isnull=False) & ~Q(silent_second_by=models.F("silent_first_by"))),
                name="silence_needs_two_people",
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True, sent_how__isnull=True)
                | Q(sent_on__isnull=False, sent_how__isnull=False),
                name="sent_has_day_and_way",
            ),
            models.CheckConstraint(
                condition=Q(words_looked_at__isnull=True, words_looked_by__isnull=True)
                | Q(words_looked_at__isnull=False, words_looked_by__isnull=False),
                name="words_looked_at_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(
                    unfiled_count__isnull=True,
                    unfiled_at__isnull=True,
                    unfiled_by__isnull=True,
                    unfiled_look_on__isnull=True,
                )
                | Q(
                    unfiled_count__gt=0,
                    unfiled_at__isnull=False,
                    unfiled_by__isnull=False,
                    unfiled_look_on__isnull=False,
                ),
                name="without_reports_until_a_day",
            ),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "is_educational": "state",
            "is_known_person": "state", "whose_right": "state", "officer_id": "opaque_id", "searched_at": "date",
            "taken_in_at": "date", "silent_until_on": "date", "silent_first_by": "opaque_id", "silent_second_by": "opaque_id",
            "made_at": "date", "sent_on": "date", "sent_how": "state", "words_looked_at": "date", "words_looked_by": "opaque_id",
            "unfiled_count": "count", "unfiled_at": "date", "unfiled_by": "opaque_id", "unfiled_look_on": "date",
        }  # fmt: skip
        retention = _WITH_CASE


class SearchLine(Owned):
    """One line of the search log: where, when, by whom, how many were found. No content."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    place = models.SmallIntegerField()
    purpose = models.SmallIntegerField(null=True)
    file_id = models.UUIDField(null=True)
    found = models.IntegerField()
    searched_at = models.DateTimeField()
    searched_by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "case_id"], name="search_line")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "place": "state", "purpose": "state",
            "file_id": "opaque_id", "found": "count", "searched_at": "date", "searched_by": "opaque_id",
        }  # fmt: skip
        retention = _WITH_CASE


class FileOpening(Owned):
    """A file that a lead opened for one person and one case, until a day. The key is in the keyring's grant."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    file_id = models.UUIDField()
    file = OwnedForeignKey(File, "file_id")
    purpose = models.SmallIntegerField()
    account_id = models.UUIDField()
    until_at = models.DateTimeField()
    given_at = models.DateTimeField()
    given_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "case_id", "file_id", "account_id"], condition=Q(ended_at__isnull=True),
                name="one_standing_opening",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["organisation_id", "case_id"], name="opening_of_case")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "file_id": "opaque_id",
            "purpose": "state", "account_id": "opaque_id", "until_at": "date", "given_at": "date", "given_by": "opaque_id",
            "ended_at": "date",
        }  # fmt: skip
        retention = _WITH_CASE


class CasePassage(DecidedPassage):
    """One passage to decide: a part of one version of an entry. `place` counts through the request, `entry_place` the entries.

    `part_id` is the statement, annotation or document; of the head and of fields it is the entry, and `part_key` names the field.
    """

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    file_id = models.UUIDField()
    entry_id = models.UUIDField()
    entry = OwnedForeignKey(Entry, "entry_id")
    entry_version = models.SmallIntegerField()
    entry_place = models.IntegerField()
    place = models.IntegerField()
    part = models.SmallIntegerField()
    part_id = models.UUIDField()
    part_key = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "case_id", "entry_id", "part", "part_id", "part_key"], name="passage_once"
            ),
            *decided_by_rule("passage_decided_by_somebody", "left_out_for_a_reason", "second_is_somebody_else"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["organisation_id", "case_id", "place"], name="passage_of_case"),
            looked_at_again("passage_again"),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "file_id": "opaque_id",
            "entry_id": "opaque_id", "entry_version": "count", "entry_place": "count", "place": "count", "part": "state",
            "part_id": "opaque_id", "part_key": "state", **DECIDED,
        }  # fmt: skip
        retention = _WITH_CASE


class PassageReason(PassageWhy):
    """Why something was decided about a passage: reasons, harm, who was asked, and which words are left out; sealed.

    Its id is that of its record, sealed to the ring of rights, and to the file's ring where a second person must read it.
    An earlier one stays when somebody decides anew.
    """

    passage = OwnedForeignKey(CasePassage, "passage_id")

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "passage_id"], name="reason_of_passage")]

    class Privacy:
        columns: ClassVar = REASON
        retention = _WITH_CASE


class AnswerPiece(Owned):
    """A drawn piece of an answer, sealed to the ring of rights; the pieces are put together on demand, never kept as one.

    `first` and `count`: which entries or looks it was drawn from; `items`: how many of them the answer then has.
    """

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    kind = models.SmallIntegerField()
    first = models.IntegerField()
    count = models.IntegerField()
    items = models.IntegerField()
    pages = models.IntegerField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "case_id", "kind", "first"], name="piece_once"
            ),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "kind": "state", "first": "count",
            "count": "count", "items": "count", "pages": "count", "sealed": "sealed", "made_at": "date", "made_by": "opaque_id",
        }  # fmt: skip
        retention = _WITH_CASE
