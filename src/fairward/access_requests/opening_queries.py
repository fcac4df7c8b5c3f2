"""What a lead sees who opens files for a request: which files there are, and who reads for it. It opens no content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fairward.access_requests.queries import RequestView, of_child
from fairward.audit.log import record_list
from fairward.cases.models import Case
from fairward.files.models import File
from fairward.files.policies import READERS
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Purpose, Role
from fairward.keys.persons import people_with_keys
from fairward.organisations.queries import members


@dataclass(frozen=True, slots=True)
class FileToOpen:
    """A file of the child that the lead reads, so can open for somebody."""

    id: UUID
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody for whom files can be opened: the officer, or the second person."""

    membership_id: UUID
    account_id: UUID
    words: str
    is_officer: bool
    has_key: bool


def files_to_open(actor: Actor, case: Case, why: str) -> list[FileToOpen]:
    """The files of the child whose keys the lead’s role holds."""
    mine = [int(purpose) for purpose, roles in READERS.items() if actor.role in roles]
    rows = File.objects.filter(
        organisation_id=actor.organisation_id, child_id=of_child(case), purpose__in=mine
    )
    found = [
        FileToOpen(id_, Purpose(purpose))
        for id_, purpose in rows.order_by("purpose").values_list("id", "purpose")
    ]
    record_list(
        actor, item_kind="file", item_ids=[one.id for one in found], subject_id=case.child_id, why=why
    )
    return found


def readers_of(actor: Actor, view: RequestView) -> Sequence[Reader]:
    """The officer who searched, and the headteachers, who may be the second person."""
    found = [
        one
        for one in members(actor.organisation_id)
        if one.membership_id == view.request.officer_id or one.role is Role.HEADTEACHER
    ]
    have = people_with_keys([one.account_id for one in found])
    readers = [
        Reader(
            one.membership_id, one.account_id, f"{one.name}, {one.role.word}",
            one.membership_id == view.request.officer_id, one.account_id in have,
        )
        for one in found
    ]  # fmt: skip
    return sorted(readers, key=lambda one: (not one.is_officer, one.words))
