"""A question set and items as words on a page, for both sides. It may not query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.design.pieces import Chip, Fact
from fairward.design.words import date_words, moment_words
from fairward.exchange.answering.asking import Asked, AskedPerson
from fairward.exchange.answering.items import KINDS, Item
from fairward.kernel.vocabulary import Basis, Label
from fairward.rules import enquiries


@dataclass(frozen=True, slots=True)
class ItemWords:
    """An item on the page of whoever writes it."""

    id: UUID
    kind: str
    text: str
    facts: tuple[Fact, ...]
    chips: tuple[Chip, ...]


def asked_facts(asked: Asked, now: datetime) -> list[Fact]:
    """Who asks, why, under which law, how far back, by when."""
    by = f"{asked.asked_by.name}, {asked.asked_by.role}, {asked.asker}" if asked.asker else ""
    facts = [
        Fact("Asked by", by),
        Fact("Answer by", due_words(asked.answer_by, now)),
        Fact("What happened", asked.why),
        Fact("What for", asked.purpose.words),
        Fact("Under which law", asked.power.words),
        Fact("Agreement", asked.agreement),
        Fact("Not older than", date_words(asked.look_back_from)),
        Fact("Does the family know that you are asked?", told_words(asked)),
    ]
    return [one for one in facts if one.value]


def person_words(one: AskedPerson) -> str:
    """Somebody who is asked about: name, birth, what they are, why."""
    born = f", born {date_words(one.born_on)}" if one.born_on else ""
    return f"{one.name}{born} ({enquiries.people()[one.kind]}): {one.reason}"


def told_words(asked: Asked) -> str:
    """Whether the family knows, for whoever may meet them."""
    told = asked.told
    if told.is_told or told.ground is None or told.look_again_on is None:
        return "Yes"
    return f"Not yet: {told.ground.words}. It is looked at again on {date_words(told.look_again_on)}. Do not tell them."


def due_words(by: datetime | None, now: datetime) -> str:
    """By when, and whether that is over."""
    if by is None:
        return ""
    return f"{moment_words(by)} (overdue)" if by <= now else moment_words(by)


def due_chip(by: datetime | None, now: datetime, *, is_urgent: bool) -> list[Chip]:
    """Red where a child may be in danger, or where the time is over."""
    chips = [Chip("A child may be in danger", "danger")] if is_urgent else []
    if by is not None and by <= now:
        chips.append(Chip("Overdue", "danger"))
    return chips


def item_words(items: Iterable[Item], names: Mapping[UUID, str]) -> list[ItemWords]:
    """Items as the hub will read them."""
    return [_words(one, names) for one in items]


def _words(one: Item, names: Mapping[UUID, str]) -> ItemWords:
    if one.label is Label.POINTER:
        return ItemWords(one.id, "known to us", f"Ring: {one.call}", (), (Chip(one.label.word.capitalize()),))
    when = date_words(one.happened_on) if one.happened_on else one.when
    facts = (
        Fact("About", ", ".join(names.get(each, "") for each in one.about)),
        Fact("When", when),
        Fact("Who said it, or where it stands", one.source),
        Fact("Why it matters now", one.relevance),
        Fact("Why, in spite of the warning", one.although),
        Fact("From a sensitive service", enquiries.sensitive_tests().get(one.sensitive_test, "")),
        Fact("Wording for everybody but the hub", one.summary),
    )
    chips = [Chip(one.label.word.capitalize())] + [Chip(f"Grade {one.grade}", "due")] * bool(one.grade)
    kept = tuple(fact for fact in facts if fact.value)
    text = f"“{one.text}”" if one.basis is Basis.CHILD_SAID else one.text
    return ItemWords(one.id, KINDS[one.basis], text, kept, tuple(chips))
