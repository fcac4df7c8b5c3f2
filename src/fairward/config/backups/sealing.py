"""Seals a stream to a public recipient and opens it with an identity, both of age (age-encryption.org). It keeps no key."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

import pyrage

from fairward.config.backups.kinds import BackupFailed


class Sink(Protocol):
    """What takes an opened stream."""

    def write(self, data: bytes) -> int: ...


class Enough(Exception):
    """Raised by a sink that has seen what it wanted."""


def new_pair() -> tuple[str, str]:
    """(secret identity, public recipient)."""
    made = pyrage.x25519.Identity.generate()
    return str(made), str(made.to_public())


def recipient(words: str) -> pyrage.x25519.Recipient:
    """A public recipient `age1…`; BackupFailed with a sentence where it is none, or a secret by mistake."""
    if words.upper().startswith("AGE-SECRET-KEY-"):
        raise BackupFailed(
            "That is the secret key, which opens every backup: it does not belong on this server. "
            "Give the public one, which begins with age1."
        )
    try:
        return pyrage.x25519.Recipient.from_str(words)
    except pyrage.RecipientError:
        raise BackupFailed(
            "The recipient of backups is not a public key of age: it begins with age1. Make a pair with `fairward backup key`."
        ) from None


def identities(name: str) -> list[pyrage.x25519.Identity]:
    """The secret keys in a file as age writes it (one a line, # before remarks); `-` reads them from standard input."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        lines = [line.strip() for line in text.splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError):
        found = []
    if not found:
        raise BackupFailed(
            "There is no secret key of age in the file that --identity names: a line that begins with AGE-SECRET-KEY-."
        )
    return found


def seal(pieces: Iterator[bytes], into: BinaryIO, to: pyrage.x25519.Recipient) -> None:
    """Seal what `pieces` gives, as it comes: never more than one piece is held. Raises what `pieces` raises."""
    reading = _Reading(pieces)
    try:
        pyrage.encrypt_io(reading, into, [to])
    except (pyrage.EncryptError, OSError) as error:
        if reading.failed is not None:
            raise reading.failed from None
        raise BackupFailed(f"The backup could not be written: {error}. Nothing was kept.") from None


def unseal(path: Path, keys: list[pyrage.x25519.Identity], sink: Sink) -> None:
    """Open a file into a sink. BackupFailed for a wrong key, a file that breaks off and one that was changed."""
    writing = _Writing(sink)
    try:
        with path.open("rb") as file:
            pyrage.decrypt_io(file, writing, keys)
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise BackupFailed(
                "This key does not open that backup: it was sealed to another one. Nothing was restored."
            ) from None
        raise BackupFailed("That file is not a backup sealed with age. Nothing was restored.") from None
    except OSError as error:
        if isinstance(writing.failed, Enough):
            return
        if writing.failed is not None:
            raise writing.failed from None
        if error.errno is not None:
            raise BackupFailed(
                f"The backup could not be read: {error.strerror}. Nothing was restored."
            ) from None
        raise BackupFailed(
            "This backup was changed, or it breaks off before its end. Nothing was restored."
        ) from None


class _Reading:
    """A file to read, made of pieces; remembers what went wrong, which age would turn into words of its own."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, b""
        self.failed: BaseException | None = None

    def read(self, most: int = -1) -> bytes:
        try:
            while not self._left:
                self._left = next(self._pieces)
        except StopIteration:
            return b""
        except BaseException as error:
            self.failed = error
            raise OSError("the source failed") from error
        size = len(self._left) if most < 0 else most
        taken, self._left = self._left[:size], self._left[size:]
        return taken


class _Writing:
    """A file to write, that remembers what its sink raised."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.failed: BaseException | None = None

    def write(self, data: bytes) -> int:
        if self.failed is not None:
            raise OSError("the sink failed before")  # age tries once more to hand on what it holds
        try:
            return self._sink.write(data)
        except BaseException as error:
            self.failed = error
            raise OSError("the sink failed") from error

    def flush(self) -> None:
        """The sink gets everything at once; there is nothing to push."""
