"""What packs have of a case, and of an item, and that goes with it. It may not open anything."""

from __future__ import annotations

from fairward.retention.hanging import delete, of_statements, select

_OF = "case_id = ANY(%(ids)s)"
_OF_ITEMS = "item_id = ANY(%(ids)s)"
_RESTING = ("packs_brought", "packs_citation")
ON_HUB_CASES = of_statements(select(("packs_analysis",), _OF), delete((*_RESTING, "packs_analysis"), _OF))
ON_HUB_ITEMS = of_statements(forget=delete(_RESTING, _OF_ITEMS))
# What an analysis cites, or what was brought to a discussion, stays as long as its case.
NEEDS_ITEMS = " UNION ALL ".join(
    f"SELECT item_id FROM {table} WHERE organisation_id = %(own)s"  # noqa: S608 - constants
    for table in _RESTING
)
