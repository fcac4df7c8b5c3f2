"""Which scenarios were loaded into this demonstration, by a digest of what they say. It may not hold a word of an event."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from fairward.config.demo.people import people_path


@dataclass(slots=True)
class Loaded:
    """What a replay made, by event id: the concern, and for each child's code the entry. `first`: the day of offset 0.

    `has_crossed`: what crosses was played too; the demo's own scenarios are loaded without it.
    """

    title: str
    first: str
    has_crossed: bool
    concerns: dict[str, str] = field(default_factory=dict)
    entries: dict[str, dict[str, str]] = field(default_factory=dict)
    crossed: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def made(self, event_id: str) -> list[str]:
        """The entries of an event, or its concern where no file was written."""
        return list(self.entries.get(event_id, {}).values()) or [self.concerns[event_id]]


def digest_of(scenario: Mapping[str, Any]) -> str:
    """SHA-256 of the scenario, however its file is laid out."""
    plain = json.dumps(scenario, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def known(scenario: Mapping[str, Any]) -> Loaded | None:
    """What an earlier replay of the same scenario made here; None where there was none."""
    found = _read().get(digest_of(scenario))
    return Loaded(**found) if found else None


def remember(scenario: Mapping[str, Any], loaded: Loaded) -> None:
    """Keep what a replay made, so that the same scenario is not played twice."""
    path, draft = _path(), _path().with_suffix(".new")
    draft.write_text(json.dumps({**_read(), digest_of(scenario): asdict(loaded)}, indent=1))
    draft.replace(path)


def _path() -> Path:
    return people_path().with_name("scenarios.json")


def _read() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_path().read_text()) if _path().exists() else {}
    return found
