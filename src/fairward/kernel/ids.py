"""Time-ordered identifiers (UUID version 7, RFC 9562). It may not know what they identify."""

from __future__ import annotations

import os
import time
from uuid import UUID


def new_id() -> UUID:
    """Return a fresh UUIDv7: 48 bits of Unix milliseconds, the rest random. Made here because PostgreSQL 15 has none."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
