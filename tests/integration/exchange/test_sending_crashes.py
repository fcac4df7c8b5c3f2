"""Sending is killed at each boundary of its two commits: nothing is lost, nothing goes twice, no words are left."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connections
from django.utils import timezone

from fairward.exchange.choosing import sending_actions
from fairward.exchange.choosing.vocabulary import DraftState
from fairward.exchange.models import Disclosure
from fairward.exchange.travel.models import Sending
from fairward.keys.records import without_key
from tests.personas import make_school
from tests.support import sending
from tests.support.living import Living, busy, make_living
from tests.support.travelling import arrivals, befriend, carry_due

pytestmark = pytest.mark.django_db(transaction=True)


class Killed(Exception):
    """The process is gone."""


@pytest.fixture
def living(transactional_db: None) -> Living:
    return busy(make_living())


def counted(living: Living, draft_id: object) -> tuple[int, int]:
    own = living.school.organisation_id
    with living.school.transaction():
        told = Disclosure.objects.filter(organisation_id=own, package_id=draft_id).count()
        return told, Sending.objects.filter(organisation_id=own, package_id=draft_id).count()


def has_key(living: Living, draft_id: object) -> bool:
    with living.school.transaction():
        return not without_key(living.school.organisation_id, [draft_id])  # type: ignore[list-item]


@pytest.mark.parametrize("where", ["at the end of the act", "between the keyring's commit and the record's"])
def test_killed_before_the_record_is_committed_it_is_as_before(
    living: Living, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    hill = make_school("Hill Top School")
    draft_id = sending.ready(living, befriend(living.school, hill))

    def dies(*_: object, **__: object) -> None:
        raise Killed

    if where == "at the end of the act":
        monkeypatch.setattr(sending_actions, "record_act", dies)
        with pytest.raises(Killed):
            sending.let_go(living, draft_id)
    else:
        monkeypatch.setattr(connections["default"], "commit", _lost)
        with pytest.raises(OperationalError):
            sending.let_go(living, draft_id)
    monkeypatch.undo()
    assert counted(living, draft_id) == (0, 0)
    assert sending.opened(
        living, draft_id
    ).facts.is_read_through  # its key was not destroyed before it was certain
    sending.let_go(living, draft_id)
    carry_due(living.school)
    assert counted(living, draft_id) == (1, 1) and len(arrivals(hill)) == 1
    assert not has_key(living, draft_id)


def test_killed_after_the_commit_the_key_goes_at_night(
    living: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft_id = sending.ready(living, befriend(living.school, make_school("Hill Top School")))

    def dies(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(sending_actions, "forget_draft", dies)
    sending.let_go(living, draft_id)
    monkeypatch.undo()
    assert sending.facts(living, draft_id).state is DraftState.SENT and has_key(living, draft_id)
    with living.school.transaction():
        sending_actions.forget_closed_drafts(living.school.organisation_id, timezone.now())
    assert not has_key(living, draft_id)


def _lost() -> None:
    raise OperationalError("the connection is gone")
