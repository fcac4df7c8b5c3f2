"""Opens a sealed backup: first to its end without doing anything, then again into whoever takes the body."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage

from fairward.config.backups import sealing
from fairward.config.backups.envelope import End, Head, Unpacking, signed_words
from fairward.config.backups.kinds import BackupFailed
from fairward.keys import signing
from fairward.keys.provider import KeyMissing, provider

Keys = list[pyrage.x25519.Identity]


def head_of(path: Path, keys: Keys) -> Head:
    """What the file says of itself; the rest is not read."""
    seen: list[Head] = []

    def enough(head: Head) -> None:
        seen.append(head)
        raise sealing.Enough

    sealing.unseal(path, keys, Unpacking(enough, _nothing))
    if not seen:
        raise BackupFailed("This backup breaks off before its end: nothing was restored.")
    return seen[0]


def checked(path: Path, keys: Keys) -> tuple[Head, End]:
    """Read the file to its end, so that nothing is begun with one that is damaged; BackupFailed if it is."""
    return read(path, keys, _nothing)


def read(path: Path, keys: Keys, on_body: Callable[[bytes], Any]) -> tuple[Head, End]:
    """Hand the body on, piece by piece; BackupFailed at the latest at the end, if anything was missing or changed."""
    unpacking = Unpacking(_nothing, on_body)
    sealing.unseal(path, keys, unpacking)
    return unpacking.finish()


def check_signature(head: Head, end: End) -> str:
    """By which installation it is signed, as a sentence to compare; BackupFailed where the signature does not fit."""
    try:
        public, signature = bytes.fromhex(end.public), bytes.fromhex(end.signature)
    except ValueError:
        public, signature = b"", b""
    if not signing.is_signed(public, signature, signed_words(head, end.sha256)):
        raise BackupFailed(
            "The signature in this backup does not fit: it was put together from others. Nothing was restored."
        )
    return f"Signed by the installation {installation(end)}."


def installation(end: End) -> str:
    """How an installation is called where somebody compares: the beginning of its public key."""
    return end.public[:16]


def check_maker(head: Head, end: End) -> str:
    """Who made it, as a sentence; BackupFailed where it was not signed by the installation whose key lies here."""
    said = check_signature(head, end)
    try:
        provider().fetch(None, "signing")  # looking must not make a key where there is none
    except KeyMissing:
        return (
            f"{said} Whether that is yours could not be checked: this machine does not hold its signing key."
        )
    if signing.verifying_key(None).hex() != end.public:
        raise BackupFailed(
            "This backup was not made by this installation: its signature is another one's. Nothing was restored. "
            "If it is yours, restore the secrets first."
        )
    return "Signed by this installation."


def _nothing(_: object) -> None:
    return
