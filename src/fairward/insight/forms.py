"""From when to when the monitors look. It may not save or query."""

from __future__ import annotations

from typing import Any

from django import forms

from fairward.design.date_fields import ThreeBoxDateField


class SpanForm(forms.Form):
    """The time to look at."""

    since = ThreeBoxDateField(label="From", required=False)
    until = ThreeBoxDateField(label="Until", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", "The last day must not be before the first.")
        return cleaned
