"""Orders are carried out: keys first, everything that hangs on an entry with it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from fairward.exchange.recall_actions import note_answered, note_asked
from fairward.exchange.recall_queries import recalls_for
from fairward.exchange.vocabulary import RecallAnswer
from fairward.files.queries import entry_for
from fairward.files.reading import GROUND_DESTROYED
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Purpose
from fairward.retention.engine import carry_out
from fairward.retention.models import Certificate, Destruction, DestructionItem
from fairward.retention.vocabulary import ItemKind
from tests.support.destroying import (
    hold,
    is_readable,
    mentions,
    nothing_held,
    order_for,
    records_of,
    share_with_mother,
    wraps_of,
)
from tests.support.interrupting import Interrupted, ends_at
from tests.support.living import WHY, Living

pytestmark = pytest.mark.django_db(transaction=True)


TODAY = timezone.localdate
Both = dict[str, Any]


@pytest.fixture
def both(raw: Callable[..., Any]) -> Both:
    return {alias: raw(alias, "postgres") for alias in ("default", "keyring")}


@pytest.fixture
def living() -> Living:
    return nothing_held()


def test_an_entry_goes_with_everything_that_hangs_on_it(living: Living, both: Both) -> None:
    organisation_id, entry_id = living.school.organisation_id, living.ids["entry"]
    living.annotate(entry_id, "He fell from his bicycle.")
    assert order_for(living, entry_id) is not None
    assert is_readable(living, entry_id), "an order alone destroys nothing"
    assert carry_out(organisation_id) == 1
    assert not is_readable(living, entry_id)
    gone = [living.ids[name] for name in ("entry", "action", "file", "filed", "attachment", "disclosure")]
    left = {"retention_destructionitem.item_id", "exchange_recall.disclosure_id"}
    left |= {"following_followed.disclosure_id", "following_change.entry_id"}
    assert mentions(both, gone).keys() == left, "numbers: what went, what is asked back, who must hear of it"
    with living.school.transaction():
        certificate = Certificate.objects.get(organisation_id=organisation_id)
        kinds = list(
            DestructionItem.objects.filter(organisation_id=organisation_id)
            .order_by("kind")
            .values_list("kind", flat=True)
        )
    assert kinds == [ItemKind.ENTRY, ItemKind.ENTRY, ItemKind.FILE] and certificate.items == 3
    assert certificate.records >= 5, "two versions, an annotation, the report and its attachment at least"
    assert is_readable(living, living.ids["decided"]), "another entry of the same child stays"
    assert carry_out(organisation_id) == 0


def test_whoever_was_told_is_asked_to_give_it_back(living: Living) -> None:
    order_for(living, living.ids["entry"])
    carry_out(living.school.organisation_id)
    with living.school.transaction():
        lead = living.actor()
        waiting = recalls_for(lead, WHY)[0]
        assert "Northfield social care" in waiting.recipient and waiting.child == "Amy Fairbairn"
        with pytest.raises(Denied, match="recall_not_asked"):
            note_answered(by=lead, recall_id=waiting.id, answered_on=TODAY(), answer=RecallAnswer.DESTROYED)
        note_asked(by=lead, recall_id=waiting.id, asked_on=TODAY())
        note_answered(by=lead, recall_id=waiting.id, answered_on=TODAY(), answer=RecallAnswer.DESTROYED)
        answered = recalls_for(lead, WHY)[0]
    assert (answered.recipient, answered.answer) == ("", RecallAnswer.DESTROYED)


def test_what_a_hold_freezes_is_not_ordered(living: Living) -> None:
    hold(living, living.amy)
    assert order_for(living, living.ids["entry"]) is None


def test_a_hold_between_order_and_keys_wins(living: Living) -> None:
    order_for(living, living.ids["entry"])
    hold(living, living.amy)
    assert carry_out(living.school.organisation_id) == 0
    assert is_readable(living, living.ids["entry"])
    with living.school.transaction():
        assert not Destruction.objects.filter(
            organisation_id=living.school.organisation_id, done_at__isnull=True
        ).exists()


def test_a_decision_goes_with_what_it_decided(living: Living, both: Both) -> None:
    shown = share_with_mother(living, living.ids["decided"])
    assert wraps_of(both["keyring"], [shown]) == {shown}
    order_for(living, living.ids["decided"])
    assert carry_out(living.school.organisation_id) == 1
    gone = [shown, *(living.ids[name] for name in ("decided", "decision", "decided_concern"))]
    left = {"retention_destructionitem.item_id", "retention_reviewdecision.entry_id"}
    assert mentions(both, gone).keys() == left, "who decided is remembered for six years"
    assert is_readable(living, living.ids["entry"])


def test_a_report_about_two_children_stays_until_the_second_entry_goes(living: Living, both: Both) -> None:
    concern = living.report(children=[living.amy, living.jack], attachment=b"A drawing of both.")
    first, second = living.file(concern, Purpose.WELFARE)
    order_for(living, first)
    carry_out(living.school.organisation_id)
    assert "keys_recordwrap.record_id" in mentions(both, [concern])
    assert is_readable(living, second)
    order_for(living, second)
    carry_out(living.school.organisation_id)
    assert mentions(both, [concern]) == {}


def test_it_may_be_interrupted_at_every_statement_and_every_commit(living: Living, both: Both) -> None:
    organisation_id, keyring = living.school.organisation_id, both["keyring"]
    gone: set[UUID] = set()
    moment, is_through = 0, False
    while not is_through:
        moment += 1
        entry_id = living.file(living.report(), Purpose.WELFARE)[0]
        order_for(living, entry_id)
        records = records_of(both["default"], [entry_id])
        is_through = not interrupted(organisation_id, moment)
        if wraps_of(keyring, records):
            assert wraps_of(keyring, records) == records, "a key went without the others"
            assert is_readable(living, entry_id)
        else:
            assert not is_readable(living, entry_id)
        carry_out(organisation_id)
        assert wraps_of(keyring, records) == set()
        gone |= {entry_id, *records}
    assert mentions(both, list(gone)).keys() == {"retention_destructionitem.item_id"}
    assert moment > 40, "a run has more moments than that: were they counted?"
    with living.school.transaction():
        orders = Destruction.objects.filter(organisation_id=organisation_id)
        assert orders.filter(done_at__isnull=False).count() == orders.count() == moment
        assert Certificate.objects.filter(organisation_id=organisation_id).count() == moment


def interrupted(organisation_id: UUID, moment: int) -> bool:
    try:
        with ends_at(moment):
            carry_out(organisation_id)
    except Interrupted:
        return True
    return False


def test_after_the_keys_are_gone_no_hold_brings_it_back(living: Living, both: Both) -> None:
    organisation_id, keyring = living.school.organisation_id, both["keyring"]
    entry_id, moment = living.ids["entry"], 0
    records = records_of(both["default"], [entry_id])
    order_for(living, entry_id)
    while wraps_of(keyring, records):
        moment += 1
        assert interrupted(organisation_id, moment)
    assert mentions(both, [entry_id])["files_entry.id"] == 1, "the keys are gone, the row is not"
    hold(living, living.amy)
    assert carry_out(organisation_id) == 1
    assert mentions(both, [entry_id]).keys() == {"retention_destructionitem.item_id"}


def test_an_opinion_says_that_what_it_rested_on_was_destroyed(living: Living) -> None:
    decision = living.ids["decision"]
    with living.school.transaction(), connection.cursor() as cursor:
        cursor.execute("UPDATE files_entry SET about_entry_id = NULL WHERE id = %s", [decision])
    order_for(living, living.ids["decided"])
    carry_out(living.school.organisation_id)
    with living.school.transaction():
        shown = entry_for(living.actor(), decision, WHY)[0]
    assert shown.statements[0].rests_on == (GROUND_DESTROYED,)
    assert "no stated basis" not in shown.statements[0].basis_words
