"""What a decision does beside the file when it finds that something did not happen: whoever reported, whoever was told
outside and whoever of the family read it is told, and no search finds it. It logs no act: the decision does."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.cases import disowning
from fairward.families.queries import wants_to_hear
from fairward.files import changes, search_index
from fairward.files.content import EntryContent
from fairward.files.reading import annotation_texts
from fairward.files.rendering import COLLAPSED
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Outcome
from fairward.mistakes.vocabulary import BY_OUTCOME
from fairward.mistakes.writing import write_taken
from fairward.notices.mail import something_arrived
from fairward.rights.forgetting import shown_to
from fairward.rights.sharing import end_shown
from fairward.school.concerns.answering import answer_reporters, keep_as_about_staff, wholly_untrue

DID_NOT_HAPPEN = (
    "Something in this child’s record turned out not to have happened. It is put right here, and what you were told of it "
    "must not be relied on."
)
LOOKED_AT = (
    "It was looked at with care, and it turned out not to be as it was reported. The record is put right."
)
REPLIES = {
    Outcome.UNFOUNDED: f"Thank you for telling us. {LOOKED_AT} You did right to say what you noticed.",
    Outcome.MALICIOUS: LOOKED_AT,
}


def put_right(
    by: Actor, file: OpenedFile, entry_ids: Sequence[UUID], concern_ids: Sequence[UUID], outcome: Outcome
) -> None:
    """Nothing of it goes on being believed: by the reporter, outside, in the family, or by whoever searches."""
    if outcome not in COLLAPSED:
        return
    readers = shown_to(by.organisation_id, entry_ids)
    told = disowning.outside(by.organisation_id, entry_ids)
    disowning.tell_outside(by, file, entry_ids, DID_NOT_HAPPEN)
    for one in entry_ids:
        changes.decided(by, one, outcome)
    end_shown(by, entry_ids, is_taken_back=True)
    search_index.forget(by, entry_ids)
    write_taken(
        by,
        file.child_id,
        readers,
        BY_OUTCOME[outcome],
        is_told_outside=any(one.is_family_told for one in told),
    )
    untrue = wholly_untrue(by.organisation_id, concern_ids)
    answer_reporters(by, untrue, REPLIES[outcome])
    if outcome is Outcome.MALICIOUS:
        keep_as_about_staff(by, untrue)
    hearing = [wants_to_hear(by.organisation_id, one, file.child_id) for one in readers]
    something_arrived(by.organisation_id, [one for one in hearing if one is not None])


def find_again(by: Actor, file: OpenedFile, entry_id: UUID, content: EntryContent) -> None:
    """A concern that is open again is found by its words again."""
    words = [*content.words(), *annotation_texts(by, file, entry_id, "reopening")]
    search_index.replace(by, file.purpose, entry_id, words)
