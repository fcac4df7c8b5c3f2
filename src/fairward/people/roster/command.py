"""`fairward roster import FILE`: shows what would change, asks, does it. It may not import unseen."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from django.utils import timezone

from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.organisations.actions import installation
from fairward.organisations.queries import installed_organisations, organisation
from fairward.people import roster_actions
from fairward.people.plan import Plan
from fairward.people.roster import sniff
from fairward.people.roster.results import RosterProblem
from fairward.people.roster_queries import plan_for
from fairward.tenancy.context import as_organisation

SHOWN_AT_MOST = 50


def run(argv: Sequence[str]) -> int:
    """Do what the words say; 0 when the roll is up to date, 1 when nothing was changed."""
    words = _parser().parse_args([word for number, word in enumerate(argv) if number or word != "import"])
    organisation_id = _find_organisation(words.organisation)
    if organisation_id is None:
        _say("Say whose roster it is: --organisation with the name or id of one organisation.", error=True)
        return 1
    try:
        roster = sniff.read_path(words.file, timezone.localdate())
    except RosterProblem as problem:
        _say(problem.sentence, error=True)
        return 1
    by = installation(organisation_id)
    with as_organisation(organisation_id):
        plan = plan_for(organisation_id, roster, is_whole_roll=words.whole_roll)
        _show(plan)
        if not plan.changes_something:
            _say("This file changes nothing.")
            return 0
        if not (words.yes or _confirmed()):
            _say("Nothing was changed.")
            return 1
        import_id = roster_actions.stage_import(
            by=by, roster=roster, file_digest=_digest(words.file), is_whole_roll=words.whole_roll
        )
        return _apply(by, import_id, plan, accepts_leavers=words.accept_leavers)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fairward roster import", description="Bring the roll up to date from a file."
    )
    parser.add_argument("file", type=Path, help="a Common Transfer File, a CSV, or a OneRoster zip or folder")
    parser.add_argument("--organisation", default="", help="whose roster it is (its name or id)")
    parser.add_argument("--whole-roll", action="store_true", help="whoever is not in the file has left")
    parser.add_argument("--accept-leavers", action="store_true", help="even if they are a fifth of the roll")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    return parser


def _find_organisation(wanted: str) -> UUID | None:
    """By id or name; without either, the only one there is."""
    known = installed_organisations()
    if not wanted:
        return known[0] if len(known) == 1 else None
    for organisation_id in known:
        if str(organisation_id) == wanted:
            return organisation_id
        with as_organisation(organisation_id):
            if organisation(organisation_id).name.casefold() == wanted.casefold():
                return organisation_id
    return None


def _show(plan: Plan) -> None:
    _say(
        f"{plan.format}: {len(plan.added)} added, {len(plan.changed)} changed, {len(plan.left)} marked as left, "
        f"{plan.unchanged + len(plan.same)} unchanged, {len(plan.conflicts)} to be answered in the browser."
    )
    for problem in plan.problems[:SHOWN_AT_MOST]:
        _say(
            f"  {'left out' if problem.blocks else 'note'}: {problem.place}, {problem.field}: {problem.sentence}"
        )
    if len(plan.problems) > SHOWN_AT_MOST:
        _say(f"  and {len(plan.problems) - SHOWN_AT_MOST} more")
    if plan.left_behind:
        _say(f"Left behind, not kept: {', '.join(sorted(plan.left_behind))}")


def _confirmed() -> bool:
    try:
        return input("Import this? [y/N] ").strip().casefold() in ("y", "yes")
    except EOFError:
        return False


def _apply(by: Actor, import_id: UUID, plan: Plan, *, accepts_leavers: bool) -> int:
    try:
        roster_actions.apply_import(
            by=by,
            import_id=import_id,
            fingerprint=plan.fingerprint(),
            has_seen_problems=True,
            accepts_leavers=accepts_leavers,
        )
    except Denied as denied:
        roster_actions.discard_import(by=by, import_id=import_id)
        _say(denied.sentence, error=True)
        return 1
    _say("Done.")
    return 0


def _digest(path: Path) -> str:
    if path.is_dir():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _say(words: str, *, error: bool = False) -> None:
    print(words, file=sys.stderr if error else sys.stdout)
