"""What decisions have of a case and that goes with it: reasons, who was told, until when it is kept. It opens nothing."""

from __future__ import annotations

from fairward.exchange.travel.forgetting import empty_sendings
from fairward.retention.hanging import delete, of_statements, select

_OF = "case_id = ANY(%(ids)s)"
ON_HUB_CASES = of_statements(
    select(("decisions_decision", "decisions_feedback"), _OF),
    (
        empty_sendings(select(("decisions_feedback",), _OF, "package_id")),
        *delete(("decisions_feedback", "decisions_decision", "decisions_casekept"), _OF),
    ),
)
