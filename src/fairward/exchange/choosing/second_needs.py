"""When a second person looks before something leaves: it is for named people only, or tells of others than the family. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from fairward.design.words import listed, plural
from fairward.exchange.choosing.content import Chosen
from fairward.exchange.choosing.draft_queries import DraftFacts
from fairward.exchange.package.making import texts_of
from fairward.files.rendering import RenderedEntry
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Label


@dataclass(frozen=True, slots=True)
class SecondNeeded:
    """Why a second person is asked: how much is for named people only, and who is told about beside child and parents."""

    sealed: int
    others: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.sealed or self.others)

    @property
    def sentence(self) -> str:
        """For both persons."""
        why = [f"{plural(self.sealed, 'part is', 'parts are')} for named people only"] * bool(self.sealed)
        if self.others:
            why.append(f"it tells of somebody who is neither the child nor a parent: {listed(self.others)}")
        return f"A second person looks at this before it goes, because {listed(why)}." if why else ""


def others_in(chosen: Chosen, entries: Iterable[RenderedEntry], family: Collection[UUID]) -> set[UUID]:
    """Ids of the people whom chosen passages are about, beside the child and the parents (`family`)."""
    return {
        person
        for entry in entries
        for one in texts_of(entry)
        if one.statement is not None and _goes_with_words(chosen, one.id)
        for person in one.statement.about_ids
        if person not in family
    }


def second_needed(chosen: Chosen, others: Mapping[UUID, str]) -> SecondNeeded:
    """Whether a second person must look. `others` are the names of `others_in`; who is masked is not told of."""
    masked = {name.casefold() for name, words in chosen.masks.items() if words.strip()}
    decisions = (*chosen.passages.values(), *chosen.attached.values())
    sealed = sum(bool(one.is_in) and not one.is_default and one.label is Label.SEALED for one in decisions)
    sealed += sum(one.label is Label.SEALED and bool(one.value.strip()) for one in chosen.form)
    named = (name for name in others.values() if name.casefold() not in masked)
    return SecondNeeded(sealed, tuple(sorted(named, key=str.casefold)))


def can_be_second(facts: DraftFacts, person: UUID) -> bool:
    """Somebody else than whoever began it, changed it last or asked."""
    return person not in (facts.started_by, facts.changed_by)


def check_can_be_second(facts: DraftFacts, person: UUID) -> None:
    """Denied for whoever prepared it."""
    if not can_be_second(facts, person):
        raise Denied(
            "not_the_same_person",
            "You prepared this yourself, or changed it last. Somebody else must be the second person.",
        )


def _goes_with_words(chosen: Chosen, passage_id: UUID) -> bool:
    one = chosen.passages.get(passage_id)
    return one is not None and bool(one.is_in) and not one.is_default and one.label is not Label.POINTER
