"""A case in words for a family: short, plain, nothing that they were not shown. It may not query."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from uuid import UUID

from fairward.design.addresses import url
from fairward.design.pieces import Link
from fairward.design.words import date_words, listed
from fairward.exchange.package.contents import Attached, Passage
from fairward.exchange.package.words import claim_words
from fairward.files.rendering import shortened
from fairward.hub.corrections.queries import PutRightLine
from fairward.hub.corrections.vocabulary import PutRightState
from fairward.hub.families.composing import KINDS
from fairward.hub.families.content import AskedOf, Outcome, ShownItem
from fairward.hub.families.my_queries import Look, MyCase, MyReading, MySide

_TABS = (("hub_families:case", "What was decided"), ("hub_families:looks", "Who looked"))
_ATTACHED = {
    "explanation": "Explained", "family_account": "The family says", "child_account": "The child says",
    "dispute": "Somebody says that this is not so", "correction": "Put right", "outcome": "What it turned out to be",
}  # fmt: skip

_BESIDE = {
    "Relevance": "Why they say it matters", "Although": "Why they told it all the same",
    "Sensitive test": "Why they may tell it",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page about one case."""

    reader_id: UUID
    name: str
    tabs: list[Link]


@dataclass(frozen=True, slots=True)
class AskedOnPage:
    """An agency that was asked."""

    agency: str
    asked: str
    answer: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemOnPage:
    """An item, never without how it is known and what belongs to it; what the reader said of it, and how that stands."""

    id: UUID
    agency: str
    kind: str
    basis: str
    basis_words: str
    text: str
    short: str
    when: str
    beside: tuple[tuple[str, str], ...]
    sides: tuple[MySide, ...]
    put_right: tuple[str, ...]
    can_ask: bool


@dataclass(frozen=True, slots=True)
class CaseOnPage:
    """A case as its reader reads it."""

    outcome: Outcome
    asked: tuple[AskedOnPage, ...]
    items: tuple[ItemOnPage, ...]
    sides: tuple[MySide, ...]


@dataclass(frozen=True, slots=True)
class ComplainStep:
    """One step of a complaint."""

    title: str
    words: str
    phone: str = ""
    post: str = ""
    site: str = ""

    @property
    def dial(self) -> str:
        """The number as a telephone dials it."""
        return self.phone.replace(" ", "")


def frame(case: MyCase, current: str) -> Frame:
    """The frame with the present part marked."""
    tabs = [
        Link(words, url(name, reader_id=case.reader.id), is_current=name == current) for name, words in _TABS
    ]
    return Frame(case.reader.id, about_words(case), tabs)


def about_words(case: MyCase) -> str:
    """Whom a case is about, for its reader."""
    return listed(list(case.about)) if case.about else "About you"


def case_on_page(reading: MyReading) -> CaseOnPage | None:
    """A case with everything that was shown of it; None while nothing was."""
    if reading.outcome is None:
        return None
    return CaseOnPage(
        reading.outcome, tuple(map(_asked, reading.outcome.asked)),
        tuple(_item(one, reading) for one in reading.outcome.items),
        tuple(one for one in reading.sides if one.item_id is None),
    )  # fmt: skip


def item_on_page(reading: MyReading, item_id: UUID) -> ItemOnPage | None:
    """One item that the reader was shown."""
    found = [one for one in reading.outcome.items if one.id == item_id] if reading.outcome else []
    return _item(found[0], reading) if found else None


def look_words(found: Sequence[Look], hub: str) -> list[tuple[str, str]]:
    """Who looked: role and hub, the day."""
    return [
        (f"{one.role.word[:1].upper()}{one.role.word[1:]}, {hub}" if one.role else "The computer itself", date_words(one.at))
        for one in found
    ]  # fmt: skip


@cache
def complain_steps() -> tuple[ComplainStep, ...]:
    """How to complain, step by step."""
    text = resources.files(__package__).joinpath("data", "complaining.toml").read_text(encoding="utf-8")
    names = ("title", "words", "phone", "post", "site")
    return tuple(
        ComplainStep(**{name: one[name] for name in names if name in one})
        for one in tomllib.loads(text)["step"]
    )


def _asked(one: AskedOf) -> AskedOnPage:
    kinds = []
    for kind, number in one.kinds.items():
        single, several = KINDS.get(kind, ("other thing", "other things"))
        kinds.append(f"{number} {single if number == 1 else several}")
    return AskedOnPage(one.agency, one.asked, one.answer, tuple(kinds))


def _item(one: ShownItem, reading: MyReading) -> ItemOnPage:
    lines = [line for line in reading.put_right if line.item_id == one.id]
    is_open = any(line.state in (PutRightState.ASKED, PutRightState.SENT) for line in lines)
    text = claim_words(one.claim)
    return ItemOnPage(
        one.id, one.agency, KINDS.get(one.kind, ("other thing", ""))[0], one.claim.basis, one.claim.basis_words, text,
        shortened(text, 40), one.claim.note.when if one.claim.note else one.claim.when,
        (*map(_beside, one.beside), *map(_attached, one.claim.context.attached), *_outcome(one.claim)),
        tuple(side for side in reading.sides if side.item_id == one.id),
        tuple(_put_right(line, one.agency) for line in lines), not is_open,
    )  # fmt: skip


def _beside(one: Passage) -> tuple[str, str]:
    return _BESIDE.get(one.basis_words, "Also"), claim_words(one)


def _attached(one: Attached) -> tuple[str, str]:
    return _ATTACHED.get(
        one.kind, "Also"
    ), one.text or one.summary or "Somebody added something here that you cannot read."


def _outcome(one: Passage) -> list[tuple[str, str]]:
    found = [("What it turned out to be", one.context.outcome.words)] if one.context.outcome else []
    if one.context.checked_since is not None:
        found.append(("Being checked", f"since {date_words(one.context.checked_since)}"))
    return found


def _put_right(one: PutRightLine, agency: str) -> str:
    asked = f"You said on {date_words(one.asked_at)} that this is wrong."
    answered = date_words(one.answered_at) if one.answered_at else ""
    ends = {
        PutRightState.ASKED: f"We will ask {agency}. You get an answer by {date_words(one.answer_by)}.",
        PutRightState.SENT: f"We asked {agency}. You get an answer by {date_words(one.answer_by)}.",
        PutRightState.CORRECTED: f"It was put right on {answered}.",
        PutRightState.STANDS: f"{agency} says that it stays as it is. Your words stay with it. You can complain.",
        PutRightState.WITHDRAWN: f"{agency} took it back on {answered}. Nobody uses it any more.",
    }
    return f"{asked} {ends[one.state]}"
