"""Puts what somebody is shown into words, the same for the family's page and the lead's preview. It may not query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from fairward.design.words import date_words, moment_words
from fairward.kernel.vocabulary import EntryKind, Outcome, WhenPrecision
from fairward.rights.building import CHILD_VOICE, DECIDED_BECAUSE, TO_DO
from fairward.rights.shown_content import ShownEntry
from fairward.rights.shown_queries import MyAccount

TITLES = {
    EntryKind.CONCERN: "Somebody was worried",
    EntryKind.ACTION: "Something to be done",
    EntryKind.DECISION: "A decision",
    EntryKind.CONVERSATION: "A conversation",
    EntryKind.MEETING: "A meeting",
    EntryKind.DOCUMENT: "A paper or a file",
    EntryKind.RECEIVED: "Something that others told us",
    EntryKind.FAMILY_ACCOUNT: "What the family told us",
}
OUTCOMES = {
    Outcome.SUBSTANTIATED: "We found that this happened.",
    Outcome.PARTLY: "We found that some of this happened.",
    Outcome.NOT_SUBSTANTIATED: "We could not find out whether this happened.",
    Outcome.EXPLAINED: "There was a reason for this, and nothing to worry about.",
    Outcome.UNFOUNDED: "We found that this did not happen.",
    Outcome.MALICIOUS: "We found that this did not happen.",
    Outcome.NO_FURTHER_ACTION: "We looked at this. Nothing more has to be done.",
}
FIELDS = {
    DECIDED_BECAUSE: "Why we decided this",
    CHILD_VOICE: "What the child said about it",
    TO_DO: "What we said we would do",
}


@dataclass(frozen=True, slots=True)
class ShownOnPage:
    """One entry as the family's page and the preview draw it (`rights/shown.html`). `mine` are the reader's own accounts:
    by statement, or under None for the whole entry. `checked`: statements that somebody checks, and since when."""

    entry: ShownEntry
    title: str
    when: str
    outcome: str
    is_put_right: bool
    fields: Sequence[tuple[str, str]]
    mine: Mapping[UUID | None, Sequence[MyAccount]] = field(default_factory=dict)
    checked: Mapping[UUID, date] = field(default_factory=dict)


def on_page(
    entry: ShownEntry,
    mine: Sequence[MyAccount] = (),
    checked: Mapping[UUID, date] | None = None,
) -> ShownOnPage:
    """Put one shown entry into words. What the reader wrote to a statement that is gone stays with the entry."""
    standing = {one.id for one in entry.statements}
    by_statement: dict[UUID | None, list[MyAccount]] = {}
    for one in mine:
        place = one.statement_id if one.statement_id in standing else None
        by_statement.setdefault(place, []).append(one)
    outcome = next((one for one in Outcome if one.code == entry.outcome), None)
    return ShownOnPage(
        entry, TITLES[entry.kind], when_words(entry), OUTCOMES[outcome] if outcome else "",
        outcome in (Outcome.UNFOUNDED, Outcome.MALICIOUS),
        [(FIELDS[key], text) for key, text in entry.fields.items() if key in FIELDS], by_statement, checked or {},
    )  # fmt: skip


def when_words(entry: ShownEntry) -> str:
    """When it happened, as exactly as it is known."""
    if entry.precision is WhenPrecision.UNKNOWN:
        return "we do not know the day"
    if entry.precision is WhenPrecision.MONTH:
        return f"in {entry.occurred_at:%B %Y}"
    exact = entry.precision in (WhenPrecision.MINUTE, WhenPrecision.ABOUT_TIME)
    words = moment_words(entry.occurred_at) if exact else date_words(entry.occurred_at)
    about = entry.precision in (WhenPrecision.ABOUT_TIME, WhenPrecision.ABOUT_DAY)
    return f"about {words}" if about else words
