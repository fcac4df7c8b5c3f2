"""What was written about referrals goes with the last entry of their file, keys first. It may not open anything."""

from __future__ import annotations

from fairward.retention.hanging import delete, of_statements, select

_REFERRALS = ("referrals_referral",), "file_id = ANY(%(ids)s)"
_STEPS = ("referrals_referralstep",), f"referral_id IN ({select(*_REFERRALS)})"
# Nothing of a referral is an entry's: a call is an entry of its own, and what was told stands at the disclosures.
ON_ENTRIES = of_statements(
    file_records=select(*_STEPS), forget_files=(*delete(*_STEPS), *delete(*_REFERRALS))
)
