"""The themes a lead may give to a filed concern, per purpose, with an organisation's own changes.

A theme may not decide who can read anything, and reporters are never asked for one.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from fairward.rules import records


@dataclass(frozen=True)
class Theme:
    """A word for counting and finding. `suggests`: retention flags to ask the lead about, never set alone."""

    id: str
    words: str
    purposes: frozenset[str]
    suggests: tuple[str, ...] = ()


@cache
def all_themes() -> tuple[Theme, ...]:
    return tuple(
        Theme(raw["id"], raw["words"], frozenset(raw["purposes"]), tuple(raw.get("suggests", ())))
        for raw in records.load("themes")["theme"]
    )


def themes_for(
    purpose: object, *, added: Iterable[Theme] = (), hidden: Collection[str] = ()
) -> tuple[Theme, ...]:
    """The themes of a purpose: ours, the organisation's own after them, without those it hides.

    A theme that the organisation adds under an id of ours replaces ours (its words may differ).
    """
    merged = {theme.id: theme for theme in (*all_themes(), *added)}
    wanted = records.key(purpose)
    return tuple(theme for theme in merged.values() if wanted in theme.purposes and theme.id not in hidden)


def words_of(theme_id: str, *, added: Iterable[Theme] = ()) -> str:
    """The words of a theme, hidden or not (old records keep theirs); the id itself if nobody knows it."""
    known = {theme.id: theme.words for theme in (*all_themes(), *added)}
    return known.get(theme_id, theme_id)
