"""Writes docs/reference/cases.md from the workflow's table, so that pictures and program cannot disagree.

It may not hold a state. Run `scripts/reference.sh` after changing the table; a guard compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from fairward.cases.vocabulary import CaseKind, CaseState
from fairward.cases.workflow import OWNERS, WAYS
from fairward.rules import clocks
from fairward.rules.cases import CaseRule, case_rules

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "cases.md"
INTRODUCTION = """\
# Where a case of rights can stand

<!-- Made from src/fairward/cases/workflow.py and rules/data/cases.toml by scripts/reference.sh. -->

Somebody asked, complained or found a breach. Each kind of case has its own way to its end, a clock, and a time for which
it is kept afterwards.
"""


def page() -> str:
    """The whole page as it must be."""
    rules = {one.kind: one for one in case_rules()}
    parts = [INTRODUCTION, *_clocks(rules), ""]
    for kind in CaseKind:
        parts += [f"## {kind.word.capitalize()}", "", *_picture(WAYS[kind]), ""]
    return "\n".join([*parts, "## Whose work it is", "", *_owners(), ""])


def _clocks(rules: Mapping[str, CaseRule]) -> list[str]:
    rows = []
    for kind in CaseKind:
        rule = rules[kind.code]
        clock = clocks.rule(rule.clock, date.max)
        stop = "yes" if clock.may_stop else "no"
        rows.append(
            f"| {kind.word} | {clocks.words(clock.within)} (`{rule.clock}`) | {stop} | {rule.keep_years} years |"
        )
    return [
        "| case | clock | stops while an answer is awaited | kept after it is closed |",
        "|---|---|---|---|",
        *rows,
    ]


def _picture(ways: Mapping[CaseState, set[CaseState]]) -> list[str]:
    states = sorted({*ways, *(after for found in ways.values() for after in found)})
    names = [f'    state "{one.word}" as {one.code}' for one in states]
    arrows = [
        f"    {before.code} --> {after.code}" for before in states for after in sorted(ways.get(before, ()))
    ]
    ends = [f"    {one.code} --> [*]" for one in states if not ways.get(one)]
    return ["```mermaid", "stateDiagram-v2", *names, f"    [*] --> {states[0].code}", *arrows, *ends, "```"]


def _owners() -> list[str]:
    rows = [f"| {state.word} | `{state.code}` | {OWNERS[state]} |" for state in CaseState]
    return ["| state | code | whose work it is |", "|---|---|---|", *rows]


def write() -> None:
    """Write the page anew."""
    PAGE.write_text(page(), encoding="utf-8")
