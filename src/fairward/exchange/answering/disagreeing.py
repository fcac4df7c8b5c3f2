"""Whoever was told what a hub decided disagrees with it, and reads what became of that. It may not read a row.

A disagreement is an answer (`RETURN`) to the package of the outcome; what became of it is an outcome that answers that.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fairward.exchange.package.building import Head
from fairward.exchange.package.contents import Child, Coded, Field, Manifest, Recipient, Sender, Test, Told
from fairward.exchange.package.limits import FORM_VALUE
from fairward.exchange.package.refusals import Refused
from fairward.kernel.vocabulary import DisclosureKind, Label
from fairward.rules import disclosure, enquiries

DISAGREES, ENDED, BECAUSE = "answer_disagreement", "disagreement_ended", "disagreement_answer"
PURPOSE = Coded("disagreement", "so that a decision about a child is looked at by somebody else")
BASIS = "safeguarding_task"
LONGEST = min(4000, FORM_VALUE)


@dataclass(frozen=True, slots=True)
class Disagreed:
    """A disagreement as the hub reads it: with which outcome (the id of its package), who, and what they say and expect."""

    outcome: UUID
    who: str
    words: str


def disagreement_head(
    outcome: Manifest, words: str, sender: Sender, recipient: Recipient, log_head: str
) -> Head:
    """What goes to the hub: about the child of the outcome, whether the family knows as the hub said it there."""
    basis = disclosure.basis(BASIS)
    return Head(
        kind=DisclosureKind.RETURN, sender=sender, recipient=recipient, about=outcome.about, purpose=PURPOSE,
        reason="We disagree with what was decided.", basis=Coded(basis.id, basis.words),
        tests=tuple(Test(one.id, one.question, "yes", "") for one in enquiries.answer_tests()[:1]), told=outcome.told,
        form=(Field(DISAGREES, "What we disagree with, and what we expect", words, Label.RELEASABLE),), reply_to=outcome.id,
        log_head=log_head,
    )  # fmt: skip


def disagreed_of(manifest: Manifest) -> Disagreed | None:
    """A disagreement read from a package that was opened; None where it is another answer. Refused when it is not whole."""
    values = {one.id: one.value for one in manifest.form}
    if manifest.kind is not DisclosureKind.RETURN or DISAGREES not in values:
        return None
    if manifest.reply_to is None or not values[DISAGREES].strip():
        raise Refused("not_whole", "form")
    signed = manifest.sender.signed_by
    return Disagreed(
        manifest.reply_to, f"{signed.name}, {signed.role}, {manifest.sender.name}", values[DISAGREES].strip()
    )


def ended_head(
    came: UUID, about: Child, ended: str, because: str, sender: Sender, recipient: Recipient, told: Told, log_head: str
) -> Head:  # fmt: skip
    """What whoever disagreed reads: how it ended and why. `came` is the package of the disagreement."""
    basis = disclosure.basis(BASIS)
    return Head(
        kind=DisclosureKind.OUTCOME, sender=sender, recipient=recipient, about=about, purpose=PURPOSE,
        reason="What became of your disagreement.", basis=Coded(basis.id, basis.words),
        tests=tuple(Test(one.id, one.question, "yes", "") for one in disclosure.tests()), told=told,
        form=(
            Field(ENDED, "How it ended", ended, Label.RELEASABLE), Field(BECAUSE, "Why", because, Label.RELEASABLE),
        ),
        reply_to=came, log_head=log_head,
    )  # fmt: skip
