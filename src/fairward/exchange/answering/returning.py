"""An answer as a package, and an answer read from one. It may not send: `crossing` does.

The head says which of the three answers it is; everything else of an answer is passages, each with its label.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from fairward.exchange.answering.asking import Asked
from fairward.exchange.answering.items import Item, chosen
from fairward.exchange.package.building import Head, build
from fairward.exchange.package.contents import (
    RECORD,
    Change,
    Field,
    Manifest,
    Notice,
    Passage,
    Recipient,
    Sender,
    Test,
)
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.sealing import Package
from fairward.kernel.vocabulary import DisclosureKind, Label, Worded
from fairward.rules import enquiries

NOTHING_WORDS = "Nothing relevant to the questions."


class How(Worded):
    """The three answers there are, and what may follow later: something more, or that an item stands as it is."""

    NOTHING = 1, "nothing relevant"
    RELEVANT = 2, "relevant"
    DECLINED = 3, "declined"
    SUPPLEMENT = 4, "added to an earlier answer"
    STANDS = 5, "what is said to be wrong stands"


@dataclass(frozen=True, slots=True)
class Returned:
    """An answer as the hub reads it: which answer, its reason, and its items, each with the texts that belong to it."""

    package_id: UUID
    reply_to: UUID
    how: How
    reason: str
    items: tuple[ReturnedItem, ...]


@dataclass(frozen=True, slots=True)
class ReturnedItem:
    """A claim, and what belongs to it: why it matters, why now, which test was met."""

    claim: Passage
    beside: tuple[Passage, ...]


def answer_head(
    asked: Asked, how: How, reason: str, sender: Sender, recipient: Recipient, log_head: str, *, to: UUID
) -> Head:
    """Everything of an answer but its items. `to` is the package of the question."""
    tests = tuple(Test(one.id, one.question, "yes", "") for one in enquiries.answer_tests())
    return Head(
        kind=DisclosureKind.RETURN, sender=sender, recipient=recipient, about=asked.about, purpose=asked.purpose,
        reason=reason, basis=asked.power, tests=tests, told=asked.told, reply_to=to, log_head=log_head,
        form=(Field(f"answer_{how.code}", "Answer", how.word, Label.RELEASABLE),),
    )  # fmt: skip


def answer_package(head: Head, items: Iterable[Item], asked: Asked, by: str, at: datetime) -> Package:
    """The whole answer. Refused where an item's label is above what a hub reads."""
    return build(head, [chosen(one, asked.names, by, at) for one in items])


def correction_head(head: Head, earlier: UUID, changes: Sequence[Change], asked: str = "acknowledge") -> Head:
    """The head of a notice that changes an earlier answer, from that of an answer."""
    return replace(
        head, kind=DisclosureKind.CORRECTION_NOTICE, form=(), notice=Notice(earlier, tuple(changes), asked)
    )


def returned_of(manifest: Manifest) -> Returned:
    """An answer read from a package that was opened and checked; Refused when it is none."""
    found = [how for how in How if any(one.id == f"answer_{how.code}" for one in manifest.form)]
    if manifest.kind is not DisclosureKind.RETURN or manifest.reply_to is None or len(found) != 1:
        raise Refused("not_whole", "form")
    items = items_of(manifest)
    if bool(items) != (found[0] in (How.RELEVANT, How.SUPPLEMENT)):
        raise Refused("not_whole", "passages")
    return Returned(manifest.id, manifest.reply_to, found[0], manifest.reason, items)


def items_of(manifest: Manifest) -> tuple[ReturnedItem, ...]:
    """The claims of a package, each with what belongs to it."""
    return grouped(manifest.passages)


def grouped(passages: Iterable[Passage]) -> tuple[ReturnedItem, ...]:
    """Claims, each with the texts of the same note and the same label. A text without a claim is Refused."""
    everything = tuple(passages)
    texts = [one for one in everything if one.basis == RECORD and one.label is not Label.POINTER]
    claims = [one for one in everything if one not in texts]
    items = tuple(ReturnedItem(one, tuple(text for text in texts if _belongs(text, one))) for one in claims)
    if sum(len(one.beside) for one in items) != len(texts):
        raise Refused("not_whole", "passages")
    return items


def _belongs(text: Passage, claim: Passage) -> bool:
    is_same_note = text.note is not None and claim.note is not None and text.note.id == claim.note.id
    return is_same_note and text.label is claim.label
