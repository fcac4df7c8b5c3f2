"""Looks in plain words. It may not query, nor count what is not told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fairward.design.words import date_words, moment_words
from fairward.kernel.vocabulary import WhenPrecision
from fairward.rights.looking_queries import Look
from fairward.rights.shown_presenters import TITLES
from fairward.rights.shown_rows import ShownRow

_MOST_NAMED = 5
NOT_SHOWN = "Something that the school has not shown you"


@dataclass(frozen=True, slots=True)
class LookOnPage:
    """One look: when, who in which role, what of the record, why."""

    line_id: UUID
    when: str
    who: str
    what: tuple[str, ...]
    why: str
    is_refusal: bool
    is_asked: bool
    can_ask: bool


def look_on_page(look: Look, organisation: str, asked: Collection[UUID] = ()) -> LookOnPage:
    """One look of somebody else."""
    if look.role is None:
        return LookOnPage(
            look.line_id, date_words(look.at), "The computer itself", (), "This was not a person.", False, False, False
        )  # fmt: skip
    who = f"{look.role.word[:1].upper()}{look.role.word[1:]}, {organisation}"
    why = "They were not allowed to." if look.is_refusal else look.purpose
    is_asked = look.line_id in asked
    return LookOnPage(
        look.line_id,
        moment_words(look.at),
        who,
        what_words(look),
        why,
        look.is_refusal,
        is_asked,
        not is_asked,
    )


def what_words(look: Look) -> tuple[str, ...]:
    """Which part of the record somebody looked at."""
    if look.is_refusal:
        what = "something that the school has not shown you" if look.is_silent else "it"
        return (f"Somebody tried to open {what} and was stopped.",)
    if look.own_name:
        return ("Your name and how to reach you",)
    if not look.entries:
        return (NOT_SHOWN,) if look.is_silent else ("The name, class and date of birth",)
    rows = sorted(look.entries, key=lambda row: row.occurred_at, reverse=True)
    named = tuple(map(_entry_words, rows[:_MOST_NAMED]))
    more = len(rows) - len(named)
    words = (*named, f"and {more} more that you can see") if more else named
    return (*words, NOT_SHOWN) if look.is_silent else words


def own_days(looks: list[Look]) -> list[str]:
    """The days on which the reader looked themselves."""
    return list(dict.fromkeys(date_words(one.at) for one in looks))


def _entry_words(row: ShownRow) -> str:
    if row.precision is WhenPrecision.UNKNOWN:
        return TITLES[row.kind]
    if row.precision is WhenPrecision.MONTH:
        return f"{TITLES[row.kind]}, {date_words(row.occurred_at).split(' ', 1)[1]}"
    return f"{TITLES[row.kind]}, {date_words(row.occurred_at)}"
