"""Sixteen people report in the same moment: none is lost, none fails; and one person who presses twice reports once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client

from fairward.audit.models import Leaf
from fairward.school.concerns.models import Concern, Draft
from tests.support.reporting import CHECK, Reporter, sent

if TYPE_CHECKING:
    from tests.personas import School

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 16


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Do all of them at the same time, each on connections of its own."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait(30)
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result(60) for one in [pool.submit(run, act) for act in acts]]


def signed_in(school: School) -> Reporter:
    from tests.personas import SUPERVISOR, sign_in

    return Reporter(sign_in(Client(), school[SUPERVISOR]))


def test_sixteen_whole_reports(school: School, amy: UUID) -> None:
    reporters = [signed_in(school) for _ in range(MANY)]
    sent_ids = at_once([lambda one=one: one.report(amy) for one in reporters])  # type: ignore[misc]
    assert len(set(sent_ids)) == MANY
    with school.transaction():
        assert set(Concern.objects.values_list("id", flat=True)) == set(sent_ids)
        assert Leaf.objects.filter(event="concern.reported").count() == MANY
        assert not Draft.objects.exists()


def test_sixteen_last_pages_in_the_same_moment(school: School, amy: UUID) -> None:
    reporters = [signed_in(school) for _ in range(MANY)]
    for one in reporters:
        one.who(amy)
        one.safe("no")
        one.what("He hid under the table.")
        one.when()
    answers = at_once([one.send for one in reporters])
    assert len({sent(answer) for answer in answers}) == MANY
    with school.transaction():
        assert Concern.objects.count() == MANY


def test_one_report_sent_by_four_presses(school: School, amy: UUID, dawn: Reporter) -> None:
    dawn.who(amy)
    dawn.what("He hid under the table.")
    dawn.when()
    send_id = dawn.text(CHECK).split('name="send_id" value="')[1][:36]
    copies = []
    for _ in range(4):
        browser = Client()
        browser.cookies = dawn.client.cookies.copy()
        copies.append(browser)
    answers = at_once(
        [lambda one=one: one.post(CHECK, {"do": "send", "send_id": send_id}) for one in copies]  # type: ignore[misc]
    )
    assert len({sent(answer) for answer in answers}) == 1
    with school.transaction():
        assert Concern.objects.count() == 1
