"""Finds names in the words of a passage and offers them to be left out. It leaves nothing out: a person chooses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from fairward.design.words import listed
from fairward.kernel.actor import Actor
from fairward.organisations.queries import members
from fairward.people.queries import adults_of_child, children_named_in, siblings_of
from fairward.rights.answer_making import ReviewText

SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whose name may stand in a text: the whole name, and what they are."""

    name: str
    what: str
    is_staff: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """A name as it stands in the passage. Staff who did their work are normally left in."""

    words: str
    what: str
    is_staff: bool

    @property
    def label(self) -> str:
        """Beside the box."""
        return f"{self.words}: {self.what}"


def people_around(actor: Actor, child_id: UUID, texts: Sequence[ReviewText], why: str) -> list[Known]:
    """The child’s adults, brothers and sisters, other pupils who may be meant, and staff."""
    adults = [Known(one.identity.full, one.kind.word) for one in adults_of_child(actor, child_id, why)]
    siblings = {id_: name.full for id_, name in siblings_of(actor, child_id).items()}
    pupils = [
        Known(one.name.full, "another pupil, now or before")
        for one in children_named_in(
            actor, "\n".join(text.text for text in texts), why, besides={child_id, *siblings}, by_surname=True
        )
    ]
    staff = [
        Known(one.name, f"{one.job_title or one.role.word}, works here: normally left in", is_staff=True)
        for one in members(actor.organisation_id, include_ended=True)
    ]
    return [*adults, *(Known(name, "brother or sister") for name in siblings.values()), *pupils, *staff]


def offered_in(texts: Sequence[ReviewText], people: Sequence[Known], own_name: str) -> list[Offered]:
    """The names that stand in these texts, whole names before first names, nobody twice; the child’s own is not offered."""
    found: dict[str, Offered] = {}
    own = {word.casefold() for word in own_name.split()}
    for person in people:
        for form in _forms(person.name):
            if form.casefold() not in own and any(places_in(text.text, form) for text in texts):
                found.setdefault(form.casefold(), Offered(form, person.what, person.is_staff))
    return sorted(found.values(), key=lambda one: (one.is_staff, -len(one.words), one.words))


def _forms(name: str) -> list[str]:
    parts = [part for part in name.split() if len(part) >= SHORTEST]
    return list(dict.fromkeys([name, *parts]))


def places_in(text: str, words: str) -> list[tuple[int, int]]:
    """Where these words stand in the text, as whole words, without regard to capitals."""
    found = re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
    return [match.span() for match in found]


@dataclass(frozen=True, slots=True)
class Spans:
    """What some words cover: parts of texts, names as a whole, and those that were not found."""

    cuts: Mapping[str, Sequence[tuple[int, int]]]
    names: Sequence[str]
    missing: Sequence[str]

    @property
    def missing_words(self) -> str:
        """For an error beside the box."""
        return listed([f"“{one}”" for one in self.missing])


def spans_of(texts: Sequence[ReviewText], phrases: Iterable[str]) -> Spans:
    """Every place in which one of the phrases stands; a name that has one is left out as a whole."""
    cuts: dict[str, list[tuple[int, int]]] = {}
    names: list[str] = []
    missing = []
    for phrase in dict.fromkeys(" ".join(one.split()) for one in phrases if one.strip()):
        stands = False
        for text in texts:
            spans = places_in(text.text, phrase)
            stands = stands or bool(spans)
            if spans and text.is_name:
                names.append(text.place)
            elif spans:
                cuts.setdefault(text.place, []).extend(spans)
        if not stands:
            missing.append(phrase)
    return Spans(
        {place: sorted(set(spans)) for place, spans in cuts.items()}, list(dict.fromkeys(names)), missing
    )
