"""One request is one transaction: what fails leaves no row, and a refusal is on the log all the same."""

from __future__ import annotations

import pytest
from django.test import Client

from fairward.audit.models import Leaf
from fairward.kernel.ids import new_id
from tests.personas import SUPERVISOR, School


def lines(school: School) -> list[tuple[str, str, object]]:
    with school.transaction():
        rows = Leaf.objects.filter(organisation_id=school.organisation_id).order_by("at")
        return [
            (row.event, row.item_kind, row.item_id)
            for row in rows
            if row.actor_id == school[SUPERVISOR].membership_id
        ]


def test_what_works_is_kept(somebody: Client, school: School) -> None:
    item = new_id()
    assert somebody.get(f"/write/none/{item}/").status_code == 200
    assert lines(school) == [("organisation.call_numbers_changed", "page", item)]


@pytest.mark.parametrize(
    ("how", "status"), [("value", 500), ("http404", 404), ("away", 503), ("closed", 503)]
)
def test_a_view_that_raises_leaves_no_row(somebody: Client, school: School, how: str, status: int) -> None:
    assert somebody.get(f"/write/{how}/").status_code == status
    assert lines(school) == []


def test_a_refusal_undoes_the_work_and_is_logged_by_itself(somebody: Client, school: School) -> None:
    item = new_id()
    response = somebody.get(f"/write/denied/{item}/")
    assert response.status_code == 403
    assert "This report belongs to somebody else." in response.text
    assert "not_yours" in response.text

    ((event, _, noted),) = lines(school)
    assert (event, noted) == ("refused", item)


def test_what_is_forbidden_looks_like_what_is_not_there(somebody: Client, school: School) -> None:
    forbidden = somebody.get(f"/write/not_found/{new_id()}/")
    unknown = somebody.get("/no/such/page/")
    assert (forbidden.status_code, unknown.status_code) == (404, 404)
    assert forbidden.text == unknown.text
    assert [event for event, _, _ in lines(school)] == ["refused"]


def test_a_stranger_who_is_refused_gets_the_sentence_and_no_log_is_touched(stranger: Client) -> None:
    response = stranger.get("/fail/denied/")
    assert response.status_code == 403
    assert "belongs to somebody else" in response.text


def test_an_error_shows_a_reference_and_none_of_its_words(
    somebody: Client, caplog: pytest.LogCaptureFixture
) -> None:
    response = somebody.get("/write/value/")
    assert response.status_code == 500
    assert "secret words" not in response.text
    (said,) = [record for record in caplog.records if record.name == "fairward.web"]
    assert said.__dict__["reference"] in response.text
    assert said.__dict__["kind"] == "ValueError"
    assert "secret words" not in said.getMessage()
