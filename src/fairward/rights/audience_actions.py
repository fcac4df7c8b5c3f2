"""Deciding, later or again, what somebody of a family sees of an entry. Nothing here shows anything: `share` does."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import FamilyDecision
from fairward.rights.policies import check_label, check_purpose
from fairward.rights.sharing import entry_of
from fairward.rights.sharing_queries import Member, decision_of, family_for
from fairward.rights.writing import FamilyChoice, missing_in, write_choices

_SHOWS = (FamilyDecision.SHARE_NOW, FamilyDecision.SHARE_AFTER_TALK)


@transaction.atomic
def decide_audience(*, by: Actor, file: OpenedFile, entry_id: UUID, choice: FamilyChoice) -> None:
    """Write a decision beside the earlier ones, which stay. Whoever is outside it from now on holds no key any more."""
    check_purpose(file.purpose)
    entry = entry_of(by, file, entry_id, "deciding what the family sees")
    if choice.decision in _SHOWS:
        check_label(entry.label)
    member = _member(by, file, choice.person_id)
    missing = missing_in(choice, member.name, by.membership_id, timezone.localdate())
    if missing:
        raise Denied("decision_incomplete", " ".join(sentence for _, sentence in missing))
    write_choices(by, entry_id, [choice])
    record_act(by, act="audience.decided", item_kind="entry", item_id=entry_id, subject_id=file.child_id)


@transaction.atomic
def note_talk(*, by: Actor, file: OpenedFile, entry_id: UUID, person_id: UUID, talked_on: date) -> None:
    """The talk took place: from now on the entry may be shown, which is an act of its own."""
    _member(by, file, person_id)
    standing = decision_of(by.organisation_id, entry_id, person_id)
    if standing is not FamilyDecision.SHARE_AFTER_TALK:
        raise Denied("no_talk_due", "No talk with this person is waiting for this entry.")
    if talked_on > timezone.localdate():
        raise Denied("talk_in_future", "The day of the talk cannot be in the future.")
    write_choices(by, entry_id, [FamilyChoice(person_id, FamilyDecision.SHARE_NOW, talked_on=talked_on)])
    record_act(by, act="audience.talked", item_kind="entry", item_id=entry_id, subject_id=file.child_id)


def _member(by: Actor, file: OpenedFile, person_id: UUID) -> Member:
    for one in family_for(by, file.child_id):
        if one.person_id == person_id:
            return one
    raise NotFound("person")
