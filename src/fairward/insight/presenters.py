"""The monitors as a file for a spreadsheet. It may not query, and hides what the page hides: it is made of the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from fairward.insight.monitors import Monitor
from fairward.insight.monthly import month_words
from fairward.insight.spans import Span

HEAD = ("monitor", "figure", "time", "value", "in words", "unit")


def as_csv(found: Sequence[Monitor], span: Span) -> str:
    """One row for each figure: of the whole time in words, of each month as a number too where it is not hidden."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(HEAD)
    whole = f"{span.since.isoformat()} to {span.until.isoformat()}"
    for monitor in found:
        for one in monitor.figures:
            rows.writerow([monitor.title, one.label, whole, "", one.words, ""])
        if monitor.monthly is None:
            continue
        for line in monitor.monthly.lines:
            for month, cell in zip(monitor.monthly.months, line.cells, strict=True):
                rows.writerow(
                    [
                        monitor.title,
                        line.label,
                        month_words(month),
                        cell.number,
                        cell.words,
                        monitor.monthly.unit,
                    ]
                )
    return out.getvalue()
