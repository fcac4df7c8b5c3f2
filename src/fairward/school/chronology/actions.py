"""What somebody does on the child's pages that `files` does not do itself: printing. One audit act, one transaction."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from fairward.audit.log import record_act
from fairward.kernel.actor import Actor


@transaction.atomic
def print_file(*, by: Actor, file_id: UUID, child_id: UUID) -> None:
    """Note that the whole file was printed or saved as a PDF: from here on no log sees who reads it."""
    record_act(by, act="file.printed", item_kind="file", item_id=file_id, subject_id=child_id)
