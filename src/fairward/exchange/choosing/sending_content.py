"""What is kept, sealed, of something that was sent: everything that was chosen and answered. It may not touch keys or rows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fairward.design.words import plural
from fairward.exchange.choosing.content import Chosen, from_bytes, to_bytes
from fairward.exchange.package.contents import YES, Coded, LeftOut, Manifest

FORMAT = 2


@dataclass(frozen=True, slots=True)
class Kept:
    """What was sent, as its sender keeps it: the choices with their reasons, what stayed, what is to be added later.

    `behind`: what was chosen and stayed because danger came first. `second` is the membership of the second person.
    """

    chosen: Chosen
    left_out: tuple[LeftOut, ...]
    later: tuple[str, ...]
    behind: Mapping[UUID, str]
    second: UUID | None
    is_urgent: bool


def written(kept: Kept, manifest: Manifest, passages: int) -> bytes:
    """Serialise for sealing, with the fields that every disclosure has (`exchange.queries.Said`)."""
    value = {
        "format": FORMAT,
        "said": said_words(
            passages, len(manifest.files) - 1, len(manifest.form) - bool(kept.chosen.replying)
        ),
        "reasons": manifest.reason,
        "yes": sorted(one.id for one in manifest.tests if one.answer == YES),
        "chosen": json.loads(to_bytes(kept.chosen)),
        "left_out": [
            [one.what.code, one.what.words, one.why.code, one.why.words, one.count] for one in kept.left_out
        ],
        "later": list(kept.later),
        "behind": {str(key): words for key, words in kept.behind.items()},
        "second": str(kept.second) if kept.second else "",
        "is_urgent": kept.is_urgent,
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def read(raw: bytes) -> Kept | None:
    """Read what `written` wrote; None for something that was told by hand."""
    value: dict[str, Any] = json.loads(raw)
    if value["format"] != FORMAT:
        return None
    return Kept(
        from_bytes(json.dumps(value["chosen"]).encode()), _left_out(value["left_out"]), tuple(value["later"]),
        {UUID(key): words for key, words in value["behind"].items()}, UUID(value["second"]) if value["second"] else None,
        value["is_urgent"],
    )  # fmt: skip


def said_words(passages: int, files: int, form: int) -> str:
    """What went, as a count: which passages they are stands beside it."""
    words = [plural(passages, "passage")]
    words += [plural(files, "attachment")] * bool(files)
    words += [plural(form, "answer on their form", "answers on their form")] * bool(form)
    return f"{', '.join(words)}, each with what belongs to it."


def _left_out(rows: Sequence[Sequence[Any]]) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(Coded(what, what_words), Coded(why, why_words), count)
        for what, what_words, why, why_words, count in rows
    )
