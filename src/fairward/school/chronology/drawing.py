"""Draws an entry for chronology, entry page and paper: never a statement without its basis and what is attached (promise 2).

In Python and not as macros, because a chronology holds fifty entries. Everything that comes from a record goes through
`escape`; the rest is written here. It may not query or choose what is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from fairward.design.addresses import url
from fairward.design.shapes import shape
from fairward.design.statements import attached, statement
from fairward.design.words import date_words, machine_date, moment_words, plural
from fairward.kernel.vocabulary import EntryKind

if TYPE_CHECKING:
    from fairward.files.rendering import RenderedEntry
    from fairward.school.chronology.presenters import EntryOnPage


def entry_body(one: EntryOnPage) -> Markup:
    """What the entry says: where, its named texts, every statement with its context, what is attached to the whole."""
    entry = one.entry
    lost = f'<p class="govuk-inset-text">{escape(entry.lost)}</p>\n' if entry.lost else ""
    where = f'<p class="govuk-body-s">Where: {escape(entry.where)}</p>\n' if entry.where else ""
    fields = "".join(
        f'<p class="govuk-body fw-statement__words"><strong>{escape(name)}:</strong> {escape(text)}</p>\n'
        for name, text in one.fields
    )
    owner = ""
    if entry.owner and entry.due_on:
        owner = f'<p class="govuk-body-s">{escape(entry.owner)} does this by {date_words(entry.due_on)}</p>\n'  # type: ignore[arg-type]
    statements = "".join(map(statement, entry.statements))
    body = f"{lost}{where}{fields}{statements}"
    files = f'<p class="govuk-body-s">{plural(one.attached, "file")} attached</p>\n' if one.attached else ""
    if entry.is_collapsed:
        return _folded(entry, body)
    return Markup(f"{body}{attached(entry.annotations)}{files}{owner}")  # noqa: S704 - escaped above


def _folded(entry: RenderedEntry, body: str) -> Markup:
    """Found unfounded or malicious: what was found stands first, and what was reported is folded away, on paper left out."""
    outcome = entry.outcome.word if entry.outcome else ""
    return Markup(  # noqa: S704 - escaped where it stands
        f'<p class="govuk-body"><strong>Found to be {escape(outcome)}.</strong> What was reported did not happen as it was '
        f"reported. It says nothing about the child or the family.</p>\n{attached(entry.annotations)}"
        '<details class="govuk-details fw-no-print"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">What had been reported</span></summary>\n'
        f'<div class="govuk-details__text">{body}</div></details>\n'
    )


def entry_facts(one: EntryOnPage) -> Markup:
    """Why the entry is kept and until when, who wrote it, what the family sees."""
    entry = one.entry
    version = f" This is version {entry.version}." if entry.version > 1 else ""
    return Markup(  # noqa: S704 - each value is escaped where it stands
        '<details class="govuk-details govuk-!-margin-bottom-2">\n<summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">Why kept, who may see, versions</span></summary>\n'
        f'<div class="govuk-details__text">\n<p class="govuk-body-s">{escape(entry.kept_words)}</p>\n'
        f'<p class="govuk-body-s">{escape(entry.source_words)}</p>\n'
        f'<p class="govuk-body-s">Written {moment_words(entry.recorded_at)} by {escape(entry.by)}.{version}</p>\n'
        f"{_family(one)}</div>\n</details>\n"
    )


def _family(one: EntryOnPage) -> str:
    if one.family:
        items = "".join(f"<li>{escape(words)}</li>" for words in one.family)
        return f'<ul class="govuk-list govuk-list--bullet govuk-body-s">{items}</ul>\n'
    if one.entry.kind is EntryKind.CONCERN:
        return '<p class="govuk-body-s">No decision yet about what the family sees.</p>\n'
    return ""


def timeline_item(one: EntryOnPage) -> Markup:
    """The entry as one item of the chronology."""
    entry, when = one.entry, escape(one.when)
    address = escape(url("chronology:entry", entry_id=entry.id))
    return Markup(  # noqa: S704 - each value is escaped where it stands
        f'<li class="fw-timeline__item" id="entry-{entry.id}">\n'
        f'<h2 class="fw-timeline__title"><a class="govuk-link" href="{address}">{escape(one.title)}'
        f'<span class="govuk-visually-hidden">, {when}</span></a></h2>\n'
        f'<p class="fw-timeline__facts"><time datetime="{machine_date(entry.occurred_at)}">{when}</time>'
        f" · {escape(entry.by)}</p>\n{_chips(one)}{entry_body(one)}{entry_facts(one)}</li>\n"
    )


def _chips(one: EntryOnPage) -> str:
    chips = "".join(
        f'<li><span class="fw-chip fw-chip--plain">{escape(theme)}</span></li>' for theme in one.themes
    )
    if one.state:
        is_done = one.entry.outcome or one.entry.done_at
        tone = "due" if one.is_overdue else "done" if is_done else "plain"
        sign = "" if tone == "plain" else shape(tone)
        chips = f'<li><span class="fw-chip fw-chip--{tone}">{sign}{escape(one.state)}</span></li>{chips}'
    return f'<ul class="fw-chips">{chips}</ul>\n' if chips else ""
