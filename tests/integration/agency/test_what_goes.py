"""What an agency sent goes through the engine of retention, the proof of a question in time; a hold of the agency keeps it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from fairward.agency.answers.models import Question, Reply
from fairward.agency.notices.models import Notice
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import create_record
from fairward.retention.checking import check_all
from fairward.retention.hold_actions import make_hold
from fairward.retention.hold_policies import NewHold, Scope, longest_until
from fairward.retention.models import Certificate, Destruction
from fairward.retention.vocabulary import HoldKind
from tests.support.asking import Asking, item, make_asking
from tests.support.dissolving import night, with_keys
from tests.support.hubs import AGENCY_MANAGER, NAVIGATOR, partner_id_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> Asking:
    """Police answered with an item, and told a school of an incident."""
    made = make_asking()
    made.agree(made.police)
    made.open_gate()
    made.ask(made.police)
    made.say(made.police, made.open_at(made.police), item())
    return made


def sent_days_ago(world: Asking, days: int) -> None:
    own, then = world.police.organisation_id, timezone.now() - timedelta(days)
    with world.police.transaction():
        Reply.objects.filter(organisation_id=own).update(sent_at=then)
        Question.objects.filter(organisation_id=own).update(answered_at=then, arrived_at=then)
        Notice.objects.filter(organisation_id=own).update(sent_at=then, attended_at=then)


def notice(world: Asking) -> UUID:
    """A notice with a key, sent now."""
    own, notice_id, now = world.police.organisation_id, new_id(), timezone.now()
    partner_id = partner_id_of(world.police, world.hub)
    with world.police.transaction():
        key = create_record(own, notice_id, rings=[RingKind.INTAKE])
        Notice.objects.create(
            organisation_id=own, id=notice_id, partner_id=partner_id, package_id=new_id(),
            sealed=key.seal(b"-", table="notices_sent_notice", version=1), attended_at=now, due_at=now, sent_at=now,
            sent_by=world.police.actor(NAVIGATOR).membership_id,
        )  # fmt: skip
    return notice_id


def left(world: Asking) -> tuple[int, int, int]:
    """Answers, questions, notices."""
    own = world.police.organisation_id
    with world.police.transaction():
        tables = (Reply, Question, Notice)
        return tuple(one.objects.filter(organisation_id=own).count() for one in tables)  # type: ignore[return-value]


def rules(world: Asking) -> set[str]:
    own = world.police.organisation_id
    with world.police.transaction():
        assert all(found == [] for found in check_all(own).values())
        certified = Certificate.objects.filter(organisation_id=own).values_list("destruction_id", flat=True)
        return set(Destruction.objects.filter(id__in=list(certified)).values_list("rule_id", flat=True))


def test_answers_and_notices_go_after_twelve_months_and_the_proof_after_six_years(world: Asking) -> None:
    notice_id = notice(world)
    with world.police.transaction():
        reply_id = Reply.objects.get(organisation_id=world.police.organisation_id).id
    sent_days_ago(world, 364)
    assert (night(world.police), left(world)) == (0, (1, 1, 1))
    sent_days_ago(world, 367)
    assert (night(world.police), left(world)) == (2, (0, 1, 0))
    assert with_keys(world.police, [reply_id, notice_id]) == set()
    assert rules(world) == {"agency-reply", "agency-notice"}
    sent_days_ago(world, 366 * 6 + 1)
    assert (night(world.police), left(world)) == (1, (0, 0, 0))
    assert "agency-question" in rules(world)


def test_a_hold_on_a_period_keeps_what_was_sent_in_it(world: Asking) -> None:
    notice(world)
    sent_days_ago(world, 400)
    today = timezone.localdate()
    with world.police.transaction():
        actor = world.police.actor(AGENCY_MANAGER)
        scope = Scope(since_on=today - timedelta(500), until_on=today - timedelta(300))
        new = NewHold(
            HoldKind.INQUIRY, scope, "The inquiry asked.", actor.membership_id, longest_until(today)
        )
        make_hold(by=actor, new=new)
    assert (night(world.police), left(world)) == (0, (1, 1, 1))
    sent_days_ago(world, 600)
    assert (night(world.police), left(world)) == (2, (0, 1, 0))
