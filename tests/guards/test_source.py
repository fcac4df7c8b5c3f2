"""The shape of the source: sizes, who reads rows, who renders, how modules introduce themselves, which way imports go."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.guards.source import PACKAGE, ROOT, Module, length, modules, modules_of_tests, templates

MODULE, FUNCTION, VIEW, TEMPLATE, TEST_MODULE = 400, 40, 40, 120, 400
# Data in the form of code: a list of examples is read from top to bottom, and splitting it helps nobody.
LISTS = {"web.gallery._lists"}
MACROS = {"design/templates/design/fields.html"}  # one macro for each kind of field
FORBIDDEN_NAMES = {"core", "common", "utils", "util", "helpers", "helper", "misc", "lib", "shared", "signals"}
# Modules beside queries and actions that may use `.objects`: engines and a room's only writer or reader.
READ_ROWS = {
    "hub.talks.writing": "the only writer of disagreements and their steps",
    "hub.packs.writing": "the only writer of items that were brought to a discussion",
    "hub.decisions.writing": "the only writer of the rows of who was told",
    "hub.enquiries.writing": "the only writer of the rows of questions, and of notes in them",
    "agency.answers.closing": "the only writer of the end of a question",
    "school.questions.closing": "the only writer of the end of a question to the school",
    "hub.corrections.writing": "the only writer of answers to what was said to be wrong, and of whom a correction must reach",
    "hub.decisions.reviewing": "the only writer of flags on decisions and of what is decided anew",
    "hub.packs.following": "the only writer of citations that follow what was put right",
    "cases.disowning": "the only writer of cases that the school opens about its own mistakes",
    "exchange.forgetting": "the only destroyer of disclosures",
    "exchange.choosing.tidying": "the only destroyer of drafts that nobody drops",
    "files.disposal": "puts entries away that may not be destroyed yet",
    "files.moving": "writes entries anew into another file",
    "files.taking": "the only writer of what another organisation told",
    "mistakes.writing": "the only writer of proofs and of what families are told",
    "rights.forgetting": "ends what was shown and decided",
    "school.concerns.answering": "the only writer of answers when something is put right",
    "school.referrals.writing": "the only writer of what was done about referrals",
    "school.wrong_child.reports": "the only writer of what becomes of reports filed with the wrong child",
    "accounts.guesses": "engine: counts of tries",
    "accounts.sessions": "engine: sessions",
    "cases.texts": "opens the texts of cases",
    "retention.engine": "engine: carries orders out; it is given no person who reads",
    "retention.orders": "the only writer of orders and of what they list",
    "access_requests.writing": "the only writer of search lines, openings, passages, reasons and pieces",
    "cases.recipients": "the only writer of who has to be told that something was put right",
    "cases.hearing": "ticks who was told when a notice went",
    "cases.writing": "the only writer of cases",
    "audit.erasure": "engine: the log",
    "audit.gathering": "engine: the log",
    "audit.installation": "engine: the log",
    "audit.reading": "engine: the log",
    "audit.sequencer": "engine: the log",
    "documents.attachments": "engine: attachments",
    "documents.papers": "engine: attachments",
    "files.attachments": "reads what stands in an entry",
    "files.reading": "opens entries",
    "files.search_index": "engine: the blind index",
    "exchange.following.writing": "the only writer of notices and of their encrypted files",
    "exchange.following.hearing": "the only writer of changes that must be told",
    "files.standing": "says which claims are checked or withdrawn",
    "exchange.following.applying": "puts our copy right when its sender says that it changed",
    "files.writing": "the only writer of content",
    "files.claims": "the rows of statements that the writer of content writes",
    "keys.escrow": "engine: keys",
    "keys.file_keys": "engine: keys",
    "keys.index_keys": "engine: keys",
    "keys.persons": "engine: keys",
    "keys.resealing": "engine: keys",
    "keys.ring_store": "engine: keys",
    "keys.rings": "engine: keys",
    "keys.sheets": "engine: keys",
    "keys.tries": "engine: keys",
    "retention.deciding": "the only writer of decisions about what fell due",
    "retention.hold_writing": "the only writer of holds",
    "retention.moving": "the only writer of moves between files",
    "retention.reducing": "writes what stays of an entry that is reduced",
    "rights.writing": "the only writer of audience decisions",
    "rights.sharing": "the only writer of what families are shown",
    "hub.requests.writing": "the only writer of passages, reasons, opinions and answers of a request to a hub",
    "hub.intake.writing": "the only writer of cases of a hub and of where they stand",
    "hub.measures.keeping": "the only writer of numbers that outlive the rows they counted",
    "school.concerns.drafting": "the only writer of drafts",
    "config.demo.organisations": "makes the demo's world",
    "config.demo.people": "makes the demo's world",
}


def name_of(module: Module) -> str:
    return module.name


@pytest.mark.parametrize("module", modules(), ids=name_of)
def test_a_module_is_small_and_says_what_it_is(module: Module) -> None:
    lines = len(module.text.splitlines())
    assert lines <= MODULE, (
        f"{module.name} has {lines} lines: move what belongs together into a module of its own."
    )
    said = ast.get_docstring(module.tree) or ""
    is_empty = not module.text.strip()
    assert is_empty or "." in said, f"{module.name}: one sentence what it is, one what it may not do."
    words = set(module.name.split("."))
    assert not words & FORBIDDEN_NAMES, f"{module.name}: a word of the domain is missing."


@pytest.mark.parametrize("module", modules(), ids=name_of)
def test_functions_are_short(module: Module) -> None:
    long = {one.name: length(one) for one in module.functions() if length(one) > FUNCTION}
    long = {name: size for name, size in long.items() if f"{module.name}.{name}" not in LISTS}
    assert long == {}, f"{module.name}: split these, each part named by a word of the domain."


@pytest.mark.parametrize("module", modules(), ids=name_of)
def test_rows_are_read_where_rows_are_read(module: Module) -> None:
    is_place = module.last in ("queries", "actions", "models") or module.last.endswith(
        ("_queries", "_actions")
    )
    used = [
        node for node in ast.walk(module.tree) if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    assert is_place or not used or module.name in READ_ROWS, (
        f"{module.name} uses .objects: ask a query or call an action, so that the look and the act are on the log."
    )
    if module.name in READ_ROWS:
        assert used, f"{module.name} reads no rows any more: take it out of READ_ROWS."


@pytest.mark.parametrize(
    "module", [one for one in modules() if one.last == "views" or one.last.endswith("_views")], ids=name_of
)
def test_a_view_asks_no_database(module: Module) -> None:
    imported = {
        node.module for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom) and node.module
    }
    wrong = {one for one in imported if one.startswith(("django.db", "psycopg")) or one.endswith(".models")}
    allowed = {
        "fairward.school.concerns.models",
        "fairward.accounts.models",
    }  # words of states; the signed-in account
    assert wrong <= allowed, f"{module.name} imports {wrong}: views parse, get, act and render."


@pytest.mark.parametrize(
    "module", [one for one in modules() if one.last == "forms" or one.last.endswith("_forms")], ids=name_of
)
def test_a_form_neither_saves_nor_asks(module: Module) -> None:
    found = {"save", "objects"} & {
        node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)
    }
    assert found == set(), f"{module.name}: a form is the shape of a question."


@pytest.mark.parametrize("name", templates())
def test_a_template_is_short(name: str) -> None:
    lines = len(templates()[name].splitlines())
    assert lines <= TEMPLATE or name in MACROS, (
        f"{name} has {lines} lines: take parts out as macros or includes."
    )


@pytest.mark.parametrize("module", modules_of_tests(), ids=name_of)
def test_a_test_module_is_short_and_its_tests_assert(module: Module) -> None:
    lines = len(module.text.splitlines())
    assert lines <= TEST_MODULE, f"tests/{module.name} has {lines} lines: split it by what it proves."


def test_nothing_travels_by_signal() -> None:
    users = {
        module.name
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and "signals" in (node.module or "")
    }
    assert users == set(), "Call what must happen: a signal is found by nobody who reads the action."


def lint_imports(home: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(home / "src")}
    return subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=False)


def test_imports_go_downwards() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, (
        f"Pass it in instead of importing it (config composes):\n{done.stdout[-3000:]}"
    )
    assert " 0 broken" in done.stdout


def test_the_contract_names_every_room() -> None:
    """A room that stands in no layer would be bound by nothing."""
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    contract = (ROOT / "pyproject.toml").read_text().partition("[tool.importlinter]")[2]
    missing = {room for room in rooms if f"({room})" not in contract}
    assert missing == set(), "Put the room into a layer in pyproject.toml."
    twice = {room for room in rooms if contract.count(f"({room})") > 1}
    assert twice == set(), "A room stands in one layer."
