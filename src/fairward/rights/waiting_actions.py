"""What a lead does with what waits: keys for people who have signed in since, and words that a family added."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.files import search_index
from fairward.files.reading import annotation_texts
from fairward.files.writing import OpenedFile, take_in
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import Purpose
from fairward.keys.file_keys import open_file_keys
from fairward.rights.models import MySide
from fairward.rights.sharing import reshow, seal_to_person
from fairward.rights.waiting_queries import waiting_versions

WHY = "reading what the family added"


@transaction.atomic
def seal_waiting(*, by: Actor) -> int:
    """Give everybody who has a key now what was waiting for them, as far as the lead can open it; returns how many."""
    sealed = 0
    waiting = waiting_versions(by.organisation_id)
    for purpose in {one.purpose for one in waiting}:
        rows = [one for one in waiting if one.purpose is purpose]
        keys = open_file_keys(by, list({one.file_id for one in rows}), purpose)
        for one in rows:
            if one.file_id in keys:
                file = OpenedFile(one.file_id, one.child_id, purpose, keys[one.file_id])
                sealed += seal_to_person(by, file, one.version)
    record_act(by, act="shown.sealed", item_kind="organisation", item_id=by.organisation_id)
    return sealed


@transaction.atomic
def read_my_side(*, by: Actor, file: OpenedFile, my_side_id: UUID) -> None:
    """The lead has read what somebody of the family added: it is in the file from now on, and they are told so."""
    row = MySide.objects.select_for_update().filter(organisation_id=by.organisation_id, id=my_side_id).first()
    if row is None or row.purpose != int(file.purpose) or row.child_id != file.child_id:
        raise NotFound("my_side")
    if row.read_at is None:
        take_in(by, file, row.annotation_id)
        row.read_at, row.read_by = timezone.now(), by.membership_id
        row.save(update_fields=["read_at", "read_by"])
        search_index.add(
            by, Purpose(row.purpose), row.entry_id, annotation_texts(by, file, row.entry_id, WHY)
        )
        reshow(by, file, row.entry_id)
    record_act(by, act="my_side.read", item_kind="entry", item_id=row.entry_id, subject_id=row.child_id)
