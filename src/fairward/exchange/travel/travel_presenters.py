"""What is on its way and what has arrived, as words on the page. It may not query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Moment, Row
from fairward.design.words import moment_words, plural
from fairward.exchange.travel.arrival_queries import Arrived
from fairward.exchange.travel.sending_queries import OnItsWay, Said
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState, Trouble

_TONES = {
    TravelState.QUEUED: "plain", TravelState.SENDING: "plain", TravelState.DELIVERED: "due",
    TravelState.RECEIVED: "plain", TravelState.ACCEPTED: "done", TravelState.QUERIED: "due",
    TravelState.REFUSED: "danger", TravelState.RECALLED: "quiet", TravelState.STOPPED: "quiet",
}  # fmt: skip


def sent_rows(found: Sequence[OnItsWay]) -> list[Row]:
    """One row a package: to whom, since when, how it stands."""
    return [
        Row(
            [
                Cell(one.kind.word.capitalize(), url("travel:one_sent", sending_id=one.id), note=f"To {one.to}"),
                Cell(moment_words(one.queued_at)),
                Cell(chips=state_chips(one.state, one.trouble), note=one.trouble.word),
            ],
            tone="danger" if one.state is TravelState.REFUSED else "plain",
        )
        for one in found
    ]  # fmt: skip


def state_chips(state: TravelState, trouble: Trouble) -> list[Chip]:
    """How it stands; that something is in the way is said too."""
    found = [Chip(state.word.capitalize(), _TONES[state])]
    if trouble is not Trouble.NONE and state in (TravelState.QUEUED, TravelState.SENDING):
        found.append(Chip("Not through yet", "due"))
    return found


def sent_facts(one: OnItsWay, by: str) -> list[Fact]:
    """Everything the sender can know about one package."""
    found = [
        Fact("To", one.to),
        Fact("Put on its way", f"{moment_words(one.queued_at)}, by {by}"),
        Fact("How it stands", one.state.word.capitalize()),
    ]
    if one.attempts:
        found.append(Fact("Tried", f"{plural(one.attempts, 'time')}, {_last(one.attempted_at)}"))
    if one.is_underway and one.next_attempt_at:
        found.append(Fact("Tried again", moment_words(one.next_attempt_at)))
    return found


def said_moments(said: Sequence[Said]) -> list[Moment]:
    """The receipts in order."""
    return [Moment(one.state.word.capitalize(), moment_words(one.said_at), at=one.said_at) for one in said]


def arrived_rows(found: Sequence[Arrived], *, can_open: bool) -> list[Row]:
    """One row a package that arrived: nothing of what is in it. Whoever may open packages gets its address."""
    return [
        Row(
            [
                Cell(
                    f"{one.kind.word.capitalize()} from {one.sender}",
                    _address(one) if can_open else "",
                ),
                Cell(moment_words(one.arrived_at)),
                Cell(
                    chips=[Chip(one.state.word.capitalize(), _TONES[one.state])],
                    note="" if one.is_told else "They have not heard your answer yet. It is told again.",
                ),
            ]
        )
        for one in found
    ]


def _address(one: Arrived) -> str:
    """A change of what was told before is opened in a place of its own."""
    is_change = one.kind is EnvelopeKind.CORRECTION_NOTICE
    return url("following:change" if is_change else "receiving:one", arrival_id=one.id)


def _last(at: datetime | None) -> str:
    return f"last {moment_words(at)}" if at else "never"
