"""Vouches for the public keys in the keyring. It may not vouch for what it did not make or read itself.

Everything is sealed to public keys that lie in the keyring. Whoever could write there, and had nothing else, could
put a key of their own in place of a ring's and read what is sealed from then on. So each public key carries a tag
made with a secret of the key provider, and is not sealed to unless the tag is right.
"""

from __future__ import annotations

import hmac
from uuid import UUID

from fairward.keys import formats
from fairward.keys.provider import provider


def vouch(owner: UUID | None, table: str, row_id: UUID, public: bytes) -> bytes:
    """Return the 32-byte tag of a public key in this place."""
    key = provider().fetch_or_make(owner, "vouching")
    return formats.keyed_digest(key, "public key", formats.bind(owner, table, row_id, 1) + public)


def vouched(owner: UUID | None, table: str, row_id: UUID, public: bytes, tag: bytes) -> bytes:
    """Return `public` if its tag is right; FormatError if it was exchanged."""
    if not hmac.compare_digest(vouch(owner, table, row_id, public), tag):
        raise formats.FormatError("a public key in the keyring is not the one that was put there")
    return public
