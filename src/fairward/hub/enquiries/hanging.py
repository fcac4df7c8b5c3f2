"""What enquiries have of a case and that goes with it: gates, questions, links; and items. It may not open anything."""

from __future__ import annotations

from fairward.exchange.travel.forgetting import empty_sendings
from fairward.retention.hanging import ITSELF, delete, of_statements, select

_OF = "case_id = ANY(%(ids)s)"
_ENQUIRIES = select(("enquiries_enquiry",), _OF)
ON_HUB_CASES = of_statements(
    select(("enquiries_gate", "enquiries_enquiry"), _OF),
    (
        empty_sendings(select(("enquiries_enquiry",), _OF, "package_id")),
        *delete(("enquiries_onetimelink",), f"enquiry_id IN ({_ENQUIRIES})"),
        *delete(("enquiries_item", "enquiries_enquiry", "enquiries_gate"), _OF),
    ),
)
ON_HUB_ITEMS = of_statements(ITSELF, delete(("enquiries_item",), "id = ANY(%(ids)s)"))
