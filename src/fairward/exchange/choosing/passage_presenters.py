"""The entries and passages of a draft in words: what is proposed and why, what was decided. It may not query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode

from fairward.design.addresses import url
from fairward.design.pieces import Chip, Pages
from fairward.design.words import plural
from fairward.exchange.choosing.answer_checks import warnings_of
from fairward.exchange.choosing.completeness import ENTRY, PASSAGES, missing_in
from fairward.exchange.choosing.draft_queries import OpenedDraft
from fairward.exchange.choosing.passage_forms import EntryForms, label_hints
from fairward.exchange.choosing.proposing import (
    Standing,
    arrived_label,
    in_order,
    is_offered_first,
    proposals_for,
    standing_in,
)
from fairward.files.rendering import RenderedEntry, when_words
from fairward.rules.sending import Default, Proposed

PER_PAGE = 20
SHOWN = "shown"  # the field that says which entries, in which version, a page showed
CHANGED = "This entry was corrected while you were at it. Read it again; what you chose is below."
EVERY, WAITING, GOING, STAYING = "", "waiting", "going", "staying"
FILTERS = {EVERY: "Everything", WAITING: "Not decided yet", GOING: "Goes", STAYING: "Stays here"}
_PROPOSED = {
    Proposed.IN: Chip("Proposed: goes", "plain"),
    Proposed.OUT: Chip("Proposed: stays here", "plain"),
    Proposed.ASK: Chip("You decide", "due"),
}


class ShowForm(forms.Form):
    """Which entries are shown."""

    show = forms.ChoiceField(label="Show", required=False, choices=list(FILTERS.items()))


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry in the list, with its passages."""

    entry: RenderedEntry
    title: str
    chips: Sequence[Chip]
    why: str
    href: str
    standing: Sequence[Standing]


@dataclass(frozen=True, slots=True)
class PassagesPage:
    """One page of the list. `may_take`: something on it is proposed that nobody has decided; `may_undo` the opposite."""

    rows: Sequence[EntryRow]
    pages: Pages
    form: ShowForm
    address: str
    decided: int
    total: int
    count: str
    may_take: bool
    may_undo: bool

    @property
    def entries(self) -> list[RenderedEntry]:
        """The entries on it."""
        return [row.entry for row in self.rows]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry with a form for each passage and file."""

    entry: RenderedEntry
    title: str
    outcome: str
    chips: Sequence[Chip]
    proposal: Default
    arrived: str
    forms: EntryForms
    missing: Sequence[str]
    warnings: Sequence[str]
    may_take: bool
    may_undo: bool
    hints: dict[str, str]


def passages_page(
    draft: OpenedDraft, entries: Sequence[RenderedEntry], today: date, asked: QueryDict
) -> PassagesPage:
    """The entries that are asked for, one page of them."""
    form = ShowForm(asked)
    show = asked.get("show", "") if form.is_valid() else EVERY
    standing = standing_in(draft, entries, today)
    by_entry: dict[UUID, list[Standing]] = {}
    for one in standing:
        by_entry.setdefault(one.entry.id, []).append(one)
    fitting = [one for one in in_order(entries) if one.id in by_entry and _fits(by_entry[one.id], show)]
    number = min(max(_number(asked.get("page", "")), 1), max(1, -(-len(fitting) // PER_PAGE)))
    shown = fitting[(number - 1) * PER_PAGE : number * PER_PAGE]
    rows = [_row(draft, one, by_entry[one.id]) for one in shown]
    here = [one for row in rows for one in row.standing]
    return PassagesPage(
        rows, Pages.of(number=number, per_page=PER_PAGE, total=len(fitting), query=asked.dict()), form,
        _looked_address(draft, show, number), sum(one.is_decided for one in standing), len(standing),
        plural(len(fitting), "entry", "entries"),
        any(_is_takeable(one) for one in here), any(one.is_decided for one in here),
    )  # fmt: skip


def entry_page(
    draft: OpenedDraft,
    entries: Sequence[RenderedEntry],
    entry_forms: EntryForms,
    today: date,
) -> EntryPage:
    """One entry; `entries` may hold after it the one that it is about."""
    own = entries[0]
    standing = [one for one in standing_in(draft, entries, today) if one.entry.id == own.id]
    arrived = arrived_label(own)
    missing = [
        one.sentence
        for one in missing_in(draft, entries, today)
        if one.address_name == ENTRY and one.entry == own
    ]
    return EntryPage(
        own, title_of(own), own.outcome.word if own.outcome else "", _chips(standing, own),
        standing[0].proposal if standing else _none(draft, own, today), arrived.word if arrived else "", entry_forms,
        missing, [*warnings_of(draft, standing), *_resting(standing)], any(_is_takeable(one) for one in standing),
        any(one.is_decided for one in standing), label_hints(),
    )  # fmt: skip


def as_shown(entry: RenderedEntry) -> str:
    """An entry as it stood on a page: which one, in which version."""
    return f"{entry.id}:{entry.version}"


def changed_since(posted: QueryDict, entry: RenderedEntry) -> str:
    """A sentence if the words on the page were others than those that stand now."""
    return "" if as_shown(entry) in posted.getlist(SHOWN) else CHANGED


def title_of(entry: RenderedEntry) -> str:
    """What it is and when it was."""
    return f"{entry.kind.word.capitalize()}, {when_words(entry.occurred_at, entry.precision)}"


def passages_address(draft_id: UUID, asked: QueryDict) -> str:
    """The list as it was shown."""
    kept = {key: str(asked[key]) for key in ("show", "page") if asked.get(key)}
    return url(PASSAGES, draft_id=draft_id) + (f"?{urlencode(kept)}" if kept else "")


def after(posted: QueryDict, draft_id: UUID, entry_id: UUID) -> str:
    """Where to go after an entry was kept: back to the list; after undoing, the entry again."""
    if "undo" in posted:
        return url(ENTRY, draft_id=draft_id, entry_id=entry_id)
    return f"{url(PASSAGES, draft_id=draft_id)}#entry-{entry_id}"


def _resting(standing: Sequence[Standing]) -> list[str]:
    """What goes without the statements of the same entry that it rests on."""
    here = {one.passage.id: one for one in standing}
    return [
        "An opinion goes, and a statement that it rests on stays here. They cannot see what it is based on."
        for one in standing
        if one.is_in and one.passage.statement is not None
        if any(key in here and not here[key].is_in for key in one.passage.statement.because)
    ]


def _none(draft: OpenedDraft, entry: RenderedEntry, today: date) -> Default:
    return proposals_for(draft.facts.kind, draft.head.purpose, [entry], today)[entry.id]


def _row(draft: OpenedDraft, entry: RenderedEntry, standing: Sequence[Standing]) -> EntryRow:
    href = url(ENTRY, draft_id=draft.facts.id, entry_id=entry.id)
    return EntryRow(
        entry, title_of(entry), _chips(standing, entry), standing[0].proposal.words, href, standing
    )


def _chips(standing: Sequence[Standing], entry: RenderedEntry) -> list[Chip]:
    found = [Chip("Strengths or the child’s words", "quiet")] if is_offered_first(entry) else []
    if not standing:
        return found
    if any(one.is_changed for one in standing):
        found = [*found, Chip("Corrected since", "due")]
    waiting = sum(not one.is_decided for one in standing)
    if waiting:
        return [
            *found,
            _PROPOSED[standing[0].proposal.proposed],
            Chip(f"{plural(waiting, 'passage')} to decide", "due"),
        ]
    going = sum(one.is_in for one in standing)
    if not going:
        return [*found, Chip("Stays here", "done")]
    return [*found, Chip("Goes" if going == len(standing) else f"{going} of {len(standing)} go", "done")]


def _is_takeable(one: Standing) -> bool:
    return not one.is_decided and one.proposal.proposed is not Proposed.ASK


def _fits(standing: Sequence[Standing], show: str) -> bool:
    if show == WAITING:
        return any(not one.is_decided for one in standing)
    if show == GOING:
        return any(one.is_in for one in standing)
    return show != STAYING or (
        all(one.is_decided for one in standing) and not any(one.is_in for one in standing)
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def _looked_address(draft: OpenedDraft, show: str, number: int) -> str:
    kept = {key: value for key, value in (("show", show), ("page", number)) if value}
    return f"{url('choosing:looked', draft_id=draft.facts.id)}?{urlencode(kept)}"
