"""Writes docs/reference/hub.md from the hub's table of states and its rules, so that pictures and program cannot disagree.

It may not hold a state. Run `scripts/reference.sh` after changing the table; a guard compares.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fairward.hub.vocabulary import CaseState
from fairward.hub.workflow import MOVES, OWNERS, Facts, lacking
from fairward.rules import clocks, hub

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "hub.md"
INTRODUCTION = """\
# Where a case of a hub can stand

<!-- Made from src/fairward/hub/workflow.py and rules/data/hub.toml by scripts/reference.sh. -->

One contact, from the moment it reaches the hub. Every step says what it lacks, in a sentence. Danger is asked for nothing
before somebody acts.
"""


def page() -> str:
    """The whole page as it must be."""
    parts = [INTRODUCTION, "```mermaid", "stateDiagram-v2", "  [*] --> contact_received"]
    parts += [f"  {before.code} --> {after.code}" for before, after in MOVES]
    parts += ["  closed --> [*]", "```", "", "## Whose turn it is", "", "| state | whose |", "|---|---|"]
    parts += [f"| {state.word} | {OWNERS[state]} |" for state in CaseState]
    parts += ["", "## What a step asks for, where nothing is known yet", ""]
    for (before, after), _ in MOVES.items():
        parts += _step(before, after)
    return "\n".join([*parts, *_ratings(), *_routes(), *_ladder(), ""])


def write() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


def _step(before: CaseState, after: CaseState) -> list[str]:
    facts = Facts(missing="who") if before is CaseState.INCOMPLETE else Facts()
    lacks = lacking(before, after, facts)
    sentences = [f"- {one.sentence}" for one in lacks] or ["- Nothing."]
    return [f"**{before.word} → {after.word}**", "", *sentences, ""]


def _ratings() -> list[str]:
    rows = [
        f"| {one.words} | {one.meaning} | {clocks.words(one.decide_within)} | {_answer(one)} |"
        for one in hub.ratings()
    ]
    return [
        "## Ratings", "", "Counted from receipt; no decision is later than one working day from it.", "",
        "| rating | what it says | decision | answers of agencies |", "|---|---|---|---|", *rows, "",
    ]  # fmt: skip


def _routes() -> list[str]:
    rows = [
        f"| {one.words} | {one.meaning} | {'yes' if one.asks else 'no'} |" for one in hub.routes().values()
    ]
    return ["## Ways at triage", "", "| way | what it is | may agencies be asked |", "|---|---|---|", *rows]


def _ladder() -> list[str]:
    rows = [
        f"| {one.words} | {one.sentence} | {clocks.words(clocks.rule(one.clock, date.max).within)} |"
        for one in hub.ladder()
    ]
    head = ["| step | what happens | time |", "|---|---|---|"]
    return ["", "## Disagreement with the hub, step by step", "", *head, *rows]


def _answer(one: hub.Rating) -> str:
    return clocks.words(one.answer_within) if one.answer_within else "nobody is asked"
