"""Gathers from the database what there is to check or to export. It may not write, nor judge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import connections

from fairward.audit import bundle
from fairward.audit.evidence import Evidence, PlacedLine
from fairward.audit.leaves import Leaf as Line
from fairward.audit.leaves import digest_of_items, is_spread, listed_items
from fairward.audit.merkle import Tree
from fairward.audit.models import Detail, InstallationHead, Leaf, LogKey, Pending, Place, Seen, SignedHead
from fairward.audit.notes import Checkpoint, PublicKey, origin_of
from fairward.audit.reading import LEAF_COLUMNS, to_leaf

_CHUNK = 2000
_DIGESTS = """
SELECT leaf_id, sha256(string_agg(item_id::text, ',' ORDER BY item_id::text COLLATE "C")::bytea)
FROM audit_seen WHERE organisation_id = %s GROUP BY leaf_id"""


def noted_keys(organisation_id: UUID) -> list[PublicKey]:
    """The keys that the database says have signed this log; whoever can rewrite it can rewrite them too."""
    rows = LogKey.objects.filter(organisation_id=organisation_id).order_by("first_used_at")
    return [PublicKey.parse(text) for text in rows.values_list("public_key", flat=True)]


def logged_organisations() -> set[UUID]:
    """The organisations whose heads stand in the installation's log."""
    return set(InstallationHead.objects.values_list("organisation_id", flat=True).distinct())


def evidence_of(organisation_id: UUID, *, keys: Sequence[PublicKey], earlier: Iterable[str]) -> Evidence:
    """All of one log. Call it, and use it up, inside the organisation's transaction."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")  # a whole log may take longer than a page
    heads = InstallationHead.objects.filter(organisation_id=organisation_id).order_by("place")
    kept = [*earlier, *heads.values_list("note", flat=True)]
    # Checkpoints before lines: what is appended meanwhile is then not yet covered, instead of missing.
    notes = list(_notes(organisation_id))
    return Evidence(
        origin=origin_of(organisation_id),
        organisation_id=organisation_id,
        lines=_placed_lines(organisation_id, has_digests=True),
        notes=notes,
        keys=keys,
        earlier=kept,
        waiting=_waiting(organisation_id),
        strays=_strays(organisation_id),
    )


def export(organisation_id: UUID) -> Iterator[str]:
    """The whole log as the lines of a bundle. Use it up inside the organisation's transaction."""
    yield bundle.header(organisation_id, noted_keys(organisation_id))
    yield from (bundle.checkpoint(note) for note in _notes(organisation_id))
    for placed in _placed_lines(organisation_id, has_digests=False):
        if placed.leaf is not None:
            yield bundle.line(placed)
    yield from (bundle.waiting(leaf) for leaf in _waiting(organisation_id))


def excerpt(organisation_id: UUID, line_ids: Iterable[UUID]) -> Iterator[str]:
    """Some lines, each with the proof that it is in the log under the newest checkpoint. Waiting lines are left out."""
    head = SignedHead.objects.filter(organisation_id=organisation_id).order_by("-size").first()
    yield bundle.header(organisation_id, noted_keys(organisation_id), is_excerpt=True)
    if head is None:
        return
    yield bundle.checkpoint(head.note)
    hashes = Place.objects.filter(organisation_id=organisation_id, place__lt=head.size).order_by("place")
    tree = Tree(bytes(each) for each in hashes.values_list("leaf_hash", flat=True).iterator())
    size = Checkpoint.parse(head.note).size
    mine = {"organisation_id": organisation_id, "id__in": list(line_ids)}
    places = (
        Place.objects.filter(place__lt=size, **mine).order_by("place").values_list("place", "id", "leaf_hash")
    )
    for placed in _with_lines(organisation_id, list(places), None):
        if placed.leaf is not None:
            yield bundle.line(placed, tree.inclusion_proof(placed.place, size))


def _notes(organisation_id: UUID) -> Any:
    rows = SignedHead.objects.filter(organisation_id=organisation_id).order_by("size")
    return rows.values_list("note", flat=True)


def _placed_lines(organisation_id: UUID, *, has_digests: bool) -> Iterator[PlacedLine]:
    digests = _digests(organisation_id) if has_digests else None
    last = -1
    while True:
        rows = Place.objects.filter(organisation_id=organisation_id, place__gt=last).order_by("place")
        chunk = list(rows.values_list("place", "id", "leaf_hash")[:_CHUNK])
        if not chunk:
            return
        yield from _with_lines(organisation_id, chunk, digests)
        last = chunk[-1][0]


def _with_lines(
    organisation_id: UUID,
    places: Sequence[tuple[int, UUID, bytes | memoryview]],
    digests: dict[UUID, bytes] | None,
) -> Iterator[PlacedLine]:
    mine = {"organisation_id": organisation_id, "id__in": [line_id for _, line_id, _ in places]}
    leaves = {row[1]: to_leaf(row) for row in Leaf.objects.filter(**mine).values_list(*LEAF_COLUMNS)}
    rows = Detail.objects.filter(**mine).values_list("id", "salt", "body")
    details = {line_id: (bytes(salt), bytes(body)) for line_id, salt, body in rows}
    for place, line_id, leaf_hash in places:
        leaf, detail = leaves.get(line_id), details.get(line_id)
        seen = digests.get(line_id) if digests is not None else None
        expected = _expected(leaf, detail) if digests is not None else None
        yield PlacedLine(place, leaf, bytes(leaf_hash), detail, seen, expected)


def _expected(leaf: Line | None, detail: tuple[bytes, bytes] | None) -> bytes | None:
    if leaf is None or detail is None or not is_spread(leaf.item_count, leaf.subject_id):
        return None
    try:
        return digest_of_items(listed_items(detail[1]))
    except ValueError:
        return None  # an unreadable detail breaks its commitment, and that is what is said about it


def _digests(organisation_id: UUID) -> dict[UUID, bytes]:
    with connections["default"].cursor() as cursor:
        cursor.execute(_DIGESTS, [organisation_id])
        return {line_id: bytes(digest) for line_id, digest in cursor.fetchall()}


def _waiting(organisation_id: UUID) -> list[Line]:
    placed = Place.objects.filter(organisation_id=organisation_id).values("id")
    rows = Leaf.objects.filter(organisation_id=organisation_id).exclude(id__in=placed).order_by("id")
    return [to_leaf(row) for row in rows.values_list(*LEAF_COLUMNS)]


def _strays(organisation_id: UUID) -> list[str]:
    """Rows that speak of lines that are not there: whoever deletes a line rarely thinks of them."""
    lines = Leaf.objects.filter(organisation_id=organisation_id).values("id")
    found = {
        "details": Detail.objects.filter(organisation_id=organisation_id).exclude(id__in=lines).count(),
        "marks for lines without a place": Pending.objects.filter(organisation_id=organisation_id)
        .exclude(id__in=lines)
        .count(),
        "listed items": Seen.objects.filter(organisation_id=organisation_id)
        .exclude(leaf_id__in=lines)
        .count(),
    }
    return [f"{count} {what} belong to lines that are gone." for what, count in found.items() if count]
