"""The notice to whoever was told an outcome that something was put right. It may not send it, nor tell what was put right.

What was put right is an agency's item: whoever got the outcome alone never read it.
"""

from __future__ import annotations

from fairward.exchange.answering.crossing import log_head_of, recipient_of, sender_of
from fairward.exchange.package.building import Head, build
from fairward.exchange.package.contents import Change, Child, Coded, Field, Notice, Told
from fairward.exchange.package.sealing import Package
from fairward.exchange.travel.cards import Card
from fairward.hub.decisions.outcome_package import BASIS, PURPOSE, asked_tests, minimum_of
from fairward.hub.decisions.queries import Decided, ToldLine
from fairward.hub.decisions.vocabulary import Whom
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import DisclosureKind, Label
from fairward.rules import disclosure

RIGHT = "Something that this decision rests on was put right by the agency that had told it."
STILL = "The decision is being looked at again; you hear what comes of it."
STANDS = "The decision was looked at again, and it stands."


def is_anew(decided: Decided, told: ToldLine) -> bool:
    """Whether it was decided anew since they were told."""
    return decided.decided_at > told.noted_at


def change_words(decided: Decided, told: ToldLine) -> str:
    """What the notice says: never what was put right."""
    if is_anew(decided, told):
        return f"{RIGHT} It was decided anew: {decided.outcome.words}."
    return f"{RIGHT} {STILL if decided.needs_look else STANDS}"


def notice_package(
    by: Actor, card: Card, about: Child, decided: Decided, told: ToldLine, family: Told
) -> Package:
    """The notice to one partner about the package in which it was told the outcome."""
    if told.package_id is None:
        raise ValueError("they were not told by a package")
    basis, words, anew = disclosure.basis(BASIS), change_words(decided, told), is_anew(decided, told)
    head = Head(
        kind=DisclosureKind.CORRECTION_NOTICE, sender=sender_of(by, [decided.second_by] if decided.second_by else ()),
        recipient=recipient_of(card), about=about, purpose=PURPOSE, reason=words, basis=Coded(basis.id, basis.words),
        tests=asked_tests(), told=family, log_head=log_head_of(by.organisation_id),
        form=(Field("outcome", "What is decided", decided.outcome.words, Label.RELEASABLE),),
        notice=Notice(told.package_id, (Change(decided.id, "outcome" if anew else "corrected", words),), "acknowledge"),
    )  # fmt: skip
    has_more = anew and told.whom is Whom.RECEIVER and decided.reasons.minimum.strip()
    return build(head, [minimum_of(by, decided)] if has_more else [])
