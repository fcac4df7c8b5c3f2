"""Puts decisions about families, and what waits about them, into words for leads. It may not query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Row
from fairward.design.words import date_words, moment_words
from fairward.kernel.vocabulary import FamilyDecision
from fairward.rights.page_queries import Decided, Sees
from fairward.rights.waiting_queries import Due, FamilyDesk
from fairward.rules import family


@dataclass(frozen=True, slots=True)
class SeesOnPage:
    """One person and one entry in words, and what can be done next."""

    person_id: UUID
    name: str
    relation: str
    decision: str
    shown: str
    read: str
    ended: str
    warning: str
    history: Sequence[str]
    may_preview: bool
    may_talk: bool
    may_take_back: bool
    may_release: bool
    is_new: bool


def sees_words(one: Sees) -> SeesOnPage:
    """What one person sees of an entry, in words."""
    standing = one.standing
    decision = decision_words(standing) if standing else "Not decided yet"
    is_to_show = standing is not None and standing.decision is FamilyDecision.SHARE_NOW
    return SeesOnPage(
        person_id=one.member.person_id,
        name=one.member.name,
        relation=one.member.relation,
        decision=decision,
        shown=_shown(one, is_to_show=is_to_show),
        read=_read(one),
        ended=_ended(one),
        warning=_warning(one),
        history=[
            f"{decision_words(each)}, until {date_words(each.ended_at)}"
            for each in one.earlier
            if each.ended_at
        ],
        may_preview=is_to_show,
        may_talk=standing is not None and standing.decision is FamilyDecision.SHARE_AFTER_TALK,
        may_take_back=one.shown is not None,
        may_release=one.has_account and not one.closed_because,
        is_new=one.shown is None,
    )


def decision_words(one: Decided) -> str:
    """A decision with its day, its ground and its dates."""
    since = f"since {date_words(one.decided_at)}"
    if one.decision is FamilyDecision.HOLD_BACK:
        ground = family.ground(one.ground).words
        return f"Held back {since}: {ground[:1].lower()}{ground[1:]}. Looked at again on {date_words(one.review_on)}"
    if one.decision is FamilyDecision.SHARE_AFTER_TALK:
        return f"To be shown after a talk, by {date_words(one.talk_by)}, decided {since}"
    if one.decision is FamilyDecision.SHARE_NOW:
        return f"To be shown {since}" + (
            f", after a talk on {date_words(one.talked_on)}" if one.talked_on else ""
        )
    return f"Not about them, {since}"


def _shown(one: Sees, *, is_to_show: bool) -> str:
    if one.shown is None:
        return "Not shown yet: look at the preview" if is_to_show else "Not shown"
    when = f"Shown since {moment_words(one.shown.made_at)}"
    return when if one.shown.account_id else f"{when}. It waits until they sign in and a key can be given"


def _read(one: Sees) -> str:
    if one.shown is None:
        return ""
    if one.shown.first_read_at is None or one.shown.last_read_at is None:
        return "Not read yet"
    return f"Read first on {moment_words(one.shown.first_read_at)}, last on {moment_words(one.shown.last_read_at)}"


def _ended(one: Sees) -> str:
    """Honest about what was read before it ended."""
    if one.last_ended is None or one.shown is not None:
        return ""
    ended_at, first_read_at, _ = one.last_ended
    what = f"What they were shown ended on {moment_words(ended_at)}."
    if first_read_at is None:
        return f"{what} They had not read it."
    return f"{what} They had read it on {moment_words(first_read_at)}; that cannot be undone."


def _warning(one: Sees) -> str:
    if one.member.is_restricted:
        return "A court order or contact restriction is recorded for this person."
    if one.closed_because and one.has_account:
        return f"Their access is closed now. {one.closed_because}"
    return (
        ""
        if one.has_account
        else "They have no account. What is shown waits until they are let in and sign in."
    )


@dataclass(frozen=True, slots=True)
class Section:
    """One sort of things on the family desk."""

    title: str
    words: str
    rows: Sequence[Row]


_SIDES = ("The family’s new words", "Read them: the family is told that you have.")


def _sorts(desk: FamilyDesk) -> list[tuple[str, str, Sequence[Due], str]]:
    """Title, what to do, what waits, and the page on which it is done."""
    again = "Something was added or put right. Look at the preview again."
    return [
        (
            "Nobody has decided yet",
            "Every entry has a decision for each person of the family.",
            desk.undecided,
            "decide",
        ),
        ("A talk comes first", "Note the talk; then look at the preview.", desk.talks, "talk"),
        ("Held back: look again", "Each ground ends unless somebody renews it.", desk.reviews, "decide"),
        (
            "Decided to be shown, not shown yet",
            "Look at the preview and confirm it.",
            desk.to_show,
            "preview",
        ),
        ("Changed since it was shown", again, desk.changed, "preview"),
    ]


def desk_sections(desk: FamilyDesk) -> list[Section]:
    """The family desk, sort by sort; those without anything are left out."""
    sides = [
        Row([_cell(one, url("rights:side", my_side_id=one.my_side_id)), Cell(one.person), Cell(_day(one))])
        for one in desk.sides
    ]
    sections = [
        Section(*_SIDES, sides),
        *(Section(title, words, _rows(rows, page)) for title, words, rows, page in _sorts(desk)),
    ]
    return [one for one in sections if one.rows]


def _rows(dues: Sequence[Due], page: str) -> list[Row]:
    return [
        Row([
            _cell(one, url(f"rights:{page}", entry_id=one.entry_id, person_id=one.person_id)), Cell(one.person), Cell(_day(one)),
        ])
        for one in dues
    ]  # fmt: skip


def _cell(one: Due, href: str) -> Cell:
    return Cell(one.child, href, note=one.purpose.word.capitalize())


def _day(one: Due) -> str:
    return date_words(one.at)
