"""One case in words. It may not query."""

from __future__ import annotations

from collections.abc import Sequence

from fairward.cases.case_queries import CaseTextInWords, OpenedCase
from fairward.cases.presenters import due_words
from fairward.cases.vocabulary import TextKind
from fairward.design.pieces import Fact
from fairward.design.words import date_words, moment_words

APART = frozenset({TextKind.ASKED, TextKind.WHO, TextKind.RECIPIENT})


def case_facts(case: OpenedCase) -> list[Fact]:
    """The facts above a case; the clock explains itself."""
    item = case.item
    state = f"{item.state.word}, {item.outcome.word}" if item.outcome else item.state.word
    facts = [
        Fact("State", state[:1].upper() + state[1:]),
        Fact("Clock", item.sentence if case.closed_at is None else "Over"),
        Fact("Due", due_words(item)),
        Fact("Asked by", case.who or "Nobody"),
        Fact("Child", item.child or "Nobody in particular"),
        Fact("Came", f"{case.how.word}, {moment_words(item.received_at)}, noted by {case.received_by}"),
        Fact("Who has it", item.assigned or "Nobody yet"),
    ]
    facts += [Fact("Done what the clock asks for", moment_words(case.met_at))] if case.met_at else []
    if case.closed_at:
        facts.append(
            Fact("Closed", f"{moment_words(case.closed_at)}, kept until {date_words(case.keep_until_on)}")
        )
    return facts


def letters_of(case: OpenedCase) -> Sequence[CaseTextInWords]:
    """What was written in a case after it was asked: notes, questions, answers, replies, oldest first."""
    return [one for one in case.texts if one.kind not in APART]
