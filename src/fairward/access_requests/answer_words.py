"""What an answer says beside the entries, in words: search log, looks, how long, whom to ask. It queries nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from fairward.access_requests.queries import WHY, SearchRow
from fairward.access_requests.vocabulary import SearchedPlace
from fairward.audit.events import LOOKED
from fairward.audit.reading import LogLine
from fairward.design.words import date_words, moment_words, plural
from fairward.kernel.vocabulary import Role
from fairward.rights.answer import Look, Searched

REACHED_BY = ("Write, telephone or come to the school office.",)
_MANY = {
    "entry": "notes",
    "child": "records",
    "person": "people",
    "attachment": "documents",
    "adult": "people around the child",
    "enquiry": "questions to agencies",
    "analysis": "analyses",
    "feedback": "notes of who was told",
    "side": "accounts of the family",
}
_ONE = {
    "entry": "note",
    "child": "record",
    "adult": "person around the child",
    "attachment": "document",
    "enquiry": "question to an agency",
    "feedback": "note of who was told",
    "side": "account of the family",
}


def searched(rows: Sequence[SearchRow]) -> tuple[Searched, ...]:
    """The newest search, line by line."""
    newest = [row for row in rows if row.at == rows[0].at] if rows else []
    return tuple(Searched(place_words(row), date_words(row.at), row.role, row.found) for row in newest)


def place_words(row: SearchRow) -> str:
    """One place of the search log."""
    if row.place is SearchedPlace.FILE and row.purpose is not None:
        return f"{row.purpose.word} file".capitalize()
    if row.purpose is not None:
        return f"{row.place.word}, {row.purpose.word} file".capitalize()
    return row.place.word.capitalize()


def looks(
    lines: Iterable[LogLine], organisation_name: str, since: date, whys: Collection[str] = (WHY,)
) -> list[Look]:
    """Who read something, newest first. What was read to make this answer (`whys`) is one line at the end, not thousands."""
    found, own = [], 0
    for line in lines:
        if line.leaf.event != LOOKED:
            continue
        if line.why in whys and line.leaf.at.date() >= since:
            own += 1
            continue
        found.append(_look(line, organisation_name))
    if own:
        what = f"what is in this answer ({plural(own, 'time')})"
        found.append(
            Look(
                f"since {date_words(since)}", Role.DATA_PROTECTION_OFFICER.word, organisation_name, what, WHY
            )
        )
    return found


def line_ids(found: Iterable[Look]) -> list[UUID]:
    """The lines of the log that these looks are."""
    return [UUID(one.line) for one in found if one.line]


def _look(line: LogLine, organisation_name: str) -> Look:
    leaf = line.leaf
    role = Role(leaf.role).word if leaf.role is not None else "the system"
    one = _ONE.get(leaf.item_kind, leaf.item_kind.replace("_", " "))
    many = _MANY.get(leaf.item_kind, f"{one}s")
    why = "(the reason was erased, its time was over)" if line.is_erased else line.why
    placed = str(leaf.id) if line.place is not None else ""
    return Look(
        moment_words(leaf.at), role, organisation_name, plural(leaf.item_count, one, many), why, placed
    )


def until(day: date) -> str:
    """Until when something is kept."""
    return f"Until {date_words(day)} at the latest."
