"""What lies inside a sealed backup: a head, the body in pieces, an end with its digest. It seals and opens nothing.

    fairward-backup/1 LF, head as one line of JSON, pieces (4 bytes of length, bytes), a length of nought, end as one line of JSON

The head says what the body should hold, counted in the same snapshot. The end is known only when all has passed through: it
carries the body's SHA-256 and a signature over head and digest by the installation that made the file, because anybody who
has the public recipient can make a file that opens.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from fairward.config.backups.kinds import BackupFailed, Kind

MAGIC = b"fairward-backup/1\n"
MOST_HEAD = 1 << 20
PIECE = 1 << 16
_LENGTH = 4


@dataclass(frozen=True)
class Head:
    """What a file says of itself, without a word of content. `tables`: name -> (rows, digest over the rows)."""

    kind: str
    made_at: str
    version: str
    server: int
    role: str
    migrations: dict[str, str]
    tables: dict[str, tuple[int, str]]

    @property
    def rows(self) -> int:
        return sum(count for count, _ in self.tables.values())

    def line(self) -> bytes:
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":")).encode() + b"\n"

    @classmethod
    def parse(cls, line: bytes) -> Head:
        """BackupFailed where this is no head of ours."""
        try:
            found = json.loads(line)
            tables = {name: (int(rows), str(digest)) for name, (rows, digest) in found["tables"].items()}
            head = cls(**{**found, "tables": tables})
            Kind(head.kind)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BackupFailed(
                "The beginning of this backup cannot be understood: nothing was restored."
            ) from None
        return head


@dataclass(frozen=True)
class End:
    """What is known when the body is over. `public` and `signature` are the installation's, as hexadecimal digits."""

    size: int
    sha256: str
    public: str
    signature: str

    def line(self) -> bytes:
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":")).encode() + b"\n"


Sign = Callable[[bytes], tuple[bytes, bytes]]  # what is signed -> (public key, signature)


def signed_words(head: Head, sha256: str) -> bytes:
    """What the installation signs: its head and the digest of the body."""
    return MAGIC + head.line() + sha256.encode()


def pack(head: Head, body: Iterable[bytes], sign: Sign, made: list[End]) -> Iterator[bytes]:
    """The whole stream, piece by piece; what came of it is put in `made` at its end."""
    digest, size = hashlib.sha256(), 0
    yield MAGIC + head.line()
    for piece in body:
        for at in range(0, len(piece), PIECE):
            part = piece[at : at + PIECE]
            digest.update(part)
            size += len(part)
            yield len(part).to_bytes(_LENGTH, "big") + part
    public, signature = sign(signed_words(head, digest.hexdigest()))
    end = End(size, digest.hexdigest(), public.hex(), signature.hex())
    made.append(end)
    yield bytes(_LENGTH) + end.line()


class Unpacking:
    """Takes the stream as it comes and hands the body on. `finish()` says whether all of it came, unharmed."""

    def __init__(self, on_head: Callable[[Head], None], on_body: Callable[[bytes], Any]) -> None:
        self._on_head, self._on_body = on_head, on_body
        self._left = bytearray()
        self._digest, self._size = hashlib.sha256(), 0
        self._step: Callable[[], bool] = self._read_head
        self.head: Head | None = None
        self.end: End | None = None

    def write(self, data: bytes) -> int:
        self._left += data
        while self._step():
            pass
        return len(data)

    def finish(self) -> tuple[Head, End]:
        """The head and the end; BackupFailed where something is missing or was changed."""
        if self.head is None or self.end is None or self._left:
            raise BackupFailed("This backup breaks off before its end: nothing was restored.")
        if (self._size, self._digest.hexdigest()) != (self.end.size, self.end.sha256):
            raise BackupFailed("This backup does not hold what its end says: nothing was restored.")
        return self.head, self.end

    def _read_head(self) -> bool:
        if not MAGIC.startswith(bytes(self._left[: len(MAGIC)])):
            raise BackupFailed(
                "The key opens this file, but it is no backup of Fairward's: nothing was restored."
            )
        line = self._line(after=len(MAGIC))
        if line is None:
            return False
        self.head = Head.parse(line)
        self._on_head(self.head)
        self._step = self._read_piece
        return True

    def _read_piece(self) -> bool:
        if len(self._left) < _LENGTH:
            return False
        length = int.from_bytes(self._left[:_LENGTH], "big")
        if length > PIECE:
            raise BackupFailed("This backup is damaged inside: nothing was restored.")
        if length == 0:
            del self._left[:_LENGTH]
            self._step = self._read_end
            return True
        if len(self._left) < _LENGTH + length:
            return False
        piece = bytes(self._left[_LENGTH : _LENGTH + length])
        del self._left[: _LENGTH + length]
        self._digest.update(piece)
        self._size += length
        self._on_body(piece)
        return True

    def _read_end(self) -> bool:
        if self.end is not None:
            return False
        line = self._line()
        if line is None:
            return False
        try:
            self.end = End(**json.loads(line))
        except (ValueError, TypeError):
            raise BackupFailed("The end of this backup cannot be understood: nothing was restored.") from None
        return True

    def _line(self, after: int = 0) -> bytes | None:
        """One line after so many bytes, taken away with them; None until it is there."""
        ends = self._left.find(b"\n", after)
        if ends < 0:
            if len(self._left) > MOST_HEAD:
                raise BackupFailed("This backup is damaged inside: nothing was restored.")
            return None
        line = bytes(self._left[after:ends])
        del self._left[: ends + 1]
        return line
