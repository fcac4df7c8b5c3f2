"""What another period would do, counted before it does it: numbers only, no name, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from fairward.retention.counting import counted
from fairward.retention.own_periods import overrides_of
from fairward.retention.recomputing import files_with_rule
from fairward.rules import calendars
from fairward.rules.retention import Limit, Override

SPANS = (
    (0, "On their last day already"),
    (12, "Within a year"),
    (60, "In 1 to 5 years"),
    (300, "In 5 to 25 years"),
)
LATER = "Later"


@dataclass(frozen=True, slots=True)
class Moved:
    """The dates of one record as they stand and as they would be."""

    file_id: UUID
    review_on: date
    destroy_on: date
    would_review_on: date
    would_destroy_on: date


@dataclass(frozen=True, slots=True)
class Effects:
    """What a change would do to a class in one organisation."""

    records: int
    files: int
    earlier: int
    later: int
    due_now: int
    would_be_due: int
    last_day_now: int
    would_be_last_day: int
    spans: tuple[tuple[str, int, int], ...]

    @property
    def newly_due(self) -> int:
        """How many would fall due at once."""
        return max(0, self.would_be_due - self.due_now)


def effects(
    organisation_id: UUID, rule_id: str, review: Sequence[Limit] | None, destroy: Sequence[Limit] | None
) -> Effects:
    """What keeping this class by these periods would do today; None: by the periods that ship."""
    today, others = (
        timezone.localdate(),
        [one for one in overrides_of(organisation_id) if one.rule_id != rule_id],
    )
    if review is not None and destroy is not None:
        others.append(Override(rule_id, tuple(review), tuple(destroy), "a proposal"))
    found = [*_entries(organisation_id, rule_id, others, today)]
    for name in settings.FAIRWARD_PREVIEW_BY_SCHEDULE:
        found += [Moved(*row) for row in import_string(name)(organisation_id, rule_id, others)]
    return _effects(found, today)


def _entries(
    organisation_id: UUID, rule_id: str, overrides: Sequence[Override], today: date
) -> Iterable[Moved]:
    files = files_with_rule(organisation_id, rule_id)
    for one in counted(organisation_id, files, today, overrides):
        if one.rule_id == rule_id:
            yield Moved(one.file_id, one.review_on, one.destroy_on, one.now.review_on, one.now.destroy_on)


def _effects(found: Sequence[Moved], today: date) -> Effects:
    return Effects(
        records=len(found),
        files=len({one.file_id for one in found}),
        earlier=sum(one.would_destroy_on < one.destroy_on for one in found),
        later=sum(one.would_destroy_on > one.destroy_on for one in found),
        due_now=sum(one.review_on <= today for one in found),
        would_be_due=sum(one.would_review_on <= today for one in found),
        last_day_now=sum(one.destroy_on <= today for one in found),
        would_be_last_day=sum(one.would_destroy_on <= today for one in found),
        spans=_spans(found, today),
    )


def _spans(found: Sequence[Moved], today: date) -> tuple[tuple[str, int, int], ...]:
    names = [words for _, words in SPANS] + [LATER]
    ends = [calendars.add_months(today, months) for months, _ in SPANS]

    def place(day: date) -> str:
        return next((name for name, end in zip(names, ends, strict=False) if day <= end), LATER)

    now = [place(one.destroy_on) for one in found]
    would = [place(one.would_destroy_on) for one in found]
    return tuple((name, now.count(name), would.count(name)) for name in names)
