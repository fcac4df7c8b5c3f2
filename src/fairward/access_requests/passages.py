"""Passages of an entry: the parts that are decided one by one, with the texts that stand in each. It may not query or open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from fairward.access_requests.policies import Chosen
from fairward.access_requests.vocabulary import Part, PassageDecision
from fairward.files.rendering import RenderedEntry
from fairward.rights.answer_making import Decided, ReviewText, cut_for, texts_of
from fairward.rights.redaction import Cut
from fairward.rules.exemptions import Exemption

_HEAD, _FIELD = "entry", "field"
_PARTS = {"statement": Part.STATEMENT, "annotation": Part.ANNOTATION}


@dataclass(frozen=True, slots=True)
class Unit:
    """Which part of an entry: a statement, an annotation, a field by its name, or the head."""

    part: Part
    id: UUID
    key: str = ""

    @property
    def place(self) -> str:
        """The place of the whole of it, as the answer names it; empty for the head, which is never whole."""
        if self.part is Part.FIELD:
            return f"{_FIELD}:{self.key}"
        names = {part: word for word, part in _PARTS.items()}
        return f"{names[self.part]}:{self.id}" if self.part in names else ""


def unit_of(place: str, entry_id: UUID) -> Unit:
    """The passage in which a text stands."""
    kind, _, rest = place.partition(":")
    if kind == _HEAD:
        return Unit(Part.HEAD, entry_id)
    if kind == _FIELD:
        return Unit(Part.FIELD, entry_id, rest)
    return Unit(_PARTS[kind], UUID(rest.partition(":")[0]))


def units_of(entry: RenderedEntry, *, asker_is_child: bool) -> dict[Unit, list[ReviewText]]:
    """Every passage of an entry with its texts, in the order of the answer."""
    found: dict[Unit, list[ReviewText]] = {}
    for text in texts_of(entry, asker_is_child=asker_is_child):
        found.setdefault(unit_of(text.place, entry.id), []).append(text)
    return found


@dataclass(frozen=True, slots=True)
class DecidedUnit:
    """What was decided about one passage, opened."""

    unit: Unit
    chosen: Chosen
    exemption: Exemption | None


def decided_of(
    entry: RenderedEntry, units: Iterable[DecidedUnit], *, version: int, asker_is_child: bool
) -> Decided:
    """All decisions about an entry as the answer’s maker takes them."""
    texts = units_of(entry, asker_is_child=asker_is_child)
    reviewed: set[str] = set()
    cuts: dict[str, Sequence[Cut]] = {}
    withheld: dict[str, Exemption] = {}
    for one in units:
        reviewed |= {text.place for text in texts.get(one.unit, ())}
        if one.exemption is None:
            continue
        if one.chosen.decision is PassageDecision.WITHHOLD:
            places = [one.unit.place] if one.unit.place else [text.place for text in texts.get(one.unit, ())]
            withheld |= dict.fromkeys(places, one.exemption)
        elif one.chosen.decision is PassageDecision.REDACT:
            withheld |= dict.fromkeys(one.chosen.names, one.exemption)
            cuts |= cuts_of(one.chosen.cuts, one.exemption)
    return Decided(version, frozenset(reviewed), cuts, withheld)


def cuts_of(
    places: Mapping[str, Sequence[tuple[int, int]]], exemption: Exemption
) -> dict[str, Sequence[Cut]]:
    """Place -> cuts for one reason."""
    return {
        place: [cut_for(exemption, start, end) for start, end in spans]
        for place, spans in places.items()
        if spans
    }
