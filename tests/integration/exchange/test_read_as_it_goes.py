"""What goes is what somebody read: whatever was added or changed after the read-through is read before it leaves."""

from __future__ import annotations

import pytest
from django.test import Client

from fairward.exchange.choosing.content import Decision
from fairward.exchange.choosing.second_actions import agree, ask_second
from fairward.exchange.choosing.sending_queries import seen_for
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Label
from tests.personas import DEPUTY, LEAD, School, make_school, sign_in
from tests.support import sending
from tests.support.living import WHY, Living, busy, make_living
from tests.support.travelling import arrivals, befriend, carry_due

ADDED = "She fell off the bike, said her aunt."
SEALED = Decision(True, Label.SEALED, words="Only for them.")


@pytest.fixture
def living(db: None) -> Living:
    return busy(make_living())


@pytest.fixture
def hill(living: Living) -> School:
    return make_school("Hill Top School")


def refusal(living: Living, draft_id: object) -> str:
    """With which code it does not go."""
    with pytest.raises(Denied) as refused:
        sending.let_go(living, draft_id)  # type: ignore[arg-type]
    return refused.value.code


def test_what_was_added_after_the_read_through_is_read_before_it_goes(living: Living, hill: School) -> None:
    draft_id = sending.ready(living, befriend(living.school, hill))
    living.annotate(living.ids["entry"], ADDED)
    assert refusal(living, draft_id) == "changed_since_read"
    sending.read_through(living, draft_id)
    sending.let_go(living, draft_id)
    carry_due(living.school)
    manifest = sending.open_arrived(hill, living.school, arrivals(hill)[0].id).package.manifest
    assert any(ADDED in [note.text for note in one.context.attached] for one in manifest.passages)


def test_the_pages_say_that_it_changed_and_lead_to_reading_it_again(living: Living) -> None:
    lead = sign_in(Client(), living.school[LEAD])
    draft_id = sending.ready(living)
    assert "changed after it was read through" not in lead.get(f"/sending/{draft_id}/send/").content.decode()
    living.annotate(living.ids["entry"], ADDED)
    check = lead.get(f"/sending/{draft_id}/send/").content.decode()
    assert "changed after it was read through" in check and f"/sending/{draft_id}/read/" in check
    assert "Send it now" not in check
    given = {"seen_version": sending.facts(living, draft_id).version, "way": "7"}
    assert (
        "changed after it was read through" in lead.post(f"/sending/{draft_id}/send/", given).content.decode()
    )
    again = lead.get(f"/sending/{draft_id}/read/").content.decode()
    assert "Changed since it was read through" in again and ADDED in again


def test_what_was_added_while_somebody_read_is_not_confirmed(living: Living) -> None:
    draft_id = sending.begin(living)
    sending.choose(living, draft_id)
    with living.school.transaction():
        seen = seen_for(living.actor(), draft_id, WHY)
    living.annotate(living.ids["entry"], ADDED)
    given = {"seen_version": seen.draft.facts.version, "seen_words": seen.digest.hex()}
    lead = sign_in(Client(), living.school[LEAD])
    assert lead.post(f"/sending/{draft_id}/read/", given).status_code == 403
    assert not sending.facts(living, draft_id).is_read_through


def test_the_second_person_agrees_to_the_same_words_and_again_when_they_change(
    living: Living, hill: School
) -> None:
    draft_id = sending.begin(living, befriend(living.school, hill))
    sending.choose(living, draft_id, lambda _: SEALED, named=True)
    sending.read_through(living, draft_id)
    sending.agreed(living, draft_id, DEPUTY)
    living.annotate(living.ids["entry"], ADDED)
    assert refusal(living, draft_id) == "changed_since_read"
    sending.read_through(living, draft_id)
    assert refusal(living, draft_id) == "no_second"
    sending.agreed(living, draft_id, DEPUTY)
    sending.let_go(living, draft_id)


def test_nobody_agrees_to_what_whoever_prepared_it_has_not_read(living: Living) -> None:
    draft_id = sending.begin(living)
    sending.choose(living, draft_id, lambda _: SEALED, named=True)
    sending.read_through(living, draft_id)
    with living.school.transaction():
        ask_second(by=living.actor(), seen=seen_for(living.actor(), draft_id, WHY))
    living.annotate(living.ids["entry"], ADDED)
    with pytest.raises(Denied) as refused, living.school.transaction():
        agree(by=living.actor(DEPUTY), seen=seen_for(living.actor(DEPUTY), draft_id, WHY))
    assert refused.value.code == "changed_since_read"
    sending.read_through(living, draft_id, DEPUTY)
    with pytest.raises(Denied) as refused, living.school.transaction():
        agree(by=living.actor(DEPUTY), seen=seen_for(living.actor(DEPUTY), draft_id, WHY))
    assert refused.value.code == "not_the_same_person"


def test_in_danger_it_goes_with_what_was_added_and_says_that_nobody_has_read_it(
    living: Living, hill: School
) -> None:
    draft_id = sending.begin(living, befriend(living.school, hill), is_urgent=True)
    sending.choose(living, draft_id)
    sending.read_through(living, draft_id)
    living.annotate(living.ids["entry"], ADDED)
    lead = sign_in(Client(), living.school[LEAD])
    given = {"seen_version": sending.facts(living, draft_id).version}
    gone = lead.post(f"/sending/{draft_id}/send/", given).headers["Location"]
    assert "It was not read through before it went" in lead.get(gone).content.decode()
