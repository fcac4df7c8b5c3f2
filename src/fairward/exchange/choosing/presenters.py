"""A draft in words: its steps, what is missing, how far it is. It may not query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Link, Row
from fairward.design.words import moment_words, plural
from fairward.exchange.choosing.completeness import (
    ENTRY,
    FORM,
    NAMES,
    PASSAGES,
    QUESTIONS,
    TO,
    Missing,
    missing_in,
    stops,
)
from fairward.exchange.choosing.content import Chosen
from fairward.exchange.choosing.draft_queries import DraftFacts, OpenedDraft
from fairward.exchange.choosing.proposing import standing_in
from fairward.exchange.package.checking import MUST_BE_YES
from fairward.exchange.package.contents import NO
from fairward.files.rendering import RenderedEntry
from fairward.kernel.vocabulary import DisclosureKind
from fairward.rules import disclosure
from fairward.rules.referral import has_form


@dataclass(frozen=True, slots=True)
class Step:
    """One step of preparing: its name, where it is, and what is still missing there."""

    title: str
    href: str
    missing: Sequence[Link]

    @property
    def chip(self) -> Chip:
        """Whether it is done."""
        return Chip("Done", "done") if not self.missing else Chip(f"{len(self.missing)} missing", "due")


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft on its page."""

    steps: Sequence[Step]
    decided: int
    passages: int
    going: int
    missing: int
    stopped: Sequence[Link]
    is_urgent: bool
    title: str

    @property
    def is_whole(self) -> bool:
        """Whether nothing stands in the way of reading it through."""
        return not self.stopped

    @property
    def going_words(self) -> str:
        """How much goes as it stands."""
        if not self.going:
            return "Nothing is chosen to go yet."
        return f"{plural(self.going, 'passage')} {'goes' if self.going == 1 else 'go'} as it stands now."


_TITLES = {
    TO: "Who there reads it",
    PASSAGES: "What goes, passage by passage",
    NAMES: "Names of other people",
    QUESTIONS: "The questions, and what the family knows",
}


def _titles(draft: OpenedDraft) -> dict[str, str]:
    """The steps; of a referral its form too."""
    return (
        {**_TITLES, FORM: "The form of the referral"}
        if has_form({one.id for one in draft.chosen.form})
        else _TITLES
    )


def title_of(facts: DraftFacts, chosen: Chosen) -> str:
    """What it is, for headings."""
    return f"{facts.kind.word.capitalize()} for {chosen.addressee.name}"


def draft_page(draft: OpenedDraft, entries: Sequence[RenderedEntry], today: date) -> DraftPage:
    """The steps of a draft."""
    standing = standing_in(draft, entries, today)
    missing = missing_in(draft, entries, today)
    titles = _titles(draft)
    by_step: dict[str, list[Link]] = {name: [] for name in titles}
    for one in missing:
        by_step[PASSAGES if one.address_name == ENTRY else one.address_name].append(_link(draft, one))
    steps = [Step(title, url(name, draft_id=draft.facts.id), by_step[name]) for name, title in titles.items()]
    return DraftPage(
        steps, sum(one.is_decided for one in standing), len(standing), sum(one.is_in for one in standing), len(missing),
        [_link(draft, one) for one in stops(missing)], draft.facts.is_urgent, title_of(draft.facts, draft.chosen),
    )  # fmt: skip


def _link(draft: OpenedDraft, one: Missing) -> Link:
    if one.entry is not None:
        return Link(one.sentence, url(one.address_name, draft_id=draft.facts.id, entry_id=one.entry.id))
    return Link(one.sentence, url(one.address_name, draft_id=draft.facts.id))


def draft_rows(drafts: Sequence[DraftFacts]) -> list[Row]:
    """What is being prepared of one file."""
    return [
        Row(
            [
                Cell(
                    one.kind.word.capitalize(),
                    url("choosing:draft", draft_id=one.id),
                    chips=[Chip("Danger", "danger")] if one.is_urgent else (),
                ),
                Cell(one.state.word.capitalize()),
                Cell(moment_words(one.changed_at)),
            ]
        )
        for one in drafts
        if one.disclosure_id is None
    ]


def warnings_of(chosen: Chosen) -> list[str]:
    """What the answers mean for the sending."""
    questions = {one.id: one.question for one in disclosure.tests()}
    return [
        f"You answered no to “{questions[key]}” What is not relevant, or does not help, is not sent, not even in danger."
        for key, answer in chosen.tests.items()
        if key in MUST_BE_YES and answer.answer == NO
    ]


def begin_initial(asked: QueryDict) -> dict[str, Any]:
    """What an address may say about a beginning: the kind."""
    kind = asked.get("kind", "")
    known = {one.code: one for one in DisclosureKind}
    return {"kind": str(int(known[kind]))} if kind in known else {}


def entry_asked(asked: QueryDict) -> UUID | None:
    """The entry from which somebody began."""
    try:
        return UUID(asked.get("entry", ""))
    except ValueError:
        return None
