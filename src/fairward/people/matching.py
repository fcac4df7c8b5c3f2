"""Whether a child is meant by what somebody typed: names, year, class. It may never match a UPN or a date of birth."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fairward.people.identity import ChildIdentity
from fairward.people.roster.cells import folded

_YEAR = re.compile(r"\b(?:year|yr)\s*(\d{1,2})\b")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words typed, folded: without accents, case, apostrophes."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Wanted:
        """Read a search box; "year 3" is one word."""
        return cls(tuple(folded(_YEAR.sub(r"y\1", text[:100].casefold())).split()))

    def __bool__(self) -> bool:
        return bool(self.words)

    def may_match(self, raw: bytes, year_group: int | None) -> bool:
        """A quick look at the unread value: false only if it cannot match. Most of a school is passed over by it."""
        if not raw.isascii() or b"'" in raw or b"-" in raw.partition(b'"born_on"')[0]:
            return True
        lowered = raw.lower()
        year = _year_words(year_group)
        return all(word.encode() in lowered or word in year for word in self.words)

    def matches(self, identity: ChildIdentity, year_group: int | None) -> bool:
        """Every word begins a part of a name, or is the year or the beginning of the class."""
        parts = _parts(identity)
        year = _year_words(year_group)
        return all(word in year or any(part.startswith(word) for part in parts) for word in self.words)

    def rank(self, identity: ChildIdentity) -> tuple[bool, str, str]:
        """Sort key: those whose first name begins with the first word come first, then by name."""
        first = folded(identity.first)
        return not first.startswith(self.words[0]), first, folded(identity.surname)


ANYBODY = Wanted(())


def _parts(identity: ChildIdentity) -> list[str]:
    names = (
        identity.forename, identity.surname, identity.preferred_forename, identity.preferred_surname,
        identity.middle_names, identity.class_name,
    )  # fmt: skip
    words = " ".join(name for name in names if name)
    # Folding is most of the cost of a search, and most names need nothing but lower case.
    plain = words.lower() if words.isascii() and "'" not in words and "-" not in words else folded(words)
    return plain.split()


def _year_words(year_group: int | None) -> tuple[str, ...]:
    if year_group is None:
        return ()
    if year_group > 0:
        return (f"y{year_group}", str(year_group))
    return ("reception", "r") if year_group == 0 else ("nursery",)
