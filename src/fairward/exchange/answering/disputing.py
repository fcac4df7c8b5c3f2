"""Somebody says that an item of an answer is wrong: how that stands in a package to the agency that answered. It may not send.

It is a question like every other, about people of the earlier question, and it asks nothing new about anybody. A reader that
knows nothing of it shows it as a question; the field `wrong_passage` says which item, a passage what is said against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from fairward.exchange.answering.asking import Asked, AskedPerson, AskedThing, asked_of, form_of
from fairward.exchange.answering.items import Item, chosen
from fairward.exchange.answering.returning import How, items_of
from fairward.exchange.package.building import Head, build
from fairward.exchange.package.contents import Field, Manifest, Recipient, Sender, Test
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.sealing import Package
from fairward.kernel.vocabulary import Basis, DisclosureKind, Label
from fairward.rules import enquiries

PASSAGE = "wrong_passage"
ASKS = (
    "Somebody says that something you told us is wrong. Please look at it again, and say what becomes of it."
)
REASON = "Somebody asks that something in your answer is put right."


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is said to be wrong. `answer` is the package in which the agency told it; `said_by` is who says so, as they agreed
    to be known; `added` is what the hub writes beside their words."""

    answer: UUID
    passage: UUID
    words: str
    said_by: str
    added: str = ""


@dataclass(frozen=True, slots=True)
class WrongAsked:
    """The same as the agency reads it, with who asks and by when."""

    wrong: Wrong
    asked: Asked


def asked_again(asked: Asked, persons: Sequence[AskedPerson], answer_by: datetime) -> Asked:
    """The earlier question, narrowed to this: people of it, and the one thing that is asked now."""
    if not persons or not set(persons) <= set(asked.persons):
        raise Refused("not_whole", "persons")
    return replace(
        asked, persons=tuple(persons), questions=(AskedThing(asked.questions[0].data, ASKS),), answer_by=answer_by,
        why=REASON, is_urgent=False, is_pointer_only=False,
    )  # fmt: skip


def wrong_package(
    asked: Asked, wrong: Wrong, sender: Sender, recipient: Recipient, log_head: str, *, package_id: UUID, now: datetime
) -> Package:  # fmt: skip
    """The package to the agency: the words as a claim of whoever says it."""
    head = Head(
        kind=DisclosureKind.ENQUIRY, sender=sender, recipient=recipient, about=asked.about, purpose=asked.purpose,
        reason=asked.why, basis=asked.power, told=asked.told, asks=tuple(one.words for one in asked.questions),
        tests=tuple(Test(one.id, one.question, "yes", "") for one in enquiries.ask_tests()), reply_to=wrong.answer,
        form=(*form_of(asked), Field(PASSAGE, "Said to be wrong", str(wrong.passage), Label.RELEASABLE)),
        log_head=log_head, id=package_id,
    )  # fmt: skip
    said = Item(
        Basis.TOLD_BY, wrong.words, Label.RELEASABLE, about=tuple(asked.names), source=wrong.said_by, relevance=wrong.added
    )  # fmt: skip
    return build(head, [chosen(said, asked.names, sender.signed_by.name, now)])


def wrong_of(manifest: Manifest) -> WrongAsked | None:
    """What is said to be wrong, read from a package that was opened and checked; None where it is another question."""
    values = {one.id: one.value for one in manifest.form}
    if manifest.kind is not DisclosureKind.ENQUIRY or PASSAGE not in values:
        return None
    said = items_of(manifest)
    try:
        passage = UUID(values[PASSAGE])
    except ValueError:
        raise Refused("not_whole", "form") from None
    if manifest.reply_to is None or len(said) != 1:
        raise Refused("not_whole", "passages")
    added = " ".join(one.text for one in said[0].beside)
    wrong = Wrong(manifest.reply_to, passage, said[0].claim.text, said[0].claim.source, added)
    return WrongAsked(wrong, asked_of(manifest))


def stands_head(head: Head) -> Head:
    """The head of an answer that an item stands, from that of any other answer; `reason` says why."""
    stands = Field(f"answer_{How.STANDS.code}", "Answer", How.STANDS.word, Label.RELEASABLE)
    return replace(head, form=(stands,))
