"""The only writer of search lines, openings, passages, reasons and pieces. It logs no act: the action that calls it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fairward.access_requests.hanging import ON_ENTRIES
from fairward.access_requests.models import (
    AccessRequest,
    AnswerPiece,
    CasePassage,
    FileOpening,
    PassageReason,
    SearchLine,
)
from fairward.access_requests.policies import Chosen, check_is_access_request
from fairward.access_requests.reasons import seal_reason
from fairward.access_requests.searching import Found
from fairward.access_requests.vocabulary import PieceKind
from fairward.cases.models import Case
from fairward.cases.writing import locked_case
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.file_keys import end_file_grant
from fairward.keys.records import create_record, destroy_records

REASON_TABLE, PIECE_TABLE = "access_requests_passagereason", "access_requests_answerpiece"


@dataclass(frozen=True, slots=True)
class NewPiece:
    """A piece as it was drawn; `raw` holds content and is sealed."""

    kind: PieceKind
    raw: bytes = field(repr=False)
    first: int = 1
    count: int = 0
    items: int = 0
    pages: int = 0


def locked(by: Actor, case_id: UUID) -> tuple[Case, AccessRequest]:
    """The case and what it has as an access request, locked against a second person at the same moment."""
    case = check_is_access_request(locked_case(by, case_id))
    request, _ = AccessRequest.objects.get_or_create(organisation_id=by.organisation_id, case_id=case_id)
    return case, request


def write_search(by: Actor, case_id: UUID, found: Sequence[Found]) -> None:
    """Add the lines of one search to the log of the case."""
    now = timezone.now()
    SearchLine.objects.bulk_create(
        SearchLine(
            organisation_id=by.organisation_id, case_id=case_id, place=int(one.place),
            purpose=int(one.purpose) if one.purpose else None, file_id=one.file_id, found=one.found,
            searched_at=now, searched_by=by.membership_id,
        )
        for one in found
    )  # fmt: skip


def write_opening(
    by: Actor, case_id: UUID, file_id: UUID, purpose: int, account_id: UUID, until: datetime
) -> None:
    """Note that a file is open for one person and case until a moment; an earlier note ends."""
    standing = FileOpening.objects.filter(
        organisation_id=by.organisation_id,
        case_id=case_id,
        file_id=file_id,
        account_id=account_id,
        ended_at__isnull=True,
    )
    standing.update(ended_at=timezone.now())
    FileOpening.objects.create(
        organisation_id=by.organisation_id, case_id=case_id, file_id=file_id, purpose=purpose, account_id=account_id,
        until_at=until, given_at=timezone.now(), given_by=by.membership_id,
    )  # fmt: skip


def end_openings(by: Actor, case_id: UUID) -> int:
    """Close every file that was opened for a case, unless another open case still needs it; returns how many."""
    standing = FileOpening.objects.filter(organisation_id=by.organisation_id, ended_at__isnull=True)
    mine = list(standing.filter(case_id=case_id).values_list("file_id", "account_id"))
    others = set(standing.exclude(case_id=case_id).values_list("file_id", "account_id"))
    standing.filter(case_id=case_id).update(ended_at=timezone.now())
    for file_id, account_id in mine:
        if (file_id, account_id) not in others:
            end_file_grant(by.organisation_id, file_id, account_id)
    return len(mine)


def write_reason(by: Actor, passage_id: UUID, chosen: Chosen, *rings: RingKind) -> UUID:
    """Seal why something was decided, for the ring of rights and these; returns its id."""
    return seal_reason(by, PassageReason, passage_id, chosen, rings)


def write_piece(by: Actor, case_id: UUID, new: NewPiece) -> None:
    """Seal a piece of an answer to the ring of rights."""
    piece_id = new_id()
    key = create_record(by.organisation_id, piece_id, rings=[RingKind.RIGHTS])
    AnswerPiece.objects.create(
        organisation_id=by.organisation_id, id=piece_id, case_id=case_id, kind=int(new.kind), first=new.first,
        count=new.count, items=new.items, pages=new.pages, made_at=timezone.now(),
        sealed=key.seal(new.raw, table=PIECE_TABLE, version=1), made_by=by.membership_id,
    )  # fmt: skip


def drop_pieces(by: Actor, case_id: UUID) -> None:
    """Destroy what was drawn: something was decided anew, or another way was chosen. Keys first."""
    rows = AnswerPiece.objects.filter(organisation_id=by.organisation_id, case_id=case_id)
    ids = list(rows.values_list("id", flat=True))
    if ids:
        destroy_records(by.organisation_id, ids)
        rows.delete()
    AccessRequest.objects.filter(organisation_id=by.organisation_id, case_id=case_id).update(made_at=None)


def drop_stale_passages(by: Actor, case_id: UUID, entry_id: UUID, version: int) -> None:
    """An entry was corrected: what was decided about an earlier version of it is decided anew. Keys first."""
    stale = CasePassage.objects.filter(
        organisation_id=by.organisation_id, case_id=case_id, entry_id=entry_id
    ).exclude(entry_version=version)
    ids = list(stale.values_list("id", flat=True))
    if not ids:
        return
    reasons = PassageReason.objects.filter(organisation_id=by.organisation_id, passage_id__in=ids)
    destroy_records(by.organisation_id, list(reasons.values_list("id", flat=True)))
    reasons.delete()
    stale.delete()


def forget_entries(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    """Entries turned out to be about somebody else: no request has passages of them, nor an answer drawn with them."""
    destroy_records(organisation_id, ON_ENTRIES.records(organisation_id, entry_ids))
    ON_ENTRIES.forget(organisation_id, entry_ids)


def has_openings(organisation_id: UUID, file_id: UUID) -> bool:
    """Whether a file was ever opened for a request; the note of that belongs to the request."""
    return FileOpening.objects.filter(organisation_id=organisation_id, file_id=file_id).exists()


def next_place(organisation_id: UUID, case_id: UUID) -> tuple[int, int]:
    """The next free place of a passage, and of an entry."""
    last = (
        CasePassage.objects.filter(organisation_id=organisation_id, case_id=case_id)
        .order_by("-place")
        .values_list("place", "entry_place")
        .first()
    )
    return (last[0] + 1, last[1] + 1) if last else (1, 1)
