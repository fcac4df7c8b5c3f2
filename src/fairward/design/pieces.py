"""What the components are made of: links, facts, rows, contacts, pages. They may not query or decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to telephone: who it is, and the number as people write it."""

    name: str
    phone: str

    @property
    def dial(self) -> str:
        """The number as a telephone dials it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere. `note` says more in small letters; `count` stands behind the words."""

    text: str
    href: str
    is_current: bool = False
    note: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """A short word with a tone (plain, danger, due, done, quiet) that a shape or border shows, not colour alone."""

    text: str
    tone: str = "plain"
    href: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value, with an optional link to change it (`action` says what the link does)."""

    name: str
    value: object
    href: str = ""
    action: str = "Change"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a queue's row: words, perhaps a link, perhaps chips."""

    text: str = ""
    href: str = ""
    chips: Sequence[Chip] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a queue; the first cell names it. `tone` is plain, danger or due and must be said by a chip too."""

    cells: Sequence[Cell]
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Moment:
    """One item of a timeline. `item` is handed to the caller's block, which prints the body."""

    title: str
    when: str
    by: str = ""
    href: str = ""
    chips: Sequence[Chip] = ()
    item: object = None
    at: date | datetime | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a list stands: page `number` of `last`, counted from 1, and how other pages are reached."""

    number: int
    last: int
    address: Callable[[int], str]

    @classmethod
    def of(cls, *, number: int, per_page: int, total: int, query: Mapping[str, object]) -> Pages:
        """Make pages whose links keep the filter in `query` and change `page` only."""
        kept = {key: value for key, value in query.items() if key != "page" and value not in ("", None)}
        last = max(1, -(-total // per_page))
        return cls(number, last, lambda page: "?" + urlencode({**kept, "page": page}, doseq=True))

    @property
    def shown(self) -> list[int | None]:
        """First, last, this page and its neighbours; None where numbers are left out."""
        wanted = sorted(
            {1, self.number - 1, self.number, self.number + 1, self.last} & set(range(1, self.last + 1))
        )
        numbers: list[int | None] = []
        for page in wanted:
            if numbers and page - (numbers[-1] or 0) > 1:
                numbers.append(None)
            numbers.append(page)
        return numbers


@dataclass(frozen=True, slots=True)
class Need:
    """A section of the home page: what somebody should do now. `empty` is said when there is nothing."""

    title: str
    links: Sequence[Link] = ()
    empty: str = ""
    tone: str = "plain"
    more: Link | None = None
    order: int = field(default=50)
