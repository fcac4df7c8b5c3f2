"""What a passage lacks that answers a hub's question, and what is worth a second thought before it goes. Pure.

It goes only under a label of the agreement, only about people of the question; what is older than was asked, or before the child
was born, needs the reason of a person in words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fairward.exchange.answering.items import Item
from fairward.exchange.answering.looking import warnings_of as warnings_of_item
from fairward.exchange.choosing.content import Decision
from fairward.exchange.choosing.draft_queries import OpenedDraft
from fairward.exchange.choosing.proposing import Standing
from fairward.exchange.choosing.replying import Replying
from fairward.exchange.package.contents import RECORD
from fairward.kernel.vocabulary import Basis, Label, WhenPrecision

OUTSIDE = "adult_outside_gate"  # blocks, and has a sentence of its own here: who it is, and what to do


def answer_unfit(draft: OpenedDraft, one: Standing) -> Iterator[tuple[str, str]]:
    """What a passage that goes lacks, as an id and a sentence; nothing for what answers no question."""
    replying, decided = draft.chosen.replying, one.decided
    if replying is None or decided is None:
        return
    asked = replying.asked
    if decided.label not in asked.labels:
        under = f" ({asked.agreement})" if asked.agreement else ""
        yield (
            "label_outside",
            f"The agreement does not allow the label “{decided.label.word}”{under}. Choose another one.",
        )
    if decided.label is Label.POINTER:
        return
    yield from _about_people(draft, replying, one)
    if one.passage.basis == RECORD and not _has_claim(draft, one, decided):
        yield (
            "alone",
            "Reasons and notes of an entry go beside a statement of the same entry, under the same label. "
            "Choose one, or leave this out.",
        )
    if _warned(replying, one) and decided.words.strip() in ("", one.proposal.words):
        yield "although", "Write why it matters now, in spite of the warning beside the passage."


def answer_gaps(draft: OpenedDraft) -> Iterator[tuple[str, str]]:
    """What the whole answer lacks: people of the question keep their names, and no file goes along."""
    replying = draft.chosen.replying
    if replying is None:
        return
    masks = [name for name, words in draft.chosen.masks.items() if name.strip() and words.strip()]
    for name in replying.names.values():
        if any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", name, re.IGNORECASE) for one in masks):
            yield (
                f"masked_{name}",
                f"You are asked about {name}: do not replace that name, or leave the passage out.",
            )
    if any(one.is_in for one in draft.chosen.attached.values()):
        yield (
            "attached",
            "A hub takes no files with an answer. Leave the attachment out, and ring the hub about it.",
        )


def warnings_of(draft: OpenedDraft, standing: Sequence[Standing]) -> list[str]:
    """Warnings about the passages of an entry, each once, for whoever decides about them."""
    replying = draft.chosen.replying
    if replying is None:
        return []
    return list(dict.fromkeys(words for one in standing for words in _warned(replying, one)))


def _warned(replying: Replying, one: Standing) -> list[str]:
    item = _as_item(replying, one)
    return [warned.words for warned in warnings_of_item(item, replying.asked) if warned.id != OUTSIDE]


def _as_item(replying: Replying, one: Standing) -> Item:
    """The passage as an agency would have written it: the same warnings for everybody who answers."""
    said, entry = one.passage.statement, one.entry
    is_dated = entry.precision is not WhenPrecision.UNKNOWN
    return Item(
        said.basis if said else Basis.DOCUMENT, one.passage.text, Label.RELEASABLE,
        happened_on=entry.occurred_at.date() if is_dated else None,
    )  # fmt: skip


def _about_people(draft: OpenedDraft, replying: Replying, one: Standing) -> Iterator[tuple[str, str]]:
    said = one.passage.statement
    if said is None:
        return
    if not replying.about(said.about_ids):
        yield (
            "about_nobody",
            "A passage is about nobody whom the hub asks about. Leave it out, or ring the hub.",
        )
        return
    masked = {name.casefold() for name, words in draft.chosen.masks.items() if words.strip()}
    for place in replying.outsiders(said.about_ids):
        name = said.about[place] if place < len(said.about) else ""
        if name.casefold() not in masked:
            yield (
                f"outside_{place}",
                f"A passage tells of {name or 'somebody'}, about whom nobody asks. Replace the name, or leave it out.",
            )


def _has_claim(draft: OpenedDraft, one: Standing, decided: Decision) -> bool:
    """Whether a statement of the same entry goes under the same label."""
    beside = (draft.chosen.passages.get(said.id) for said in one.entry.statements)
    return any(
        found is not None and bool(found.is_in) and not found.is_default and found.label is decided.label
        for found in beside
    )
