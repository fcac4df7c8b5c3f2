"""What every passage of a request has that a person decides, wherever its words lie: columns, their rules, how far they are.

A room that holds passages of its own inherits these. It may not query, and holds no content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from fairward.access_requests.vocabulary import PassageDecision
from fairward.tenancy.models import Owned

LEFT_OUT = frozenset({PassageDecision.REDACT, PassageDecision.WITHHOLD})
_OPEN = int(PassageDecision.UNDECIDED)
# What the columns below are, for `class Privacy` of whoever inherits them.
DECIDED = {
    "decision": "state", "exemption": "state", "reason_id": "opaque_id", "decided_by": "opaque_id", "decided_at": "date",
    "needs_second": "state", "second_by": "opaque_id", "second_at": "date", "look_again_on": "date",
}  # fmt: skip
REASON = {
    "organisation_id": "opaque_id", "id": "opaque_id", "passage_id": "opaque_id", "sealed": "sealed", "made_at": "date",
    "made_by": "opaque_id",
}  # fmt: skip


class DecidedPassage(Owned):
    """What somebody decided about a passage, by which reason of the law, who agreed, and when it is looked at again."""

    decision = models.SmallIntegerField(default=_OPEN)
    exemption = models.CharField(max_length=40, blank=True, default="")
    reason_id = models.UUIDField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    needs_second = models.BooleanField(default=False)
    second_by = models.UUIDField(null=True)
    second_at = models.DateTimeField(null=True)
    look_again_on = models.DateField(null=True)

    class Meta:
        abstract = True


class PassageWhy(Owned):
    """Why something was decided about a passage; its id is that of its record. An earlier one stays."""

    passage_id = models.UUIDField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta:
        abstract = True


def decided_by_rule(by_somebody: str, for_a_reason: str, by_another: str) -> list[models.BaseConstraint]:
    """What the database itself holds to, under the names that a table has for it."""
    return [
        models.CheckConstraint(
            condition=Q(decision=_OPEN, decided_by__isnull=True, decided_at__isnull=True)
            | (~Q(decision=_OPEN) & Q(decided_by__isnull=False, decided_at__isnull=False)),
            name=by_somebody,
        ),
        models.CheckConstraint(
            condition=~Q(decision__in=sorted(int(one) for one in LEFT_OUT))
            | (~Q(exemption="") & Q(reason_id__isnull=False)),
            name=for_a_reason,
        ),
        models.CheckConstraint(
            condition=Q(second_by__isnull=True)
            | (Q(decided_by__isnull=False) & ~Q(second_by=models.F("decided_by"))),
            name=by_another,
        ),
    ]


def looked_at_again(name: str) -> models.Index:
    """The index by which what was left out is found on its day."""
    return models.Index(
        fields=["organisation_id", "look_again_on"], name=name, condition=Q(look_again_on__isnull=False)
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the passages are. `next_place`: the first that nobody has decided."""

    total: int = 0
    decided: int = 0
    asking: int = 0
    waiting: int = 0
    left_out: int = 0
    next_place: int | None = None

    @property
    def is_ready(self) -> bool:
        """Nothing undecided, nobody to be heard, no second person missing."""
        return self.decided == self.total and not self.asking and not self.waiting

    @property
    def is_for_second(self) -> bool:
        """Nothing is left to do but for a second person."""
        return bool(self.waiting) and self.decided == self.total and not self.asking


def progress_of_states(states: Sequence[tuple[int, int, bool, object]]) -> Progress:
    """Of (place, decision, needs a second person, who that was) of each passage, in their order."""
    undecided = [place for place, decision, *_ in states if decision == _OPEN]
    return Progress(
        total=len(states),
        decided=len(states) - len(undecided),
        asking=sum(decision == PassageDecision.CONSULT for _, decision, *_ in states),
        waiting=sum(needs and second is None for _, _, needs, second in states),
        left_out=sum(decision in LEFT_OUT for _, decision, *_ in states),
        next_place=undecided[0] if undecided else None,
    )
