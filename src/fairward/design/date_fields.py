"""Fields for a date in three boxes and a time in one, as people write them. They may not look at a clock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import forms

from fairward.design.words import MONTHS

PARTS = ("day", "month", "year")
_MONTH_NAMES = {name[:3].lower(): number for number, name in enumerate(MONTHS) if name}


class ThreeBoxes(forms.Widget):
    """Day, month and year as `name-day`, `name-month`, `name-year`; the page is drawn by the `field` macro."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        return {part: str(data.get(f"{name}-{part}") or "").strip() for part in PARTS}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}-{part}" not in data for part in PARTS)

    def boxes(self, value: Any) -> dict[str, str]:
        """The three texts to show for a date, for what was typed, or for nothing."""
        if isinstance(value, date):
            return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        if isinstance(value, Mapping):
            return {part: str(value.get(part, "")) for part in PARTS}
        return dict.fromkeys(PARTS, "")


class ThreeBoxDateField(forms.Field):
    """A date typed as day, month, year. `called` is how errors name it ("the date it happened")."""

    widget = ThreeBoxes

    def __init__(self, *, called: str = "the date", **options: Any) -> None:
        self.called = called
        super().__init__(**options)

    def clean(self, value: Any) -> date | None:
        """Return the date, None for three empty boxes where that is allowed, or say which box is wrong."""
        if isinstance(value, date):
            typed = {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        else:
            typed = value or dict.fromkeys(PARTS, "")
        missing = [part for part in PARTS if not typed[part]]
        if len(missing) == len(PARTS):
            if self.required:
                raise forms.ValidationError(f"Enter {self.called}", code="required")
            return None
        if missing:
            raise forms.ValidationError(
                f"{_capital(self.called)} must include a {' and '.join(missing)}", code=missing[0]
            )
        found = self._read(typed)
        self.run_validators(found)
        return found

    def _read(self, typed: Mapping[str, str]) -> date:
        month = _MONTH_NAMES.get(typed["month"][:3].lower()) or _number(typed["month"])
        if not re.fullmatch(r"[0-9]{4}", typed["year"]):
            raise forms.ValidationError(
                f"{_capital(self.called)} needs a year of 4 numbers, like 2026", code="year"
            )
        if not month or not 1 <= month <= 12:
            raise forms.ValidationError(f"{_capital(self.called)} needs a month from 1 to 12", code="month")
        try:
            return date(int(typed["year"]), month, _number(typed["day"]) or 0)
        except ValueError:
            raise forms.ValidationError(f"{_capital(self.called)} must be a real date", code="day") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        shown = ThreeBoxes()
        return shown.boxes(initial) != shown.boxes(data)


class ClockField(forms.CharField):
    """A time of day typed as 10:55, 10.55, 1055, 2pm or 2:30 pm."""

    def to_python(self, value: Any) -> time | None:  # type: ignore[override]
        text = str(value or "").strip().lower().replace(" ", "")
        if not text:
            return None
        if text in {"midday", "noon"}:
            return time(12, 0)
        match = re.fullmatch(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?([ap])?\.?(?:m\.?)?", text)
        found = _clock(match) if match else None
        if found is not None:
            return found
        raise forms.ValidationError("Enter a time like 10:55 or 2:30pm", code="time")

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H:%M") if isinstance(value, time) else value

    def run_validators(self, value: Any) -> None:
        """None of the validators for texts fits a time; the reading above is the check."""

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")


def _clock(match: re.Match[str]) -> time | None:
    """Hour, minute and a or p as a time; None for "7" alone, which may be morning or evening, and for nonsense."""
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 24
    is_whole = bool(match[2] or half)
    return time(hour, minute) if is_whole and hour < 24 and minute < 60 else None


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,2}", text) else None


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
