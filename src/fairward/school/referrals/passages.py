"""What the file says, to be ticked for a referral: facts, the child's words, what others told and opinions, each apart.

It may not query, and shows no text bare: how it is known, from when it is and what belongs to it stand with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from fairward.exchange.package.making import Choosable, texts_of
from fairward.files.rendering import RenderedEntry, RenderedStatement, statement_words, when_words
from fairward.kernel.vocabulary import Basis

FACTS, CHILD, TOLD, OPINIONS, RECORD = "facts", "child_words", "told_by", "opinions", "record"
GROUPS = {
    FACTS: "Facts: what was seen, heard or read",
    CHILD: "What the child said",
    TOLD: "What others told: not checked by you",
    OPINIONS: "Opinions",
    RECORD: "What else stands in the record",
}
_GROUP_OF = {
    Basis.OBSERVED: FACTS, Basis.DOCUMENT: FACTS, Basis.CHILD_SAID: CHILD, Basis.TOLD_BY: TOLD, Basis.OPINION: OPINIONS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    """A statement to tick: its words with how it is known, and where it comes from with what goes along."""

    id: UUID
    group: str
    words: str
    source: str


def offered(entries: Iterable[RenderedEntry]) -> list[Offered]:
    """The statements of these entries, in their order. What was found unfounded is not offered."""
    return [
        _offered(entry, one)
        for entry in entries
        if not entry.is_collapsed and not entry.lost
        for one in texts_of(entry)
    ]


def _offered(entry: RenderedEntry, one: Choosable) -> Offered:
    said = one.statement
    if said is None:
        return Offered(one.id, RECORD, f"{one.basis_words}: {one.text}", _source(entry))
    return Offered(one.id, _GROUP_OF[said.basis], statement_words(said), _source(entry, said))


def of_group(found: Sequence[Offered], group: str) -> list[Offered]:
    """Those of one group."""
    return [one for one in found if one.group == group]


def _source(entry: RenderedEntry, said: RenderedStatement | None = None) -> str:
    parts = [f"from the {entry.kind.word} of {when_words(entry.occurred_at, entry.precision)}"]
    if entry.outcome is not None:
        parts.append(f"found: {entry.outcome.word}")
    if said is not None and said.checked_since is not None:
        parts.append("somebody is checking whether this is right")
    parts += [
        f"with it goes: {note.kind.word}, “{note.text}”"
        for note in (*(said.annotations if said else ()), *entry.annotations)
    ]
    return "; ".join(parts)
