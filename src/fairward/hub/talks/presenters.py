"""Disagreements and discussions as words on a page. It may not query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.design.pieces import Chip
from fairward.design.words import date_words, moment_words
from fairward.hub.talks.queries import DisagreementFacts, OpenedDisagreement, OpenedDiscussion, Step
from fairward.kernel.vocabulary import OrganisationKind
from fairward.organisations.names import MemberName
from fairward.rules import clocks, hub
from fairward.rules.clocks import Calendars

_ELSEWHERE = "An item that you cannot read here."
Names = Mapping[UUID, MemberName]


@dataclass(frozen=True, slots=True)
class StepOnPage:
    """One step: its heading, when it was noted and by whom, who spoke, what was said."""

    heading: str
    noted: str
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class DisagreementOnPage:
    """A disagreement with its chips, its steps, and who answers next."""

    facts: DisagreementFacts
    heading: str
    chips: tuple[Chip, ...]
    steps: tuple[StepOnPage, ...]
    next_words: str


@dataclass(frozen=True, slots=True)
class DiscussionOnPage:
    """A discussion: who was there with what they knew, what was decided, what follows by when, who was missing."""

    heading: str
    noted: str
    present: tuple[tuple[str, tuple[str, ...]], ...]
    decided: str
    decided_by: str


def on_page(one: OpenedDisagreement, names: Names, now: datetime) -> DisagreementOnPage:
    """Everything that was said, and whose turn it is."""
    facts = one.facts
    heading = f"{facts.whose.word[:1].upper()}{facts.whose.word[1:]} disagrees with {facts.about.word}"
    heading += ", by a sealed letter" if facts.partner_id else ""
    return DisagreementOnPage(
        facts, heading, _chips(facts, now), tuple(_step(each, names) for each in one.steps), _next_words(facts)
    )  # fmt: skip


def discussion_on_page(one: OpenedDiscussion, names: Names, items: Mapping[UUID, str]) -> DiscussionOnPage:
    """A discussion. An item that this reader may not read is counted by its place in the words."""
    late = one.noted_at.date() > one.held_at.date()
    noted = f"Noted {moment_words(one.noted_at)} by {names[one.noted_by].name}"
    present = tuple(
        (
            f"{each.name}, {each.role}, {each.organisation}",
            tuple(items.get(item, _ELSEWHERE) for item in each.knew),
        )
        for each in one.content.present
    )
    return DiscussionOnPage(
        f"Held {moment_words(one.held_at)}", f"{noted}{', after it was held' if late else ''}", present,
        one.content.decided, one.content.decided_by,
    )  # fmt: skip


def follow_words(
    outcome: hub.Outcome | None, held: Sequence[OpenedDiscussion], places: Calendars
) -> list[str]:
    """The clocks that begin with the first discussion, where a section 47 enquiry was decided."""
    if outcome is None or not held:
        return []
    found = [clocks.due(rule_id, held[0].held_at, places) for rule_id in outcome.follows]
    return [
        f"{each.rule.title}: by {date_words(each.at)}, counted from {each.rule.trigger} ({each.rule.provenance.source})"
        for each in found
    ]


def usually_there() -> str:
    """Who takes part in every discussion, in words."""
    kinds = [OrganisationKind[one.upper()].word for one in hub.discussion_kinds()]
    return f"{', '.join(kinds[:-1])} and {kinds[-1]}"


def _chips(one: DisagreementFacts, now: datetime) -> tuple[Chip, ...]:
    if one.settled is not None:
        return (Chip(one.settled.word.capitalize(), "done"),)
    return (Chip("Overdue", "danger"),) if one.is_overdue(now) else (Chip("Open", "due"),)


def _next_words(one: DisagreementFacts) -> str:
    if one.settled is not None:
        return ""
    return f"{one.ladder.words} answers by {moment_words(one.due_at)}. {one.ladder.sentence}"


def _step(one: Step, names: Names) -> StepOnPage:
    heading = hub.ladder()[one.number - 1].words if one.number else "How it began"
    return StepOnPage(
        heading,
        f"{moment_words(one.noted_at)} · noted by {names[one.noted_by].name}",
        one.said.who,
        one.said.words,
    )
