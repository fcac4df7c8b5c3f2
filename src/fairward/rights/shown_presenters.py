"""Words of an entry as one person is shown it, the same for their own pages and for the lead's preview. It may not query.

Basis and everything attached go with each statement: there is no way to put one into words without them (promises 1 and 2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from fairward.design.shapes import FEELINGS
from fairward.design.words import date_words, moment_words
from fairward.files.kept_words import source_sentence
from fairward.kernel.vocabulary import AnnotationKind, EntryKind, Outcome, WhenPrecision
from fairward.rights.building import CHILD_VOICE, DECIDED_BECAUSE, TO_DO
from fairward.rights.shown_content import ShownAnnotation, ShownEntry, ShownStatement
from fairward.rights.shown_queries import MyAccount, Shown
from fairward.rules import glossary

TITLES: Mapping[EntryKind, str] = MappingProxyType(
    {
        EntryKind.CONCERN: "A worry that was written down",
        EntryKind.ACTION: "Something to do",
        EntryKind.DECISION: "What was decided",
        EntryKind.CONVERSATION: "A talk",
        EntryKind.MEETING: "A meeting",
        EntryKind.DOCUMENT: "A letter or paper",
        EntryKind.RECEIVED: "Something that came from outside the school",
        EntryKind.FAMILY_ACCOUNT: "What your family said",
    }
)
_OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        Outcome.SUBSTANTIATED.code: "The school looked into it and found that it happened.",
        Outcome.PARTLY.code: "The school looked into it and found that some of it happened.",
        Outcome.NOT_SUBSTANTIATED.code: "The school looked into it and did not find that it happened.",
        Outcome.EXPLAINED.code: "The school looked into it. There was an ordinary reason.",
        Outcome.UNFOUNDED.code: "This was wrong. It did not happen, or it was about somebody else.",
        Outcome.MALICIOUS.code: "This was not true. Somebody said it to cause trouble.",
        Outcome.NO_FURTHER_ACTION.code: "The school looked at it. Nothing more had to be done.",
    }
)
_FOLDED = frozenset({Outcome.UNFOUNDED.code, Outcome.MALICIOUS.code})
_ATTACHED: Mapping[AnnotationKind, str] = MappingProxyType(
    {
        AnnotationKind.EXPLANATION: "What explains this",
        AnnotationKind.FAMILY_ACCOUNT: "The family said",
        AnnotationKind.CHILD_ACCOUNT: "The child said about this",
        AnnotationKind.DISPUTE: "Somebody does not agree",
        AnnotationKind.CORRECTION: "This was put right",
        AnnotationKind.OUTCOME: "What came of it",
    }
)
_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        TO_DO: "What to do",
        DECIDED_BECAUSE: "Why the school decided this",
        CHILD_VOICE: "What the child said or wants",
        "told": "Who was told",
        "action": "What to do",
        "outcome": "What came of it",
        "voice_missing": "Why the child was not asked",
        "reopened_because": "Why it was looked at again",
        "corrected_because": "Why it was put right",
    }
)


@dataclass(frozen=True, slots=True)
class NoteOnPage:
    """Something attached to a statement or to the whole: what it is, its words, whose they are."""

    title: str
    text: str
    facts: str
    feeling: str = ""
    feeling_words: str = ""


@dataclass(frozen=True, slots=True)
class MineOnPage:
    """What the reader added themselves, and whether the school has read it."""

    text: str
    when: str
    state: str
    feeling: str
    feeling_words: str
    is_confidential: bool


@dataclass(frozen=True, slots=True)
class StatementOnPage:
    """A claim: how it is known as a shape, a word and a sentence; its words; and all that belongs to it."""

    id: UUID
    code: str
    known: str
    meaning: str
    text: str
    because: str
    when: str
    marks: tuple[str, ...]
    notes: tuple[NoteOnPage, ...]
    mine: tuple[MineOnPage, ...]
    checked: str


@dataclass(frozen=True, slots=True)
class ShownOnPage:
    """One entry in plain words. `kept` says why it is kept, looked at again and destroyed; empty in a preview."""

    id: UUID
    title: str
    when: str
    by: str
    where: str
    outcome: str
    is_folded: bool
    is_new: bool
    fields: tuple[tuple[str, str], ...]
    statements: tuple[StatementOnPage, ...]
    notes: tuple[NoteOnPage, ...]
    mine: tuple[MineOnPage, ...]
    kept: tuple[str, ...]

    @property
    def is_checked(self) -> bool:
        """Whether somebody is finding out if one of its statements is right."""
        return any(one.checked for one in self.statements)


def shown_on_page(shown: Shown) -> ShownOnPage:
    """What somebody is shown, with their own words beside it and why it is kept."""
    entry = shown.entry
    kept = (
        shown.kept_because,
        f"The school looks at this again on {date_words(shown.review_on)}.",
        f"It is destroyed on {date_words(shown.destroy_on)} at the latest.",
        f"Where this rule comes from: {source_sentence(shown.rule_id)}",
    )
    return _on_page(entry, shown.mine, shown.checked, kept, is_new=shown.is_new)


def preview_on_page(entry: ShownEntry) -> ShownOnPage:
    """The same words before anybody was shown them."""
    return _on_page(entry, (), {}, (), is_new=False)


def when_words(entry: ShownEntry) -> str:
    """When it happened, as exactly as it is known."""
    if entry.precision is WhenPrecision.UNKNOWN:
        return "We do not know the day"
    if entry.precision is WhenPrecision.MONTH:
        return date_words(entry.occurred_at).split(" ", 1)[1]
    exact = entry.precision in (WhenPrecision.MINUTE, WhenPrecision.ABOUT_TIME)
    words = moment_words(entry.occurred_at) if exact else date_words(entry.occurred_at)
    about = entry.precision in (WhenPrecision.ABOUT_TIME, WhenPrecision.ABOUT_DAY)
    return f"About {words}" if about else words


def _on_page(
    entry: ShownEntry, mine: Sequence[MyAccount], checked: Mapping[UUID, date], kept: tuple[str, ...], *, is_new: bool
) -> ShownOnPage:  # fmt: skip
    known = {one.id for one in entry.statements}
    return ShownOnPage(
        id=entry.entry_id,
        title=TITLES[entry.kind],
        when=when_words(entry),
        by=entry.by,
        where=entry.where,
        outcome=_OUTCOMES.get(entry.outcome, ""),
        is_folded=entry.outcome in _FOLDED,
        is_new=is_new,
        fields=tuple((_FIELDS.get(name, name), text) for name, text in entry.fields.items() if text),
        statements=tuple(_statement(one, mine, checked.get(one.id)) for one in entry.statements),
        notes=tuple(map(_note, entry.annotations)),
        mine=tuple(_mine(one) for one in mine if one.statement_id not in known),
        kept=kept,
    )


def _statement(one: ShownStatement, mine: Sequence[MyAccount], since: date | None) -> StatementOnPage:
    return StatementOnPage(
        id=one.id,
        code=one.basis.code,
        known=one.basis_words[:1].upper() + one.basis_words[1:],
        meaning=glossary.basis(one.basis.code).meaning,
        text=f"“{one.text}”" if one.basis.code == "child_said" else one.text,
        because=", ".join(one.rests_on),
        when=one.when,
        marks=one.marks,
        notes=tuple(map(_note, one.annotations)),
        mine=tuple(_mine(own) for own in mine if own.statement_id == one.id),
        checked=f"Being checked since {date_words(since)}" if since else "",
    )


def _note(one: ShownAnnotation) -> NoteOnPage:
    facts = ", ".join(filter(None, (one.by, date_words(one.made_at))))
    return NoteOnPage(_ATTACHED[one.kind], one.text, facts, one.feeling, FEELINGS.get(one.feeling, ""))


def _mine(one: MyAccount) -> MineOnPage:
    state = (
        f"The school read this on {date_words(one.read_at)}."
        if one.read_at
        else "The school has received this."
    )
    return MineOnPage(
        one.text,
        date_words(one.made_at),
        state,
        one.feeling,
        FEELINGS.get(one.feeling, ""),
        one.is_confidential,
    )
