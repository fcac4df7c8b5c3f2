"""Notices to schools whose time is over are destroyed by the engine of retention. It opens nothing."""

from __future__ import annotations

from fairward.exchange.travel.forgetting import empty_sendings
from fairward.retention.dated import Dated
from fairward.retention.hanging import ITSELF, delete, of_statements, select
from fairward.retention.vocabulary import ItemKind

_TABLE, _THESE = ("notices_sent_notice",), "id = ANY(%(ids)s)"
_HANGING = of_statements(
    ITSELF,
    (
        empty_sendings(select(_TABLE, _THESE, "unnest(ARRAY[package_id, hub_package_id])")),
        *delete(_TABLE, _THESE),
    ),
)
NOTICES = Dated(
    ItemKind.NOTICE, *_TABLE, "agency-notice", "(t.sent_at AT TIME ZONE %(zone)s)::date",
    until_day="(t.attended_at AT TIME ZONE %(zone)s)::date", names="t.id",
).going(_HANGING)  # fmt: skip
