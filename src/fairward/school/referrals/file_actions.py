"""The file from which something is referred, where a child has none yet. One act; it may not write an entry."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from fairward.audit.log import record_act
from fairward.files.policies import check_can_write
from fairward.files.writing import ensure_file
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Purpose
from fairward.people.queries import born_on_of


@transaction.atomic
def open_file(*, by: Actor, child_id: UUID) -> UUID:
    """The child's file of child protection, made if there is none; returns its id."""
    check_can_write(by, Purpose.CHILD_PROTECTION)
    file = ensure_file(by, child_id, Purpose.CHILD_PROTECTION, born_on_of(by.organisation_id, child_id))
    record_act(by, act="referral.file_opened", item_kind="file", item_id=file.id, subject_id=child_id)
    return file.id
