"""What leads do about what families are shown: show, take back, renew. One act each."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from fairward.audit.log import record_act
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.rights import sharing
from fairward.rights.masking import check_phrase
from fairward.rights.masks import Masks
from fairward.rights.policies import check_can_share, check_label, check_purpose
from fairward.rights.sharing_queries import access_of, decision_of, family_for, standing_versions


@transaction.atomic
def share(*, by: Actor, file: OpenedFile, entry_id: UUID, person_id: UUID, masks: Masks) -> UUID:
    """Show an entry to one person with these masks, as it was previewed; returns the id of the version that they see.

    Sealed to the file, and to their account if they were let in and have a passphrase; else it waits for their first
    sign-in. Denied where the decision does not say so, their access is closed, or something found was not looked at.
    """
    check_purpose(file.purpose)
    family = family_for(by, file.child_id)
    member = next((one for one in family if one.person_id == person_id), None)
    if member is None:
        raise NotFound("person")
    check_can_share(
        decision_of(by.organisation_id, entry_id, person_id),
        access_of(by.organisation_id, person_id, file.child_id),
        is_restricted=member.is_restricted,
    )
    for one in masks.phrases:
        check_phrase(one.phrase)
    entry = sharing.entry_of(by, file, entry_id)
    check_label(entry.label)
    prepared = sharing.prepare(sharing.gather(by, file, entry, person_id, family), masks)
    if prepared.unconfirmed.suggestions or prepared.unconfirmed.warnings:
        raise Denied(
            "not_looked_at",
            "There is something in it that you have not decided about. Look at the preview again.",
        )
    shown_id = sharing.write_shown(by, file, prepared)
    record_act(by, act="shown.shared", item_kind="entry", item_id=entry_id, subject_id=file.child_id)
    return shown_id


@transaction.atomic
def take_back(*, by: Actor, file: OpenedFile, entry_id: UUID, person_id: UUID) -> None:
    """Nobody but the file's readers can open what this person was shown; what they read they have read."""
    if not sharing.end_shown(by, [entry_id], person_ids=[person_id], is_taken_back=True):
        raise NotFound("shown")
    record_act(by, act="shown.taken_back", item_kind="entry", item_id=entry_id, subject_id=file.child_id)


@transaction.atomic
def renew_shown(*, by: Actor, file: OpenedFile, entry_id: UUID) -> None:
    """After something was added or put right: everybody sees it as it is now, or nothing until somebody has looked."""
    if standing_versions(by.organisation_id, entry_id):
        sharing.reshow(by, file, entry_id)
        record_act(by, act="shown.renewed", item_kind="entry", item_id=entry_id, subject_id=file.child_id)
