"""Keeps the encrypted file of a notice until somebody has it or they have answered, and the receipt. It logs no act.

It is called by the writers of notices, in their transaction, and opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.exchange.following.models import HandedNotice
from fairward.exchange.following.queries import RECEIPT_TABLE
from fairward.exchange.package.for_others import ForOthers
from fairward.keys import directory

SAME_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands on the receipt that they gave back: who received it, and the beginning of the digest; either may be empty."""

    by: str = ""
    digest: str = ""


NO_RECEIPT = Receipt()


def keep_file(organisation_id: UUID, notice_id: UUID, made: ForOthers, at: datetime, by: UUID) -> None:
    """Keep it until it is downloaded."""
    HandedNotice.objects.create(
        organisation_id=organisation_id, notice_id=notice_id, sealed=made.content, digest=made.digest, made_at=at, made_by=by
    )  # fmt: skip


def settle_file(organisation_id: UUID, notice_id: UUID, digest: str, receipt: Receipt) -> None:
    """They have answered: the file is needed no more. A digest that is another one is noted as another one, not refused."""
    row = HandedNotice.objects.defer("sealed").get(organisation_id=organisation_id, notice_id=notice_id)
    row.sealed = b""
    if receipt.by.strip():
        given = "".join(receipt.digest.split()).casefold()
        row.receipt_by = directory.protect(
            organisation_id, RECEIPT_TABLE, row.id, receipt.by.strip().encode()
        )
        row.is_receipt_same = len(given) >= SAME_LETTERS and digest.startswith(given[:64])
    row.save(update_fields=["sealed", "receipt_by", "is_receipt_same"])
