"""Every getter of what people ask for writes a look or a list; whatever writes none says why."""

from __future__ import annotations

import ast

import pytest

from tests.guards.calls import Function, places
from tests.guards.source import modules

LOOKS = frozenset({"record_look", "record_list"})
ENGINES = ("files.reading", "files.attachments")

# Functions that are given who asks and write no look -> why.
NO_LOOK: dict[str, str] = {
    "files.queries.file_for": "opens a key and shows no content: each reading of entries is a look of its own",
    "cases.case_queries.case_row": "which case it is and whether it is theirs; its texts are opened with a look of their own",
    "access_requests.opening_queries.readers_of": "staff for whom files may be opened, not children",
    "access_requests.review_queries.opened_files": "opens keys and shows no content: each reading of entries is a look",
    "access_requests.review_queries.file_in_case": "opens a key and shows no content: each reading is a look of its own",
    "exchange.choosing.gone_queries.seconds_owed": "ids of the asker's own work; what they then read is a look of its own",
    "families.queries.my_access": "whether the asker may see a record at all; what they then read is a look of its own",
    "family.case_queries.asked_lines": "ids of lines about which the asker has asked themselves",
    "family.people_queries.people_around": "staff whom a family may call, not children",
    "hub.families.my_queries.my_case": "whether the reader may see a case at all; what they then read is a look of its own",
    "keyholding.queries.held_by": "the asker's own rings",
    "keyholding.queries.missing_for": "the rings of the asker's own role",
    "keyholding.queries.pending_for": "a count of the asker's own work",
    "oversight.queries.export_log": "writes an act instead: the log leaves the house",
    "people.roster_queries.import_for": "one import's counts and dates; its children are listed by preview_for",
    "school.chronology.colleague_queries.colleagues_for": "staff who may be let into a file, not children",
    "retention.asking_queries.left_undecided": "three counts of the page whose look insight.queries writes",
    "retention.review_queries.entries_of": "rows for actions; their words stay sealed, and opening them is a look",
    "retention.review_queries.opened_lately": "the asker’s own looks",
    "school.concerns.counting_queries.talked_share": "one count of the page whose look insight.queries writes",
    "school.concerns.report_queries.sent_before": "the sender's own report, by the number of its sending",
    "school.concerns.report_queries.names_of_leads": "staff, not children",
    "school.concerns.report_queries.names_in": "children whom the writer has just named in their own draft",
    "school.concerns.report_queries.own_state": "where the asker's own report stands",
    "school.concerns.report_queries.has_addition": "yes or no about the asker's own report",
    "school.concerns.report_queries.additions_to": "dates of the asker's own additions",
    "school.concerns.triage_queries.concern_row": "a row for actions; its words stay sealed, and opening them is a look",
}


def getters() -> list[Function]:
    """Public functions of modules that read, whose first argument is who asks."""
    found = []
    for module in modules():
        if module.last == "queries" or module.last.endswith("_queries") or module.name in ENGINES:
            for name, node in module.top_functions().items():
                first = [argument.arg for argument in node.args.args][:1]
                if not name.startswith("_") and first and first[0] in ("actor", "by"):
                    found.append(Function(module.name, name))
    assert len(found) >= 25
    return found


@pytest.mark.parametrize("function", getters(), ids=str)
def test_a_getter_writes_a_look(function: Function) -> None:
    found = places(function, LOOKS)
    has_reason = str(function) in NO_LOOK
    assert found or has_reason, (
        f"{function} is given who asks and writes no look: call record_list with what is shown, or open through "
        "keys.records, or say in NO_LOOK why not."
    )
    assert not (found and has_reason), f"{function} writes a look after all: take it out of NO_LOOK."


@pytest.mark.parametrize("name", NO_LOOK)
def test_no_exception_has_outlived_its_function(name: str) -> None:
    assert name in {str(function) for function in getters()}, f"{name} is gone: take it out of NO_LOOK."


def test_whoever_asks_by_getter_says_why() -> None:
    """`<noun>_for(actor, …)` of content says why; the reason stands in the log."""
    without = {
        "files.queries.heads_of_child", "oversight.queries.log_for", "people.roster_queries.preview_for",
        "people.roster_queries.import_for", "school.concerns.desk_queries.desk_for",
        "school.concerns.triage_queries.staff_concerns_for", "keyholding.queries.missing_for",
        "keyholding.queries.pending_for", "school.chronology.colleague_queries.colleagues_for",
    }  # fmt: skip
    lacking = {
        str(Function(module.name, name))
        for module in modules()
        if module.last == "queries" or module.last.endswith("_queries")
        for name, node in module.top_functions().items()
        if name.endswith("_for")
        and _asks(node)
        and "why" not in [argument.arg for argument in node.args.args]
    }
    assert lacking <= without, f"{lacking - without} show something of a child without saying why."


def _asks(node: ast.FunctionDef) -> bool:
    return bool(node.args.args) and node.args.args[0].arg in ("actor", "by")
