"""What a referral asks, what an ordinary one may not go without, and what comes after it: lists of `data/referral.toml`.

`lacking` says what is missing; it may not stop anybody: of an urgent one everything may be added later.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from fairward.rules import records
from fairward.rules.records import Provenance

YES, NO, NOT_ASKED = "yes", "no", "not_asked"
FORM_VALUE = 500  # letters of a value of a form; what tells of the child is a passage


@dataclass(frozen=True)
class Listed:
    """An id on a list, in words."""

    id: str
    words: str


@dataclass(frozen=True)
class Field:
    """A field of the form. `way`: how it is filled (see the data file); `advice`: may stand where no child is named."""

    id: str
    group: str
    words: str
    way: str
    hint: str
    rows: int
    advice: bool


@dataclass(frozen=True)
class Needed:
    """What an ordinary referral may not go without: a sentence, and the page that asks it."""

    id: str
    sentence: str
    page: str
    advice: bool
    unless_agreed: bool


@dataclass(frozen=True)
class Clocked:
    """Something with a clock: how soon the written referral follows, or a step of disagreement."""

    id: str
    words: str
    clock: str
    sentence: str = ""


@cache
def groups() -> tuple[Listed, ...]:
    """The parts of the form, in their order."""
    return _listed("group")


@cache
def fields() -> tuple[Field, ...]:
    """Every field, in the order of the form."""
    return tuple(
        Field(
            raw["id"], raw["group"], raw["words"], raw["way"], raw.get("hint", ""), int(raw.get("rows", 1)),
            bool(raw.get("advice", False)),
        )
        for raw in records.load("referral")["field"]
    )  # fmt: skip


def field_of(field_id: str) -> Field:
    """The field of that id; KeyError if the form has none."""
    return {each.id: each for each in fields()}[field_id]


@cache
def needed() -> tuple[Needed, ...]:
    """What an ordinary referral may not go without."""
    return tuple(
        Needed(raw["id"], raw["sentence"], raw["page"], bool(raw["advice"]), bool(raw.get("unless_agreed", False)))
        for raw in records.load("referral")["needed"]
    )  # fmt: skip


def lacking(filled: Collection[str], *, agreement: str, is_advice: bool) -> tuple[Needed, ...]:
    """What is needed and not there. `filled`: the ids of `needed()` that are answered.

    Of an urgent referral these are added later; they stop nobody.
    """
    return tuple(
        one
        for one in needed()
        if one.id not in filled
        and (one.advice or not is_advice)
        and not (one.unless_agreed and agreement == YES)
    )


def has_form(field_ids: Collection[str]) -> bool:
    """Whether somebody began to fill in the form of a referral."""
    return "working_well" in field_ids


def unanswered(answers: Mapping[str, str], *, is_advice: bool) -> tuple[Needed, ...]:
    """What the form itself may not go without, by the words that its fields hold; nothing where there is no form.

    What the family was told, the basis and the passages are asked of everything that leaves (`rules.disclosure`).
    """
    if not has_form(answers):
        return ()
    on_form = {one.id for one in fields() if one.way in ("typed", "agreement", "level")}
    filled = {key for key, words in answers.items() if words.strip() and words != no_information()}
    agreement = next((one.id for one in agreements() if one.words == answers.get("agreement", "")), "")
    return tuple(
        one for one in lacking(filled, agreement=agreement, is_advice=is_advice) if one.id in on_form
    )


@cache
def agreements() -> tuple[Listed, ...]:
    """Whether the family agrees to a service: never whether they were told."""
    return _listed("agreement")


@cache
def levels() -> tuple[Listed, ...]:
    """Levels of need below which, and from which, agreement matters."""
    return _listed("level")


def number_of(level_id: str) -> int:
    """The number of a level of need, or 0 for none."""
    return {raw["id"]: int(raw["number"]) for raw in records.load("referral")["level"]}.get(level_id, 0)


def note_on(level_id: str, agreement: str) -> str:
    """What to know where the family has not agreed: empty if they have, or if nothing was said yet."""
    if agreement not in (NO, NOT_ASKED) or not level_id:
        return ""
    return _note("level_4_without_agreement" if number_of(level_id) >= 4 else "below_4_without_agreement")


def no_information() -> str:
    """What a field says that nobody could fill: a blank one says nothing, not even that."""
    return _note("no_information")


@cache
def outcomes() -> tuple[Listed, ...]:
    """What a recipient may have decided."""
    return _listed("outcome")


def outcome_of(outcome_id: str) -> Listed:
    """The outcome of that id; KeyError if it is on no list."""
    return {each.id: each for each in outcomes()}[outcome_id]


@cache
def written() -> tuple[Clocked, ...]:
    """How soon the written referral follows one by telephone; the first is the default."""
    return _clocked("written")


@cache
def steps() -> tuple[Clocked, ...]:
    """Professional disagreement, step by step."""
    return _clocked("step")


def provenance() -> Provenance:
    """Where the form comes from."""
    return records.provenance_of(records.load("referral")["about"])


def _listed(name: str) -> tuple[Listed, ...]:
    return tuple(Listed(raw["id"], raw["words"]) for raw in records.load("referral")[name])


def _clocked(name: str) -> tuple[Clocked, ...]:
    return tuple(
        Clocked(raw["id"], raw["words"], raw["clock"], raw.get("sentence", ""))
        for raw in records.load("referral")[name]
    )


def _note(note_id: str) -> str:
    return {raw["id"]: str(raw["words"]) for raw in records.load("referral")["note"]}[note_id]
