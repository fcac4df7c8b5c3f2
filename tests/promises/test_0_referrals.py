"""Danger is never slowed down: a referral in danger goes with nothing but a child and a recipient; a call needs nobody's leave.
An ordinary one is another matter: without strengths, and without saying whether the family was told, it does not go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from fairward.exchange.choosing.draft_queries import draft_for
from fairward.exchange.models import Disclosure
from fairward.exchange.vocabulary import HowTold
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import DisclosureKind
from fairward.school.referrals.vocabulary import ReferralState
from tests.personas import LEAD, make_school
from tests.support import sending
from tests.support.kept import kept
from tests.support.living import Living, busy, make_living
from tests.support.referring import begun, opened, telephoned, whole
from tests.support.travelling import arrivals, befriend, carry_due

pytestmark = pytest.mark.django_db


def _living() -> Living:
    return busy(make_living())


living = kept(_living)


def test_a_child_and_a_recipient_and_danger_are_enough(living: Living) -> None:
    referral_id = begun(living, danger=True)
    sent = sending.let_go(living, opened(living, referral_id).noted.draft_id)
    assert sent.how is HowTold.FILE and sent.file_for_others is not None
    found = opened(living, referral_id)
    assert found.standing.state is ReferralState.SENT and found.seen.told_ids == (sent.disclosure_id,)


def test_to_a_partner_it_is_on_its_way_at_once(living: Living) -> None:
    hub = make_school("Hill Top", (LEAD,))
    partner_id = befriend(living.school, hub)
    referral_id = begun(living, danger=True, partner_id=partner_id)
    sending.let_go(living, opened(living, referral_id).noted.draft_id)
    carry_due(living.school)
    (arrival,) = arrivals(hub)
    manifest = sending.open_arrived(hub, living.school, arrival.id).package.manifest
    assert (manifest.kind, manifest.is_urgent) == (DisclosureKind.REFERRAL, True)
    assert manifest.about is not None and manifest.about.name == "Amy Fairbairn"
    assert {one.value for one in manifest.form} == {"No information"}


def test_a_call_is_recorded_by_one_person_alone_and_at_once(living: Living) -> None:
    referral_id = telephoned(living)
    found = opened(living, referral_id)
    assert found.standing.state is ReferralState.TELEPHONED and found.noted.call_id is not None
    with living.school.transaction():
        told = Disclosure.objects.get(organisation_id=living.school.organisation_id, id=found.noted.call_id)
        assert told.told_at <= timezone.now() and told.tell_by is not None
    assert found.draft is not None and found.draft.is_urgent


def test_the_clock_of_the_written_one_blocks_nothing(living: Living) -> None:
    """Long after its day it can still be sent, without anything that is missing."""
    referral_id = telephoned(living, timezone.now() - timedelta(days=9))
    assert opened(living, referral_id).standing.is_late
    sending.let_go(living, opened(living, referral_id).noted.draft_id)
    assert opened(living, referral_id).standing.state is ReferralState.SENT


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        ("working_well", "Write what is working well."),
        ("told", "Say whether the family knows."),
        ("agreement", "Say whether the family agrees to a service."),
        ("not_asked_because", "Write why you refer without the family’s agreement."),
    ],
)
def test_an_ordinary_one_does_not_go_without(living: Living, left_out: str, sentence: str) -> None:
    referral_id = begun(living)
    draft_id = opened(living, referral_id).noted.draft_id
    whole(living, referral_id, (left_out,))
    with pytest.raises(Denied) as refused:
        sending.let_go(living, draft_id)
    assert refused.value.code == "draft_incomplete" and sentence in refused.value.sentence
    assert opened(living, referral_id).standing.state is ReferralState.BEGUN


def test_whole_it_goes(living: Living) -> None:
    referral_id = begun(living)
    whole(living, referral_id)
    sending.let_go(living, opened(living, referral_id).noted.draft_id)
    assert opened(living, referral_id).standing.state is ReferralState.SENT


def test_advice_names_nobody_of_the_family(living: Living) -> None:
    hub = make_school("Hill Top", (LEAD,))
    referral_id = begun(living, advice=True, partner_id=befriend(living.school, hub))
    draft_id = opened(living, referral_id).noted.draft_id
    with living.school.transaction():
        names = set(draft_for(living.actor(), draft_id, "a test").chosen.masks)
    whole(living, referral_id)
    sending.let_go(living, draft_id)
    carry_due(living.school)
    (arrival,) = arrivals(hub)
    package = sending.open_arrived(hub, living.school, arrival.id).package
    assert package.manifest.about is None and len(names) >= 6
    assert not any(name in repr(package.manifest.passages) for name in names)
