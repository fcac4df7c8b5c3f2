"""Draws a statement with its basis, its context and its annotations. It cannot leave any of them out (promise 2).

In Python and not as a macro, because a chronology holds a hundred of them: 15 µs each instead of 60. Everything that
comes from outside goes through `escape`; the rest is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from markupsafe import Markup, escape

from fairward.design.body_map import MarkLike, placed
from fairward.design.shapes import FEELINGS, SHAPES
from fairward.design.words import date_words
from fairward.kernel.vocabulary import AnnotationKind, Basis


class AnnotationLike(Protocol):
    """What is attached to a statement or an entry, wherever it is kept."""

    @property
    def kind(self) -> AnnotationKind: ...
    @property
    def text(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def made_at(self) -> datetime: ...
    @property
    def feeling(self) -> str: ...
    @property
    def is_confidential(self) -> bool: ...


class StatementLike(Protocol):
    """A rendered statement, wherever it was rendered."""

    @property
    def id(self) -> Any: ...
    @property
    def basis(self) -> Basis: ...
    @property
    def basis_words(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def rests_on(self) -> Sequence[str]: ...
    @property
    def about(self) -> Sequence[str]: ...
    @property
    def when(self) -> str: ...
    @property
    def marks(self) -> Sequence[MarkLike]: ...
    @property
    def annotations(self) -> Sequence[AnnotationLike]: ...
    @property
    def checked_since(self) -> date | None: ...


def statement(
    one: StatementLike, identity: str = "statement", caller: Callable[[], str] | None = None
) -> Markup:
    """Draw a claim: how it is known as shape and word, its words, what it is about, and all that belongs to it."""
    code, basis = one.basis.code, one.basis_words
    words = Markup("“{}”").format(one.text) if code == "child_said" else one.text
    facts = " · ".join(filter(None, (f"About {', '.join(one.about)}" if one.about else "", one.when)))
    return Markup(  # noqa: S704 - each value is escaped where it stands
        f'<div class="fw-statement fw-statement--{code}" id="{escape(identity)}-{escape(one.id)}">\n'
        f'<p class="fw-statement__basis">{SHAPES[code]}<span>{escape(basis[:1].upper() + basis[1:])}</span></p>\n'
        f"{_checked(one.checked_since) if one.checked_since else ''}"
        f'<p class="fw-statement__words">{escape(words)}</p>\n'
        f"{_facts('Because of ' + ', '.join(one.rests_on)) if one.rests_on else ''}"
        f"{_facts(facts) if facts else ''}"
        f"{mark_list(one.marks) if one.marks else ''}"
        f"{attached(one.annotations) if one.annotations else ''}"
        f"{escape(caller()) if caller else ''}</div>\n"
    )


def _facts(words: str) -> str:
    return f'<p class="fw-statement__facts">{escape(words)}</p>\n'


def _checked(since: date) -> str:
    """Its use is restricted meanwhile (UK GDPR Article 18): said before the words, so that nobody reads them without it."""
    return (
        f'<p class="fw-statement__checked"><span class="fw-chip fw-chip--due">{SHAPES["due"]}Being checked since '
        f"{date_words(since)}: use restricted</span></p>\n"
    )


def attached(annotations_: Iterable[AnnotationLike]) -> Markup:
    """Draw what is attached: its kind, its words, who made it and when."""
    items = "".join(
        '<li class="fw-annotation">\n'
        f'<p class="fw-annotation__kind">{escape(one.kind.word.capitalize())}</p>\n'
        f"{_feeling(one.feeling) if one.feeling else ''}"
        f'<p class="fw-annotation__words">{escape(one.text)}</p>\n'
        f"{_IN_CONFIDENCE if one.is_confidential else ''}"
        f'<p class="fw-annotation__facts">{escape(", ".join(filter(None, (one.by, date_words(one.made_at)))))}</p>\n'
        "</li>\n"
        for one in annotations_
    )
    return Markup(f'<ul class="fw-annotations">\n{items}</ul>\n' if items else "")  # noqa: S704 - escaped above


def _feeling(code: str) -> str:
    """The face that a young person chose, with its word."""
    if code not in FEELINGS:
        return ""
    return f'<p class="fw-feeling">{SHAPES[f"feeling_{code}"]}<span>{FEELINGS[code]}</span></p>\n'


_IN_CONFIDENCE = (
    f'<p class="fw-annotation__facts"><span class="fw-chip fw-chip--due">{SHAPES["locked"]}In confidence: between the young '
    "person and the school. Parents are not shown this.</span></p>\n"
)


def mark_list(marks: Iterable[MarkLike]) -> Markup:
    """Draw the marks of a statement as a numbered list in words."""
    items = "".join(
        f"<li>{escape(', '.join(filter(None, (mark.words, mark.size, mark.colour))))}"
        f"{escape(': ' + mark.description) if mark.description else ''}</li>\n"
        for mark in placed(marks)
    )
    return Markup(f'<ol class="govuk-list govuk-list--number govuk-!-margin-top-2">\n{items}</ol>\n')  # noqa: S704
