"""Cases of rights in the demo: a correction that is being checked, a complaint that waits, a breach that is closed.

It may not write around the actions.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from fairward.cases.breach_actions import Assessment, assess_breach, close_breach
from fairward.cases.noting_actions import Noted, note_case
from fairward.cases.pointing_actions import point_at
from fairward.cases.vocabulary import AffectedData, AffectedPeople, CaseKind, HowAsked, Risk, WhatIsWrong
from fairward.config.demo import acting
from fairward.config.demo.weak_records import saw, think
from fairward.files.queries import entry_for
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Purpose


def play(reporter: Actor, lead: Actor, officer: Actor, child: UUID) -> None:
    """Everything, in the order in which it happened."""
    ask_to_put_right(reporter, lead, child)
    complain(reporter, child)
    lose_a_list(reporter, officer)


def ask_to_put_right(reporter: Actor, lead: Actor, child: UUID) -> None:
    """A grandmother says at the gate that somebody else collected the child; the lead says which statement she means."""
    late = saw("Collected twenty minutes late by a man whom nobody on duty knew.")
    concern = acting.report(
        reporter, [child], [late, think("Perhaps nobody at home keeps an eye on the time.", late)],
        at=timezone.now() - timedelta(days=12), where="Gate",
    )  # fmt: skip
    entry_id = acting.file(lead, concern, Purpose.WELFARE)[0]
    words = "That was her uncle. I had told the office in the morning that he comes, and the traffic stood still on the bypass."
    case_id = note_case(
        by=reporter, noted=_noted(CaseKind.CORRECTION, words, "The grandmother, at the gate", child, days=4)
    )
    statement_id = entry_for(lead, entry_id, acting.WHY)[0].statements[0].id
    point_at(
        by=lead, case_id=case_id, entry_id=entry_id, statement_id=statement_id, what=WhatIsWrong.WRONG_FACT
    )


def complain(reporter: Actor, child: UUID) -> None:
    """A letter was read aloud where others could hear it; nobody has confirmed yet that the complaint arrived."""
    words = "My letter about the separation was read out in the office while other parents stood there."
    note_case(by=reporter, noted=_noted(CaseKind.COMPLAINT, words, "A father, by telephone", child, days=9))


def lose_a_list(reporter: Actor, officer: Actor) -> None:
    """A list was left on a bus and came back within the hour: no likely risk, and still in the register."""
    words = "The list for the swimming trip, 28 names with class and allergies, was left on the bus. The driver brought it back."
    case_id = note_case(by=reporter, noted=_noted(CaseKind.BREACH, words, "", None, days=20))
    found = Assessment(
        28, int(AffectedPeople.CHILDREN), int(AffectedData.NAMES) + int(AffectedData.HEALTH), Risk.NOT_LIKELY,
        "The driver saw the first page only and brought the list back within the hour. Nobody else was on the bus.",
    )  # fmt: skip
    assess_breach(by=officer, case_id=case_id, found=found)
    close_breach(
        by=officer,
        case_id=case_id,
        lessons="Trip lists carry first names and a number; allergies stay with the first aider.",
    )


def _noted(kind: CaseKind, words: str, who: str, child: UUID | None, *, days: int) -> Noted:
    return Noted(kind, HowAsked.IN_PERSON, timezone.now() - timedelta(days=days), words, who, child)
