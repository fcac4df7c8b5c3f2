"""Columns of packages that were opened, and of passages that were taken into files. What was decided and why is sealed.

The package itself stays where it arrived, sealed to the exchange ring.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.exchange.receiving.vocabulary import SortingState
from fairward.exchange.travel.models import Arrival
from fairward.files.models import Entry
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned


class Sorting(Owned):
    """What becomes of one package that arrived. `id` is the record of `sealed`, under the exchange ring.

    `sealed` holds, note by note, where it goes and why it stays out; `version` rises with each change. `code` says why it was
    refused when it was opened; `signed_with` is the sender's key at that moment. `look_again_on`: nothing is left unsorted
    beyond that day without somebody being asked. `kept_until`: then what was
    decided is destroyed, and the package where it was kept for the people named in it.
    """

    arrival_id = models.UUIDField()
    arrival = OwnedForeignKey(Arrival, "arrival_id")
    package_id = models.UUIDField()
    child_id = models.UUIDField(null=True)
    state = models.SmallIntegerField(default=int(SortingState.OPENED))
    version = models.IntegerField(default=1)
    sealed = models.BinaryField(default=b"")
    code = models.CharField(max_length=40, blank=True, default="")
    signed_with = models.CharField(max_length=64, blank=True, default="")
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    look_again_on = models.DateField(null=True)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.UUIDField(null=True)
    kept_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "arrival_id"], name="arrival_sorted_once"),
            models.CheckConstraint(
                condition=Q(
                    state=int(SortingState.OPENED), finished_at__isnull=True, look_again_on__isnull=False
                )
                | Q(finished_at__isnull=False, finished_by__isnull=False),
                name="what_is_opened_is_looked_at_again",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "child_id"], name="sorting_of_child"),
            models.Index(
                fields=["organisation_id", "look_again_on"], name="sorting_open",
                condition=Q(state=int(SortingState.OPENED)),
            ),
            models.Index(
                fields=["organisation_id", "kept_until"], name="sorting_kept", condition=Q(kept_until__isnull=False)
            ),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "arrival_id": "opaque_id", "package_id": "opaque_id",
            "child_id": "opaque_id", "state": "state", "version": "count", "sealed": "sealed", "code": "state",
            "signed_with": "public", "opened_at": "date", "opened_by": "opaque_id", "look_again_on": "date",
            "finished_at": "date", "finished_by": "opaque_id", "kept_until": "date",
        }  # fmt: skip
        retention = (
            "stays as proof of receipt, without content; the package goes when it was sorted, or, where passages are for named "
            "people only, on the day that stands here"
        )


class TakenPassage(Owned):
    """A passage of a package that stands in an entry here. Its id is the sender's, so that corrections find it.

    `here_id` is the statement that holds it, where that has an id of its own: the entry was first taken in with the wrong
    child and written anew with the right one.
    """

    sorting_id = models.UUIDField()
    sorting = OwnedForeignKey(Sorting, "sorting_id")
    passage_id = models.UUIDField()
    here_id = models.UUIDField(null=True)
    entry_id = models.UUIDField()
    entry = OwnedForeignKey(Entry, "entry_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "passage_id"], name="passage_taken_once")
        ]
        indexes = [models.Index(fields=["organisation_id", "entry_id"], name="taken_into_entry")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "sorting_id": "opaque_id", "passage_id": "opaque_id",
            "here_id": "opaque_id", "entry_id": "opaque_id",
        }  # fmt: skip
        retention = "goes with its entry"
