"""The weak records that schools really have, in our own words, each as this system makes it better. All invented."""

# ruff: noqa: E501 - sentences of records, one to a line
from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from fairward.config.demo import acting
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import AnnotationKind, Basis, Outcome, Purpose
from fairward.school.concerns.report_answers import Said


def _days_ago(days: int, hour: int = 10, minute: int = 55) -> datetime:
    day = timezone.localdate() - timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def saw(text: str) -> Said:
    """I saw or heard it."""
    return Said(basis=Basis.OBSERVED, text=text)


def said(text: str) -> Said:
    """The child's words."""
    return Said(basis=Basis.CHILD_SAID, text=text)


def told(by: str, text: str) -> Said:
    """Somebody told me."""
    return Said(basis=Basis.TOLD_BY, text=text, told=by)


def think(text: str, *because: Said) -> Said:
    """An opinion, resting on what is written, or on nothing."""
    return Said(
        basis=Basis.OPINION, text=text, because=[one.id for one in because], rests_on_nothing=not because
    )


def guessed_cause(reporter: Actor, lead: Actor, child: UUID, _: UUID) -> None:
    """A gut feeling after break with a guessed cause: what was seen and said stand apart from the guess."""
    cried = saw(
        "Cried for about three minutes by the coat pegs after morning break. Stopped when a friend came."
    )
    words = said("they won't let me play")
    concern = acting.report(reporter, [child], [cried, words, think("Perhaps a quarrel among friends.", words)],
                            at=_days_ago(40), where="Corridor outside Year 2")  # fmt: skip
    entry = acting.file(lead, concern, Purpose.WELFARE, themes=["friendship"])[0]
    acting.decide(lead, entry, Outcome.NO_FURTHER_ACTION, "One short upset after break. The class teacher talked with both children.",
                  voice="I want to play football with them again.")  # fmt: skip


def seemed_quiet(reporter: Actor, lead: Actor, child: UUID, _: UUID) -> None:
    """“Seemed quiet”, with nothing behind it: it says so itself, and it does not stay."""
    concern = acting.report(
        reporter, [child], [think("Seemed quiet today.")], at=_days_ago(33, 15, 10), where="Classroom"
    )
    entry = acting.file(lead, concern, Purpose.WELFARE)[0]
    acting.decide(lead, entry, Outcome.NO_FURTHER_ACTION, "An impression without anything that was seen or said. Nothing follows from it.",
                  no_voice="Not asked: there was nothing to ask about.")  # fmt: skip


def bruise_explained(reporter: Actor, lead: Actor, child: UUID, _: UUID) -> None:
    """A bruise that a fall from a bike explains: the explanation can never be left behind."""
    bruise = saw(
        "A bruise on the left forearm, about 3 cm, blue and yellow, seen when sleeves were rolled up for painting."
    )
    concern = acting.report(
        reporter,
        [child],
        [bruise, think("I do not know how it happened.", bruise)],
        at=_days_ago(26, 13, 20),
        where="Art room",
    )
    entry = acting.file(lead, concern, Purpose.CHILD_PROTECTION, themes=["physical_abuse"])[0]
    acting.attach(
        lead,
        entry,
        AnnotationKind.EXPLANATION,
        "Fell off the bike on Saturday on the way to the park. A neighbour saw it and told us so unasked.",
        to_statement=0,
    )
    acting.attach(
        lead,
        entry,
        AnnotationKind.CHILD_ACCOUNT,
        "I went too fast round the corner and the bike slipped.",
        to_statement=0,
    )
    acting.decide(lead, entry, Outcome.EXPLAINED, "The child and a neighbour tell the same fall, and the bruise fits it. No earlier marks are known.",
                  voice="It does not hurt any more.")  # fmt: skip


def parent_called_defensive(reporter: Actor, lead: Actor, child: UUID, _: UUID) -> None:
    """A parent called defensive: the words that were spoken stand first, the father's side beside them."""
    words = saw(
        "I asked at the gate how the morning had been. Dad said “that's none of your business” and left."
    )
    concern = acting.report(
        reporter,
        [child],
        [words, think("Dad did not want to talk with us about it.", words)],
        at=_days_ago(19, 15, 25),
        where="School gate",
    )
    entry = acting.file(lead, concern, Purpose.WELFARE)[0]
    acting.attach(
        lead,
        entry,
        AnnotationKind.FAMILY_ACCOUNT,
        "I had just come off a night shift and was late. I am sorry how I said it. You can ring me any time after two.",
        to_statement=1,
    )
    acting.decide(lead, entry, Outcome.NOT_SUBSTANTIATED, "Dad rang back the same week and explained. Nothing in it is a concern.",
                  voice="Daddy was tired.")  # fmt: skip


def overheard_remark(reporter: Actor, lead: Actor, child: UUID, _: UUID) -> None:
    """An overheard remark: who said it, to whom, and that nobody knows more."""
    remark = told(
        "another parent in the playground", "She said that the police had been at the house at the weekend."
    )
    concern = acting.report(reporter, [child], [remark], at=_days_ago(12, 8, 45), where="Playground")
    acting.file(lead, concern, Purpose.CHILD_PROTECTION, themes=["domestic_abuse"], action="Ask the police whether a notice is on its way.",
                due_on=timezone.localdate() + timedelta(days=2))  # fmt: skip


def wrong_child(reporter: Actor, lead: Actor, child: UUID, _: UUID) -> None:
    """A worry that belongs to another child of the same first name: unfounded, and it shrinks."""
    concern = acting.report(
        reporter,
        [child],
        [told("a lunchtime volunteer", "Said that this child had no lunch on three days.")],
        at=_days_ago(9, 12, 30),
        where="Dining hall",
    )
    entry = acting.file(lead, concern, Purpose.WELFARE)[0]
    acting.attach(
        lead,
        entry,
        AnnotationKind.CORRECTION,
        "The volunteer meant a child of the same first name in another class. This child had school lunches on all three days.",
        to_statement=0,
    )
    acting.decide(lead, entry, Outcome.UNFOUNDED, "The wrong child was named. The report about the right child has been taken up.",
                  no_voice="It is not about this child.")  # fmt: skip


def waiting_today(reporter: Actor, lead: Actor, child: UUID, other: UUID) -> None:
    """What waits on the desk this morning."""
    yesterday = _days_ago(1, 14, 40)
    acting.report(reporter, [child], [saw("Came without a coat for the third day. Hands were red and cold."),
                  said("Mum says we get one when the money comes")], at=yesterday, where="Playground")  # fmt: skip
    acting.report(reporter, [child, other], [saw("The two pushed each other in the lunch queue. Both said sorry after a minute.")],
                  at=_days_ago(1, 12, 35), where="Dining hall")  # fmt: skip
    acting.report(reporter, [other], [said("I don't want to go home, he's there again"), saw("Held on to the radiator and would not let go of it.")],
                  at=timezone.now() - timedelta(hours=1, minutes=10), where="Cloakroom", danger=True)  # fmt: skip


RECORDS: tuple[Callable[[Actor, Actor, UUID, UUID], None], ...] = (
    guessed_cause, seemed_quiet, bruise_explained, parent_called_defensive, overheard_remark, wrong_child, waiting_today,
)  # fmt: skip
