"""Columns of files, entries, versions, statements and annotations. No text of a record is ever a column in the clear."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.kernel.vocabulary import EntryKind, EntryState, Label
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned

_WITH_ENTRY = "goes with its entry, key first"
_IN_FILES = [int(one) for one in Label if one is not Label.SEALED]


class Kept(Owned):
    """Whatever is kept says why, when that is looked at again and when it goes at the latest (promise 3)."""

    rule_id = models.CharField(max_length=80)
    kept_because = models.CharField(max_length=1000)
    review_on = models.DateField()
    destroy_on = models.DateField()

    class Meta:
        abstract = True


class File(Kept):
    """Child × purpose in one organisation (promise 4). Its key is in the keyring."""

    child_id = models.UUIDField()
    purpose = models.SmallIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    # Fingerprint of the days and periods that its dates were last counted from; another one means: count again.
    counted_from = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "child_id", "purpose"], name="one_purpose_one_file"
            ),
            models.CheckConstraint(
                condition=Q(review_on__lte=models.F("destroy_on")), name="file_review_before_destroy"
            ),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "child_id": "opaque_id", "purpose": "state",
            "opened_at": "date", "opened_by": "opaque_id", "rule_id": "state", "kept_because": "public",
            "review_on": "date", "destroy_on": "date", "counted_from": "secret_hash",
        }  # fmt: skip
        retention = (
            "by the schedule for its purpose and what its entries turned out to be; never without review"
        )


class Entry(Kept):
    """One dated item in a file's chronology."""

    file_id = models.UUIDField()
    file = OwnedForeignKey(File, "file_id")
    kind = models.SmallIntegerField()
    state = models.SmallIntegerField()
    version = models.SmallIntegerField(default=1)
    occurred_at = models.DateTimeField()
    precision = models.SmallIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    concern_id = models.UUIDField(null=True)
    about_entry_id = models.UUIDField(null=True)
    outcome = models.SmallIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    owner_id = models.UUIDField(null=True)
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    # When it is looked at again, as whoever decided it chose: counting again never puts that off.
    review_chosen_on = models.DateField(null=True)
    # Of a received entry: who may read it, as its author decided (kernel.vocabulary.Label). Never loosened.
    label = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(review_on__lte=models.F("destroy_on")), name="entry_review_before_destroy"
            ),
            models.CheckConstraint(
                condition=Q(label__isnull=True) | Q(label__in=_IN_FILES),
                name="no_file_holds_what_is_for_named_people",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, outcome__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False, outcome__isnull=False),
                name="decided_with_outcome_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(owner_id__isnull=True, due_on__isnull=True)
                | Q(owner_id__isnull=False, due_on__isnull=False),
                name="action_has_owner_and_date",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "file_id", "-occurred_at", "-id"], name="entry_chronology"),
            # What falls due: everything about another entry has the dates of that one, and is not asked for by itself.
            models.Index(
                fields=["organisation_id", "review_on", "id"], name="entry_review", condition=Q(about_entry_id__isnull=True)
            ),
            models.Index(
                fields=["organisation_id", "about_entry_id"], name="entry_about", condition=Q(about_entry_id__isnull=False)
            ),
            models.Index(
                fields=["organisation_id", "due_on"], name="entry_actions_due",
                condition=Q(done_at__isnull=True, due_on__isnull=False),
            ),
            models.Index(
                fields=["organisation_id", "recorded_at"], name="entry_to_decide",
                condition=Q(kind=int(EntryKind.CONCERN), state=int(EntryState.OPEN), about_entry_id__isnull=True),
            ),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "file_id": "opaque_id", "kind": "state", "state": "state",
            "version": "count", "occurred_at": "date", "precision": "state", "recorded_at": "date", "recorded_by": "opaque_id",
            "concern_id": "opaque_id", "about_entry_id": "opaque_id", "outcome": "state", "decided_at": "date",
            "decided_by": "opaque_id", "owner_id": "opaque_id", "due_on": "date", "done_at": "date", "rule_id": "state",
            "kept_because": "public", "review_on": "date", "destroy_on": "date", "review_chosen_on": "date",
            "label": "state",
        }  # fmt: skip
        retention = "by the schedule for purpose and outcome; destroyed after review, key first"


class EntryVersion(Owned):
    """The sealed content of an entry as somebody wrote it; a correction adds one, nothing is overwritten."""

    entry_id = models.UUIDField()
    entry = OwnedForeignKey(Entry, "entry_id")
    number = models.SmallIntegerField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "entry_id", "number"], name="versions_are_numbered"
            )
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "entry_id": "opaque_id", "number": "count",
            "sealed": "sealed", "made_at": "date", "made_by": "opaque_id",
        }  # fmt: skip
        retention = _WITH_ENTRY


class Statement(Owned):
    """The smallest claim. The row holds how it is known; its words are in the sealed version (promise 1)."""

    entry_id = models.UUIDField()
    entry = OwnedForeignKey(Entry, "entry_id")
    basis = models.SmallIntegerField()
    has_stated_basis = models.BooleanField(null=True)
    position = models.SmallIntegerField()
    since_version = models.SmallIntegerField()
    until_version = models.SmallIntegerField(null=True)
    # Somebody asked to put it right: its use is restricted while that is checked (UK GDPR Article 18).
    checked_since = models.DateField(null=True)
    # A correction found it wrong: its words leave every ordinary view and stay sealed while retention needs them.
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(basis__gte=1, basis__lte=5), name="statement_has_a_basis"),
            models.CheckConstraint(
                condition=Q(basis=5, has_stated_basis__isnull=False)
                | (~Q(basis=5) & Q(has_stated_basis__isnull=True)),
                name="an_opinion_says_whether_it_rests_on_something",
            ),
        ]
        indexes = [models.Index(fields=["organisation_id", "entry_id"], name="statement_entry")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "entry_id": "opaque_id", "basis": "state",
            "has_stated_basis": "state", "position": "count", "since_version": "count", "until_version": "count",
            "checked_since": "date", "withdrawn_at": "date",
        }  # fmt: skip
        retention = _WITH_ENTRY


class RestsOn(Owned):
    """An opinion points at a statement that it rests on."""

    opinion_id = models.UUIDField()
    statement_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "opinion_id", "statement_id"], name="rests_on_once"
            ),
            models.CheckConstraint(condition=~Q(opinion_id=models.F("statement_id")), name="not_on_itself"),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "opinion_id": "opaque_id", "statement_id": "opaque_id",
        }  # fmt: skip
        retention = _WITH_ENTRY


class Annotation(Owned):
    """What is attached to a statement or an entry and never parted from it (promise 2)."""

    entry_id = models.UUIDField()
    entry = OwnedForeignKey(Entry, "entry_id")
    statement_id = models.UUIDField(null=True)
    kind = models.SmallIntegerField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    # A young person's words between them and the school: no parent is shown them, nor that they are there.
    is_confidential = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "entry_id"], name="annotation_entry")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "entry_id": "opaque_id", "statement_id": "opaque_id",
            "kind": "state", "sealed": "sealed", "made_at": "date", "made_by": "opaque_id", "is_confidential": "state",
        }  # fmt: skip
        retention = _WITH_ENTRY


class EntryAttachment(Owned):
    """An attachment that stands in an entry; its own key is wrapped to the entry's file."""

    entry_id = models.UUIDField()
    entry = OwnedForeignKey(Entry, "entry_id")
    attachment_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "entry_id", "attachment_id"], name="attachment_once"
            )
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "entry_id": "opaque_id", "attachment_id": "opaque_id",
        }  # fmt: skip
        retention = _WITH_ENTRY


class IndexToken(Owned):
    """Blind index: a keyed, shortened fingerprint of one stem in one entry."""

    purpose = models.SmallIntegerField()
    token = models.BigIntegerField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "purpose", "token", "entry_id"], name="token_once"
            )
        ]
        indexes = [models.Index(fields=["organisation_id", "entry_id"], name="token_entry")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "purpose": "state", "token": "secret_hash",
            "entry_id": "opaque_id",
        }  # fmt: skip
        retention = _WITH_ENTRY
