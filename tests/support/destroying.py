"""Orders, holds, and everything that can be tried to read what was destroyed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.exchange.recall_queries import recalls_for
from fairward.files.queries import entry_for
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Purpose, RingKind
from fairward.keys.records import open_records
from fairward.retention.certificate_queries import certificates_for
from fairward.retention.engine import carry_out, order
from fairward.retention.models import Hold
from fairward.retention.vocabulary import HoldKind, ItemKind, WhyDestroyed
from fairward.rights.actions import share
from fairward.rights.masks import Masks
from fairward.rights.sharing import entry_of, gather, prepare
from fairward.rights.sharing_queries import family_for
from tests.support.living import WHY, Living, busy, make_living, tell_social_care

RULE = "child-protection-substantiated"


def order_for(living: Living, *ids: UUID, kind: ItemKind = ItemKind.ENTRY) -> UUID | None:
    """A lead's order, committed."""
    with living.school.transaction():
        return order(
            living.actor(), organisation_id=living.school.organisation_id, kind=kind, item_ids=ids, rule_id=RULE,
            why=WhyDestroyed.DECIDED,
        )  # fmt: skip


def hold(living: Living, child_id: UUID) -> UUID:
    """A court's hold on everything about a child."""
    with living.school.transaction():
        lead = living.actor().membership_id
        return Hold.objects.create(
            organisation_id=living.school.organisation_id, id=new_id(), kind=int(HoldKind.COURT), child_id=child_id,
            reason=b"-", owner_id=lead, made_at=timezone.now(), made_by=lead, review_on=timezone.localdate(),
        ).id  # fmt: skip


def lift(living: Living, child_id: UUID) -> None:
    """End every hold on a child."""
    with living.school.transaction():
        Hold.objects.filter(
            organisation_id=living.school.organisation_id, child_id=child_id, lifted_at__isnull=True
        ).update(lifted_at=timezone.now(), lifted_by=living.actor().membership_id, lifted_because=b"-")


def nothing_held() -> Living:
    """A school at work in which no hold stands."""
    living = busy(make_living())
    for child_id in (living.amy, living.jack):
        lift(living, child_id)
    return living


def share_with_mother(living: Living, entry_id: UUID) -> UUID:
    """Show a decided entry about Amy to her mother, everything masked that was suggested; returns what she is shown."""
    with living.school.transaction():
        lead = living.actor()
        file = entry_for(lead, entry_id, WHY)[1]
        family = family_for(lead, file.child_id, WHY)
        ground = gather(lead, file, entry_of(lead, file, entry_id), living.mother, family)
        found = prepare(ground, Masks()).found
        masks = Masks(tuple(one.mask for one in found.suggestions), seen=found.warnings)
        return share(by=lead, file=file, entry_id=entry_id, person_id=living.mother, masks=masks)


def is_readable(living: Living, entry_id: UUID) -> bool:
    """Whether a lead reads the entry on the ordinary way."""
    with living.school.transaction():
        try:
            return bool(entry_for(living.actor(), entry_id, WHY)[0].statements)
        except (Denied, NotFound):
            return False


def opened_by_anybody(living: Living, record_ids: Sequence[UUID]) -> set[UUID]:
    """Records that somebody's own key or any ring of anybody still opens (rings stand for files, escrow opens rings)."""
    found: set[UUID] = set()
    for person in living.school.people.values():
        actor = living.school.actor(person.persona)
        if actor.unlocked is None:
            continue
        for ring in (None, *RingKind):
            with living.school.transaction():
                try:
                    found |= open_records(
                        actor, record_ids=list(record_ids), ring=ring, item_kind="entry", why=WHY
                    ).keys()
                except Denied:
                    continue
    return found


def wraps_of(raw_keyring: Any, record_ids: Sequence[UUID]) -> set[UUID]:
    """Records with any wrap at all in the keyring: for a ring, a file, or a person, of the school or of a family."""
    rows = raw_keyring.execute(
        "SELECT DISTINCT record_id FROM keys_recordwrap WHERE record_id = ANY(%s)", [list(record_ids)]
    ).fetchall()
    return {row[0] for row in rows}


RECORDS = (
    "SELECT id FROM files_entryversion WHERE entry_id = ANY(%(ids)s)",
    "SELECT id FROM files_annotation WHERE entry_id = ANY(%(ids)s)",
    "SELECT unnest(ARRAY[id, masks_id]) FROM rights_shownversion WHERE entry_id = ANY(%(ids)s)",
    "SELECT attachment_id FROM files_entryattachment WHERE entry_id = ANY(%(ids)s)",
    "SELECT concern_id FROM files_entry WHERE id = ANY(%(ids)s) AND concern_id IS NOT NULL",
    "SELECT disclosure_id FROM exchange_disclosedentry WHERE entry_id = ANY(%(ids)s)",
)


def records_of(raw_default: Any, entry_ids: Sequence[UUID]) -> set[UUID]:
    """Every record in which words of these entries stand, as an old backup of the record would know them."""
    ids = [
        row[0]
        for row in raw_default.execute(
            "WITH RECURSIVE t AS (SELECT id FROM files_entry WHERE id = ANY(%s) UNION "
            "SELECT e.id FROM t JOIN files_entry e ON e.about_entry_id = t.id) SELECT id FROM t",
            [list(entry_ids)],
        ).fetchall()
    ]
    found = (raw_default.execute(one, {"ids": ids}).fetchall() for one in RECORDS)
    return {row[0] for rows in found for row in rows}


def mentions(both: Mapping[str, Any], ids: Sequence[UUID]) -> dict[str, int]:
    """In which columns of both databases these ids still stand, the log left out."""
    found = {}
    for connection in both.values():
        columns = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND data_type = 'uuid' AND table_name NOT LIKE 'audit_%'"
        ).fetchall()
        for table, column in columns:
            row = connection.execute(
                f'SELECT count(*) FROM "{table}" WHERE "{column}" = ANY(%s)', [list(ids)]
            ).fetchone()
            if row[0]:
                found[f"{table}.{column}"] = row[0]
    return found


def destroyed(living: Living) -> dict[str, UUID]:
    """Something that was told outside and is destroyed since: its certificate, and whom to ask back."""
    entry_id = living.file(living.report(children=[living.jack]), Purpose.WELFARE)[0]
    tell_social_care(living, entry_id)
    order_for(living, entry_id)
    carry_out(living.school.organisation_id)
    with living.school.transaction():
        lead = living.actor()
        return {
            "certificate_id": certificates_for(lead, 1, WHY).lines[0].id,
            "recall_id": recalls_for(lead, WHY)[0].id,
        }
