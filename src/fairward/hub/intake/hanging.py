"""What intake has of a case and that goes with it: what came in, who told it, people, notes, ratings. It opens nothing."""

from __future__ import annotations

from fairward.exchange.travel.forgetting import empty_arrivals
from fairward.retention.hanging import delete, of_statements, select

_OF = "case_id = ANY(%(ids)s)"
_CASES = "id = ANY(%(ids)s)"
_SEALED = ("intake_contact", "intake_teller", "intake_casenote", "intake_ratinggiven")
_CONTACTS = select(("intake_contact",), _OF)
ON_HUB_CASES = of_statements(
    select(_SEALED, _OF),
    (
        empty_arrivals(select(("intake_case",), _CASES, "arrival_id")),
        *delete(("intake_contactfile",), f"contact_id IN ({_CONTACTS})"),
        *delete((*_SEALED, "intake_caseperson", "intake_caselink"), _OF),
        *delete(("intake_caselink",), "other_case_id = ANY(%(ids)s)"),
        *delete(("intake_case",), _CASES),
    ),
)
