"""Ed25519 signatures of an organisation and of the installation. It may not choose what is signed."""

from __future__ import annotations

from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from fairward.keys.provider import provider


def sign(owner: UUID | None, message: bytes) -> bytes:
    """Sign as an organisation, or as the installation (None). Returns 64 bytes."""
    return _signer(owner).sign(message)


def verifying_key(owner: UUID | None) -> bytes:
    """The 32-byte public key that others check our signatures with."""
    return _signer(owner).public_key().public_bytes_raw()


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the holder of `public` signed exactly this message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _signer(owner: UUID | None) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(provider().fetch_or_make(owner, "signing"))
