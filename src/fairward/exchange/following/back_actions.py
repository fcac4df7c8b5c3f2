"""A lead asks back something that was told: it waits like every change until the notice is sent. It sends nothing itself."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from fairward.audit.log import record_act
from fairward.exchange.following.hearing import disclosure_recalled
from fairward.files.policies import check_can_write
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied


@transaction.atomic
def ask_back(*, by: Actor, file: OpenedFile, disclosure_id: UUID) -> UUID:
    """Ask for everything of one disclosure; returns the line on which it waits."""
    check_can_write(by, file.purpose)
    followed_id = disclosure_recalled(by, file.id, disclosure_id)
    if followed_id is None:
        raise Denied("nothing_to_ask_back", "Nothing of it is held there any more, or it was only a pointer.")
    record_act(
        by,
        act="disclosure.asked_back",
        item_kind="disclosure",
        item_id=disclosure_id,
        subject_id=file.child_id,
    )
    return followed_id
