"""`fairward retention`: simulate (what would happen on a day, in numbers; changes nothing, not even the log), run, verify."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.utils import timezone

from fairward.design.words import date_words
from fairward.organisations.queries import installed_organisations, organisation
from fairward.retention import command
from fairward.retention.simulating import Outlook, outlook, reading_only

COLUMNS = ("class", "look again", "goes by itself", "waits for a decision", "frozen")
NOTE = (
    "By the dates and holds that stand today. Nothing was changed, and nothing was opened: these are counts. What waits for a "
    "decision stays until somebody has decided, however long."
)


def run(action: str, words: Sequence[str]) -> int:
    """Simulate, run or verify for each organisation, or for one; 1 if there is no such organisation."""
    given = _parser(action).parse_args(list(words))
    chosen = _chosen(given.organisation)
    if not chosen:
        print("There is no such organisation. Leave --organisation out to see all of them.")
        return 1
    if action == "simulate":
        return _simulate(chosen, given)
    return command.run(chosen) if action == "run" else command.verify(chosen)


def _simulate(chosen: list[UUID], given: argparse.Namespace) -> int:
    """Print the outlook of each of these organisations."""
    found = {}
    for organisation_id in chosen:
        with reading_only(organisation_id):
            found[organisation_id] = (organisation(organisation_id).name, outlook(organisation_id, given.on))
    print(_json(found, given.on) if given.json else _text(found, given.on))
    return 0


def _parser(action: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"fairward retention {action}")
    parser.add_argument("--organisation", metavar="NAME", default="", help="name or id of one organisation")
    if action != "simulate":
        return parser
    parser.add_argument("--on", type=date.fromisoformat, default=timezone.localdate(), metavar="YYYY-MM-DD")
    parser.add_argument("--json", action="store_true", help="for programs")
    return parser


def _chosen(wanted: str) -> list[UUID]:
    every = list(installed_organisations())
    if not wanted:
        return every
    return [one for one in every if wanted.casefold() in (str(one), _name(one).casefold())]


def _name(organisation_id: UUID) -> str:
    with reading_only(organisation_id):
        return organisation(organisation_id).name


def _json(found: dict[UUID, tuple[str, list[Outlook]]], on: date) -> str:
    organisations = [
        {"id": str(key), "name": name, "classes": [asdict(one) for one in rows]}
        for key, (name, rows) in found.items()
    ]
    return json.dumps({"on": on.isoformat(), "organisations": organisations}, indent=2, ensure_ascii=False)


def _text(found: dict[UUID, tuple[str, list[Outlook]]], on: date) -> str:
    parts = [f"What would happen on {date_words(on)}"]
    for name, rows in found.values():
        parts += ["", name, *(_table(rows) if rows else ["  Nothing is due."])]
    return "\n".join([*parts, "", NOTE])


def _table(rows: Sequence[Outlook]) -> list[str]:
    lines = [
        COLUMNS,
        *((one.title, *map(str, (one.review, one.automatic, one.decision, one.frozen))) for one in rows),
    ]
    widths = [max(len(line[place]) for line in lines) for place in range(len(COLUMNS))]
    return [
        "  "
        + "  ".join(
            [
                line[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)),
            ]
        )
        for line in lines
    ]
