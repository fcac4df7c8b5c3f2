"""Opens what a decision needs: the files of entries and the flags that are sealed in them. It may not write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from fairward.files.policies import READERS
from fairward.files.reading import open_contents
from fairward.files.writing import OpenedFile, flags_of
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Purpose
from fairward.keys.file_keys import open_file_keys
from fairward.retention.review_policies import DueEntry

WHY = "checking what a decision needs"
SORTING = "sorting entries by the theme of a hold"
# Fairward opened these with somebody's key and showed them nothing: nobody has read the entry because of it.
UNSEEN = frozenset({WHY, SORTING, "searching"})


def open_files(by: Actor, entries: Iterable[DueEntry]) -> dict[UUID, OpenedFile]:
    """File of each entry, opened with the keys of whoever decides; Denied where they hold none."""
    rows = list(entries)
    found: dict[UUID, OpenedFile] = {}
    for purpose in {one.purpose for one in rows}:
        own = [one for one in rows if one.purpose is purpose and by.role in READERS[purpose]]
        keys = open_file_keys(by, list({one.file_id for one in own}), purpose) if own else {}
        for one in own:
            if one.file_id in keys:
                found[one.id] = OpenedFile(one.file_id, one.child_id, purpose, keys[one.file_id])
    if len(found) < len(rows):
        raise Denied("no_key", "You do not hold a key for all of these.")
    return found


def flags_in(
    by: Actor, entries: Sequence[DueEntry], files: dict[UUID, OpenedFile]
) -> dict[UUID, tuple[str, ...]]:
    """Entry -> the flags that a lead sealed into it, for child protection entries: what two people must agree to."""
    return {
        one.id: flags_of(open_contents(by, files[one.id], one.id, one.version, WHY))
        for one in entries
        if one.purpose is Purpose.CHILD_PROTECTION
    }
