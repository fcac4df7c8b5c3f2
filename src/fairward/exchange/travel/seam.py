"""The one place where travel asks what a package is. It may not open one: whoever travels holds no key.

Travel knows a package by its id, its addressee and the digest of its sealed bytes; whether those bytes can be a package
at all is for the package's own room to say.
"""

from __future__ import annotations

from uuid import UUID

from fairward.exchange.travel.vocabulary import Trouble

LARGEST = 64 * 1024 * 1024  # bytes: a file with its attachments and its PDF; more goes in parts


def look(sealed: bytes, *, package_id: UUID, organisation_id: UUID, ring_public: bytes) -> Trouble:
    """What speaks against taking these sealed bytes in; Trouble.NONE when nothing does.

    The package must be `package_id`, for `organisation_id`, sealed to the exchange ring whose public half is `ring_public`.
    """
    is_sound = 0 < len(sealed) <= LARGEST and package_id != organisation_id and bool(ring_public)
    return Trouble.NONE if is_sound else Trouble.UNREADABLE
