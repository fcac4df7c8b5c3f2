"""The one place where travel asks what a package is. It may not open one: whoever travels holds no key."""

from __future__ import annotations

from uuid import UUID

from fairward.exchange.package.envelope import fingerprint, look_outside
from fairward.exchange.package.limits import MOST_BYTES
from fairward.exchange.package.refusals import Refused
from fairward.exchange.travel.vocabulary import Trouble

LARGEST = MOST_BYTES  # a file with its attachments and its PDF; more goes in parts


def look(sealed: bytes, *, package_id: UUID, organisation_id: UUID, ring_public: bytes) -> Trouble:
    """What speaks against taking these sealed bytes in; Trouble.NONE when nothing does.

    The package must be `package_id`, for `organisation_id`, sealed to the exchange ring whose public half is `ring_public`.
    """
    try:
        outside = look_outside(
            sealed,
            organisation_id=organisation_id,
            rings=[fingerprint(ring_public)],
            was_seen=lambda _: False,
        )
    except Refused as refused:
        return Trouble.RING_REPLACED if refused.code == "unknown_ring" else Trouble.UNREADABLE
    return Trouble.NONE if outside.package == package_id else Trouble.UNREADABLE
