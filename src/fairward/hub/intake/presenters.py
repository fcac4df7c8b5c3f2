"""The board and a case in words. It may not query or rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fairward.access.decisions import may
from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Row
from fairward.design.words import date_words, moment_words, plural, time_words
from fairward.exchange.travel.arrival_queries import Arrived
from fairward.hub.intake.board_queries import Board, OnBoard, Wanted
from fairward.hub.intake.case_queries import CaseFacts, InCase, OpenedCase, facts_of
from fairward.hub.intake.clock import FRONT
from fairward.hub.intake.policies import OVER, RATE, RATED_AGAIN, TAKE
from fairward.hub.intake.suggestion_queries import Suggestion
from fairward.hub.intake.vocabulary import LinkKind, Missing, Source
from fairward.hub.intake.waiting_queries import Waits
from fairward.hub.vocabulary import CaseState, Rating, Route
from fairward.hub.workflow import OWNERS, QUALIFIED, lacking
from fairward.kernel.actor import Actor
from fairward.organisations.names import MemberName
from fairward.rules import clocks

S = CaseState
_EMERGENCY = ("Emergency: act first", "act_first", "Nothing is asked for")
_PACKED = frozenset({S.ANALYSIS, S.DECIDED, S.FEEDBACK_DUE, S.CLOSED})
COLUMNS = ("Child", "Next is due", "Where it stands", "Who has it")
ARRIVED_COLUMNS = ("What", "From", "Since")
TONES = {Rating.RED: "danger", Rating.AMBER: "due", Rating.GREEN: "plain", Rating.BLUE: "quiet"}
Names = Mapping[UUID, MemberName]


@dataclass(frozen=True, slots=True)
class Way:
    """Something that can be done with a case now."""

    words: str
    href: str
    note: str = ""


def arrived_rows(found: Sequence[Arrived]) -> list[Row]:
    """What nobody has opened yet. It may be urgent: that stands inside the seal."""
    return [
        Row(
            [
                Cell(one.kind.word.capitalize(), url("intake:arrived", arrival_id=one.id), note="Sealed: open it to see"),
                Cell(one.sender),
                Cell(when_words(one.arrived_at), chips=[Chip("Not opened", "due")], note=_acknowledge_by(one.arrived_at)),
            ],
            tone="due",
        )
        for one in found
    ]  # fmt: skip


def _acknowledge_by(arrived_at: datetime) -> str:
    return f"Acknowledge by {when_words(clocks.due('referral-acknowledgement', arrived_at).at)}"


def board_rows(found: Board) -> list[Row]:
    """The lines of the board."""
    return [_row(one) for one in found.items]


def waits_rows(found: Sequence[Waits]) -> list[Row]:
    """What waits for whom: the child, what, by when, whose turn."""
    return [
        Row(
            [
                Cell(_children(one.children), url(one.one.page, case_id=one.one.case_id)),
                Cell(one.one.words, chips=[Chip("Overdue", "danger")] if one.is_late else []),
                Cell(_sentence(when_words(one.one.due_at)) if one.one.due_at else ""),
                Cell(_sentence(one.one.whose)),
            ],
            tone="danger" if one.is_late else "plain",
        )
        for one in found
    ]


def count_words(found: Board, wanted: Wanted) -> str:
    """How many there are, and how many are late."""
    if wanted.is_narrowed:
        return plural(found.total, "case fits", "cases fit")
    late = f", {found.late:,} late" if found.late else ""
    return plural(found.total, "open case") + late


def case_chips(facts: CaseFacts) -> list[Chip]:
    """Danger and rating, as words and shapes."""
    chips = [Chip("Danger", "danger")] if facts.is_danger else []
    chips += [Chip(facts.rating.word.capitalize(), TONES[facts.rating])] if facts.rating else []
    chips += [Chip("Reasons to be written", "due")] if facts.reasons_due else []
    return chips


def waits_for(facts: CaseFacts) -> str:
    """Whose turn it is."""
    if facts.state is S.TRIAGE and facts.route is Route.RATE:
        return QUALIFIED
    return OWNERS[facts.state]


def due_words(facts: CaseFacts) -> str:
    """When the next thing is due, and that it is late."""
    if facts.state is S.CLOSED:
        return "Nothing"
    if facts.is_danger and facts.state in FRONT:
        return "Now"
    late = " · late" if facts.due_at < timezone.now() else ""
    return when_words(facts.due_at) + late


def when_words(at: datetime) -> str:
    """A moment: of today only its time."""
    is_today = timezone.localtime(at).date() == timezone.localdate()
    return f"today, {time_words(at)}" if is_today else moment_words(at)


def case_facts(case: OpenedCase, names: Names, sender: str) -> list[Fact]:
    """The facts above a case."""
    one = case.facts
    facts = [
        Fact("Reference", one.reference),
        Fact("Where it stands", _sentence(one.state.word)),
        Fact("Waits for", _sentence(waits_for(one))),
        Fact("Next is due", _sentence(due_words(one))),
        Fact("Who has it", _name(names, one.held_by) or "Nobody yet"),
        Fact("How it came", f"{_sentence(one.source.word)}{': ' + sender if sender else ''}, {moment_words(one.received_at)}"),
        Fact("Told that it arrived", moment_words(one.acknowledged_at) or "Not yet"),
    ]  # fmt: skip
    if one.decide_by and one.rating:
        facts.append(
            Fact("Decision due", f"{moment_words(one.decide_by)}: {one.rating.word}, counted from receipt")
        )
    if one.route and one.routed_at:
        who = _name(names, one.routed_by)
        facts.append(Fact("Way", f"{_sentence(one.route.word)}, {moment_words(one.routed_at)}, {who}"))
    if one.missing is not Missing.NOTHING:
        facts.append(Fact("Missing", _sentence(one.missing.word)))
    if one.for_named:
        words = plural(one.for_named, "item is", "items are")
        facts.append(
            Fact("For named people only", f"{words} not shown here: the sender named who may read them.")
        )
    return facts


def missing_sentences(case: OpenedCase) -> list[str]:
    """What a contact still lacks before it can be triaged."""
    if case.facts.state not in FRONT or case.facts.route is not None:
        return []
    return [one.sentence for one in lacking(S.CONTACT_RECEIVED, S.TRIAGE, facts_of(case.facts))]


def ways_of(case: OpenedCase, actor: Actor) -> list[Way]:
    """What this person can do with a case now, the next step first."""
    one, case_id = case.facts, case.facts.id
    ways: list[Way] = []
    if may(actor, TAKE):
        ways += _screening(case)
    if may(actor, RATE) and ((one.state is S.TRIAGE and one.route is Route.RATE) or one.state in RATED_AGAIN):
        words = "Rate it again" if one.rating else "Rate it"
        ways.insert(0, Way(words, url("intake:rate", case_id=case_id)))
    if one.rating and one.route is Route.RATE:
        ways.insert(0, Way("The gate: whom may be asked what", url("enquiries:gate", case_id=case_id)))
        ways.insert(1, Way("Who was asked, and what came back", url("enquiries:asked", case_id=case_id)))
    ways += _further(case, actor)
    if one.state is not S.CLOSED:
        ways.append(Way("Hand it over", url("intake:hand_over", case_id=case_id)))
    ways.append(Way("Cases that may belong together", url("intake:links", case_id=case_id)))
    return ways


def _further(case: OpenedCase, actor: Actor) -> list[Way]:
    """Weighing, deciding and telling: rooms above, by their addresses."""
    state, case_id = case.facts.state, case.facts.id
    ways: list[Way] = []
    if state is S.RATED and may(actor, RATE):
        ways.append(Way("Weigh it without asking anybody", url("packs:without_asking", case_id=case_id)))
    if state in _PACKED:
        ways.append(Way("The pack: what came back, and what it comes to", url("packs:pack", case_id=case_id)))
    if state is S.ANALYSIS and may(actor, "hub:case:decide"):
        ways.append(Way("Decide", url("decisions:decide", case_id=case_id)))
    if case.facts.route is Route.OPEN_CASE_FORWARDED and state is S.FEEDBACK_DUE and may(actor, TAKE):
        ways.append(Way("Pass it to the team that has the case", url("decisions:teams", case_id=case_id)))
    if case.facts.route is not Route.ADVICE_ONLY:
        ways.append(Way("Strategy discussions", url("talks:discussions", case_id=case_id)))
    ways.append(Way("Disagreements", url("talks:disagreements", case_id=case_id)))
    return [*ways, *_afterwards(case, actor)]


def _afterwards(case: OpenedCase, actor: Actor) -> list[Way]:
    """Telling, counting, and the family."""
    state, case_id = case.facts.state, case.facts.id
    ways: list[Way] = []
    if state in OVER:
        ways.append(Way("Decided, and who was told", url("decisions:told", case_id=case_id)))
    if state in OVER and case.facts.route is Route.RATE:
        ways.append(Way("For counting only: apart from the case", url("measures:apart", case_id=case_id)))
    if may(actor, "hub:family:tell") and case.people:
        ways.append(
            Way("The family: who was let in, and what they see", url("hub_families:family", case_id=case_id))
        )
    return ways


def people_words(one: InCase) -> str:
    """Somebody in one line."""
    who = one.identity
    born = f"born {date_words(who.born_on)}" if who.born_on else ""
    return ", ".join(part for part in (who.words, who.to_child, born, who.home) if part)


def _screening(case: OpenedCase) -> list[Way]:
    one, case_id = case.facts, case.facts.id
    is_front = one.state in FRONT and one.route is None
    asked = (
        (one.reasons_due, "Write the reasons for what was done first", "reasons", ""),
        (is_front and one.is_danger, *_EMERGENCY),
        (is_front, "Choose which way it goes", "route", ""),
        (is_front and not one.is_danger, *_EMERGENCY),
        (one.state is S.CONTACT_RECEIVED, "Ask for the one missing thing", "missing", ""),
        (one.state is S.INCOMPLETE, "The missing thing has come", "came", ""),
        (one.state is not S.CLOSED, "Add a child or an adult", "person", ""),
        (one.for_named > 0, "Read what is for named people", "for_named", "If you are named"),
        (case.has_teller, "See who told it", "teller", "This look stands in the log"),
        (one.state in OVER, "Something new: begin a new case", "reopen", ""),
    )
    return [
        Way(words, url(f"intake:{page}", case_id=case_id), note)
        for is_now, words, page, note in asked
        if is_now
    ]


def _row(one: OnBoard) -> Row:
    facts = one.facts
    name = _children(one.children)
    href = url("intake:case", case_id=facts.id)
    stands = f"Waits for {waits_for(facts)}"
    is_late = facts.due_at < timezone.now()
    tone = "danger" if facts.is_danger or facts.rating is Rating.RED else "due" if is_late else "plain"
    chips = case_chips(facts) + ([Chip("Late", "due")] if is_late and not facts.is_danger else [])
    return Row(
        [
            Cell(name, href, note=facts.reference), Cell(_sentence(due_words(facts)), chips=chips),
            Cell(_sentence(facts.state.word), note=stands), Cell(one.holder or "Nobody yet"),
        ],
        tone=tone,
    )  # fmt: skip


def came_words(facts: CaseFacts) -> str:
    """Under which heading what came in stands."""
    return "What is new" if facts.source is Source.REOPENED else "What came in"


def _children(found: Sequence[InCase]) -> str:
    return ", ".join(one.identity.words for one in found) or "Child not named"


def _name(names: Names, member_id: UUID | None) -> str:
    return names[member_id].name if member_id and member_id in names else ""


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def suggestion_rows(found: Sequence[Suggestion], case_id: UUID) -> list[Row]:
    """Cases that may belong together, with the reasons."""
    return [
        Row(
            [
                Cell(_who(one.people), url("intake:link", case_id=case_id, other_case_id=one.facts.id), note=one.facts.reference),
                Cell(_sentence("; ".join(one.because))),
                Cell(f"{_sentence(one.facts.state.word)}, came {date_words(one.facts.received_at)}"),
            ]
        )
        for one in found
    ]  # fmt: skip


def link_rows(found: Sequence[tuple[CaseFacts, tuple[InCase, ...], LinkKind]]) -> list[Row]:
    """Cases about which somebody has decided."""
    return [
        Row(
            [
                Cell(_who(people), url("intake:case", case_id=facts.id), note=facts.reference), Cell(_sentence(kind.word)),
                Cell(f"{_sentence(facts.state.word)}, came {date_words(facts.received_at)}"),
            ]
        )
        for facts, people, kind in found
    ]  # fmt: skip


def _who(people: Sequence[InCase]) -> str:
    return "; ".join(people_words(one) for one in people) or "Nobody is noted"
