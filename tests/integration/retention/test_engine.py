"""Orders are carried out: keys first, everything that hangs on an entry with it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from fairward.files.queries import entry_for
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Purpose
from fairward.retention.engine import carry_out, order
from fairward.retention.models import Certificate, Destruction, DestructionItem, Hold
from fairward.retention.vocabulary import HoldKind, ItemKind, WhyDestroyed
from tests.support.living import WHY, Living, busy, make_living

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def living() -> Living:
    return busy(make_living())


def order_for(living: Living, *entry_ids: UUID, kind: ItemKind = ItemKind.ENTRY) -> UUID | None:
    with living.school.transaction():
        return order(
            living.actor(), organisation_id=living.school.organisation_id, kind=kind, item_ids=entry_ids,
            rule_id="child-protection-substantiated", why=WhyDestroyed.DECIDED,
        )  # fmt: skip


def hold(living: Living, child_id: UUID) -> UUID:
    with living.school.transaction():
        return Hold.objects.create(
            organisation_id=living.school.organisation_id, id=new_id(), kind=int(HoldKind.COURT), child_id=child_id,
            reason=b"sealed elsewhere", owner_id=living.actor().membership_id, made_at=timezone.now(),
            made_by=living.actor().membership_id, review_on=timezone.localdate(),
        ).id  # fmt: skip


def is_there(living: Living, entry_id: UUID) -> bool:
    with living.school.transaction():
        try:
            return entry_for(living.actor(), entry_id, WHY)[0].id == entry_id
        except NotFound:
            return False


def mentions(raw: Callable[..., Any], ids: Sequence[UUID]) -> dict[str, int]:
    """In which tables of both databases these ids still stand, certificates and the log left out."""
    found = {}
    for alias in ("default", "keyring"):
        connection = raw(alias, "postgres")
        columns = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND data_type = 'uuid' AND table_name NOT LIKE 'audit_%%'"
        ).fetchall()
        for table, column in columns:
            row = connection.execute(
                f'SELECT count(*) FROM "{table}" WHERE "{column}" = ANY(%s)', [list(ids)]
            ).fetchone()
            if row[0]:
                found[f"{table}.{column}"] = row[0]
    return found


def test_an_entry_goes_with_everything_that_hangs_on_it(living: Living, raw: Callable[..., Any]) -> None:
    organisation_id, entry_id = living.school.organisation_id, living.ids["entry"]
    living.annotate(entry_id, "He fell from his bicycle.")
    assert order_for(living, entry_id) is not None
    assert is_there(living, entry_id), "an order alone destroys nothing"
    assert carry_out(organisation_id) == 1
    assert not is_there(living, entry_id)
    gone = [living.ids[name] for name in ("entry", "action", "file", "filed", "attachment", "disclosure")]
    assert mentions(raw, gone).keys() == {"retention_destructionitem.item_id"}
    with living.school.transaction():
        certificate = Certificate.objects.get(organisation_id=organisation_id)
        kinds = list(
            DestructionItem.objects.filter(organisation_id=organisation_id)
            .order_by("kind")
            .values_list("kind", flat=True)
        )
    assert kinds == [ItemKind.ENTRY, ItemKind.ENTRY, ItemKind.FILE] and certificate.items == 3
    assert certificate.records >= 5, "two versions, an annotation, the report and its attachment at least"
    assert is_there(living, living.ids["decided"]), "another entry of the same child stays"
    assert carry_out(organisation_id) == 0


def test_what_a_hold_freezes_is_not_ordered(living: Living) -> None:
    hold(living, living.amy)
    assert order_for(living, living.ids["entry"]) is None


def test_a_hold_between_order_and_keys_wins(living: Living) -> None:
    order_for(living, living.ids["entry"])
    hold(living, living.amy)
    assert carry_out(living.school.organisation_id) == 0
    assert is_there(living, living.ids["entry"])
    with living.school.transaction():
        assert not Destruction.objects.filter(
            organisation_id=living.school.organisation_id, done_at__isnull=True
        ).exists()


def test_a_decision_goes_with_what_it_decided(living: Living, raw: Callable[..., Any]) -> None:
    order_for(living, living.ids["decided"])
    assert carry_out(living.school.organisation_id) == 1
    gone = [living.ids[name] for name in ("decided", "decision", "decided_concern")]
    assert mentions(raw, gone).keys() == {"retention_destructionitem.item_id"}
    assert is_there(living, living.ids["entry"])


def test_a_report_about_two_children_stays_until_the_second_entry_goes(
    living: Living, raw: Callable[..., Any]
) -> None:
    concern = living.report(children=[living.amy, living.jack], attachment=b"A drawing of both.")
    first, second = living.file(concern, Purpose.WELFARE)
    order_for(living, first)
    carry_out(living.school.organisation_id)
    assert "keys_recordwrap.record_id" in mentions(raw, [concern])
    assert is_there(living, second)
    order_for(living, second)
    carry_out(living.school.organisation_id)
    assert mentions(raw, [concern]) == {}
