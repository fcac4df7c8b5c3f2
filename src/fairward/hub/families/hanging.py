"""What families of a hub have of a case, and that goes with it: readers, what was shown, what was said. It opens nothing."""

from __future__ import annotations

from fairward.retention.hanging import delete, of_statements, select

_OF = "case_id = ANY(%(ids)s)"
_SEALED = ("hub_families_shownoutcome", "hub_families_ownside")
ON_HUB_CASES = of_statements(select(_SEALED, _OF), delete((*_SEALED, "hub_families_casereader"), _OF))
