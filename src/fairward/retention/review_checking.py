"""Whether a decision can be made as it is meant: asked before the page that says what will happen, and again by the act.

It may not write, apart from the looks at what it opens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from fairward.access.decisions import check
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.retention.groups import not_held, together
from fairward.retention.opening import flags_in, open_files
from fairward.retention.review_policies import (
    DECIDE,
    REMOVING,
    Decided,
    DueEntry,
    check_decided,
    check_not_held,
    check_opened,
    needs_second,
)
from fairward.retention.review_queries import entries_of, opened_lately
from fairward.tenancy.rows import fetch

_WAITING = (
    "SELECT 1 FROM retention_reviewdecision WHERE organisation_id = %s AND entry_id = ANY(%s) "
    "AND withdrawn_at IS NULL AND carried_out_at IS NULL LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Checked:
    """Entries about which this can be decided: their opened files, and those for which a second person is needed."""

    entries: Sequence[DueEntry]
    files: dict[UUID, OpenedFile]
    seconded: frozenset[UUID]


def checked(by: Actor, entry_ids: Sequence[UUID], decided: Decided) -> Checked:
    """Raise Denied, with a sentence for the page, unless all of this may be decided now."""
    check(by, DECIDE)
    today, wanted = timezone.localdate(), list(dict.fromkeys(entry_ids))
    entries = entries_of(by, wanted)
    check_decided(decided, entries, today)
    if fetch(_WAITING, [by.organisation_id, wanted]):
        raise Denied(
            "decided_already", "Something is decided about one of these already. Take that back first."
        )
    is_removing = decided.choice in REMOVING
    if is_removing:
        free = set(not_held(by.organisation_id, together(by.organisation_id, wanted)))
        check_not_held(sum(one not in free for one in wanted))
    files = open_files(by, entries) if is_removing else {}
    flags = flags_in(by, entries, files) if is_removing else {}
    check_opened(entries, decided.choice, flags, opened_lately(by, wanted), today)
    seconded = {one.id for one in entries if needs_second(one, decided.choice, flags.get(one.id, ()), today)}
    return Checked(entries, files, frozenset(seconded))
