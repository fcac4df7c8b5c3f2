"""A family's own requests in plain words. It may not query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from django.utils import timezone

from fairward.cases.my_queries import MyCase
from fairward.cases.texts import OpenedText
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState, TextKind
from fairward.design.words import date_words
from fairward.files.kept_words import source_sentence
from fairward.rules.cases import case_rule

_KINDS: Mapping[CaseKind, str] = MappingProxyType(
    {
        CaseKind.ACCESS_REQUEST: "You asked for a copy of what is recorded",
        CaseKind.CORRECTION: "You asked to put something right",
        CaseKind.OBJECTION: "You said that something should stop",
        CaseKind.COMPLAINT: "You complained",
        CaseKind.BREACH: "Something went wrong with your data",
        CaseKind.UNRECOGNISED_LOOK: "You asked about somebody who looked",
    }
)
_STATES: Mapping[CaseState, str] = MappingProxyType(
    {
        CaseState.RECEIVED: "The school has received it.",
        CaseState.IDENTITY: "The school needs to know that it is really you. It will get in touch.",
        CaseState.WHOSE_RIGHT: "The school is finding out who may ask for this.",
        CaseState.CLARIFYING: "The school asked you a question and waits for your answer.",
        CaseState.SEARCHING: "The school is working on it.",
        CaseState.REVIEWING: "The school is working on it.",
        CaseState.SECOND_CHECK: "The school is working on it.",
        CaseState.CHECKING: "The school is finding out. Until then nobody may use what you asked about.",
        CaseState.ASSESSING: "The school is finding out what happened.",
        CaseState.TELLING: "The school is telling everybody who must know.",
        CaseState.ANSWERED: "The school has answered.",
        CaseState.CLOSED: "This is finished.",
        CaseState.WITHDRAWN: "You took this back.",
    }
)
# While an answer is made, nothing may say whether anything was found: it may have to be one that neither confirms nor denies.
_MAKING_COPY = "The school is working on your answer."
_MAKING = frozenset({CaseState.SEARCHING, CaseState.REVIEWING, CaseState.SECOND_CHECK})
_NO_COPY = "The school did not send a copy. Ask the school why. You can also complain."
_CHECKING_LOOK = "The data protection officer is finding out."
_OUTCOMES: Mapping[CaseOutcome, str] = MappingProxyType(
    {
        CaseOutcome.SENT: "The answer was sent to you.",
        CaseOutcome.UPHELD: "It was put right.",
        CaseOutcome.PARTLY: "Part of it was put right.",
        CaseOutcome.REFUSED: "It was not changed. The reasons are below.",
        CaseOutcome.STATEMENT_ADDED: "Your words were put beside it.",
        CaseOutcome.NOTHING_HELD: "The school holds nothing about this.",
        CaseOutcome.EXPLAINED: "The school explained it.",
        CaseOutcome.RISK_REPORTED: "The school told the Information Commissioner.",
        CaseOutcome.NO_RISK: "The school found no danger for you.",
        CaseOutcome.WITHDRAWN: "You took this back.",
    }
)
_TEXTS: Mapping[TextKind, str] = MappingProxyType(
    {
        TextKind.ASKED: "What you said",
        TextKind.QUESTION: "What the school asked you",
        TextKind.ANSWER: "What you answered",
        TextKind.REASONS: "The reasons",
        TextKind.REPLY: "What the school answered",
    }
)


@dataclass(frozen=True, slots=True)
class CaseOnPage:
    """One request in plain words."""

    id: UUID
    reference: str
    title: str
    asked_on: str
    state: str
    clock: str
    outcome: str
    is_open: bool
    waits_for_me: bool
    texts: tuple[tuple[str, str, str], ...]
    kept: tuple[str, ...]


def case_on_page(case: MyCase, texts: Sequence[OpenedText] = ()) -> CaseOnPage:
    """One request, with its texts where its own page is shown: (whose it is, when, words)."""
    return CaseOnPage(
        id=case.id,
        reference=case.number,
        title=_KINDS[case.kind],
        asked_on=date_words(case.received_at),
        state=_state(case),
        clock=_clock(case),
        outcome=_outcome(case),
        is_open=case.closed_at is None,
        waits_for_me=case.waits_for_me and case.closed_at is None,
        texts=tuple(
            (_TEXTS[one.kind], date_words(one.made_at), one.text) for one in texts if one.kind in _TEXTS
        ),
        kept=_kept(case),
    )


def _state(case: MyCase) -> str:
    if case.kind is CaseKind.ACCESS_REQUEST and case.state in _MAKING:
        return _MAKING_COPY
    if case.kind is not CaseKind.CORRECTION and case.state is CaseState.CHECKING:
        return _CHECKING_LOOK
    return _STATES[case.state]


def _outcome(case: MyCase) -> str:
    if case.kind is CaseKind.ACCESS_REQUEST and case.outcome is CaseOutcome.REFUSED:
        return _NO_COPY
    return _OUTCOMES[case.outcome] if case.outcome else ""


def _kept(case: MyCase) -> tuple[str, ...]:
    """Why a request is kept, until when, and where that rule comes from."""
    kept = case_rule(case.kind.code, timezone.localdate()).kept(case.keep_until_on)
    day = date_words(case.keep_until_on)
    until = f"It is looked at again, and destroyed at the latest, on {day}."
    if case.closed_at is None:
        until = f"It is still open. If it is finished in time, it is destroyed on {day} at the latest."
    return kept.because, until, f"Where this rule comes from: {source_sentence(kept.rule_id)}"


def _clock(case: MyCase) -> str:
    if case.closed_at is not None:
        return f"Finished on {date_words(case.closed_at)}."
    if case.waits_for_me:
        return "The school waits for your answer. The time goes on when you have answered."
    counted = f" That is {case.because}." if case.because else ""
    return f"The school must answer you by {date_words(case.due_at)}.{counted}"
