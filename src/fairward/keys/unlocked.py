"""The opened key of a person, for one request. It may not outlive the request, and shows nothing of itself."""

from __future__ import annotations

from uuid import UUID

from fairward.keys.formats import PrivateKey
from fairward.keys.opened import Opened


class Unlocked(Opened):
    """Opens what is sealed to one person, and remembers the rings it opened until the request ends."""

    __slots__ = ("_loaded", "account_id", "key_id", "lock_number", "opened_rings", "private")

    def __init__(self, account_id: UUID, key_id: UUID, lock_number: int, private: bytes) -> None:
        self.account_id = account_id
        self.key_id = key_id
        self.lock_number = lock_number
        self.private = private
        self.opened_rings: dict[tuple[UUID, int], dict[UUID, PrivateKey]] = {}
        self._loaded: PrivateKey | None = None

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """Open one seal made for this person; FormatError otherwise."""
        if self._loaded is None:
            self._loaded = PrivateKey(self.private)
        return self._loaded.open(sealed, context)
