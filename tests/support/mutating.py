"""Changes packages as somebody would who wants a receiver to fall over or to believe something: bytes, structure, signature.

Each mutation says whether whoever made it could sign as the sender. If not, nothing but the original may be accepted. If so,
what is accepted must keep every rule of the format. It draws from a `Random`, so that Hypothesis can shrink what it finds.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from fairward.exchange.package import canonical, shapes
from fairward.exchange.package.checking import check
from fairward.exchange.package.contents import Manifest
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.sealing import Opened, Package, seal_content
from tests.support.packages import HILL, MARSH, opened, sealed
from tests.support.signing import content_of

INSIDE = 116
_STRANGE = (
    None, True, False, 0, -1, 2**53, -(2**70), "", " ", "x" * 400, "\x00", "\u202e", "a\r\nb", [], {}, [[]], {"": None},
    [None] * 60, "child_said", "releasable", "sealed", "pointer", "hub_only", "releasable_summary", "destroyed", "pdf",
    "01936000-0000-7000-8000-000000000101", "2026-02-30", "2026-05-12T09:30:00Z", "2BC", "no",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutated:
    """Bytes for a receiver, and whether they were signed anew."""

    raw: bytes
    is_signed: bool


class Mutator:
    """Makes mutations of one package."""

    def __init__(self, original: Package) -> None:
        self.original = original
        self.raw = sealed(original)
        self.document = canonical.encode(shapes.plain(original.manifest))
        self.files = b"".join(original.contents)
        self.content = self.content_with(self.document)

    def mutate(self, random: Random) -> Mutated:
        """One mutation of a kind drawn at random."""
        kind: Callable[[Random], Mutated] = random.choice(
            (self.outside, self.inside, self.written, self.structured, self.structured, self.structured)
        )
        return kind(random)

    def outside(self, random: Random) -> Mutated:
        """The sealed bytes, as anybody on the way could change them."""
        return Mutated(_damaged(self.raw, random, near=84), False)

    def inside(self, random: Random) -> Mutated:
        """What is under the seal, sealed again to the ring, as anybody could who knows the recipient's card."""
        return Mutated(self._seal(_damaged(self.content, random, near=INSIDE)), False)

    def written(self, random: Random) -> Mutated:
        """The bytes of the document, signed anew by a sender who writes badly."""
        return Mutated(self._seal(self.content_with(_damaged(self.document, random, near=200))), True)

    def structured(self, random: Random) -> Mutated:
        """The values of the document, signed anew by a sender who means ill."""
        value = json.loads(self.document)
        for _ in range(random.choice((1, 1, 1, 2, 5))):
            _twist(value, random)
        return Mutated(self._seal(self.content_with(_written(value, random))), True)

    def content_with(self, document: bytes) -> bytes:
        """What lies under the seal with another document, signed by the sender."""
        return content_of(document, self.files)

    def _seal(self, content: bytes) -> bytes:
        return seal_content(self.original.manifest, HILL.ring.public, content)

    def verdict(self, mutated: Mutated) -> str:
        """The code of the refusal, or "accepted"; AssertionError when what was accepted should not have been."""
        try:
            found = opened(mutated.raw)
        except Refused as refused:
            assert refused.sentence and refused.code
            return refused.code
        if mutated.is_signed:
            assert_keeps_the_rules(found)
        else:
            assert found.package == self.original, "a forged package was accepted"
        return "accepted"


def assert_keeps_the_rules(found: Opened) -> None:
    """What was accepted says what was signed, no more, and breaks no rule."""
    manifest = found.package.manifest
    check(manifest)
    written = shapes.plain(manifest)
    assert shapes.read(Manifest, written) == manifest
    assert is_part_of(written, json.loads(found.document))
    for passage in manifest.passages:
        assert passage.basis and passage.label and passage.context is not None and passage.chain
    assert found.outside.recipient == manifest.recipient.organisation == HILL.id
    assert manifest.sender.organisation == MARSH.id


def is_part_of(some: Any, every: Any) -> bool:
    """Whether a value is another one, or that without keys that are not known."""
    if isinstance(some, dict):
        return isinstance(every, dict) and all(
            key in every and is_part_of(some[key], every[key]) for key in some
        )
    if isinstance(some, list):
        same = isinstance(every, list) and len(some) == len(every)
        return same and all(is_part_of(*pair) for pair in zip(some, every, strict=True))
    return type(some) is type(every) and bool(some == every)


def _damaged(raw: bytes, random: Random, near: int) -> bytes:
    """Flip, cut, put in, take out, repeat or overwrite; half of the time near the beginning, where lengths stand."""
    end = min(near, len(raw)) if random.random() < 0.5 else len(raw)
    place, size = random.randrange(end), random.choice((1, 1, 2, 4, 8, 60))
    some = random.choice(
        (b"\0" * size, b"\xff" * size, random.randbytes(size), b'"', b"{", b"[" * size, b"\\ud800")
    )
    how = random.randrange(6)
    if how == 0:
        return raw[:place] + bytes([raw[place] ^ 1 << random.randrange(8)]) + raw[place + 1 :]
    if how == 1:
        return raw[:place]
    if how == 2:
        return raw[:place] + some + raw[place:]
    if how == 3:
        return raw[:place] + raw[place + size :]
    if how == 4:
        return raw + raw[place:]
    return raw[:place] + some + raw[place + len(some) :]


def _twist(value: Any, random: Random) -> None:
    """Change one place in a value: gone, strange, moved from elsewhere, twice, under another name, beside it something new."""
    holder, key = random.choice(list(_places(value)))
    how = random.randrange(6)
    if how == 0:
        del holder[key]
    elif how == 1:
        holder[key] = copy.deepcopy(random.choice(_STRANGE))
    elif how == 2:
        other, name = random.choice(list(_places(value)))
        holder[key] = json.loads(json.dumps(other[name]))
    elif how == 3 and isinstance(holder[key], list):
        holder[key] = holder[key] * random.choice((2, 3, 60))
    elif how == 4 and isinstance(holder, dict):
        holder[key + random.choice((" ", "_", "\u00e9"))] = holder.pop(key)
    elif isinstance(holder, dict):
        holder[f"new_{random.randrange(9)}"] = copy.deepcopy(random.choice(_STRANGE))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a value, as what holds it and under which key."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


def _written(value: Any, random: Random) -> bytes:
    """Mostly as the format says; sometimes as another program might."""
    if random.random() < 0.1:
        return json.dumps(value, indent=random.choice((None, 1))).encode()
    try:
        return canonical.encode(value)
    except ValueError:
        return json.dumps(value, ensure_ascii=True).encode()
