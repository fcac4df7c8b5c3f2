"""What is counted apart from a case is once in the numbers of its quarter, and nothing in the database leads back to it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from fairward.hub.measures.actions import Given, count_apart
from fairward.hub.measures.models import Apart, Asked
from fairward.hub.measures.spans import quarter_of
from fairward.hub.measures.vocabulary import Ethnicity, Feature, OutcomeGroup, SourceKind
from fairward.kernel.denied import Denied, NotFound
from tests.personas import School, sign_in
from tests.support.hubs import ANALYST, make_hub
from tests.support.measuring import THEN, decided, many, measured, words
from tests.support.weighing import make_weighing

pytestmark = pytest.mark.django_db
WHITE = Given(Ethnicity.WHITE, 1)


@pytest.fixture
def hub(db: None) -> School:
    return make_hub()


def count(hub: School, case_id: object, given: Given = WHITE) -> None:
    with hub.transaction():
        count_apart(by=hub.actor(ANALYST), case_id=case_id, given=given)  # type: ignore[arg-type]


def numbers(hub: School) -> dict[tuple[Feature, int, OutcomeGroup], int]:
    """The numbers that are not nought."""
    with hub.transaction():
        rows = Apart.objects.filter(organisation_id=hub.organisation_id).exclude(number=0)
        return {(Feature(one.feature), one.value, OutcomeGroup(one.outcome)): one.number for one in rows}


def test_one_case_adds_one_to_each_feature(hub: School) -> None:
    first, second = many(hub, 2)
    count(hub, first.case_id)
    count(hub, second.case_id, Given())
    group = OutcomeGroup.ASSESSED
    assert numbers(hub) == {
        (Feature.ETHNICITY, int(Ethnicity.WHITE), group): 1, (Feature.ETHNICITY, int(Ethnicity.NOT_TOLD), group): 1,
        (Feature.DECILE, 1, group): 1, (Feature.DECILE, 0, group): 1,
        (Feature.SOURCE, int(SourceKind.TELEPHONE), group): 2,
    }  # fmt: skip
    with hub.transaction():
        quarters = Apart.objects.filter(organisation_id=hub.organisation_id).values_list("quarter", flat=True)
        assert set(quarters) == {quarter_of(THEN.date())}


def test_outcomes_by_group_show_what_was_counted(hub: School) -> None:
    """White: ten assessments and ten of nothing more; black: twenty of protection."""
    with hub.transaction():
        cases = [
            (decided(hub, outcome=outcome).case_id, Given(ethnicity, 1 if outcome == "section_47" else 9))
            for outcome, ethnicity, number in (
                ("section_17", Ethnicity.WHITE, 10), ("no_further_action", Ethnicity.WHITE, 10),
                ("section_47", Ethnicity.BLACK, 20),
            )
            for _ in range(number)
        ]  # fmt: skip
    for case_id, given in cases:
        count(hub, case_id, given)
    found = measured(hub)
    assert found["ethnicity"].columns == (
        "Nothing more",
        "Advice or help",
        "Assessment",
        "Protection",
        "Passed on",
        "Cases",
    )
    assert words(found["ethnicity"], "White") == ["50%", "0%", "50%", "0%", "0%", "about 20"]
    assert words(found["ethnicity"], Ethnicity.BLACK.word) == ["0%", "0%", "0%", "100%", "0%", "about 20"]
    assert words(found["decile"], "1, the most deprived tenth") == [
        "0%",
        "0%",
        "0%",
        "100%",
        "0%",
        "about 20",
    ]
    assert words(found["source"], "Somebody by telephone") == ["25%", "0%", "25%", "50%", "0%", "about 40"]


def test_a_case_is_counted_once_and_after_its_decision(hub: School) -> None:
    (one,) = many(hub, 1)
    count(hub, one.case_id)
    with pytest.raises(Denied) as refused:
        count(hub, one.case_id)
    assert refused.value.code == "counted"
    assert sum(numbers(hub).values()) == 3
    with pytest.raises(NotFound):
        count(make_hub("Other Hub"), one.case_id)


def test_before_the_decision_nothing_is_counted() -> None:
    weighing = make_weighing()
    hub = weighing.asking.hub
    with pytest.raises(Denied) as refused:
        count(hub, weighing.case_id)
    assert refused.value.code == "not_decided"
    weighing.weigh()
    weighing.decide()
    count(hub, weighing.case_id)
    assert numbers(hub)[Feature.SOURCE, int(SourceKind.SCHOOL), OutcomeGroup.ASSESSED] == 1


def physical(hub: School) -> list[Any]:
    """Every row of a quarter with what PostgreSQL knows of it, in the order in which it lies."""
    with hub.transaction(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, xmin::text, feature, value, outcome, number FROM measures_apart WHERE organisation_id = %s ORDER BY ctid",
            [hub.organisation_id],
        )
        return list(cursor.fetchall())


@pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
def test_neither_ids_nor_order_nor_transactions_say_what_a_case_changed() -> None:
    """All numbers of a quarter are there from the first case on, and each change writes every one of them anew."""
    hub = make_hub()
    first, second = many(hub, 2)
    count(hub, first.case_id)
    before = physical(hub)
    count(hub, second.case_id, Given(Ethnicity.BLACK, 4))
    after = physical(hub)
    assert len(before) == len(after) == 5 * (6 + 11 + 8)
    assert {row[0] for row in before} == {row[0] for row in after}, "no row is made for a case"
    assert all(row[0].version == 4 for row in after), "an id holds no time"
    assert len({row[1] for row in after}) == 1, "all rows are of one transaction"
    assert not {row[1] for row in after} & {row[1] for row in before}
    assert [row[2:5] for row in before] == [row[2:5] for row in after], "what is counted moves no row"


def test_no_column_leads_to_a_case_a_person_or_a_day() -> None:
    columns = {field.name for field in Apart._meta.concrete_fields}
    assert columns == {"organisation_id", "id", "quarter", "feature", "value", "outcome", "number"} | (
        columns & {"pk"}
    )
    assert {field.name for field in Asked._meta.concrete_fields} - {"pk"} == {
        "organisation_id",
        "id",
        "case_id",
    }
    hub = make_hub()
    (one,) = many(hub, 1)
    count(hub, one.case_id)
    with hub.transaction():
        asked = Asked.objects.get(organisation_id=hub.organisation_id)
        assert asked.id.version == 4
        everything = " ".join(str(value) for row in Apart.objects.values_list() for value in row)
    assert str(one.case_id) not in everything and str(asked.id) not in everything


def test_the_page_asks_once(client: Client, hub: School) -> None:
    (one,) = many(hub, 1)
    sign_in(client, hub[ANALYST])
    address = f"/hub/cases/{one.case_id}/counted/"
    page = client.get(address).text
    assert "Leave empty what you were not told." in page and "Case " in page
    sent = client.post(address, {"ethnicity": "99", "decile": "0"})
    assert sent.status_code == 200 and "There is a problem" in sent.text and not numbers(hub)
    assert client.post(address, {"ethnicity": str(int(Ethnicity.MIXED)), "decile": "3"}).status_code == 302
    assert "This case is counted." in client.get(address).text
    again = client.post(address, {"ethnicity": "0", "decile": "0"})
    assert again.status_code == 200 and "counted already" in again.text
    assert numbers(hub)[Feature.ETHNICITY, int(Ethnicity.MIXED), OutcomeGroup.ASSESSED] == 1
    assert str(int(Ethnicity.MIXED)) and "Mixed" not in client.get(address).text, (
        "what was entered is shown nowhere"
    )
