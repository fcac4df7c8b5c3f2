"""What corrections have of a case and that goes with it: askings, reviews, notices that were owed. It opens nothing."""

from __future__ import annotations

from fairward.exchange.travel.forgetting import empty_sendings
from fairward.retention.hanging import delete, of_statements, select

_OF = "case_id = ANY(%(ids)s)"
ON_HUB_CASES = of_statements(
    select(("corrections_putright", "corrections_review"), _OF),
    (
        empty_sendings(select(("corrections_putright", "corrections_notice"), _OF, "package_id")),
        *delete(("corrections_notice", "corrections_review", "corrections_putright"), _OF),
    ),
)
# What somebody says is wrong stays until its agency has answered, however long ago the case was closed.
NEEDS_ITEMS = (
    "SELECT item_id FROM corrections_putright WHERE organisation_id = %(own)s AND answered_at IS NULL"
)
