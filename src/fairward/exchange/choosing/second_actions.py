"""The only writer of read-throughs and of a second person's answer: of this very version, one act each. It lets nothing out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.exchange.choosing.content import to_bytes
from fairward.exchange.choosing.draft_queries import READ, TABLE, OpenedDraft, facts_of
from fairward.exchange.choosing.models import Draft
from fairward.exchange.choosing.policies import check_can_change
from fairward.exchange.choosing.second_needs import check_can_be_second
from fairward.exchange.choosing.sending_policies import check_as_read
from fairward.exchange.choosing.sending_queries import Seen
from fairward.exchange.choosing.vocabulary import DraftState
from fairward.files.policies import check_can_write, check_text
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.keys.records import open_records
from fairward.organisations.queries import names_of_members


@transaction.atomic
def confirm_read(*, by: Actor, seen: Seen) -> None:
    """Somebody has read this version, with everything that belongs to it now, as its reader will.

    Where that is not what was read before, whoever agreed as the second person agreed to something else.
    """
    row = _locked(by, seen.draft)
    if seen.made is None:
        raise Denied("not_whole", seen.refusal)
    keys = open_records(
        by, record_ids=[row.id], file=seen.draft.file.key, item_kind="draft", subject_id=row.child_id,
        why="keeping what was read through",
    )  # fmt: skip
    stays = {} if seen.is_as_read else {"second_version": None, "second_by": None}
    sealed = keys[row.id].seal(seen.digest, table=READ, version=row.version)
    _note(row, read_version=row.version, read_by=by.membership_id, read_sealed=sealed, **stays)
    record_act(by, act="draft.read_through", item_kind="draft", item_id=row.id, subject_id=row.child_id)


@transaction.atomic
def ask_second(*, by: Actor, seen: Seen) -> None:
    """Let it wait for a second person; whoever asks has read it through, and cannot be that person."""
    row = _locked(by, seen.draft)
    check_as_read(seen.draft, seen.digest)
    now = timezone.now()
    _note(
        row, state=int(DraftState.WAITS_FOR_SECOND), second_asked_at=now, changed_at=now, changed_by=by.membership_id
    )  # fmt: skip
    record_act(by, act="draft.second_asked", item_kind="draft", item_id=row.id, subject_id=row.child_id)


@transaction.atomic
def agree(*, by: Actor, seen: Seen) -> None:
    """The second person agrees to this version; it can go now, when whoever prepared it sends it.

    Both have read the same: what was added in between is read through by whoever prepared it first.
    """
    row = _locked(by, seen.draft)
    _check_asked(row)
    check_can_be_second(facts_of(by.organisation_id, [row.id])[row.id], by.membership_id)
    check_as_read(seen.draft, seen.digest)
    if row.read_by == by.membership_id:
        raise Denied(
            "not_the_same_person", "You read it through yourself. Somebody else must be the second person."
        )
    _note(
        row, state=int(DraftState.CHOOSING), second_version=row.version, second_by=by.membership_id, second_asked_at=None
    )  # fmt: skip
    record_act(by, act="draft.second_agreed", item_kind="draft", item_id=row.id, subject_id=row.child_id)


@transaction.atomic
def send_back(*, by: Actor, draft: OpenedDraft, words: str) -> None:
    """The second person does not agree, and says why: a new version, to be changed and read through again."""
    row = _locked(by, draft)
    _check_asked(row)
    check_can_be_second(facts_of(by.organisation_id, [row.id])[row.id], by.membership_id)
    check_text(words, "why you do not agree")
    name = names_of_members(by.organisation_id, [by.membership_id])[by.membership_id].name
    chosen = replace(draft.chosen, sent_back=f"{name}: {words.strip()}")
    keys = open_records(
        by, record_ids=[row.id], file=draft.file.key, item_kind="draft", subject_id=row.child_id,
        why="sending back what was chosen",
    )  # fmt: skip
    version = row.version + 1
    _note(
        row, state=int(DraftState.CHOOSING), second_asked_at=None, version=version, changed_at=timezone.now(),
        sealed=keys[row.id].seal(to_bytes(chosen), table=TABLE, version=version),
    )  # fmt: skip
    record_act(by, act="draft.sent_back", item_kind="draft", item_id=row.id, subject_id=row.child_id)


@transaction.atomic
def look_afterwards(*, by: Actor, draft_id: UUID) -> None:
    """A second person has looked at what went without one, because a child may have been in danger."""
    rows = Draft.objects.select_for_update().filter(organisation_id=by.organisation_id, id=draft_id)
    row = rows.first()
    if row is None or row.state != int(DraftState.SENT) or row.second_asked_at is None:
        raise NotFound("draft")
    check_can_be_second(facts_of(by.organisation_id, [row.id])[row.id], by.membership_id)
    _note(row, second_version=row.version, second_by=by.membership_id, second_asked_at=None)
    record_act(by, act="draft.looked_afterwards", item_kind="draft", item_id=row.id, subject_id=row.child_id)


def _check_asked(row: Draft) -> None:
    if row.state != int(DraftState.WAITS_FOR_SECOND):
        raise Denied("not_asked", "Nobody has asked for a second person yet, or it was changed since.")


def _locked(by: Actor, draft: OpenedDraft) -> Draft:
    check_can_write(by, draft.file.purpose)
    rows = Draft.objects.select_for_update().filter(organisation_id=by.organisation_id, id=draft.facts.id)
    row = rows.first()
    if row is None:
        raise NotFound("draft")
    check_can_change(DraftState(row.state), row.version, draft.facts.version)
    return row


def _note(row: Draft, **columns: Any) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))
