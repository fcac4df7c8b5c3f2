"""A roster that was read and waits for somebody to confirm it, as sealed bytes. It may not outlive its day."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from fairward.keys import directory
from fairward.people.roster.results import Address, Problem, Roster, RosterContact, RosterPupil

TABLE = "people_rosterimport"


def protect_roster(organisation_id: UUID, import_id: UUID, roster: Roster) -> bytes:
    """The roster under the directory key, bound to its import."""
    filled = asdict(roster)
    for pupil in filled["pupils"]:
        pupil["born_on"] = pupil["born_on"].isoformat() if pupil["born_on"] else None
    filled["mentioned_upns"] = sorted(roster.mentioned_upns)
    filled["mentioned_names"] = sorted(roster.mentioned_names)
    raw = zlib.compress(json.dumps(filled, ensure_ascii=False).encode(), 6)
    return directory.protect(organisation_id, TABLE, import_id, raw)


def reveal_roster(organisation_id: UUID, import_id: UUID, sealed: bytes | memoryview) -> Roster:
    """Undo `protect_roster`."""
    raw = directory.reveal(organisation_id, TABLE, import_id, bytes(sealed))
    filled: dict[str, Any] = json.loads(zlib.decompress(raw))
    return Roster(
        format=filled["format"],
        is_partial=filled["is_partial"],
        pupils=[_pupil(pupil) for pupil in filled["pupils"]],
        problems=[Problem(**problem) for problem in filled["problems"]],
        left_behind=filled["left_behind"],
        mentioned_upns=set(filled["mentioned_upns"]),
        mentioned_names=set(filled["mentioned_names"]),
    )


def _pupil(filled: dict[str, Any]) -> RosterPupil:
    filled["born_on"] = date.fromisoformat(filled["born_on"]) if filled["born_on"] else None
    filled["contacts"] = tuple(_contact(contact) for contact in filled["contacts"])
    return RosterPupil(**_with_address(filled))


def _contact(filled: dict[str, Any]) -> RosterContact:
    return RosterContact(**_with_address(filled))


def _with_address(filled: dict[str, Any]) -> dict[str, Any]:
    address = filled["address"]
    filled["address"] = Address(tuple(address["lines"]), address["postcode"])
    filled["phones"] = tuple(filled["phones"])
    return filled
