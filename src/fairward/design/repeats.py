"""Rows that a person may add to: "add another" without script is a button that asks for one row more. No validation."""

from __future__ import annotations

from django.http import QueryDict

ADD = "add-another"
REMOVE = "remove-row"


def asked_for_another(data: QueryDict) -> str:
    """The prefix of the formset to which a row shall be added, or the empty text when another button was pressed."""
    return str(data.get(ADD, ""))


def with_another(data: QueryDict, prefix: str, *, most: int = 30) -> QueryDict:
    """The same answers with one empty row more, for drawing the page again; nothing is checked or lost."""
    grown = data.copy()
    grown[f"{prefix}-TOTAL_FORMS"] = str(min(_total(data, prefix) + 1, most))
    return grown


def without_row(data: QueryDict, prefix: str, row: int) -> QueryDict:
    """The same answers without row number `row` (from 0); the rows after it move up."""
    total = _total(data, prefix)
    shrunk = data.copy()
    moved: dict[str, list[str]] = {}
    for key in data:
        head, _, rest = key.removeprefix(f"{prefix}-").partition("-")
        if key.startswith(f"{prefix}-") and head.isdigit() and int(head) >= row:
            del shrunk[key]
            if int(head) > row:
                moved[f"{prefix}-{int(head) - 1}-{rest}"] = data.getlist(key)
    for key, values in moved.items():
        shrunk.setlist(key, values)
    if row < total:
        shrunk[f"{prefix}-TOTAL_FORMS"] = str(total - 1)
    return shrunk


def _total(data: QueryDict, prefix: str) -> int:
    stated = str(data.get(f"{prefix}-TOTAL_FORMS", ""))
    return int(stated) if stated.isascii() and stated.isdigit() else 0
