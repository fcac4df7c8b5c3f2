"""Seals what was done about a referral and moves it on. It decides nothing and logs no act: the action does both."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id
from fairward.keys.records import create_record
from fairward.school.referrals.following_queries import seen_of
from fairward.school.referrals.models import Referral, ReferralStep
from fairward.school.referrals.policies import Done
from fairward.school.referrals.queries import STEP_TABLE, noted_of, places_of
from fairward.school.referrals.standing import Standing, stand
from fairward.school.referrals.vocabulary import ReferralState, StepKind


def locked(by: Actor, file: OpenedFile, referral_id: UUID) -> tuple[Referral, Standing]:
    """The row, locked and brought up to what became of its draft and package; and where it stands."""
    rows = Referral.objects.select_for_update().filter(
        organisation_id=by.organisation_id, id=referral_id, file_id=file.id
    )
    row = rows.first()
    if row is None:
        raise NotFound("referral")
    noted = noted_of(row)
    seen = seen_of(by.organisation_id, [noted])[referral_id]
    standing = stand(noted, seen, timezone.now(), places_of(by.organisation_id))
    row.state, row.acknowledged_at = int(standing.state), standing.acknowledged_at
    if standing.state is ReferralState.CLOSED and row.closed_at is None:
        row.closed_at = timezone.now()
    return row, standing


def change(row: Referral, **columns: Any) -> None:
    """Keep what is known now, and these columns."""
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()


def write_step(
    by: Actor, file: OpenedFile, referral_id: UUID, kind: StepKind, done: Done, *, number: int = 0, later: Sequence[str] = ()
) -> UUID:  # fmt: skip
    """Seal what was done, with its own key under the file's."""
    step_id = new_id()
    key = create_record(by.organisation_id, step_id, file=file.key)
    body = {"format": 1, "whom": done.whom.strip(), "words": done.words.strip(), "later": list(later)}
    sealed = key.seal(json.dumps(body, ensure_ascii=False).encode(), table=STEP_TABLE, version=1)
    ReferralStep.objects.create(
        organisation_id=by.organisation_id, id=step_id, referral_id=referral_id, kind=int(kind), number=number,
        at=done.at, made_at=timezone.now(), made_by=by.membership_id, sealed=sealed,
    )  # fmt: skip
    return step_id


def now_done(words: str = "", whom: str = "", at: datetime | None = None) -> Done:
    """Something done at this moment."""
    return Done(at or timezone.now(), whom, words)
