"""Writes docs/reference/transfers.md from the workflow's table, so that picture and program cannot disagree.

It may not hold a state. Run `scripts/reference.sh` after changing the table; a guard compares.
"""

from __future__ import annotations

from pathlib import Path

from fairward.school.transfers.vocabulary import TransferState
from fairward.school.transfers.workflow import MOVES, OF_PACKAGES, OWNERS

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "transfers.md"
INTRODUCTION = """\
# Where a transfer can stand

<!-- Made from src/fairward/school/transfers/workflow.py by scripts/reference.sh. -->

From the day a child leaves, or somebody says that they will, to the receipt of the next school. Nothing of this is kept
as a column but the end: it follows from the drafts, from the packages on their way and from what is known of the school.
"""


def page() -> str:
    """The whole page as it must be."""
    names = [f'    state "{one.word}" as {one.code}' for one in TransferState]
    arrows = [f"    {move.before.code} --> {move.after.code}: {move.name}" for move in MOVES]
    begins = [
        f"    [*] --> {TransferState.BEGUN.code}",
        f"    [*] --> {TransferState.DESTINATION_UNKNOWN.code}",
    ]
    picture = ["```mermaid", "stateDiagram-v2", *names, *begins, *arrows, "```"]
    return "\n".join([INTRODUCTION, *picture, "", *_owners(), "", *_moves(), "", *_packages(), ""])


def _owners() -> list[str]:
    rows = [f"| {one.word} | `{one.code}` | {owner} |" for one, owner in OWNERS.items()]
    return ["| state | code | whose work it is |", "|---|---|---|", *rows]


def _moves() -> list[str]:
    rows = [f"| {move.name} | {move.before.word} | {move.after.word} | {move.by} |" for move in MOVES]
    return ["| move | from | to | by |", "|---|---|---|---|", *rows]


def _packages() -> list[str]:
    rows = [f"| {package.word} | {part.word} |" for package, part in OF_PACKAGES.items()]
    return ["| the package is | so the file is |", "|---|---|", *rows]


def write() -> None:
    """Write the page anew."""
    PAGE.write_text(page(), encoding="utf-8")
