"""What a lead chose for one person and one entry: words masked, statements left out. Sealed for the file only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from fairward.rights.masking import Mask
from fairward.rights.vocabulary import Caution, MaskWord

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Masks:
    """`kept`: words that were suggested and that the lead knowingly left standing; `left_out`: statement -> ground;
    `included`: accounts of other members of the family that the lead shows; `named`: statements whose teller is named;
    `seen`: warnings that the lead saw when they confirmed."""

    phrases: tuple[Mask, ...] = ()
    kept: tuple[str, ...] = ()
    left_out: Mapping[UUID, str] = field(default_factory=dict)
    included: frozenset[UUID] = frozenset()
    named: frozenset[UUID] = frozenset()
    seen: frozenset[Caution] = frozenset()


def to_bytes(masks: Masks) -> bytes:
    """Serialise for sealing (JSON, UTF-8, with a format number)."""
    value = {
        "format": FORMAT,
        "phrases": [[one.phrase, int(one.word)] for one in masks.phrases],
        "kept": list(masks.kept),
        "left_out": {str(key): ground for key, ground in masks.left_out.items()},
        "included": sorted(map(str, masks.included)),
        "named": sorted(map(str, masks.named)),
        "seen": sorted(map(int, masks.seen)),
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(raw: bytes) -> Masks:
    """Read what `to_bytes` wrote; raises ValueError for a format from the future."""
    value: dict[str, Any] = json.loads(raw)
    if value["format"] != FORMAT:
        raise ValueError(f"masks format {value['format']} is not known here")
    return Masks(
        phrases=tuple(Mask(phrase, MaskWord(word)) for phrase, word in value["phrases"]),
        kept=tuple(value["kept"]),
        left_out={UUID(key): ground for key, ground in value["left_out"].items()},
        included=frozenset(map(UUID, value["included"])),
        named=frozenset(map(UUID, value["named"])),
        seen=frozenset(map(Caution, value["seen"])),
    )
