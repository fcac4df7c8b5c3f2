"""The question of another period: years, months and days for each limit of a class, and why. No save, no query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from fairward.retention.schedule_policies import MOST_LETTERS, MOST_YEARS, missing_in_period
from fairward.retention.schedule_words import AFTER
from fairward.rules.retention import Limit, RetentionClass

UNITS = ("years", "months", "days")
MOST = {"years": MOST_YEARS, "months": 11, "days": 30}
PARTS = {"review": "Looked at again", "destroy": "Destroyed at the latest"}


class PeriodForm(forms.Form):
    """One number for each unit of each limit. What counts to the end of a school year is not asked for and stays."""

    reason = forms.CharField(
        label="Why does your organisation need another period?",
        help_text="Whoever approves it reads this, and it stays with the schedule. Name no child.",
        max_length=MOST_LETTERS,
        widget=forms.Textarea,
        error_messages={"required": "Say why your organisation needs another period."},
    )

    def __init__(
        self, *args: Any, rule: RetentionClass, stands: Mapping[str, Sequence[Limit]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        reason = self.fields.pop("reason")
        for part, limits in _parts(rule).items():
            for place, limit in enumerate(limits):
                if not limit.amount.get("school_year_ends"):
                    self._ask(part, place, stands[part][place])
        self.fields["reason"] = reason

    def _ask(self, part: str, place: int, stands: Limit) -> None:
        for unit in UNITS:
            self.fields[f"{part}-{place}-{unit}"] = forms.IntegerField(
                label=unit.capitalize(), min_value=0, max_value=MOST[unit], required=False,
                initial=stands.amount.get(unit, 0),
                error_messages={"invalid": f"Enter the {unit} as a whole number."},
            )  # fmt: skip

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Legend and number fields of each limit, in the order of the page."""
        found = []
        for part, limits in _parts(self.rule).items():
            for place, limit in enumerate(limits):
                names = [f"{part}-{place}-{unit}" for unit in UNITS]
                if names[0] in self.fields:
                    legend = f"{PARTS[part]}: this long after {AFTER[limit.trigger]}"
                    found.append((legend, [self[name] for name in names]))
        return found

    def period(self, part: str) -> tuple[Limit, ...]:
        """The limits as they were given."""
        return tuple(self._limit(part, place, limit) for place, limit in enumerate(_parts(self.rule)[part]))

    def _limit(self, part: str, place: int, limit: Limit) -> Limit:
        if limit.amount.get("school_year_ends"):
            return limit
        given = {unit: self.cleaned_data.get(f"{part}-{place}-{unit}") or 0 for unit in UNITS}
        return Limit(limit.trigger, {unit: value for unit, value in given.items() if value} or {"days": 0})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors.keys() - {"reason"}:
            for sentence in missing_in_period(self.rule, self.period("review"), self.period("destroy")):
                self.add_error(self.groups()[0][1][0].name, sentence)
        return cleaned


def _parts(rule: RetentionClass) -> dict[str, tuple[Limit, ...]]:
    return {"review": rule.review, "destroy": rule.destroy}
