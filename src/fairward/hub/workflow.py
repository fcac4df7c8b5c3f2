"""States of a case in the hub, who has it, and what each step forward needs: a table. It may not move or read a case.

lacking(CaseState.GATE, CaseState.ENQUIRING, facts)      what is missing, each with a code and a sentence
check_move(before, after, facts)                          Denied with the first of them
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fairward.hub.vocabulary import CaseState, EnquiryState, Rating, Route
from fairward.kernel.denied import Denied
from fairward.rules import hub

S = CaseState
SCREENER, QUALIFIED, MANAGER, ANALYST, AGENCIES, DECIDER, NOBODY = (
    "screener", "qualified person", "hub manager", "analyst", "the agencies that were asked", "decider", "nobody",
)  # fmt: skip

OWNERS: Mapping[CaseState, str] = MappingProxyType(
    {
        S.CONTACT_RECEIVED: SCREENER, S.INCOMPLETE: "whoever told us", S.TRIAGE: SCREENER, S.RATED: QUALIFIED,
        S.GATE: MANAGER, S.ENQUIRING: AGENCIES, S.ANALYSIS: ANALYST, S.DECIDED: DECIDER, S.FEEDBACK_DUE: SCREENER,
        S.CLOSED: NOBODY,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate holds. `told` None: nobody has said; `not_told_ground` then names a listed ground."""

    level: int | None = None
    basis: str = ""
    persons: int = 0
    persons_without_reason: int = 0
    questions: int = 0
    look_back_reason: bool = False
    agreement: str = ""
    told: bool | None = None
    not_told_ground: str = ""
    look_again: bool = False
    manager_signed: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """Whether those who must hear the outcome have, or are told later with a review date."""

    referrer: bool = False
    agencies: bool = False
    family: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards ask of a case. Ids are membership ids as text; nothing here is content."""

    has_identity: bool = False
    has_reason: bool = False
    is_acknowledged: bool = False
    is_danger: bool = False
    missing: str = ""
    route: Route | None = None
    route_noted: frozenset[str] = frozenset()
    rating: Rating | None = None
    rated_by_qualified: bool = False
    rating_has_reasons: bool = False
    gate: Gate = Gate()
    enquiries: tuple[EnquiryState, ...] = ()
    has_strengths: bool = False
    has_gaps: bool = False
    has_challenge: bool = False
    analysts: frozenset[str] = frozenset()
    decider: str = ""
    outcome: str = ""
    has_reasons: bool = False
    cites_items: bool = False
    has_items: bool = False
    rests_on_untold_only: bool = False
    second_approver: str = ""
    told: Told = Told()


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is missing for a step, with a sentence for whoever takes it."""

    code: str
    sentence: str


Guard = Callable[[Facts], list[Lack]]


def lacking(before: CaseState, after: CaseState, facts: Facts) -> list[Lack]:
    """What is missing for this step; empty when it may be taken. A step that does not exist lacks everything."""
    guard = MOVES.get((before, after))
    if guard is None:
        return [Lack("no_such_step", f"A case that is {before.word} does not go on to {after.word}.")]
    return guard(facts)


def check_move(before: CaseState, after: CaseState, facts: Facts) -> None:
    """Denied with the first thing that is missing."""
    for one in lacking(before, after, facts):
        raise Denied(one.code, one.sentence)


def lacking_to_review(facts: Facts, first: str, *, is_anew: bool) -> list[Lack]:
    """What is missing before a decision is looked at again because something that it rests on was put right. `first` decided
    it, `facts.decider` looks at it now. One that is decided anew needs what every decision needs."""
    another = _needs(
        (bool(facts.decider) and facts.decider != first, "reviewed_alone", "You decided it. Somebody else looks at it again."),
        (facts.has_reasons, "no_reasons", "Give the reasons."),
    )  # fmt: skip
    return another + (_decision(facts) if is_anew else [])


def _needs(*asked: tuple[bool, str, str]) -> list[Lack]:
    return [Lack(code, sentence) for is_there, code, sentence in asked if not is_there]


def _whole(facts: Facts) -> list[Lack]:
    if facts.is_danger:
        return []  # danger is never slowed down: what is missing is asked for meanwhile
    return _needs(
        (
            facts.has_identity,
            "no_identity",
            "Say who the child is, or what they look like and where they are.",
        ),
        (facts.has_reason, "no_reason", "Say what somebody is worried about."),
        (facts.is_acknowledged, "not_acknowledged", "Tell whoever wrote that it has arrived."),
    )


def _asked_for(facts: Facts) -> list[Lack]:
    return _needs((bool(facts.missing), "nothing_named", "Name the one thing that is missing."))


def _arrived(facts: Facts) -> list[Lack]:
    if facts.is_danger:
        return []
    return _needs((not facts.missing, "still_missing", "The missing thing has not come yet."))


def _to_rate(facts: Facts) -> list[Lack]:
    return _needs(
        (facts.route is Route.RATE, "other_route", "This contact goes another way: agencies are not asked."),
        (facts.rating is not None, "not_rated", "Rate it."),
        (facts.rated_by_qualified, "not_qualified", "A qualified person rates it, by name."),
        (facts.rating_has_reasons, "no_reasons", "Give the reasons for the rating."),
    )


def _routed_elsewhere(facts: Facts) -> list[Lack]:
    if facts.route is None or facts.route is Route.RATE:
        return [Lack("no_route", "Choose which way it goes.")]
    route = hub.routes()[facts.route.code]
    if facts.route is Route.EMERGENCY:
        return []  # act first; the reasons are completed afterwards
    return [
        Lack(f"no_{need}", f"Note this first: {need}.")
        for need in route.needs
        if need not in facts.route_noted
    ]


def _through_gate(facts: Facts) -> list[Lack]:
    gate = facts.gate
    level = hub.levels().get(gate.level or 0)
    lacks = _needs(
        (level is not None, "no_level", "Say which level this is."),
        (bool(gate.basis), "no_basis", "Say why you may ask: the lawful basis."),
        (gate.persons > 0, "no_persons", "Name whom the questions are about."),
        (
            not gate.persons_without_reason,
            "person_without_reason",
            "Say for each person why they are relevant.",
        ),
        (gate.questions > 0, "no_questions", "Write the questions. A whole record is never asked for."),
        (gate.look_back_reason, "no_look_back", "Say how far back you ask, and why."),
        (gate.told is not None, "not_said", "Say whether the family was told."),
    )
    if level is not None:
        lacks += _needs(
            (level.enquiries != "none", "nobody_to_ask", "At this level nobody is asked."),
            (not level.needs_agreement or bool(gate.agreement), "no_agreement", "Note what the family said about a service."),
        )  # fmt: skip
    return lacks + _not_told(gate)


def _not_told(gate: Gate) -> list[Lack]:
    if gate.told is not False:
        return []
    return _needs(
        (bool(gate.not_told_ground), "no_ground", "Choose the ground for not telling the family yet."),
        (gate.look_again, "no_review", "Say when telling the family is looked at again."),
        (
            gate.level == 4 or gate.manager_signed,
            "manager_signs",
            "Below level 4 a manager signs that the family is not told, with the reason.",
        ),
    )


def _answered(facts: Facts) -> list[Lack]:
    return _needs(
        (
            EnquiryState.ASKED not in facts.enquiries,
            "still_waiting",
            "An agency has not answered. Chase it, or decide without it and say why.",
        ),
        (bool(facts.enquiries), "nobody_asked", "Nobody was asked. Decide without asking instead."),
    )  # fmt: skip


def _weighed(facts: Facts) -> list[Lack]:
    lacks = _needs(
        (facts.has_strengths, "no_strengths", "Write what is going well. “None known” is an answer."),
        (facts.has_gaps, "no_gaps", "Write what you do not know, whom you have not asked, and what the child would say."),
        (facts.has_challenge, "no_challenge", "Write what speaks against what you think."),
    )  # fmt: skip
    return lacks + _decision(facts)


def _decision(facts: Facts) -> list[Lack]:
    return _needs(
        (facts.outcome in hub.outcomes(), "no_outcome", "Choose what is decided."),
        (facts.has_reasons, "no_reasons", "Give the reasons."),
        (
            facts.cites_items or not facts.has_items,
            "cites_nothing",
            "Name the items that the reasons rest on.",
        ),
        (
            bool(facts.decider) and facts.analysts != {facts.decider},
            "decided_alone",
            "Whoever weighed it alone does not decide it too. Somebody else decides.",
        ),
        (
            not facts.rests_on_untold_only or facts.second_approver not in ("", facts.decider),
            "second_approver",
            "This rests on what the family can never be told. A second person approves it, by name.",
        ),
    )


def _told(facts: Facts) -> list[Lack]:
    return _needs(
        (facts.told.referrer, "referrer_not_told", "Tell whoever wrote what was decided."),
        (facts.told.agencies, "agencies_not_told", "Tell the agencies that answered."),
        (facts.told.family, "family_not_told", "Tell the family, or put it off with a ground and a day."),
    )


def _nothing(_: Facts) -> list[Lack]:
    return []


MOVES: Mapping[tuple[CaseState, CaseState], Guard] = MappingProxyType(
    {
        (S.CONTACT_RECEIVED, S.INCOMPLETE): _asked_for,
        (S.CONTACT_RECEIVED, S.TRIAGE): _whole,
        (S.INCOMPLETE, S.TRIAGE): _arrived,
        (S.TRIAGE, S.RATED): _to_rate,
        (S.TRIAGE, S.FEEDBACK_DUE): _routed_elsewhere,
        (S.RATED, S.RATED): _to_rate,
        (S.RATED, S.GATE): _to_rate,
        (S.RATED, S.ANALYSIS): _nothing,
        (S.GATE, S.ENQUIRING): _through_gate,
        (S.GATE, S.RATED): _nothing,
        (S.ENQUIRING, S.GATE): _nothing,
        (S.ENQUIRING, S.ANALYSIS): _answered,
        (S.ANALYSIS, S.GATE): _nothing,
        (S.ANALYSIS, S.DECIDED): _weighed,
        (S.DECIDED, S.FEEDBACK_DUE): _nothing,
        (S.FEEDBACK_DUE, S.CLOSED): _told,
    }
)
