"""What stands in a notice, as plain values and as bytes. It may not touch rows or keys."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum

FORMAT = 1


class ChildPart(StrEnum):
    """What the child had to do with it."""

    PRESENT = "present"
    WITNESS = "witness"
    INVOLVED = "involved"

    @property
    def words(self) -> str:
        """As the school reads it."""
        return {"present": "was there", "witness": "saw or heard it", "involved": "was part of it"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Incident:
    """The minimum of Operation Encompass: reference, when, what happened in short, which child, what else matters.

    `ground` is empty where the parents know that the school hears of it.
    """

    reference: str
    attended_at: datetime
    circumstances: str
    child: str
    born_on: date | None
    part: ChildPart
    other: str = ""
    ground: str = ""


def to_bytes(incident: Incident) -> bytes:
    """Serialise for sealing (JSON, UTF-8, with a format number)."""
    born = incident.born_on.isoformat() if incident.born_on else None
    value = {
        **asdict(incident),
        "attended_at": incident.attended_at.isoformat(),
        "born_on": born,
        "format": FORMAT,
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(raw: bytes) -> Incident:
    """Read what `to_bytes` wrote; ValueError for a format from the future."""
    value = json.loads(raw)
    if value.pop("format") != FORMAT:
        raise ValueError("this was written by a newer version of Fairward")
    born = value.pop("born_on")
    return Incident(
        **{**value, "attended_at": datetime.fromisoformat(value["attended_at"]), "part": ChildPart(value["part"])},
        born_on=date.fromisoformat(born) if born else None,
    )  # fmt: skip
