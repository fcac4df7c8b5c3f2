"""The only writer of decisions about entries that fell due. It logs no act and checks nothing: the action does both."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from fairward.files.models import Entry
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Basis
from fairward.keys import directory
from fairward.keys.records import create_record, destroy_records, open_records
from fairward.retention.models import ReviewDecision
from fairward.retention.review_policies import Decided, DueEntry, Summary, carried_out_from
from fairward.retention.vocabulary import Choice
from fairward.rules import calendars, records

TABLE, BACK_TABLE = "retention_reviewdecision", "retention_reviewdecision.withdrawn"
LOOKED_AGAIN = " Looked at again on "


def write_decisions(
    by: Actor,
    entries: Sequence[DueEntry],
    decided: Decided,
    seconded: Collection[UUID],
    files: Mapping[UUID, OpenedFile],
) -> UUID:
    """Store a decision about each of these entries, one batch; `seconded` are those that need a second person."""
    batch_id, now = new_id(), timezone.now()
    rows = [_row(by, one, decided, batch_id, now, one.id in seconded) for one in entries]
    if decided.summary is not None:
        _seal(by, rows[0], files[rows[0].entry_id], decided.summary)
    ReviewDecision.objects.bulk_create(rows)
    if decided.choice is Choice.KEEP and decided.keep_until is not None:
        for one in entries:
            keep(by.organisation_id, one, decided.keep_until)
    return batch_id


def _row(
    by: Actor, entry: DueEntry, decided: Decided, batch_id: UUID, now: datetime, is_seconded: bool
) -> ReviewDecision:
    row_id, is_kept = new_id(), decided.choice is Choice.KEEP
    day = timezone.localtime(now).date()
    return ReviewDecision(
        organisation_id=by.organisation_id, id=row_id, entry_id=entry.id, batch_id=batch_id, choice=int(decided.choice),
        reason=directory.protect(by.organisation_id, TABLE, row_id, decided.reason.encode()),
        keep_until=decided.keep_until if is_kept else None,
        carry_out_on=None if is_kept or is_seconded else carried_out_from(day),
        decided_at=now, decided_by=by.membership_id, needs_second=is_seconded, carried_out_at=now if is_kept else None,
        keeps_attachments=decided.keeps_attachments,
    )  # fmt: skip


def keep(organisation_id: UUID, entry: DueEntry, until: date) -> None:
    """Somebody looked and recorded a reason: it is looked at again on that day, and does not go before a decision then."""
    within = records.load("retention")["decide_within"]
    said = f"{LOOKED_AGAIN}{calendars.day_words(timezone.localdate())} and kept; the reason is recorded."
    because = entry.kept_because.partition(LOOKED_AGAIN)[0] + said
    last = max(entry.destroy_on, calendars.shift(until, within))
    dates = {"review_on": until, "destroy_on": last, "kept_because": because}
    Entry.objects.filter(organisation_id=organisation_id, id=entry.id).update(**dates)
    Entry.objects.filter(organisation_id=organisation_id, about_entry_id=entry.id).update(**dates)


def second(by: Actor, rows: Sequence[ReviewDecision]) -> None:
    """Another person agrees: it is carried out some days from now."""
    now = timezone.now()
    for row in rows:
        row.second_at, row.second_by = now, by.membership_id
        row.carry_out_on = carried_out_from(timezone.localtime(now).date())
        row.save(update_fields=["second_at", "second_by", "carry_out_on"])


def take_back(rows: Sequence[ReviewDecision], by: Actor | None, because: str) -> None:
    """End decisions that were not carried out: the entries wait on the desk again. Nobody's act: Fairward itself did."""
    now = timezone.now()
    for row in rows:
        row.withdrawn_at, row.withdrawn_by = now, by.membership_id if by is not None else None
        row.withdrawn_because = directory.protect(row.organisation_id, BACK_TABLE, row.id, because.encode())
        row.summary = b""
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because", "summary"])
    _forget_summaries(rows)


def carried_out(rows: Sequence[ReviewDecision]) -> None:
    """Note that what was decided is done. A summary stands in the file now."""
    now = timezone.now()
    for row in rows:
        row.carried_out_at, row.summary = now, b""
        row.save(update_fields=["carried_out_at", "summary"])
    _forget_summaries(rows)


def _forget_summaries(rows: Sequence[ReviewDecision]) -> None:
    ids = [row.id for row in rows if row.choice == int(Choice.REDUCE_TO_SUMMARY)]
    if ids:
        destroy_records(rows[0].organisation_id, ids)


def reason_of(row: ReviewDecision) -> str:
    """Why it was decided."""
    return directory.reveal(row.organisation_id, TABLE, row.id, bytes(row.reason)).decode()


def why_taken_back(row: ReviewDecision) -> str:
    """Why it was taken back or refused; empty while it stands."""
    if not row.withdrawn_because:
        return ""
    return directory.reveal(row.organisation_id, BACK_TABLE, row.id, bytes(row.withdrawn_because)).decode()


def _seal(by: Actor, row: ReviewDecision, file: OpenedFile, summary: Summary) -> None:
    """The summary waits under the key of the entry's file until it is carried out."""
    plain = {
        "text": summary.text, "basis": int(summary.basis), "source": summary.source, "explanation": summary.explanation,
        "family_side": summary.family_side,
    }  # fmt: skip
    key = create_record(by.organisation_id, row.id, file=file.key)
    row.summary = key.seal(json.dumps(plain, ensure_ascii=False).encode(), table=TABLE, version=1)


def summary_of(by: Actor, row: ReviewDecision, file: OpenedFile, why: str) -> Summary | None:
    """The summary that is to stand in place of the entry, opened with its file; the look at the entry is logged."""
    if not row.summary:
        return None
    keys = open_records(
        by, record_ids=[row.id], file=file.key, item_kind="entry", item_ids=[row.entry_id], subject_id=file.child_id, why=why
    )  # fmt: skip
    plain = json.loads(keys[row.id].open(bytes(row.summary), table=TABLE, version=1))
    return Summary(
        plain["text"], Basis(plain["basis"]), plain["source"], plain["explanation"], plain["family_side"],
        not plain["family_side"],
    )  # fmt: skip
