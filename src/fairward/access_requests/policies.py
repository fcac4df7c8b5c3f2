"""What may be done with an access request, and what a decision still needs. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings

from fairward.access.decisions import check
from fairward.access_requests.vocabulary import PassageDecision
from fairward.cases.models import Case
from fairward.cases.vocabulary import CaseKind, CaseState
from fairward.cases.workflow import WAYS
from fairward.files.labels import may_families_read
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Label, OrganisationKind
from fairward.rules import exemptions
from fairward.rules.exemptions import Exemption

READABLE = frozenset({CaseState.SEARCHING, CaseState.CLARIFYING, CaseState.REVIEWING, CaseState.SECOND_CHECK})
LONGEST_OPENING = timedelta(days=120)
LONGEST_SILENCE = timedelta(days=366)
ASKED_FIRST = frozenset({"originator", "health_professional"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an officer chose for a passage. `cuts`: place of a text -> (start, end) of what is left out; `names`: whole places."""

    decision: PassageDecision
    exemption: str = ""
    reasons: str = ""
    harm: str = ""
    asked: str = ""
    answered: str = ""
    cuts: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    names: Sequence[str] = ()


def check_handles(actor: Actor) -> None:
    """Only whoever handles cases."""
    check(actor, "rights:case:handle")


def check_is_access_request(case: Case | None) -> Case:
    """Any other case looks like none."""
    if case is None or case.kind != int(CaseKind.ACCESS_REQUEST):
        raise NotFound("request")
    return case


def check_state(case: Case, *states: CaseState) -> None:
    """Denied when the case has moved on."""
    if CaseState(case.state) not in states:
        raise Denied(
            "case_moved",
            f"This request is {CaseState(case.state).word}. Open it again to see what can be done now.",
        )


def page_elsewhere(kind: int) -> tuple[str, str] | None:
    """Where an organisation of this kind has other pages for requests, because it holds no files of children; else None."""
    pages: Mapping[str, tuple[str, str]] = settings.FAIRWARD_OWN_REQUEST_PAGES
    return pages.get(OrganisationKind(kind).code)


def check_can_read_in_case(case: Case, until_at: datetime | None, now: datetime) -> None:
    """Content is read inside an open case only, by a grant of a lead that has a date."""
    if CaseState(case.state) not in READABLE:
        raise Denied(
            "case_not_open", "Files are open for a request only while it is searched for and gone through."
        )
    if until_at is None or until_at <= now:
        raise Denied(
            "file_not_opened", "A safeguarding lead opens this file for the request first, until a day."
        )


def check_opening(case: Case, until: date, today: date) -> None:
    """A lead opens files for a request that is still being worked on, for no longer than it can take."""
    if CaseState(case.state) not in {*READABLE, CaseState.WHOSE_RIGHT}:
        raise Denied("case_not_open", "Files can be opened only while the request is being worked on.")
    if not today <= until <= today + LONGEST_OPENING:
        raise Denied("bad_day", "Choose a day from today to four months from now.")


def exemption_of(code: str, requester: str, on: date) -> Exemption | None:
    """A listed reason that may be used against this kind of asker; None for any other word."""
    return {each.id: each for each in exemptions.usable(requester, on)}.get(code)


def missing_in(chosen: Chosen, exemption: Exemption | None) -> list[tuple[str, str]]:
    """What a decision still needs: (the answer’s name, a sentence); empty when it is whole."""
    if chosen.decision is PassageDecision.DISCLOSE:
        return []
    if chosen.decision is PassageDecision.CONSULT:
        return [] if chosen.asked.strip() else [("asked", "Say whom you ask, and what.")]
    missing = []
    if exemption is None or exemption.is_whole_request:
        missing.append(("exemption", "Choose the reason that the law gives for leaving this out."))
    if not chosen.reasons.strip():
        missing.append(("reasons", "Write why that reason applies to this passage."))
    if exemption is not None and exemption.needs_harm_evidence and not chosen.harm.strip():
        missing.append(("harm", "Write who would be harmed, how, and what shows it."))
    if (
        exemption is not None
        and exemption.ask in ASKED_FIRST
        and not (chosen.asked.strip() and chosen.answered.strip())
    ):
        missing.append(
            (
                "answered",
                "Write whom you asked, when, and what they said. If nobody is asked yet, choose “Ask first”.",
            )
        )
    if chosen.decision is PassageDecision.REDACT and not chosen.cuts and not chosen.names:
        missing.append(("phrases", "Choose a name, or write the exact words that are left out."))
    return missing


def check_author_asked(label: Label | None, decided: PassageDecision) -> None:
    """What another organisation allows to no family is disclosed only after it was asked."""
    if not may_families_read(label) and decided is not PassageDecision.CONSULT:
        raise Denied(
            "author_first",
            "Another organisation wrote this and does not allow it to a family. Consult its author first: choose “Ask somebody "
            "first”, and disclose it once they have answered.",
        )


def check_second(actor_id: object, decided_by: object) -> None:
    """The second person is somebody else."""
    check_other(
        actor_id,
        decided_by,
        "You decided this passage yourself. Somebody else agrees to it, or gives it back.",
    )


def check_other(actor_id: object, first_by: object, sentence: str) -> None:
    """Denied when both are the same person."""
    if actor_id == first_by:
        raise Denied("same_person", sentence)


def check_silence(until: date, today: date) -> None:
    """Neither confirming nor denying ends on a day, when it is decided anew."""
    if not today < until <= today + LONGEST_SILENCE:
        raise Denied("bad_day", "Say until when, a year from now at the latest. Then it is decided anew.")


def can_go_to(case: Case, state: CaseState) -> bool:
    """Whether the table of states has the way."""
    return state in WAYS[CaseKind.ACCESS_REQUEST].get(CaseState(case.state), set())
