"""Columns of questions that came and of answers. What is asked stays sealed in the package; what is answered is sealed here."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.agency.answers.vocabulary import QuestionState, ReplyState, WrongState
from fairward.exchange.travel.models import Arrival, Partner
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned

_WAITS, _WRONG_WAITS = int(QuestionState.WAITS), int(WrongState.WAITS)


class Question(Owned):
    """A question of a hub that somebody here has opened. Its words stay sealed in the package until it is answered.

    `is_consultation`: it asks what is thought about showing something that was told before.

    Where nothing was relevant, or the hub took it back, this row is all that is left: who asked, and how it ended.
    """

    arrival_id = models.UUIDField()
    arrival = OwnedForeignKey(Arrival, "arrival_id")
    partner_id = models.UUIDField()
    partner = OwnedForeignKey(Partner, "partner_id")
    package_id = models.UUIDField()
    state = models.SmallIntegerField(default=_WAITS)
    is_urgent = models.BooleanField(default=False)
    is_pointer_only = models.BooleanField(default=False)
    is_consultation = models.BooleanField(default=False)
    arrived_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True)
    opened_by = models.UUIDField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "arrival_id"], name="question_opened_once"),
            models.CheckConstraint(
                condition=Q(state=_WAITS, answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(state=_WAITS) & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="question_is_answered_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["organisation_id", "state", "answer_by"], name="question_due")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "arrival_id": "opaque_id", "partner_id": "opaque_id",
            "package_id": "opaque_id", "state": "state", "is_urgent": "state", "is_pointer_only": "state",
            "is_consultation": "state", "arrived_at": "date", "answer_by": "date", "opened_by": "opaque_id",
            "answered_at": "date", "answered_by": "opaque_id",
        }  # fmt: skip
        retention = "stays six years as proof that a question was answered; it names no child and no answer"


class Reply(Owned):
    """An answer with items: being written, or as it was sent, so that it can be added to and put right. `id` is its record.

    `version` rises with each change; `second_version` is the one that a second person agreed to. There is none where nothing
    was relevant, or where somebody declined.
    """

    question_id = models.UUIDField()
    question = OwnedForeignKey(Question, "question_id")
    state = models.SmallIntegerField(default=int(ReplyState.WRITING))
    version = models.IntegerField(default=1)
    sealed = models.BinaryField()
    second_version = models.IntegerField(null=True)
    second_by = models.UUIDField(null=True)
    package_id = models.UUIDField(null=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "question_id"], condition=Q(sent_at__isnull=True), name="one_reply_is_written"
            ),
            models.CheckConstraint(
                condition=Q(state=int(ReplyState.SENT), package_id__isnull=False, sent_at__isnull=False, sent_by__isnull=False)
                | (~Q(state=int(ReplyState.SENT)) & Q(package_id__isnull=True, sent_at__isnull=True, sent_by__isnull=True)),
                name="reply_is_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(second_version__isnull=True, second_by__isnull=True)
                | Q(second_version__isnull=False, second_by__isnull=False),
                name="reply_is_agreed_by_somebody",
            ),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "question_id": "opaque_id", "state": "state",
            "version": "count", "sealed": "sealed", "second_version": "count", "second_by": "opaque_id",
            "package_id": "opaque_id", "digest": "opaque_id", "changed_at": "date", "changed_by": "opaque_id",
            "sent_at": "date", "sent_by": "opaque_id",
        }  # fmt: skip
        retention = "goes twelve months after it was sent, or last written in; until then the hub can be told of a correction"


class WrongItem(Owned):
    """Somebody says that an item which was sent is wrong. The words stay sealed in the package until it is answered.

    `reply_id` is the answer that holds the item, None where it is not kept any more; `passage_id` is the item in it.
    """

    arrival_id = models.UUIDField()
    arrival = OwnedForeignKey(Arrival, "arrival_id")
    partner_id = models.UUIDField()
    partner = OwnedForeignKey(Partner, "partner_id")
    package_id = models.UUIDField()
    reply_id = models.UUIDField(null=True)
    passage_id = models.UUIDField()
    state = models.SmallIntegerField(default=_WRONG_WAITS)
    arrived_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True)
    opened_by = models.UUIDField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "arrival_id"], name="wrong_item_opened_once"),
            models.CheckConstraint(
                condition=Q(state=_WRONG_WAITS, answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(state=_WRONG_WAITS) & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="wrong_item_is_answered_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["organisation_id", "state", "answer_by"], name="wrong_item_due")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "arrival_id": "opaque_id", "partner_id": "opaque_id",
            "package_id": "opaque_id", "reply_id": "opaque_id", "passage_id": "opaque_id", "state": "state",
            "arrived_at": "date", "answer_by": "date", "opened_by": "opaque_id", "answered_at": "date",
            "answered_by": "opaque_id",
        }  # fmt: skip
        retention = "stays as proof that it was answered; it names no child and no word of what was said"
