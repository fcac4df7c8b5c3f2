"""Joins the log, which may not hold a key, with the key that signs its heads. It may not choose what is signed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fairward.audit.notes import PublicKey, origin_of
from fairward.keys import signing
from fairward.keys.provider import KeyMissing, provider


@dataclass(frozen=True, slots=True)
class HeadSigner:
    """Signs heads for an organisation, or for the installation (None)."""

    owner: UUID | None

    @property
    def public(self) -> bytes:
        """The raw public key."""
        return signing.verifying_key(self.owner)

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature."""
        return signing.sign(self.owner, message)


def signer_of(owner: UUID | None) -> HeadSigner:
    """The signer of an organisation's log, or of the installation's (None)."""
    return HeadSigner(owner)


def log_keys(organisation_id: UUID) -> list[PublicKey]:
    """The key that signs an organisation's log, from the key provider and not from the database that is checked."""
    try:
        provider().fetch(organisation_id, "signing")  # checking must not make a key where there is none
    except KeyMissing:
        return []
    return [PublicKey(origin_of(organisation_id), signer_of(organisation_id).public)]
