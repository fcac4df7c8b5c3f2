"""Reads who outside holds what of a child's files, since when, until when, and what they did when it changed. No word of it.

It may not open anything: names of recipients are under the directory key, passages are counted by their label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fairward.audit.log import record_list
from fairward.exchange.following.queries import FollowedLine, followed_of_child
from fairward.exchange.queries import TABLE
from fairward.exchange.receiving.received_queries import packages_taken_from
from fairward.exchange.vocabulary import HowTold, UsedFor
from fairward.files.queries import FileHead, heads_of_child
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import DisclosureKind, Label, OrganisationKind, Purpose
from fairward.keys import directory
from fairward.people.queries import ChildName, names_of_children
from fairward.rules import disclosure
from fairward.tenancy.rows import fetch

PAGE = 20
_TOLD = """
SELECT d.id, d.file_id, d.told_at, d.how, d.recipient_kind, d.recipient, d.basis, d.used_for, d.kind, d.held_until,
  (SELECT count(*) FROM exchange_disclosedentry e WHERE e.organisation_id = d.organisation_id AND e.disclosure_id = d.id)
FROM exchange_disclosure d WHERE d.organisation_id = %(org)s AND d.child_id = %(child)s AND d.file_id = ANY(%(files)s)
ORDER BY d.told_at DESC, d.id DESC LIMIT %(most)s OFFSET %(first)s
"""
_COUNT = (
    "SELECT count(*) FROM exchange_disclosure WHERE organisation_id = %(org)s AND child_id = %(child)s "
    "AND file_id = ANY(%(files)s)"
)
_LABELS = (
    "SELECT p.disclosure_id, p.label, count(*) FROM exchange_disclosedpassage p WHERE p.organisation_id = %s "
    "AND p.disclosure_id = ANY(%s) AND NOT EXISTS (SELECT 1 FROM following_change c WHERE "
    "c.organisation_id = p.organisation_id AND c.passage_id = p.passage_id AND c.successor_id IS NOT NULL) "
    "GROUP BY p.disclosure_id, p.label ORDER BY p.disclosure_id, p.label"
)


@dataclass(frozen=True, slots=True)
class Holds:
    """Somebody outside and what they were told. `passages` counts by label; empty where it was told by hand."""

    id: UUID
    file_id: UUID
    purpose: Purpose
    told_at: datetime
    how: HowTold
    recipient: str
    recipient_kind: OrganisationKind
    basis_words: str
    used_for: UsedFor
    kind: DisclosureKind | None
    held_until: date | None
    entries: int
    passages: Mapping[Label, int]
    followed: FollowedLine | None


@dataclass(frozen=True, slots=True)
class Came:
    """What another organisation told us of the child: how many passages stand in files here, to how many it was told on."""

    sender: str
    taken_at: datetime
    passages: int
    told_on: int


@dataclass(frozen=True, slots=True)
class Where:
    """Where a child's record went: one page of who holds what, and the files to narrow it to."""

    child_id: UUID
    child: ChildName
    files: Sequence[FileHead]
    holds: Sequence[Holds]
    total: int
    page: int
    came: Sequence[Came] = ()


_TOLD_ON = "SELECT count(DISTINCT disclosure_id) FROM exchange_disclosedentry WHERE organisation_id = %s AND entry_id = ANY(%s)"


def where_for(actor: Actor, child_id: UUID, file_id: UUID | None, page: int, why: str) -> Where:
    """One page, the latest first, of the files that the actor reads. The list is logged."""
    names = names_of_children(actor.organisation_id, [child_id])
    if child_id not in names:
        raise NotFound("child")
    heads = heads_of_child(actor, child_id)
    chosen = [one.id for one in heads if file_id in (None, one.id)]
    asked = {
        "org": actor.organisation_id, "child": child_id, "files": chosen, "most": PAGE, "first": (page - 1) * PAGE,
    }  # fmt: skip
    rows = fetch(_TOLD, asked)
    record_list(
        actor, item_kind="disclosure", item_ids=[row[0] for row in rows], subject_id=child_id, why=why
    )
    followed = followed_of_child(actor, child_id, why)
    purposes = {one.id: one.purpose for one in heads}
    holds = _holds(actor.organisation_id, rows, purposes, followed)
    return Where(
        child_id, names[child_id], heads, holds, int(fetch(_COUNT, asked)[0][0]), page, _came(actor, child_id)
    )


def _came(actor: Actor, child_id: UUID) -> list[Came]:
    own = actor.organisation_id
    return [
        Came(one.sender, one.taken_at, one.passages, int(fetch(_TOLD_ON, [own, list(one.entries)])[0][0]))
        for one in packages_taken_from(own, child_id)
    ]


def _holds(
    organisation_id: UUID,
    rows: Sequence[tuple[Any, ...]],
    purposes: Mapping[UUID, Purpose],
    followed: Mapping[UUID, FollowedLine],
) -> list[Holds]:
    labels: dict[UUID, dict[Label, int]] = {}
    for disclosure_id, label, count in fetch(_LABELS, [organisation_id, [row[0] for row in rows]]):
        labels.setdefault(disclosure_id, {})[Label(label)] = count
    return [
        Holds(
            id_, file_id, purposes[file_id], told_at, HowTold(how),
            directory.reveal(organisation_id, TABLE, id_, bytes(recipient)).decode(), OrganisationKind(to_kind),
            disclosure.basis(basis).words, UsedFor(used_for), DisclosureKind(kind) if kind else None, held_until, entries,
            labels.get(id_, {}), followed.get(id_),
        )
        for id_, file_id, told_at, how, to_kind, recipient, basis, used_for, kind, held_until, entries in rows
    ]  # fmt: skip
