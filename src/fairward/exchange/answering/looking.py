"""What an answer is looked at for before it goes: warnings (`rules.hub.warnings`), and what an item lacks. Pure.

A warning explains; it holds an item back only where somebody must say why it matters all the same, or where nothing can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from fairward.exchange.answering.asking import Asked
from fairward.exchange.answering.items import Item
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Basis, Label
from fairward.rules import enquiries, hub

_DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b|\b\d{4}-\d{2}-\d{2}\b"
)
MOST_ITEMS = 40
# Conditions on police information (handling code C) keep it inside the hub.
_CLOSED = (Label.HUB_ONLY, Label.SEALED, Label.POINTER)
_FIELDS = {
    "pointer_only": "label", "no_text": "text", "no_source": "source", "no_date": "happened_on", "about_nobody": "about",
    "no_relevance": "relevance", "no_summary": "summary", "wrong_grade": "label", "nobody_named": "label",
}  # fmt: skip
_SENTENCES = {
    "pointer_only": "Only whether you know them was asked. Answer “known to us, call us”, or that nothing is relevant.",
    "no_text": "Write what it is, or take the empty item away.",
    "no_source": "Say who said it, or in which record it stands.",
    "no_date": "Say when it was, as exactly as you know.",
    "about_nobody": "Say whom of the people asked about it is about.",
    "no_relevance": "Say why it matters for this child now.",
    "no_summary": "Write the wording that others than the hub may read.",
    "wrong_grade": "Information with conditions (C) stays in the hub: label it so, or answer with whom to ring.",
    "nobody_named": "The question names nobody for whom something can be sealed. Ring the hub.",
}


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning about one item. `is_settled`: whoever answers has said what lets it go."""

    id: str
    words: str
    blocks: bool
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Lack:
    """What an item lacks: the name of the field, a code, and a sentence for whoever writes."""

    field: str
    code: str
    sentence: str


def warnings_of(one: Item, asked: Asked) -> list[Warned]:
    """The warnings that this item meets, in the order of the rules."""
    if one.is_pointer and not one.is_about_others:
        return []
    met = {
        "before_birth": _is_before_birth(one, asked),
        "beyond_look_back": one.happened_on is not None and one.happened_on < asked.look_back_from,
        "arrest_without_charge": one.is_arrest_only or _looks_like("arrest_without_charge", one.text),
        "adult_outside_gate": one.is_about_others or not set(one.about) <= asked.names.keys(),
        "sensitive_service": one.is_sensitive or _looks_like("sensitive_service", one.text),
        "whole_record": is_whole_record(one.text),
    }
    return [
        Warned(rule.id, rule.words, rule.blocks, _is_settled(one, rule))
        for rule in hub.warnings().values()
        if met.get(rule.id, False)
    ]


def missing_in(one: Item, asked: Asked) -> list[Lack]:
    """What must be said or changed before this item can go."""
    lacks = _lacks_of_pointer(one, asked) if one.is_pointer else _lacks_of_words(one, asked)
    for warned in warnings_of(one, asked):
        if warned.blocks or not warned.is_settled:
            where = "sensitive_test" if warned.id == "sensitive_service" else "although"
            lacks.append(Lack("about" if warned.blocks else where, warned.id, warned.words))
    return lacks


def missing_in_all(items: Sequence[Item], asked: Asked) -> list[tuple[UUID, Lack]]:
    """The same for a whole answer, with the id of the item."""
    return [(one.id, lack) for one in items for lack in missing_in(one, asked)]


def check_can_go(items: Sequence[Item], asked: Asked) -> None:
    """Denied with the first thing that is missing, or when there is nothing, or too much, to send."""
    if not items:
        raise Denied(
            "no_items",
            "There is nothing in the answer yet. If nothing is relevant, say so: it is a full answer.",
        )
    if len(items) > MOST_ITEMS:
        raise Denied("too_many_items", f"Send at most {MOST_ITEMS} items: those that answer the question.")
    for _, lack in missing_in_all(items, asked):
        raise Denied(lack.code, lack.sentence)


def is_whole_record(text: str) -> bool:
    """Whether a text looks like a record that was pasted."""
    letters, dates = enquiries.whole_record()
    return len(text) > letters or len(_DATE.findall(text)) > dates


def needs_second(items: Iterable[Item]) -> bool:
    """Whether a second person must agree: something is for named people only."""
    return any(one.label is Label.SEALED for one in items)


def _is_settled(one: Item, rule: hub.Warning) -> bool:
    if rule.blocks:
        return False
    return bool(one.sensitive_test) if rule.needs else bool(one.although.strip())


def _is_before_birth(one: Item, asked: Asked) -> bool:
    born = asked.about.born_on
    return one.happened_on is not None and born is not None and one.happened_on < born


def _looks_like(warning: str, text: str) -> bool:
    return enquiries.looks_like()[warning].found_in(text)


def _lacks_of_pointer(one: Item, asked: Asked) -> list[Lack]:
    lacks = []
    if not one.call.strip():
        lacks.append(Lack("call", "no_call", "Say whom the hub should ring, with a number."))
    return lacks + _label_lacks(one, asked)


def _lacks_of_words(one: Item, asked: Asked) -> list[Lack]:
    has_source = bool(one.source.strip()) or one.basis not in (Basis.TOLD_BY, Basis.DOCUMENT)
    holds = {
        "pointer_only": not asked.is_pointer_only,
        "no_text": bool(one.text.strip()),
        "no_source": has_source,
        "no_date": one.happened_on is not None or bool(one.when.strip()),
        "about_nobody": bool(one.about) or one.is_about_others,
        "no_relevance": bool(one.relevance.strip()),
        "no_summary": one.label is not Label.RELEASABLE_SUMMARY or bool(one.summary.strip()),
        "wrong_grade": not one.grade.endswith("C") or one.label in _CLOSED,
        "nobody_named": one.label is not Label.SEALED or bool(asked.named),
    }
    lacks = [Lack(_FIELDS[code], code, _SENTENCES[code]) for code, is_there in holds.items() if not is_there]
    return lacks + _label_lacks(one, asked)


def _label_lacks(one: Item, asked: Asked) -> list[Lack]:
    if one.label in asked.labels:
        return []
    under = f" ({asked.agreement})" if asked.agreement else ""
    return [
        Lack("label", "label_outside", f"The agreement does not allow this label{under}. Choose another one.")
    ]
