"""What the officer may do with a case of which kind, as far as the rules say. Pure."""

from __future__ import annotations

from datetime import date

from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState, Risk
from fairward.cases.workflow import WAYS
from fairward.kernel.denied import Denied

O = CaseOutcome  # noqa: E741 - a table
CLOSED_BY_OFFICER: dict[CaseKind, tuple[CaseOutcome, ...]] = {
    CaseKind.OBJECTION: (O.UPHELD, O.PARTLY, O.REFUSED),
    CaseKind.COMPLAINT: (O.UPHELD, O.PARTLY, O.EXPLAINED, O.REFUSED),
    CaseKind.UNRECOGNISED_LOOK: (O.EXPLAINED, O.UPHELD),
}
LETTERS: dict[CaseKind, tuple[str, ...]] = {
    CaseKind.ACCESS_REQUEST: ("acknowledgement", "identity", "clarification", "extension", "refusal"),
    CaseKind.CORRECTION: ("correction",),
    CaseKind.OBJECTION: ("objection",),
    CaseKind.COMPLAINT: ("complaint_received", "complaint_outcome"),
    CaseKind.BREACH: ("breach",),
    CaseKind.UNRECOGNISED_LOOK: (),
}


def check_stoppable(may_stop: bool, asked_on: date, came_on: date, today: date) -> None:
    """The clock stands still only where the rule says so, and from a day on which somebody can have asked."""
    if not may_stop:
        raise Denied("no_stop", "The rule of this case lets no clock stand still. Ask, and go on meanwhile.")
    if not came_on <= asked_on <= today:
        raise Denied("asked_when", "Choose a day between the request and today.")


def check_extendable(may_extend: bool) -> None:
    """Only where the rule allows it, once, and told within the first period."""
    if not may_extend:
        raise Denied(
            "no_extension", "This case cannot be extended: no rule allows it, or the first period is over."
        )


def check_movable(kind: CaseKind, to: CaseState) -> None:
    """Kinds that never stand in a state are not acknowledged that way."""
    if kind not in CLOSED_BY_OFFICER or to not in WAYS[kind][CaseState.RECEIVED]:
        raise Denied("other_page", "This kind of case has pages of its own.")


def check_closable(kind: CaseKind, outcome: CaseOutcome) -> None:
    """Each kind ends in its own ways; requests to see, corrections and breaches end on pages of their own."""
    if outcome not in CLOSED_BY_OFFICER.get(kind, ()):
        raise Denied("other_outcome", "Choose one of the outcomes of this kind of case.")


def missing_in_breach(
    *, risk: Risk | None, has_reasons: bool, is_regulator_told: bool, are_people_told: bool, has_lessons: bool
) -> list[str]:
    """What a breach still needs before it can be closed, as sentences; empty when it can."""
    if risk is None:
        return ["Assess it first: who is affected, and is a risk likely?"]
    found = []
    if risk is Risk.NOT_LIKELY and not has_reasons:
        found.append("Write why a risk to people is not likely: the regulator may ask.")
    if risk is not Risk.NOT_LIKELY and not is_regulator_told:
        found.append("Tell the regulator, and write down when.")
    if risk is Risk.HIGH and not are_people_told:
        found.append("Tell the people whom it is about, and write down when.")
    if not has_lessons:
        found.append("Write what is learned from it.")
    return found
