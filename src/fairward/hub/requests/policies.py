"""What may be done with a request to see what a hub holds, and what a decision still needs. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fairward.access.decisions import check
from fairward.access_requests.decided import LEFT_OUT
from fairward.access_requests.policies import ASKED_FIRST, Chosen, exemption_of, missing_in
from fairward.access_requests.vocabulary import PassageDecision
from fairward.files.labels import may_families_read
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Label, OrganisationKind
from fairward.rules.exemptions import Exemption

HANDLE, READ_CASES = "rights:case:handle", "hub:case:read"
_HERE = frozenset({PassageDecision.DISCLOSE, *LEFT_OUT})


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of an originator's opinion of one passage: whether they were asked, by when, and whether they said it."""

    was_asked: bool = False
    answer_by_on: date | None = None
    has_answered: bool = False


def check_at_hub(kind: int) -> None:
    """These pages are there in a hub alone."""
    if kind != OrganisationKind.HUB:
        raise NotFound("request")


def check_may_gather(actor: Actor) -> None:
    """Whoever handles requests and reads cases: a data protection officer decides what was gathered, and reads no case."""
    check(actor, HANDLE)
    check(actor, READ_CASES)


def check_decision(
    chosen: Chosen, requester: str, on: date, *, has_words: bool, is_document: bool = False
) -> Exemption | None:
    """The reason of the law for what is left out. Denied where the decision is not whole, or shows what nobody here can read."""
    if chosen.decision not in _HERE:
        raise Denied("no_decision", "Choose whether it is shown, shown in part, or held back.")
    if not has_words and chosen.decision is not PassageDecision.WITHHOLD:
        raise Denied(
            "no_words",
            "Its originator allows it to people by name alone, so there are no words here to show. Hold it back, or ask them to "
            "send it anew for everybody.",
        )
    if is_document and chosen.decision is PassageDecision.REDACT:
        raise Denied(
            "whole_document", "A document is shown whole, or held back. Nothing can be cut out of it here."
        )
    exemption = exemption_of(chosen.exemption, requester, on)
    missing = missing_in(chosen, exemption)
    if missing:
        raise Denied("decision_not_whole", missing[0][1])
    return exemption if chosen.decision in LEFT_OUT else None


def check_originator(chosen: Chosen, label: Label | None, asked: Asked, today: date) -> None:
    """What its originator allows to no family is shown only after they were asked; their silence ends on the day named."""
    if chosen.decision is PassageDecision.WITHHOLD or may_families_read(label):
        return
    waits = asked.answer_by_on is not None and today <= asked.answer_by_on
    if not asked.was_asked or (waits and not asked.has_answered):
        raise Denied(
            "originator_first",
            "Whoever told this allows it to no family. Ask them first. If they do not answer by the day that you named, "
            "you decide without them.",
        )


def asks_first(exemption: Exemption) -> bool:
    """Whether somebody is asked before this reason is used."""
    return exemption.ask in ASKED_FIRST


def check_second(actor_id: object, decided_by: object) -> None:
    """The second person is somebody else."""
    if actor_id == decided_by:
        raise Denied(
            "same_person", "You decided this passage yourself. Somebody else agrees to it, or gives it back."
        )


def check_answer_day(day: date, today: date, due_at: datetime) -> None:
    """An answer is wished for after today and before the request is due: waiting for it never lengthens the clock."""
    if not today < day <= due_at.date():
        raise Denied("bad_day", "Choose a day after today and before the request is due.")


def check_all_decided(states: Sequence[tuple[int, bool, object]]) -> None:
    """Every passage is decided by a person, and where that is needed by two: no day decides anything."""
    if any(decision == PassageDecision.UNDECIDED for decision, *_ in states):
        raise Denied("not_ready", "Decide every passage first.")
    if any(needs and second is None for _, needs, second in states):
        raise Denied("not_ready", "A second person has not agreed to everything that is left out.")


def check_persons(confirmed: Collection[object]) -> None:
    """A request is about somebody."""
    if not confirmed:
        raise Denied("nobody", "Find and confirm whom it is about first.")
