"""A dated line for each backup, restore and drill, which a host can show. It may hold numbers and names of files only."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fairward.config.backups.kinds import Kind

BACKUP, RESTORE, DRILL = "backup", "restore", "drill"


def path_in(var: Path) -> Path:
    """The file of all lines."""
    return var / "backups" / "history.jsonl"


def note(var: Path, what: str, kind: Kind, now: datetime, **more: object) -> None:
    """Add a line, on the disk before this returns."""
    path = path_in(var)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = json.dumps({"at": now.isoformat(timespec="seconds"), "what": what, "kind": kind.value, **more})
    with open(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def lines(var: Path) -> list[dict[str, Any]]:
    """All lines, oldest first; one that a power cut broke off is passed over."""
    found = []
    if path_in(var).exists():
        for line in path_in(var).read_text(encoding="utf-8").splitlines():
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
    return found


def last_words(var: Path, now: datetime) -> list[str]:
    """When each kind was last backed up and tried out, a sentence each."""
    found = lines(var)
    return [
        f"{kind.words.capitalize()}: last backup {_when(found, BACKUP, kind, now)}; "
        f"last drill on this machine {_when(found, DRILL, kind, now)}."
        for kind in Kind
    ]


def _when(found: list[dict[str, Any]], what: str, kind: Kind, now: datetime) -> str:
    of_kind = [
        one for one in found if (one["what"], one["kind"]) == (what, kind.value) and one.get("is_sound", True)
    ]
    if not of_kind:
        return "never"
    at = datetime.fromisoformat(of_kind[-1]["at"]).astimezone(UTC)
    days = (now - at).days
    ago = {0: "less than a day ago", 1: "a day ago"}.get(days, f"{days} days ago")
    return f"{at:%Y-%m-%d %H:%M} UTC, {ago}"
