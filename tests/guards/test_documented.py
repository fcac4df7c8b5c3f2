"""What the documents say is what the code does: settings, states, rules. Pages made from the code are current."""

from __future__ import annotations

import ast
import re
from collections import defaultdict

from tests.guards.source import ROOT, modules, modules_of_tests

SETTING = re.compile(r"FAIRWARD_[A-Z0-9_]+")
# Names in the environment that are not settings of whoever runs a server.
INTERNAL = {
    "FAIRWARD_ACT_AS_OWNER": "one process tells its child to migrate",
    "FAIRWARD_PARENT": "one process tells its child whom to outlive not",
}
# Settings of Django that no environment changes.
COMPOSED = {
    "FAIRWARD_SHELL",
    "FAIRWARD_ADDRESS_BOOK",
    "FAIRWARD_PLACES_SEARCHED",
    "FAIRWARD_HANGS_ON_ENTRIES",
    "FAIRWARD_HANGS_ON_CASES",
    "FAIRWARD_HANGS_ON_RINGS",
    "FAIRWARD_BESIDE_PACKS",
    "FAIRWARD_HEARS_OF_CHANGES",
    "FAIRWARD_HEARS_OF_NOTICES",
    "FAIRWARD_HEARS_OF_SENDING",
    "FAIRWARD_HEARS_RECEIPTS",
    "FAIRWARD_DAYS_CHANGED",
    "FAIRWARD_WAITS_ON_THE_BOARD",
    "FAIRWARD_COUNT_WITH_ENTRIES",
    "FAIRWARD_COUNT_BY_SCHEDULE",
    "FAIRWARD_DUE_BESIDE_ENTRIES",
    "FAIRWARD_PREVIEW_BY_SCHEDULE",
}


def read_from_environment() -> set[str]:
    """Every name beginning with FAIRWARD_ that stands as a text in config: that is where the environment is read."""
    found = {
        node.value
        for module in modules()
        if module.name.startswith(("config.", "keys.", "documents."))
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SETTING.fullmatch(node.value)
    }
    assert len(found) > 20
    return found


def test_every_setting_is_in_the_guide_for_hosts() -> None:
    guide = (ROOT / "docs" / "for-hosts.md").read_text(encoding="utf-8")
    lacking = read_from_environment() - set(SETTING.findall(guide)) - INTERNAL.keys() - COMPOSED
    assert lacking == set(), "Say in docs/for-hosts.md what these settings do, and what they are by default."


def test_the_guide_names_no_setting_that_is_not_read() -> None:
    everything = {name for module in modules() for name in SETTING.findall(module.text)}
    everything |= {name for module in modules_of_tests() for name in SETTING.findall(module.text)}
    for path in [*sorted(ROOT.glob("docs/**/*.md")), ROOT / "README.md"]:
        gone = set(SETTING.findall(path.read_text(encoding="utf-8"))) - everything
        assert gone == set(), f"{path.name} names settings that nothing reads: take them out."


def test_internal_names_are_not_settings_after_all() -> None:
    guide = set(SETTING.findall((ROOT / "docs" / "for-hosts.md").read_text(encoding="utf-8")))
    assert guide & INTERNAL.keys() == set()


def test_the_page_of_states_is_current() -> None:
    from fairward.school.concerns import workflow_page

    committed = workflow_page.PAGE.read_text(encoding="utf-8")
    assert committed == workflow_page.page(), "Run `scripts/reference.sh`."


def test_the_page_of_cases_is_current() -> None:
    from fairward.cases import workflow_page

    committed = workflow_page.PAGE.read_text(encoding="utf-8")
    assert committed == workflow_page.page(), "Run `scripts/reference.sh`."


def test_the_page_of_referrals_is_current() -> None:
    pass


def test_the_page_of_a_hub_s_states_is_current() -> None:
    from fairward.hub import workflow_page

    committed = workflow_page.PAGE.read_text(encoding="utf-8")
    assert committed == workflow_page.page(), "Run `scripts/reference.sh`."


def test_the_page_of_rules_is_current() -> None:
    from fairward.rules import reference

    committed = reference.PAGE.read_text(encoding="utf-8")
    assert committed == reference.page(), "Run `scripts/reference.sh`."


class TestStates:
    """Every state can be reached and left, or is an end on purpose."""

    ENDS = ("talked", "misdirected")  # the text is destroyed; staff concerns go on elsewhere

    def test_every_state_has_its_place(self) -> None:
        from fairward.school.concerns.models import ConcernState
        from fairward.school.concerns.workflow import PLACES

        assert [place.state for place in PLACES] == sorted(place.state for place in PLACES)
        assert {place.state for place in PLACES} == set(ConcernState), "Say in PLACES whose work it is."

    def test_every_state_is_reached_from_the_first(self) -> None:
        from fairward.school.concerns.workflow import MOVES, PLACES

        ways = defaultdict(set)
        for move in MOVES.values():
            ways[move.before].add(move.after)
        reached, new = set(), {PLACES[0].state}
        while new:
            reached |= new
            new = {after for state in new for after in ways[state]} - reached
        assert reached == {place.state for place in PLACES}, (
            "No move leads there: add one or take the state away."
        )

    def test_every_state_is_left_or_an_end_on_purpose(self) -> None:
        from fairward.school.concerns.workflow import MOVES, PLACES

        left = {move.before for move in MOVES.values()}
        ends = {place.state.code for place in PLACES} - {state.code for state in left}
        assert ends == set(self.ENDS), (
            "Say how it is left (MOVES), or that it is an end (ENDS, with a reason)."
        )

    def test_every_move_is_taken_somewhere(self) -> None:
        """`check_move("…")` or `_locked(by, id, "…")`; closing and reopening follow from the entries' decisions."""
        from fairward.school.concerns.workflow import MOVES

        text = "".join(module.text for module in modules() if module.name.startswith("school.concerns."))
        by_entries, by_filing = {"close", "close_joined", "reopen", "reopen_joined"}, {"merge"}
        unused = {
            name
            for name in MOVES
            if f', "{name}")' not in text and f'("{name}"' not in text.replace("Move(", "")
        }
        assert unused <= by_entries | by_filing, f"{unused}: no action takes this move."
