"""What talks have of a case and that goes with it: disagreements with their steps, discussions. It may not open anything."""

from __future__ import annotations

from fairward.exchange.travel.forgetting import empty_sendings
from fairward.retention.hanging import delete, of_statements, select

_OF = "case_id = ANY(%(ids)s)"
_STEPS = f"disagreement_id IN ({select(('talks_disagreement',), _OF)})"
ON_HUB_CASES = of_statements(
    f"{select(('talks_disagreementstep',), _STEPS)} UNION ALL {select(('talks_discussion',), _OF)}",
    (
        empty_sendings(select(("talks_disagreement",), _OF, "answer_package_id")),
        *delete(("talks_disagreementstep",), _STEPS),
        *delete(("talks_disagreement", "talks_discussion"), _OF),
    ),
)
