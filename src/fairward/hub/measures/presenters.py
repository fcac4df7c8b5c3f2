"""Measures as a file for a spreadsheet. It may not query, and hides what the page hides: it is made of the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from fairward.hub.measures.figures import Measure
from fairward.insight.spans import Span

HEAD = ("measure", "row", "figure", "time", "value", "in words")


def as_csv(found: Sequence[Measure], span: Span) -> str:
    """One row for each figure, in words, and as a number where it is not hidden."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(HEAD)
    time = f"{span.since.isoformat()} to {span.until.isoformat()}"
    for measure in found:
        for line in measure.lines:
            for column, cell in zip(measure.columns, line.cells, strict=True):
                rows.writerow([measure.title, line.label, column, time, cell.number, cell.words])
    return out.getvalue()
