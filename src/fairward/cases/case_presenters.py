"""One case in words. It may not query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from fairward.cases.case_policies import CLOSED_BY_OFFICER, LETTERS
from fairward.cases.case_queries import CaseTextInWords, OpenedCase
from fairward.cases.presenters import due_words
from fairward.cases.vocabulary import CaseKind, CaseState, TextKind
from fairward.design.addresses import url
from fairward.design.pieces import Fact
from fairward.design.words import date_words, moment_words
from fairward.files.kept_words import source_sentence
from fairward.rules import letters
from fairward.rules.cases import case_rule

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
    facts += [Fact("Closed", moment_words(case.closed_at))] if case.closed_at else []
    return [*facts, *kept_facts(case)]


def kept_facts(case: OpenedCase) -> list[Fact]:
    """Why a case is kept and until when; of an open one, counted from the day it is due."""
    kept = case_rule(case.item.kind.code, timezone.localdate()).kept(case.keep_until_on)
    until = f"Looked at again, and destroyed at the latest, on {date_words(case.keep_until_on)}."
    if case.closed_at is None:
        until += " It is still open: this is counted from the day it is due, and anew when it is closed."
    return [
        Fact("Why it is kept", f"{kept.because} {until}"),
        Fact("Where that comes from", source_sentence(kept.rule_id)),
    ]


@dataclass(frozen=True, slots=True)
class Way:
    """Something that can be done with a case now."""

    words: str
    href: str


def ways_of(case: OpenedCase) -> list[Way]:
    """What can be done with a case now; what stands first comes next."""
    kind, id_ = case.item.kind, case.item.id
    if case.closed_at is not None:
        return []
    found = []
    if kind is CaseKind.BREACH:
        found = [
            Way("Assess it", url("cases:assess", case_id=id_)),
            Way("Close it", url("cases:close_breach", case_id=id_)),
        ]
    if kind in CLOSED_BY_OFFICER:
        if case.item.state is CaseState.RECEIVED:
            found.append(Way("Confirm that it arrived", url("cases:acknowledge", case_id=id_)))
        found.append(Way("Answer and close", url("cases:close", case_id=id_)))
    found.append(Way("Write a note, a question or an answer", url("cases:write", case_id=id_)))
    if case.may_extend:
        found.append(Way("Take more time", url("cases:extend", case_id=id_)))
    if CaseState.WITHDRAWN in case.ways and case.asked_by_membership is None:
        found.append(Way("They took it back", url("cases:take_back", case_id=id_)))
    return found


def letter_links(case: OpenedCase) -> list[Way]:
    """The letters that a case of this kind may need."""
    if case.closed_at is not None:
        return []
    return [
        Way(letters.letter(kind).title, url("cases:letter", case_id=case.item.id, kind=kind.replace("_", "-")))
        for kind in LETTERS[case.item.kind]
    ]  # fmt: skip


def letter_fills(case: OpenedCase) -> dict[str, str]:
    """What is known already of what stands in braces in letters."""
    item = case.item
    known = {
        "asked_on": date_words(item.received_at), "happened_on": date_words(item.received_at), "about": item.child,
        "due_on": date_words(item.due_at), "request": case.asked,
    }  # fmt: skip
    return {f"fill-{name}": words for name, words in known.items()}


def letters_of(case: OpenedCase) -> Sequence[CaseTextInWords]:
    """What was written in a case after it was asked: notes, questions, answers, replies, oldest first."""
    return [one for one in case.texts if one.kind not in APART]
