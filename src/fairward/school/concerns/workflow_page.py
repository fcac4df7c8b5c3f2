"""Writes docs/reference/states.md from the workflow's table, so that picture and program cannot disagree.

It may not hold a state. Run `scripts/reference.sh` after changing the table; a guard compares.
"""

from __future__ import annotations

from pathlib import Path

from fairward.school.concerns.workflow import MOVES, PLACES

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "states.md"
INTRODUCTION = """\
# Where a concern can stand

<!-- Made from src/fairward/school/concerns/workflow.py by scripts/reference.sh. -->

From a report to its end. What happens to the entries that are made from it stands in the child's file.
"""


def page() -> str:
    """The whole page as it must be."""
    first = PLACES[0].state
    arrows = [
        f"    {move.before.code} --> {move.after.code}: {move.name.replace('_', ' ')}"
        for move in MOVES.values()
    ]
    names = [f'    state "{place.state.word}" as {place.state.code}' for place in PLACES]
    picture = ["```mermaid", "stateDiagram-v2", *names, f"    [*] --> {first.code}", *arrows, "```"]
    return "\n".join([INTRODUCTION, *picture, "", *_places(), "", *_moves(), ""])


def _places() -> list[str]:
    rows = [f"| {place.state.word} | `{place.state.code}` | {place.owner} |" for place in PLACES]
    return ["| state | code | whose work it is |", "|---|---|---|", *rows]


def _moves() -> list[str]:
    rows = [
        f"| {move.name.replace('_', ' ')} | {move.before.word} | {move.after.word} | {move.by} |"
        for move in MOVES.values()
    ]
    return ["| move | from | to | by |", "|---|---|---|---|", *rows]


def write() -> None:
    """Write the page anew."""
    PAGE.write_text(page(), encoding="utf-8")
