"""Whoever was told something that is destroyed by the schedule must hear of it. It holds no record and opens nothing."""

from __future__ import annotations

from fairward.exchange.following.hearing import entries_destroyed
from fairward.retention.hanging import Hanging, none

# Before the room of disclosures, which forgets who was told. Nothing is sealed here.
ON_ENTRIES = Hanging(none, entries_destroyed)
