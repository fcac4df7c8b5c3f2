"""After closing nobody reads a pack without a new reason, by no page or function; a new case begins with nothing of it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from fairward.audit.models import Detail
from fairward.hub.decisions.queries import decision_for
from fairward.hub.enquiries.closed import AFTER_CLOSING
from fairward.hub.enquiries.enquiry_queries import enquiries_of, items_of
from fairward.hub.enquiries.gate_queries import gate_for
from fairward.hub.intake.case_actions import reopen_case
from fairward.hub.intake.content import Typed
from fairward.hub.intake.rating_actions import rate_case
from fairward.hub.intake.triage_actions import choose_route
from fairward.hub.packs.actions import weigh_without_asking, write_analysis
from fairward.hub.packs.queries import analysis_for, pack_for
from fairward.hub.vocabulary import CaseState, Rating, Route
from fairward.kernel.denied import Denied
from tests.personas import sign_in
from tests.support.asking import WHY
from tests.support.hubs import ANALYST, HUB_MANAGER, SCREENER
from tests.support.kept import kept
from tests.support.weighing import WEIGHED, Weighing, make_weighing

pytestmark = pytest.mark.django_db
ITEM, CHALLENGE = "He was seen alone on the bridge at night.", "He may have fallen: he climbs."
HUB = Path(__file__).parents[3] / "src" / "fairward" / "hub"


def _weighing() -> Weighing:
    """A case that was weighed, decided, told and closed."""
    made = make_weighing()
    made.weigh()
    made.decide()
    made.tell_family()
    for one in made.waiting():
        made.send(one)
    made.close()
    assert made.state() is CaseState.CLOSED
    return made


weighing = kept(_weighing)


READERS: list[Callable[..., Any]] = [pack_for, items_of, analysis_for]


@pytest.mark.parametrize("read", READERS, ids=lambda one: one.__name__)
def test_every_function_that_opens_it_asks_for_a_reason_and_logs_it(
    weighing: Weighing, read: Callable[..., Any]
) -> None:
    actor = weighing.asking.hub.actor(HUB_MANAGER)
    with weighing.asking.hub.transaction():
        for reason in ("", "curious", "asked "):
            with pytest.raises(Denied) as denied:
                read(actor, weighing.case_id, WHY, reason)
            assert denied.value.code == "closed_needs_reason"
        for reason in AFTER_CLOSING:
            assert read(actor, weighing.case_id, WHY, reason) is not None
        said = str(list(Detail.objects.filter(organisation_id=actor.organisation_id).values()))
    for reason in AFTER_CLOSING:
        assert f"{WHY}: {reason}" in said


def test_no_other_function_opens_what_agencies_told_or_what_was_made_of_it() -> None:
    """The table of a sealed value is named where it is opened: items in one function, the analysis in another."""
    found = {}
    for path in HUB.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef) and _opens(function, path):
                found[f"{path.relative_to(HUB)}:{function.name}"] = True
    assert set(found) == {"enquiries/enquiry_queries.py:_item", "packs/queries.py:analysis_for"}


def _opens(function: ast.FunctionDef, path: Path) -> bool:
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "open":
            tables = [ast.unparse(one.value) for one in call.keywords if one.arg == "table"]
            if "ITEMS" in tables or (path.parent.name == "packs" and "TABLE" in tables):
                return True
    return False


def test_no_page_shows_it_before_a_reason_was_chosen(weighing: Weighing) -> None:
    client = sign_in(Client(), weighing.asking.hub[HUB_MANAGER])
    for page in ("", "pack/", "weigh/", "decide/", "told/", "asked/", "gate/", "links/"):
        answer = client.get(f"/hub/cases/{weighing.case_id}/{page}")
        assert ITEM not in answer.content.decode() and CHALLENGE not in answer.content.decode(), page
    asked = client.get(f"/hub/cases/{weighing.case_id}/pack/").content.decode()
    assert "This case is closed" in asked and "complained" in asked
    for wrong in ({}, {"reason": "curious"}):
        assert CHALLENGE not in client.post(f"/hub/cases/{weighing.case_id}/pack/", wrong).content.decode()
    shown = client.post(f"/hub/cases/{weighing.case_id}/pack/", {"reason": "complaint"}).content.decode()
    assert ITEM in shown and CHALLENGE in shown


def reopened(weighing: Weighing) -> Any:
    hub = weighing.asking.hub
    with hub.transaction():
        screener = hub.actor(SCREENER)
        typed = Typed("He was seen there again.")
        return reopen_case(by=screener, case_id=weighing.case_id, typed=typed, is_danger=False)


def test_a_case_that_is_opened_again_has_nothing_of_the_old_gate_and_pack(weighing: Weighing) -> None:
    hub, new_id = weighing.asking.hub, reopened(weighing)
    with hub.transaction():
        actor = hub.actor(HUB_MANAGER)
        assert gate_for(actor, new_id, WHY) is None and enquiries_of(actor, new_id, WHY) == []
        pack = pack_for(actor, new_id, WHY)
        assert (pack.items, pack.for_others, pack.analysis) == ((), 0, None)
        assert decision_for(actor, new_id, WHY) is None
        with pytest.raises(Denied):
            pack_for(actor, weighing.case_id, WHY)
    client = sign_in(Client(), hub[HUB_MANAGER])
    for page in ("", "pack/", "asked/", "gate/", "told/"):
        answer = client.get(f"/hub/cases/{new_id}/{page}")
        assert answer.status_code == 200
        assert ITEM not in answer.content.decode() and CHALLENGE not in answer.content.decode(), page


def test_an_item_of_the_old_case_cannot_be_quoted_in_the_new_one(weighing: Weighing) -> None:
    hub, new_id = weighing.asking.hub, reopened(weighing)
    old = weighing.pack(ANALYST, "new_contact")
    (item_id,) = old.grades
    with hub.transaction():
        choose_route(by=hub.actor(SCREENER), case_id=new_id, route=Route.RATE)
        rate_case(by=hub.actor(ANALYST), case_id=new_id, rating=Rating.AMBER, reasons="By the document.")
        weigh_without_asking(by=hub.actor(ANALYST), case_id=new_id)
        pack = pack_for(hub.actor(ANALYST), new_id, WHY)
        for cites in ({item_id: ""}, {item_id: "It matters."}):
            weighed = WEIGHED.__class__(**{**_plain(), "cites": cites})
            with pytest.raises(Denied) as denied:
                write_analysis(by=hub.actor(ANALYST), pack=pack, weighed=weighed)
            assert denied.value.code == "analysis_incomplete"


def _plain() -> dict[str, str]:
    return {name: getattr(WEIGHED, name) for name in ("strengths", "gaps", "child", "challenge", "view")}
