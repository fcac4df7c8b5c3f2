"""Turns entries into the words of the pages, the same for screen, print and search. It may not query."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from markupsafe import Markup, escape

from fairward.design.words import date_words, moment_words
from fairward.files import rendering
from fairward.files.content import LOST, EntryContent
from fairward.files.moving import FIRST_ELSEWHERE
from fairward.files.rendering import (
    Context,
    RenderedAnnotation,
    RenderedEntry,
    RenderedStatement,
    render_statements,
)
from fairward.files.search_index import stems
from fairward.files.search_queries import SearchResult
from fairward.kernel.vocabulary import EntryKind, EntryState, FamilyDecision
from fairward.rights.queries import Standing
from fairward.rules import family
from fairward.rules.themes import words_of
from fairward.school.chronology import drawing

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
FIELD_NAMES = {
    "told": "Told already",
    "action": "To do",
    "outcome": "Outcome",
    "voice_missing": "Why the child’s voice is missing",
    "reopened_because": "Reopened because",
    "corrected_because": "Corrected because",
    "reduced": "Reduced",
    "moved": "Moved",
    FIRST_ELSEWHERE: "Where it comes from",
}
SHORT_KINDS = {EntryKind.RECEIVED: "received"}  # beside a lane there is room for one or two words
HIDDEN_FIELDS = frozenset({"flags"})


@dataclass(frozen=True, slots=True)
class EntryOnPage:
    """One entry as the chronology, the entry page and the print show it."""

    entry: RenderedEntry
    title: str
    when: str
    state: str
    themes: Sequence[str]
    fields: Sequence[tuple[str, str]]
    family: Sequence[str]
    is_overdue: bool
    attached: int = 0

    @property
    def body(self) -> Markup:
        """What the entry says, drawn with everything attached."""
        return drawing.entry_body(self)

    @property
    def facts(self) -> Markup:
        """Why it is kept, who wrote it, what the family sees, drawn."""
        return drawing.entry_facts(self)

    @property
    def item(self) -> Markup:
        """All of it, as one item of the chronology."""
        return drawing.timeline_item(self)


def when_words(entry: RenderedEntry) -> str:
    """When it happened, as exactly as it is known."""
    return rendering.when_words(entry.occurred_at, entry.precision)


def state_words(entry: RenderedEntry, today: date) -> str:
    """Where the entry stands, in words."""
    if entry.kind is EntryKind.ACTION:
        if entry.done_at:
            return f"done {date_words(entry.done_at)}"
        late = isinstance(entry.due_on, date) and entry.due_on < today
        return f"{'overdue since' if late else 'due'} {date_words(entry.due_on)}"  # type: ignore[arg-type]
    if entry.origin is not None:
        return f"their outcome: {entry.origin.outcome}" if entry.origin.outcome else ""
    if entry.kind is not EntryKind.CONCERN:
        return ""
    if entry.outcome is not None:
        return f"decided: {entry.outcome.word}"
    return "waiting for a decision" if entry.state is EntryState.OPEN else entry.state.word


def on_page(
    entry: RenderedEntry,
    today: date,
    decisions: Sequence[Standing] = (),
    people: Mapping[UUID, str] | None = None,
    attached: int = 0,
) -> EntryOnPage:
    """Put one entry into words."""
    return EntryOnPage(
        entry=entry,
        title=entry.kind.word.capitalize(),
        when=when_words(entry),
        state=state_words(entry, today),
        themes=[words_of(theme) for theme in entry.themes],
        fields=_origin(entry)
        + [
            (FIELD_NAMES.get(key, key), text.replace("_", " ") if key == "outcome" else text)
            for key, text in entry.fields.items()
            if key not in HIDDEN_FIELDS
        ],
        family=[family_words(one, people or {}) for one in decisions],
        is_overdue=isinstance(entry.due_on, date) and not entry.done_at and entry.due_on < today,
        attached=attached,
    )


def _origin(entry: RenderedEntry) -> list[tuple[str, str]]:
    """Where a received entry comes from and who may read it, before anything that it says."""
    if entry.origin is None:
        return []
    label = [("Who may read it", entry.label.word)] if entry.label else []
    kind = [("There it is", f"a {entry.origin.kind} of {entry.origin.recorded}")] if entry.origin.kind else []
    return [("Where it comes from", entry.origin.words), *kind, *label]


def family_words(decision: Standing, people: Mapping[UUID, str]) -> str:
    """One family decision as a sentence."""
    name = people.get(decision.person_id, "A member of the family")
    if decision.decision is FamilyDecision.HOLD_BACK:
        ground = family.ground(decision.ground).words.lower()
        return f"{name}: held back ({ground}), looked at again on {date_words(decision.review_on)}"
    if decision.decision is FamilyDecision.SHARE_AFTER_TALK:
        return f"{name}: shared after a talk, by {date_words(decision.talk_by)}"
    return f"{name}: {decision.decision.word}"


def highlighted(text: str, wanted: Sequence[str]) -> Markup:
    """The text with the searched words marked; everything else escaped."""
    stems_wanted = set(wanted)
    parts, last = [], 0
    for match in _WORD.finditer(text):
        if stems_wanted & set(stems(match.group())):
            parts += [
                escape(text[last : match.start()]),
                Markup("<mark>"),
                escape(match.group()),
                Markup("</mark>"),
            ]
            last = match.end()
    parts.append(escape(text[last:]))
    return Markup("").join(parts)


def _has(text: str, wanted: set[str]) -> bool:
    return bool(wanted & set(stems(text)))


def _marked_notes(
    notes: Sequence[RenderedAnnotation], wanted: Sequence[str]
) -> tuple[RenderedAnnotation, ...]:
    return tuple(replace(note, text=highlighted(note.text, wanted)) for note in notes)


def _marked(statement: RenderedStatement, wanted: Sequence[str]) -> RenderedStatement:
    return replace(
        statement,
        text=highlighted(statement.text, wanted),
        annotations=_marked_notes(statement.annotations, wanted),
    )


def _all_words(statement: RenderedStatement) -> str:
    marks = (f"{mark.part} {mark.colour} {mark.description}" for mark in statement.marks)
    return " ".join(
        (statement.text, statement.source, *marks, *(note.text for note in statement.annotations))
    )


def passages(entry: RenderedEntry, wanted: Sequence[str]) -> tuple[RenderedStatement, ...]:
    """The statements that hold a searched word, whole and with all that is attached: none is shown bare (promise 2)."""
    return tuple(_marked(one, wanted) for one in entry.statements if _has(_all_words(one), set(wanted)))


def found_fields(entry: RenderedEntry, wanted: Sequence[str]) -> list[tuple[str, Markup]]:
    """The named texts of an entry that hold a searched word."""
    return [
        (FIELD_NAMES.get(key, key), highlighted(text, wanted))
        for key, text in (*entry.fields.items(), ("Where", entry.where))
        if key not in HIDDEN_FIELDS and _has(text, set(wanted))
    ]


@dataclass(frozen=True, slots=True)
class VersionOnPage:
    """One version of an entry: when, by whom, why, and its statements in words."""

    number: int
    when: str
    by: str
    reason: str
    statements: Sequence[RenderedStatement]
    withdrawn: int = 0
    lost: str = ""


def version_words(
    versions: Sequence[tuple[int, datetime, str, EntryContent]],
    entry: RenderedEntry,
    withdrawn: Mapping[int, int] | None = None,
) -> list[VersionOnPage]:
    """Versions in words, newest first, each statement with what is attached to it today.

    `withdrawn`: of how many statements of a version a correction found that they were wrong. Their words are not here.
    """
    attached: dict[UUID | None, Sequence[RenderedAnnotation]] = {
        one.id: one.annotations for one in entry.statements
    }
    context = Context(annotations=attached, outcome=entry.outcome, people={})
    return [
        VersionOnPage(
            number,
            moment_words(made_at),
            by,
            content.fields.get("corrected_because", ""),
            render_statements(content, context),
            (withdrawn or {}).get(number, 0),
            content.fields.get(LOST, ""),
        )
        for number, made_at, by, content in versions
    ]


@dataclass(frozen=True, slots=True)
class FoundOnPage:
    """One search result: whose, which entry, and what of it was found, with its context."""

    child: str
    place: str
    entry_id: UUID
    title: str
    when: str
    by: str
    state: str
    statements: Sequence[RenderedStatement]
    fields: Sequence[tuple[str, Markup]]
    annotations: Sequence[RenderedAnnotation]


def found_words(result: SearchResult, today: date) -> list[FoundOnPage]:
    """Search results in words."""
    return [
        FoundOnPage(
            one.child.full, one.child.place, one.entry.id, f"{one.entry.kind.word.capitalize()}, {one.entry.purpose_words}",
            when_words(one.entry), one.entry.by, state_words(one.entry, today),
            # Found unfounded or malicious: that it is there, not what had been reported.
            () if one.entry.is_collapsed else passages(one.entry, result.stems),
            () if one.entry.is_collapsed else found_fields(one.entry, result.stems),
            _marked_notes(one.entry.annotations, result.stems),
        )
        for one in result.found
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the picture of a chronology: a kind of entry and where its marks stand, 0 to 100."""

    name: str
    marks: Sequence[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The picture of a chronology: lanes by kind over time; the list below it is its table."""

    lanes: Sequence[Lane]
    first: str
    last: str


def chronology_lanes(entries: Sequence[EntryOnPage]) -> Lanes | None:
    """The entries of the page as lanes over time; None where there is too little for a picture."""
    moments = [one.entry.occurred_at for one in entries]
    if len(moments) < 2 or max(moments) == min(moments):
        return None
    first, span = min(moments), (max(moments) - min(moments)).total_seconds()
    lanes = []
    for kind in EntryKind:
        here = [one for one in entries if one.entry.kind is kind]
        if here:
            marks = [((one.entry.occurred_at - first).total_seconds() / span * 100, one.when) for one in here]
            lanes.append(Lane(SHORT_KINDS.get(kind, kind.word).capitalize(), marks))
    return Lanes(lanes, date_words(min(moments)), date_words(max(moments)))
