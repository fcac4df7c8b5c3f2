"""What was written about referrals goes with the last entry of their file, keys first. It may not open anything."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.keys.records import destroy_records
from fairward.retention.hanging import Hanging, nothing, run
from fairward.tenancy.rows import fetch

_STEPS = """
SELECT s.id FROM referrals_referralstep s
JOIN referrals_referral r ON r.organisation_id = s.organisation_id AND r.id = s.referral_id
WHERE s.organisation_id = %(org)s AND r.file_id = ANY(%(ids)s)
"""
_FORGET = (
    f"DELETE FROM referrals_referralstep WHERE organisation_id = %(org)s AND id IN ({_STEPS})",  # noqa: S608
    "DELETE FROM referrals_referral WHERE organisation_id = %(org)s AND file_id = ANY(%(ids)s)",
)


def _records(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    """Nothing of a referral is an entry's: a call is an entry of its own, and what was told stands at the disclosures."""
    return []


def _forget_files(organisation_id: UUID, file_ids: Sequence[UUID]) -> None:
    asked = {"org": organisation_id, "ids": list(file_ids)}
    destroy_records(organisation_id, [row[0] for row in fetch(_STEPS, asked)])
    run(_FORGET, asked)


ON_ENTRIES = Hanging(_records, nothing, _forget_files)
