"""Signed notes and checkpoints as C2SP describes them (signed-note, tlog-checkpoint). It may not keep a private key."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_DASH = "\u2014 "
_TIME = "time "


class NoteError(ValueError):
    """A note that is not written or not signed as it should be."""


class Signer(Protocol):
    """Whoever can sign with an Ed25519 key; `public` is the raw public key of 32 bytes."""

    @property
    def public(self) -> bytes: ...

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature."""


@dataclass(frozen=True, slots=True)
class KeySigner:
    """A signer around a private key that somebody else keeps."""

    key: Ed25519PrivateKey = field(repr=False)

    @property
    def public(self) -> bytes:
        """The raw public key."""
        return self.key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature."""
        return self.key.sign(message)


def origin_of(organisation_id: UUID) -> str:
    """The name of an organisation's log, first line of each of its checkpoints and name of its key."""
    return f"fairward/organisation/{organisation_id}"


def installation_origin(public: bytes) -> str:
    """The name of an installation's log of heads: it is named after its key."""
    return f"fairward/installation/{hashlib.sha256(public).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that may have signed a log: its name and its raw 32 bytes."""

    name: str
    raw: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature line names its key."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.raw).digest()[:4]

    def has_signed(self, note: str) -> bool:
        """Whether this key's signature under the note is there and right, the log's own or a cosigner's."""
        body, signatures = _divided(note)
        for name, blob in signatures:
            if (name, blob[:4]) == (self.name, self.id):
                try:
                    Ed25519PublicKey.from_public_bytes(self.raw).verify(blob[4:], body.encode())
                except InvalidSignature:
                    return False
                return True
        return False

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(_ED25519 + self.raw).decode()}"

    @classmethod
    def parse(cls, text: str) -> PublicKey:
        """Read the form that `str` writes: name+id+key."""
        name, _, rest = text.strip().partition("+")
        given_id, _, encoded = rest.partition("+")
        kind_and_raw = _decoded(encoded)
        key = cls(name, kind_and_raw[1:])
        is_ed25519 = kind_and_raw[:1] == _ED25519 and len(key.raw) == 32
        if not name or not is_ed25519 or key.id.hex() != given_id:
            raise NoteError("This is not a public key of a log: it should read name+id+key.")
        return key


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How long a log was at a time, and the root over it."""

    origin: str
    size: int
    root: bytes
    at: datetime

    def body(self) -> str:
        """The text that is signed: three lines that C2SP names, and ours with the time."""
        seconds = self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n{_TIME}{seconds}\n"

    @classmethod
    def parse(cls, note: str) -> Checkpoint:
        """Read the text of a note; says nothing about who signed it."""
        lines = _divided(note)[0].split("\n")[:-1]
        times = [line.removeprefix(_TIME) for line in lines[3:] if line.startswith(_TIME)]
        if len(lines) < 4 or len(times) != 1 or not lines[1].isdecimal() or str(int(lines[1])) != lines[1]:
            raise NoteError("This is not a checkpoint: it should name a log, its size, its root and a time.")
        root = _decoded(lines[2])
        if len(root) != 32:
            raise NoteError("The root of a checkpoint has 32 bytes.")
        try:
            at = datetime.strptime(times[0], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        except ValueError:
            raise NoteError("The time of a checkpoint should read 2026-05-12T09:30:00Z.") from None
        return cls(lines[0], int(lines[1]), root, at)


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> str:
    """The signed note of a checkpoint; the key bears the name of the log."""
    body = checkpoint.body()
    key = PublicKey(checkpoint.origin, signer.public)
    signature = base64.b64encode(key.id + signer.sign(body.encode())).decode()
    return f"{body}\n{_DASH}{checkpoint.origin} {signature}\n"


def cosign(note: str, key: PublicKey, sign: Callable[[bytes], bytes]) -> str:
    """The same note with one signature more: whoever signs has seen it."""
    body, _ = _divided(note)
    signature = base64.b64encode(key.id + sign(body.encode())).decode()
    return f"{note}{_DASH}{key.name} {signature}\n"


def open_checkpoint(note: str, keys: Iterable[PublicKey]) -> Checkpoint:
    """Read a checkpoint whose log's own key, one of `keys`, signed it; other signatures are not looked at."""
    body, signatures = _divided(note)
    checkpoint = Checkpoint.parse(note)
    named = {(key.name, key.id): key for key in keys if key.name == checkpoint.origin}
    for name, blob in signatures:
        key = named.get((name, blob[:4]))
        if key is None:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(key.raw).verify(blob[4:], body.encode())
        except InvalidSignature:
            raise NoteError("The signature under this checkpoint is wrong.") from None
        return checkpoint
    raise NoteError("No key that is known for this log has signed this checkpoint.")


def split_notes(text: str) -> list[str]:
    """The notes of a file that holds several, one after the other."""
    notes: list[str] = []
    lines: list[str] = []
    for line in text.splitlines():
        if lines and lines[-1].startswith(_DASH) and not line.startswith(_DASH):
            notes.append("\n".join(lines) + "\n")
            lines = []
        if line or lines:
            lines.append(line)
    return [*notes, "\n".join(lines) + "\n"] if lines else notes


def _divided(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The signed text of a note, and (name, key id and signature) of each line under it."""
    body, mark, tail = note.rpartition("\n\n")
    if not mark or not tail.endswith("\n"):
        raise NoteError("This is not a signed note: there is no signature under the text.")
    signatures = []
    for line in tail[:-1].split("\n"):
        name, _, encoded = line.removeprefix(_DASH).partition(" ")
        if not line.startswith(_DASH) or not name or not encoded:
            raise NoteError("A line under this note is not a signature.")
        signatures.append((name, _decoded(encoded)))
    return body + "\n", signatures


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise NoteError("A part of this note is not base64.") from None
