"""What must be true before a gate opens, is signed, a question is asked, chased, or decided without. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from fairward.exchange.answering.asking import MOST_PERSONS, MOST_QUESTIONS, AskedPerson, AskedThing
from fairward.hub import workflow
from fairward.hub.enquiries.case_facts import AskingCase
from fairward.hub.enquiries.enquiry_content import EnquiryContent
from fairward.hub.enquiries.gate_content import GateContent, months_before
from fairward.hub.enquiries.gate_queries import GateFacts
from fairward.hub.vocabulary import CaseState, EnquiryState, Rating, Route
from fairward.hub.workflow import Facts, Lack, lacking
from fairward.kernel.denied import Denied
from fairward.rules import enquiries

# A case in one of these states may have its gate opened, and agencies asked.
ASKING = frozenset({CaseState.RATED, CaseState.GATE, CaseState.ENQUIRING, CaseState.ANALYSIS})
# A question that nobody has answered; also one that was decided without still waits at the agency.
WITHDRAWABLE = frozenset({EnquiryState.ASKED, EnquiryState.NOT_AVAILABLE})
_SENTENCES = {
    "power_not_for_level": "This power is not for this level. Choose another one.",
    "no_why": "Say what happened and what you must find out.",
    "no_family_first": "Say whether the family could be asked first, and why or why not.",
    "no_without_consent": "Say which of a, b and c it is: why it happens without consent.",
    "no_widened_because": "This is a new decision. Say why the gate changes.",
    "too_wide": "That is too much for one gate. Ask about those who matter now.",
    "person_twice": "Somebody is named twice.",
}
_WIDEN = "Widen the gate first: that is a new decision."


def check_may_ask_at_all(case: AskingCase) -> None:
    """Forwarded, advice-only and blue cases ask nobody; a case that is not rated, or is decided, does not either."""
    if case.route is not Route.RATE:
        raise Denied("other_route", "This contact went another way: nobody is asked about it.")
    if case.rating is Rating.BLUE:
        raise Denied(
            "blue", "A blue case asks nobody. Rate it again, with reasons, if somebody must be asked."
        )
    if case.state not in ASKING:
        raise Denied("not_asking", f"A case that is {case.state.word} asks nobody.")


def gate_of(facts: GateFacts, content: GateContent) -> workflow.Gate:
    """The gate as the workflow asks about it."""
    return workflow.Gate(
        level=facts.level, basis=facts.power, persons=len(content.persons),
        persons_without_reason=sum(not one.reason.strip() for one in content.persons),
        questions=len([one for one in content.questions if one.words.strip()]),
        look_back_reason=bool(content.look_back_why.strip()) and facts.look_back_months > 0,
        agreement=content.agreement, told=facts.is_told, not_told_ground=facts.ground,
        look_again=facts.look_again_on is not None, manager_signed=facts.signed_by is not None,
    )  # fmt: skip


def missing_in_gate(facts: GateFacts, content: GateContent, before: GateContent | None = None) -> list[Lack]:
    """What a gate lacks before anybody is asked; `before` is the version that it takes the place of."""
    lacks = lacking(CaseState.GATE, CaseState.ENQUIRING, Facts(gate=gate_of(facts, content)))
    power = enquiries.powers().get(facts.power)
    holds = {
        "power_not_for_level": not facts.power or (power is not None and facts.level in power.levels),
        "no_why": bool(content.why.strip()),
        "no_family_first": bool(content.family_first.strip()),
        "no_without_consent": facts.is_told or content.without_consent in enquiries.without_consent(),
        "no_widened_because": before is None or bool(content.widened_because.strip()),
        "too_wide": len(content.persons) <= MOST_PERSONS and len(content.questions) <= MOST_QUESTIONS,
        "person_twice": len({one.id for one in content.persons}) == len(content.persons),
    }
    return lacks + [Lack(code, _SENTENCES[code]) for code, is_there in holds.items() if not is_there]


def missing_but_signature(
    facts: GateFacts, content: GateContent, before: GateContent | None = None
) -> list[Lack]:
    """The same while a manager has not signed yet: everything that whoever opens the gate can say."""
    return [one for one in missing_in_gate(facts, content, before) if one.code != "manager_signs"]


def check_inside_gate(
    content: GateContent, persons: Collection[AskedPerson], questions: Collection[AskedThing]
) -> None:
    """Only people and questions of the gate; and somebody, and something."""
    if not persons:
        raise Denied("no_persons", "Choose whom this agency is asked about.")
    if not questions:
        raise Denied("no_questions", "Choose what this agency is asked.")
    if not set(persons) <= set(content.persons):
        raise Denied(
            "person_outside_gate",
            f"The gate does not name this person. {_WIDEN}",
        )
    if not set(questions) <= set(content.questions):
        raise Denied(
            "question_outside_gate",
            f"The gate does not hold this question. {_WIDEN}",
        )


def check_is_newest(gate: GateFacts, newest: int) -> None:
    """A question rests on the gate as it stands now."""
    if gate.version != newest:
        raise Denied("gate_changed", "The gate was changed while you were at it. Open it again.")


def check_may_withdraw(state: EnquiryState, reason: str, *, has_answer: bool) -> None:
    """Only what nobody has answered, with a reason that they read; what has come is taken in first."""
    if state not in WITHDRAWABLE:
        raise Denied("enquiry_over", f"This question is over: {state.word}.")
    if has_answer:
        raise Denied("answer_came", "Something has come from them. Take it in first.")
    if not reason.strip():
        raise Denied("no_reason", "Say why you take it back. They read it.")


def lies_outside(content: EnquiryContent, asked_on: date, gate: GateContent, months: int) -> bool:
    """Whether a question asks about somebody or something, or further back, than the gate as it stands now."""
    persons = {one.id for one in gate.persons}
    is_inside = {one.id for one in content.persons} <= persons and set(content.questions) <= set(
        gate.questions
    )
    return not is_inside or content.look_back_from < months_before(asked_on, months)


def check_is_open(state: EnquiryState) -> None:
    """Only a question without an answer is chased, withdrawn or given up."""
    if state is not EnquiryState.ASKED:
        raise Denied("enquiry_over", f"This question is over: {state.word}.")


def check_may_go_without(
    state: EnquiryState, answer_by: datetime | None, now: datetime, rating: Rating | None, reason: str
) -> None:
    """Deciding without an answer needs a reason, and that its time is over; a red case waits for nobody."""
    check_is_open(state)
    if not reason.strip():
        raise Denied("no_reason", "Say why you decide without this answer.")
    if answer_by is not None and now < answer_by and rating is not Rating.RED:
        raise Denied("not_overdue", "They have time left. Ring them first if it cannot wait.")
