"""What a gate says that is sealed: persons and questions in scope, and every reason. It may not touch keys or rows."""

from __future__ import annotations

import json
from calendar import monthrange
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from fairward.exchange.answering.asking import AskedPerson, AskedThing

FORMAT = 1


@dataclass(frozen=True, slots=True)
class GateContent:
    """Whom and what may be asked about, and why.

    Three things that are never confused: the power (a column), what the family said about a service (`agreement`, a code of
    `rules.enquiries`), and whether they were told (a column). `widened_because` says why there is another version.
    """

    why: str
    persons: tuple[AskedPerson, ...]
    questions: tuple[AskedThing, ...]
    look_back_why: str
    family_first: str
    agreement: str = ""
    without_consent: str = ""
    told_words: str = ""
    widened_because: str = ""


def to_bytes(content: GateContent) -> bytes:
    """For sealing."""
    value = {"format": FORMAT, **asdict(content), "persons": [person_plain(one) for one in content.persons]}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(raw: bytes) -> GateContent:
    """Read what `to_bytes` wrote; ValueError for a format from the future."""
    value: dict[str, Any] = json.loads(raw)
    if value.pop("format") != FORMAT:
        raise ValueError("this was written by a newer version of Fairward")
    return GateContent(**{
        **value, "persons": tuple(person_from(one) for one in value["persons"]),
        "questions": tuple(AskedThing(**one) for one in value["questions"]),
    })  # fmt: skip


def person_plain(one: AskedPerson) -> dict[str, Any]:
    """A person as plain values."""
    return {**asdict(one), "id": str(one.id), "born_on": one.born_on.isoformat() if one.born_on else None}


def person_from(plain: dict[str, Any]) -> AskedPerson:
    """Read what `person_plain` wrote."""
    born = plain["born_on"]
    return replace(
        AskedPerson(**plain), id=UUID(plain["id"]), born_on=date.fromisoformat(born) if born else None
    )


def widened(before: GateContent, after: GateContent) -> bool:
    """Whether the newer one asks about more people, or more, than the older one."""
    people = {one.id for one in after.persons} - {one.id for one in before.persons}
    things = set(after.questions) - set(before.questions)
    return bool(people or things)


def months_before(day: date, months: int) -> date:
    """The same day some months earlier, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
