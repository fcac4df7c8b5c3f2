"""Changes that arrived, as words on the page. It may not query."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Row
from fairward.design.words import listed, moment_words, plural
from fairward.exchange.following.arrived_queries import AppliedLine, ArrivedChange
from fairward.exchange.package.contents import Manifest
from fairward.exchange.package.views import seen_by
from fairward.exchange.package.words import inner_of
from fairward.exchange.travel.vocabulary import TravelState
from fairward.kernel.vocabulary import Role
from fairward.rules.labels import Audience

COLUMNS = ("From whom", "Arrived", "What became of it")


def rows_of(found: Sequence[ArrivedChange]) -> list[Row]:
    """A line for each notice."""
    return [
        Row(
            [
                Cell(one.sender, url("following:change", arrival_id=one.id)),
                Cell(moment_words(one.arrived_at)),
                Cell(done_words(one), chips=[] if not one.is_waiting else [Chip("Open it", "danger")]),
            ],
            tone="danger" if one.is_waiting else "plain",
        )
        for one in found
    ]


def done_words(one: ArrivedChange) -> str:
    """What was done with it, as counts."""
    if one.is_waiting:
        return "Waits to be opened"
    counted: dict[str, set[object]] = {}
    for line in one.applied:
        counted.setdefault(line.did.word, set()).add(line.passage_id)
    words = listed([f"{plural(len(ids), 'passage')} {words}" for words, ids in counted.items()])
    return words or one.state.word.capitalize()


def facts_of(one: ArrivedChange) -> list[Fact]:
    """What is known of it from outside."""
    said = {TravelState.ACCEPTED: "That we put it right", TravelState.RECALLED: "That we destroyed it",
            TravelState.REFUSED: "That we keep it, and why"}  # fmt: skip
    return [
        Fact("From", one.sender),
        Fact("Arrived", moment_words(one.arrived_at)),
        Fact("What became of it", done_words(one)),
        Fact("What we told them", said.get(one.state, "Nothing yet")),
    ]


def applied_rows(one: ArrivedChange) -> list[Row]:
    """Passage by passage, with the way to the entry that changed."""
    return [
        Row(
            [
                Cell(f"Passage …{str(line.passage_id)[-6:]}", _address(line)),
                Cell(line.what.word.capitalize()),
                Cell(line.did.word.capitalize()),
            ]
        )
        for line in one.applied
    ]  # fmt: skip


def _address(line: AppliedLine) -> str:
    return url("chronology:entry", entry_id=line.entry_id) if line.entry_id else ""


def body_words(manifest: Manifest, role: Role) -> Markup:
    """What the notice says, as this reader may read it, for inside a page that has a heading of its own."""
    return inner_of(seen_by(manifest, Audience(manifest.recipient.kind, role)))
