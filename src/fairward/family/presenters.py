"""Words and tabs around the pages of families. It may not query."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from uuid import UUID

from fairward.design.addresses import url
from fairward.design.pieces import Link
from fairward.families.queries import MyChild
from fairward.kernel.vocabulary import Role

_TABS = (
    ("family:record", "What is recorded"),
    ("family:looks", "Who looked"),
    ("family:where", "Where it went"),
    ("family:sides", "My side"),
    ("family:people", "People around me"),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page about one child: whose record it is, and the way to its parts."""

    child_id: UUID
    name: str
    whose: str
    tabs: list[Link]


def frame(child: MyChild, current: str) -> Frame:
    """The frame with the present part marked."""
    tabs = [Link(words, url(name, child_id=child.id), is_current=name == current) for name, words in _TABS]
    return Frame(child.id, child.name.full, "you" if child.is_self else child.name.first, tabs)


@dataclass(frozen=True, slots=True)
class Helpline:
    """Whom to call."""

    name: str
    phone: str
    words: str
    hours: str

    @property
    def dial(self) -> str:
        """The number as a telephone dials it."""
        return self.phone.replace(" ", "")


@cache
def helplines(role: Role) -> tuple[Helpline, ...]:
    """The numbers for a young person, or for an adult."""
    wanted = {"both", "child" if role is Role.YOUNG_PERSON else "adult"}
    text = resources.files(__package__).joinpath("data", "helplines.toml").read_text(encoding="utf-8")
    rows = [each for each in tomllib.loads(text)["helpline"] if each["who"] in wanted]
    return tuple(Helpline(each["name"], each["phone"], each["words"], each["hours"]) for each in rows)
