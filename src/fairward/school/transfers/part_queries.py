"""Opens why a file was not sent, with the file's key and a look. It may not write anything else."""

from __future__ import annotations

from uuid import UUID

from fairward.files.queries import file_for
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.keys.records import open_records
from fairward.school.transfers.content import PART_TABLE
from fairward.school.transfers.models import TransferPart
from fairward.school.transfers.policies import check_can_handle


def reason_for(actor: Actor, part_id: UUID, why: str) -> str:
    """Why one file is not sent, in the words of whoever decided it."""
    check_can_handle(actor)
    row = TransferPart.objects.filter(organisation_id=actor.organisation_id, id=part_id).first()
    if row is None or row.file_id is None or not bytes(row.sealed):
        raise NotFound("file")
    _, file, _ = file_for(actor, row.file_id, why)
    keys = open_records(
        actor, record_ids=[part_id], file=file.key, item_kind="transfer", subject_id=file.child_id, why=why
    )
    return keys[part_id].open(bytes(row.sealed), table=PART_TABLE, version=1).decode()
