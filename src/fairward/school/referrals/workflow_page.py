"""Writes docs/reference/referrals.md from the workflow's table and the rules, so that picture and program cannot disagree.

It may not hold a state. Run `scripts/reference.sh` after changing the table; a guard compares.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fairward.rules import clocks, referral
from fairward.school.referrals.vocabulary import ReferralState
from fairward.school.referrals.workflow import MOVES, OWNERS

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "referrals.md"
INTRODUCTION = """\
# Referrals: where one can stand, what it asks, which clocks run

<!-- Made from src/fairward/school/referrals/workflow.py and rules/data/referral.toml by scripts/reference.sh. -->

A referral needs a child and a recipient, nothing else. What an ordinary one may not go without, an urgent one adds later.
"""


def page() -> str:
    """The whole page as it must be."""
    parts = [INTRODUCTION, *_picture(), "", *_owners(), "", *_moves(), ""]
    parts += [
        "## The form",
        "",
        *_form(),
        "",
        "## What an ordinary one may not go without",
        "",
        *_needed(),
        "",
    ]
    parts += ["## Clocks", "", *_clocks(), "", f"Source: {referral.provenance().source}.", ""]
    return "\n".join(parts)


def _picture() -> list[str]:
    names = [f'    state "{state.word}" as {state.code}' for state in ReferralState]
    arrows = [
        f"    {before.code} --> {move.after.code}: {move.name}"
        for move in MOVES.values()
        for before in sorted(move.before)
    ]
    first, last = ReferralState.BEGUN, ReferralState.CLOSED
    ends = [f"    [*] --> {first.code}", *arrows, f"    {last.code} --> [*]"]
    return ["```mermaid", "stateDiagram-v2", *names, *ends, "```"]


def _owners() -> list[str]:
    rows = [f"| {state.word} | `{state.code}` | {OWNERS[state]} |" for state in ReferralState]
    return ["| state | code | whose work it is |", "|---|---|---|", *rows]


def _moves() -> list[str]:
    rows = [
        f"| {move.name} | {', '.join(one.word for one in sorted(move.before))} | {move.after.word} | {move.by} |"
        for move in MOVES.values()
    ]
    return ["| move | from | to | by |", "|---|---|---|---|", *rows]


def _form() -> list[str]:
    groups = {one.id: one.words for one in referral.groups()}
    rows = [
        f"| {groups[one.group]} | {one.words} | `{one.id}` | {one.way} | {'yes' if one.advice else ''} |"
        for one in referral.fields()
    ]
    return ["| part | field | id | how it is filled | goes without a name |", "|---|---|---|---|---|", *rows]


def _needed() -> list[str]:
    return [f"- {one.sentence}" for one in referral.needed()]


def _clocks() -> list[str]:
    waits = [("They acknowledge it", "referral-acknowledgement"), ("Their decision", "referral-decision")]
    waits += [(f"In writing: {one.words}", one.clock) for one in referral.written()]
    waits += [
        (f"Professional disagreement, {one.words[:1].lower()}{one.words[1:]}", one.clock)
        for one in referral.steps()
    ]
    rows = [
        f"| {words} | {clocks.words(clocks.rule(clock, date.max).within)} | `{clock}` |"
        for words, clock in waits
    ]
    return ["| what is waited for | how long | rule |", "|---|---|---|", *rows]


def write() -> None:
    """Write the page anew."""
    PAGE.write_text(page(), encoding="utf-8")
