"""What hangs on a request to see what a hub holds, and goes with it. It may not open anything."""

from __future__ import annotations

from fairward.retention.hanging import delete, of_statements, select

_OF = "case_id = ANY(%(ids)s)"
_PASSAGES = select(("requests_heldpassage",), _OF)
_ABOUT = f"passage_id IN ({_PASSAGES})"
_SAID = ("requests_heldopinion", "requests_heldreason")
ON_CASES = of_statements(
    f"{select(('requests_heldpassage', 'requests_heldanswer'), _OF)} UNION ALL {select(_SAID, _ABOUT)}",
    (
        *delete(_SAID, _ABOUT),
        *delete(
            (
                "requests_consultation",
                "requests_heldpassage",
                "requests_heldanswer",
                "requests_requestperson",
            ),
            _OF,
        ),
    ),
)
