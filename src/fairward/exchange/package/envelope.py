"""The outside of a sealed package, which can be read without a key: which package, for whom, under which ring, how long.

    offset  bytes
         0      6  "FWPACK"
         6      2  version: major, minor
         8     16  package id
        24     16  recipient organisation
        40     32  SHA-256 of the ring's public key
        72      4  length of the sealed package key
        76      8  length of the sealed content
        84         sealed package key, sealed content

The first 72 bytes are bound to both seals. It says nothing of the sender or of what is inside, and may not open anything.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from uuid import UUID

from fairward.exchange.package.contents import MAJOR, MINOR
from fairward.exchange.package.limits import MOST_BYTES
from fairward.exchange.package.refusals import Refused

MAGIC = b"FWPACK"
_BOUND = struct.Struct(">6sBB16s16s32s")
_LENGTHS = struct.Struct(">IQ")
HEAD = _BOUND.size + _LENGTHS.size
SEALED_KEY = 2 + 1120 + 32 + 16  # docs/reference/key-formats.md: a seal of 32 bytes


@dataclass(frozen=True, slots=True)
class Outside:
    """What the outside says, and the two sealed parts. `digest` is the SHA-256 of the whole, by which a repeat is known."""

    package: UUID
    recipient: UUID
    ring: str
    minor: int
    digest: str
    sealed_key: bytes = field(repr=False)
    sealed_content: bytes = field(repr=False)

    @property
    def bound(self) -> bytes:
        """What both seals are bound to."""
        return bound(self.package, self.recipient, bytes.fromhex(self.ring), self.minor)


def fingerprint(public: bytes) -> str:
    """The SHA-256 of a public key in hexadecimal: of a ring (1,218 bytes) or of a signing key (32)."""
    return hashlib.sha256(public).hexdigest()


def bound(package: UUID, recipient: UUID, ring: bytes, minor: int = MINOR) -> bytes:
    """The first 72 bytes."""
    return _BOUND.pack(MAGIC, MAJOR, minor, package.bytes, recipient.bytes, ring)


def key_place(head: bytes) -> bytes:
    """What the seal of the package key is bound to."""
    return b"fairward package key\0" + head


def content_place(head: bytes) -> bytes:
    """What the content is bound to."""
    return b"fairward package content\0" + head


def wrap(head: bytes, sealed_key: bytes, sealed_content: bytes) -> bytes:
    """The whole, from its parts."""
    return head + _LENGTHS.pack(len(sealed_key), len(sealed_content)) + sealed_key + sealed_content


def look_outside(
    raw: bytes, *, organisation_id: UUID, rings: Collection[str], was_seen: Callable[[UUID], bool]
) -> Outside:
    """What can be said without a key; Refused when it is not for `organisation_id` under one of its `rings`, or a replay.

    `rings` are fingerprints of the exchange ring's versions that the organisation still holds. For the moment of receipt,
    when nobody may be there who can open it.
    """
    outside = _read(raw)
    if outside.recipient != organisation_id:
        raise Refused("wrong_addressee")
    if outside.ring not in rings:
        raise Refused("unknown_ring")
    if was_seen(outside.package):
        raise Refused("seen_before")
    return outside


def _read(raw: bytes) -> Outside:
    if len(raw) > MOST_BYTES:
        raise Refused("too_large")
    if not raw or raw[: len(MAGIC)] != MAGIC[: len(raw)]:
        raise Refused("not_a_package")
    if len(raw) > len(MAGIC) and raw[len(MAGIC)] != MAJOR:
        raise Refused("unknown_version")
    if len(raw) < HEAD:
        raise Refused("truncated")
    _, _, minor, package, recipient, ring = _BOUND.unpack_from(raw)
    key_size, content_size = _LENGTHS.unpack_from(raw, _BOUND.size)
    if content_size > MOST_BYTES:
        raise Refused("too_large")
    if key_size != SEALED_KEY:
        raise Refused("not_a_package")
    whole = HEAD + key_size + content_size
    if len(raw) != whole:
        raise Refused("truncated" if len(raw) < whole else "too_long")
    start = HEAD + key_size
    return Outside(
        UUID(bytes=package), UUID(bytes=recipient), ring.hex(), minor, hashlib.sha256(raw).hexdigest(), raw[HEAD:start],
        raw[start:],
    )  # fmt: skip
