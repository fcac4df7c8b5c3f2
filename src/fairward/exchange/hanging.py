"""What was told outside of an entry. The words go with the last entry that was told; it may not open anything."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from fairward.exchange.queries import TABLE
from fairward.exchange.recall_queries import RECALL_TABLE
from fairward.exchange.vocabulary import UsedFor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import DisclosureKind
from fairward.keys import directory
from fairward.retention.hanging import Hanging, run
from fairward.tenancy.rows import fetch

_EMPTY = """
SELECT DISTINCT e.disclosure_id FROM exchange_disclosedentry e WHERE e.organisation_id = %(org)s AND e.entry_id = ANY(%(ids)s)
AND NOT EXISTS (
  SELECT 1 FROM exchange_disclosedentry o WHERE o.organisation_id = e.organisation_id
  AND o.disclosure_id = e.disclosure_id AND o.entry_id <> ALL(%(ids)s))
"""

# Whoever was told something of these entries and did not give it back, where no recall waits already. Whoever got a package, a
# file or paper is told by a notice (`following`), which asks for no transfer back; nobody asks the next school for a file that
# was handed over to it: what goes here is our copy.
_TOLD = """
SELECT d.id, d.child_id, d.told_at, d.how, d.recipient_kind, d.recipient FROM exchange_disclosure d
WHERE d.organisation_id = %(org)s AND d.used_for <> %(back)s AND
  (d.package_id IS NULL OR (d.partner_id IS NULL AND d.kind = %(transfer)s)) AND EXISTS (
  SELECT 1 FROM exchange_disclosedentry e WHERE e.organisation_id = d.organisation_id
  AND e.disclosure_id = d.id AND e.entry_id = ANY(%(ids)s)
  AND NOT (d.kind IS NOT DISTINCT FROM %(transfer)s AND EXISTS (
    SELECT 1 FROM retention_senton s WHERE s.organisation_id = e.organisation_id AND s.entry_id = e.entry_id AND s.was_sent)))
AND NOT EXISTS (
  SELECT 1 FROM exchange_recall r WHERE r.organisation_id = d.organisation_id
  AND r.disclosure_id = d.id AND r.answered_on IS NULL)
"""
_RECALL = """
INSERT INTO exchange_recall
  (organisation_id, id, disclosure_id, child_id, told_at, how, recipient_kind, recipient, made_at)
VALUES (%(org)s, %(id)s, %(disclosure)s, %(child)s, %(told_at)s, %(how)s, %(kind)s, %(recipient)s, %(now)s)
"""
_FORGET = (
    "DELETE FROM exchange_disclosedpassage WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)",
    "DELETE FROM exchange_disclosedentry WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)",
    "DELETE FROM exchange_disclosure WHERE organisation_id = %(org)s AND id = ANY(%(going)s)",
)


def _records(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    """The words of disclosures of which no other entry is left; the disclosure is its own record."""
    return [row[0] for row in fetch(_EMPTY, {"org": organisation_id, "ids": list(entry_ids)})]


def _forget(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    going = _records(organisation_id, entry_ids)
    _recall(organisation_id, entry_ids)
    run(_FORGET, {"org": organisation_id, "ids": list(entry_ids), "going": going})


def _recall(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    """Remember whom to ask, apart from the disclosure, which goes."""
    asked = {
        "org": organisation_id, "ids": list(entry_ids), "back": int(UsedFor.GIVEN_BACK),
        "transfer": int(DisclosureKind.TRANSFER),
    }  # fmt: skip
    for id_, child_id, told_at, how, kind, recipient in fetch(_TOLD, asked):
        recall_id = new_id()
        name = directory.reveal(organisation_id, TABLE, id_, bytes(recipient))
        values = {
            "org": organisation_id, "id": recall_id, "disclosure": id_, "child": child_id, "told_at": told_at, "how": how,
            "kind": kind, "recipient": directory.protect(organisation_id, RECALL_TABLE, recall_id, name),
            "now": timezone.now(),
        }  # fmt: skip
        run([_RECALL], values)


ON_ENTRIES = Hanging(_records, _forget)
