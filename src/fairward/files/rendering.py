"""One function renders a statement, and it cannot render it bare (promise 2). It may not query, open keys or make pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from fairward.design.words import date_words, moment_words
from fairward.files.content import EntryContent, Mark, StatementContent
from fairward.files.kept_words import SaysWhyKept
from fairward.files.origin import Origin
from fairward.kernel.vocabulary import (
    AnnotationKind,
    Basis,
    EntryKind,
    EntryState,
    Label,
    Outcome,
    WhenPrecision,
)

COLLAPSED = (Outcome.UNFOUNDED, Outcome.MALICIOUS)


@dataclass(frozen=True, slots=True)
class RenderedAnnotation:
    """An annotation in words: its kind, text, who made it and when."""

    id: UUID
    kind: AnnotationKind
    text: str
    by: str
    made_at: datetime
    feeling: str = ""
    is_confidential: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """All that belongs to the statements of one entry. There is no way to render without one.

    `quotes` are the beginnings of statements of other entries that an opinion may rest on; `checked` says since when
    somebody checks whether a statement is right: its use is restricted until then. `origin`: where a received entry comes
    from, said beside each claim.
    """

    annotations: Mapping[UUID | None, Sequence[RenderedAnnotation]]
    outcome: Outcome | None
    people: Mapping[UUID, str]
    quotes: Mapping[UUID, str] = field(default_factory=dict)
    checked: Mapping[UUID, date] = field(default_factory=dict)
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class RenderedStatement:
    """A claim as every page, PDF and package shows it: how it is known, its words, and what belongs to it."""

    id: UUID
    basis: Basis
    basis_words: str
    text: str
    source: str
    rests_on: tuple[str, ...]
    about: tuple[str, ...]
    about_ids: tuple[UUID, ...]
    when: str
    marks: tuple[Mark, ...]
    annotations: tuple[RenderedAnnotation, ...]
    checked_since: date | None = None
    because: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderedEntry(SaysWhyKept):
    """An entry in words, inseparable from its context. `by` of a received one names its author there, never one of us."""

    id: UUID
    file_id: UUID
    kind: EntryKind
    state: EntryState
    occurred_at: datetime
    precision: WhenPrecision
    recorded_at: datetime
    by: str
    where: str
    themes: tuple[str, ...]
    fields: Mapping[str, str]
    statements: tuple[RenderedStatement, ...]
    annotations: tuple[RenderedAnnotation, ...]
    outcome: Outcome | None
    version: int
    about_entry_id: UUID | None
    owner: str
    due_on: object
    done_at: datetime | None
    kept_because: str
    review_on: object
    destroy_on: object
    purpose_words: str = ""
    lost: str = ""  # why nothing of what was written can be shown; empty where it can
    rule_id: str = ""
    origin: Origin | None = None
    label: Label | None = None

    @property
    def is_collapsed(self) -> bool:
        """Found unfounded or malicious: every list shows that it was corrected, and folds its words away."""
        return self.outcome in COLLAPSED


def when_words(occurred_at: datetime, precision: WhenPrecision) -> str:
    """When something happened, as exactly as it is known."""
    if precision is WhenPrecision.UNKNOWN:
        return "date not known"
    if precision is WhenPrecision.MONTH:
        return f"in {occurred_at:%B %Y}"
    exact = precision in (WhenPrecision.MINUTE, WhenPrecision.ABOUT_TIME)
    words = moment_words(occurred_at) if exact else date_words(occurred_at)
    about = precision in (WhenPrecision.ABOUT_TIME, WhenPrecision.ABOUT_DAY)
    return f"about {words}" if about else words


def basis_words(statement: StatementContent, origin: Origin | None = None) -> str:
    """How the claim is known, in words that name the source, and that say so when an opinion rests on nothing stated.

    Of what another organisation told, the words say whose knowledge it is: not ours.
    """
    own = _own_basis_words(statement)
    grade = f", graded {origin.grades[statement.id]}" if origin and statement.id in origin.grades else ""
    return f"{own} (at {origin.written_at}{grade})" if origin else own


def _own_basis_words(statement: StatementContent) -> str:
    if statement.basis is Basis.TOLD_BY:
        return f"told by {statement.source}"
    if statement.basis is Basis.DOCUMENT and statement.source:
        return f"read in {statement.source}"
    if statement.basis is Basis.OPINION and not statement.because:
        return "opinion, no stated basis"
    return statement.basis.word


def render_statement(
    statement: StatementContent, context: Context, quotes: Mapping[UUID, str]
) -> RenderedStatement:
    """Render one claim with its basis and everything attached to it."""
    return RenderedStatement(
        id=statement.id,
        basis=statement.basis,
        basis_words=basis_words(statement, context.origin),
        text=statement.text,
        source=statement.source,
        rests_on=tuple(dict.fromkeys(quotes.get(one, "what was reported") for one in statement.because)),
        about=_about(statement, context),
        about_ids=statement.about,
        when=statement.when,
        marks=statement.marks,
        annotations=tuple(context.annotations.get(statement.id, ())),
        checked_since=context.checked.get(statement.id),
        because=statement.because,
    )


def _about(statement: StatementContent, context: Context) -> tuple[str, ...]:
    """Whom it is about: of what was received, as its sender named them."""
    if context.origin is not None:
        return context.origin.about.get(statement.id, ())
    return tuple(context.people[one] for one in statement.about if one in context.people)


def render_statements(content: EntryContent, context: Context) -> tuple[RenderedStatement, ...]:
    """Render all claims of an entry in their order."""
    rests = any(statement.because for statement in content.statements)
    quotes = {**context.quotes, **quotes_of(content)} if rests else {}
    return tuple(render_statement(statement, context, quotes) for statement in content.statements)


def quotes_of(content: EntryContent) -> dict[UUID, str]:
    """The beginnings of an entry's statements, to point at them by."""
    return {statement.id: shortened(statement.text) for statement in content.statements}


def shortened(text: str, letters: int = 60) -> str:
    """The beginning of a text in quotation marks, to point at a statement by."""
    words = " ".join(text.split())
    return f"“{words}”" if len(words) <= letters else f"“{words[:letters].rsplit(' ', 1)[0]} …”"


def statement_words(one: RenderedStatement) -> str:
    """A whole statement as one line, to choose it from a list: how it is known first."""
    text = f"“{one.text}”" if one.basis is Basis.CHILD_SAID else one.text
    return f"{one.basis_words[:1].upper()}{one.basis_words[1:]}: {text}"
