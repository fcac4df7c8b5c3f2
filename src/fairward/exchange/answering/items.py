"""What an agency answers, item by item: typed, dated, sourced, graded, labelled, with why it matters. It may not touch a key.

An item is written like every statement and rendered by the one renderer, so it cannot leave without how it is known.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from fairward.exchange.package.making import Choice, ChosenEntry, texts_of
from fairward.files.content import EntryContent, StatementContent
from fairward.files.rendering import Context, RenderedEntry, render_statements
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Basis, EntryKind, EntryState, Label, WhenPrecision
from fairward.rules import enquiries

FORMAT = 1
RELEVANCE, ALTHOUGH, SENSITIVE = "relevance", "although", "sensitive_test"
# What a hub calls an item, by how it is known.
KINDS: Mapping[Basis, str] = {
    Basis.OBSERVED: "fact", Basis.DOCUMENT: "fact", Basis.CHILD_SAID: "what the child said",
    Basis.TOLD_BY: "allegation", Basis.OPINION: "professional opinion",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an answer.

    `about` are people of the question; `is_about_others` says that it is about somebody else. `although` says why it matters
    now in spite of a warning; `sensitive_test` is a code of `rules.enquiries`. Of a pointer only `call` leaves.
    """

    basis: Basis
    text: str
    label: Label
    about: tuple[UUID, ...] = ()
    source: str = ""
    happened_on: date | None = None
    when: str = ""
    relevance: str = ""
    summary: str = ""
    call: str = ""
    grade: str = ""
    although: str = ""
    sensitive_test: str = ""
    is_sensitive: bool = False
    is_arrest_only: bool = False
    is_about_others: bool = False
    id: UUID = field(default_factory=new_id)

    @property
    def is_pointer(self) -> bool:
        """Only that the agency knows them, and whom to ring."""
        return self.label is Label.POINTER

    @property
    def passage_id(self) -> UUID:
        """What the item is called in a package; of a pointer that tells nothing of when it was written."""
        return uuid5(self.id, "pointer") if self.is_pointer else self.id


def pointer(call: str) -> Item:
    """“Known to us, ring …”: the least that can be answered."""
    return Item(Basis.OBSERVED, "Known to us.", Label.POINTER, call=call)


def rendered(one: Item, names: Mapping[UUID, str], by: str, at: datetime) -> RenderedEntry:
    """The item in words, by the one renderer of statements. `by` is who answers, `at` when."""
    fields = {
        RELEVANCE: one.relevance,
        ALTHOUGH: one.although,
        SENSITIVE: enquiries.sensitive_tests().get(one.sensitive_test, ""),
    }
    precision = WhenPrecision.DAY if one.happened_on else WhenPrecision.UNKNOWN
    said = StatementContent(
        one.basis, one.text.strip(), one.id, source=one.source.strip(), about=one.about, when=one.when.strip(),
        precision=precision,
    )  # fmt: skip
    content = EntryContent(
        (said,), fields={key: text.strip() for key, text in fields.items() if text.strip()}
    )
    content.check()
    happened = datetime.combine(one.happened_on, time(12), UTC) if one.happened_on else at
    return RenderedEntry(
        id=new_id(), file_id=one.id, kind=EntryKind.DOCUMENT, state=EntryState.CLOSED, occurred_at=happened,
        precision=precision, recorded_at=at, by=by, where="", themes=(), fields=content.fields,
        statements=render_statements(content, Context({}, None, dict(names))), annotations=(), outcome=None, version=1,
        about_entry_id=None, owner="", due_on=None, done_at=None, kept_because="", review_on=None, destroy_on=None,
    )  # fmt: skip


def chosen(one: Item, names: Mapping[UUID, str], by: str, at: datetime) -> ChosenEntry:
    """The item as it goes into a package: its words and why they matter under one label; of a pointer, whom to ring alone."""
    entry = rendered(one, names, by, at)
    if one.is_pointer:
        return ChosenEntry(entry, {one.id: Choice(Label.POINTER, call=one.call.strip())})
    choices = {}
    for text in texts_of(entry):
        is_claim = text.id == one.id
        summary = one.summary.strip() if is_claim else text.text[:400]
        needs = one.label is Label.RELEASABLE_SUMMARY
        choices[text.id] = Choice(
            one.label, summary=summary if needs else "", grade=one.grade if is_claim else ""
        )
    return ChosenEntry(entry, choices)


def to_bytes(items: Iterable[Item], **more: Any) -> bytes:
    """Items for sealing; `more` are plain values that go with them."""
    value = {"format": FORMAT, **more, "items": [_plain(one) for one in items]}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(raw: bytes) -> tuple[tuple[Item, ...], dict[str, Any]]:
    """Read what `to_bytes` wrote: the items, and what went with them. ValueError for a format from the future."""
    value = json.loads(raw)
    if value.pop("format") != FORMAT:
        raise ValueError("this was written by a newer version of Fairward")
    return tuple(_item(one) for one in value.pop("items")), value


def _plain(one: Item) -> dict[str, Any]:
    day = one.happened_on.isoformat() if one.happened_on else None
    return {
        **asdict(one), "basis": int(one.basis), "label": int(one.label), "about": [str(each) for each in one.about],
        "happened_on": day, "id": str(one.id),
    }  # fmt: skip


def _item(plain: dict[str, Any]) -> Item:
    day = plain["happened_on"]
    return Item(**{
        **plain, "basis": Basis(plain["basis"]), "label": Label(plain["label"]), "id": UUID(plain["id"]),
        "about": tuple(UUID(each) for each in plain["about"]), "happened_on": date.fromisoformat(day) if day else None,
    })  # fmt: skip
