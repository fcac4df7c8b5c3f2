"""What was chosen goes, once: sealed to a partner, as an encrypted file or on paper, with its disclosure beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fairward.exchange.choosing.draft_queries import facts_of
from fairward.exchange.choosing.models import HandedOver
from fairward.exchange.choosing.vocabulary import DraftState
from fairward.exchange.models import DisclosedEntry, DisclosedPassage, Disclosure
from fairward.exchange.queries import said_for
from fairward.exchange.travel.sending_queries import state_of_package
from fairward.exchange.travel.vocabulary import TravelState
from fairward.exchange.vocabulary import HowTold
from fairward.files.queries import file_for
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Basis, Label
from tests.personas import School, make_school
from tests.support import sending
from tests.support.kept import kept
from tests.support.living import SAID, SAW, WHY, Living, busy, make_living
from tests.support.travelling import arrivals, befriend, carry_due


def _living() -> Living:
    return busy(make_living())


living = kept(_living)


@pytest.fixture
def hill(living: Living) -> School:
    return make_school("Hill Top School")


def test_what_was_chosen_arrives_with_its_context_and_nothing_else(living: Living, hill: School) -> None:
    living.annotate(living.ids["entry"], "She fell off the bike, said her aunt.")
    partner_id = befriend(living.school, hill)
    draft_id = sending.begin(living, partner_id)
    sending.choose(
        living, draft_id, lambda one: sending.OUT if one.basis == Basis.OPINION.code else sending.IN
    )
    sending.read_through(living, draft_id)
    sent = sending.let_go(living, draft_id)
    assert (sent.how, sent.package_id, sent.file_for_others) == (HowTold.PACKAGE, draft_id, None)
    carry_due(living.school)
    (arrival,) = arrivals(hill)
    found = sending.open_arrived(hill, living.school, arrival.id)
    texts = {one.text for one in found.package.manifest.passages}
    assert {SAW, SAID} <= texts and not any("frightened" in one for one in texts)
    saw = next(one for one in found.package.manifest.passages if one.text == SAW)
    assert [one.text for one in saw.context.attached] == ["She fell off the bike, said her aunt."]
    assert [(one.what.code, one.why.code, one.count) for one in found.package.manifest.left_out] == [
        ("other", "not_the_least", 1)
    ]
    assert found.package.manifest.sender.signed_by.name == "Amira Khan"
    assert found.package.pdf.startswith(b"%PDF-1.7") and len(found.package.pdf) > 5_000
    with living.school.transaction():
        row = Disclosure.objects.get(organisation_id=living.school.organisation_id, id=sent.disclosure_id)
        assert row.digest == found.digest and row.package_id == draft_id and row.partner_id == partner_id
        assert state_of_package(living.school.organisation_id, draft_id) is TravelState.DELIVERED


def test_the_disclosure_says_which_passages_went_and_the_draft_is_closed(
    living: Living, hill: School
) -> None:
    draft_id = sending.ready(living, befriend(living.school, hill))
    sent = sending.let_go(living, draft_id)
    own = living.school.organisation_id
    with living.school.transaction():
        passages = DisclosedPassage.objects.filter(organisation_id=own, disclosure_id=sent.disclosure_id)
        entries = DisclosedEntry.objects.filter(organisation_id=own, disclosure_id=sent.disclosure_id)
        assert {row.entry_id for row in passages} == {row.entry_id for row in entries}
        assert {row.label for row in passages} == {int(Label.RELEASABLE)} and len(passages) >= 3
        facts = facts_of(own, [draft_id])[draft_id]
        assert (facts.state, facts.disclosure_id) == (DraftState.SENT, sent.disclosure_id)
        _, file, _ = file_for(living.actor(), living.ids["file"], WHY)
        told, said = said_for(living.actor(), file, sent.disclosure_id, WHY)
        assert told.recipient == "Hill Top School" and said.reasons == "She starts there on Monday."
    with pytest.raises(NotFound):
        sending.opened(living, draft_id)


def test_sent_twice_is_sent_once(living: Living, hill: School) -> None:
    draft_id = sending.ready(living, befriend(living.school, hill))
    seen = sending.opened(living, draft_id)
    sending.let_go(living, draft_id)
    with pytest.raises(Denied) as refused, living.school.transaction():
        sending.send(by=living.actor(), draft=seen)
    assert refused.value.code == "draft_closed"
    with living.school.transaction():
        rows = Disclosure.objects.filter(organisation_id=living.school.organisation_id, package_id=draft_id)
        assert rows.count() == 1


def test_what_nobody_has_read_through_does_not_go(living: Living, hill: School) -> None:
    draft_id = sending.begin(living, befriend(living.school, hill))
    sending.choose(living, draft_id)
    with pytest.raises(Denied) as refused:
        sending.let_go(living, draft_id)
    assert refused.value.code == "not_read_through"
    sending.read_through(living, draft_id)
    sending.choose(living, draft_id)
    with pytest.raises(Denied):
        sending.let_go(living, draft_id)


def test_what_lacks_an_answer_does_not_go(living: Living) -> None:
    draft_id = sending.begin(living)
    with pytest.raises(Denied) as refused:
        sending.let_go(living, draft_id)
    assert refused.value.code == "draft_incomplete" and "Answer the question" in refused.value.sentence


def test_in_danger_it_goes_as_it_is_and_says_what_is_added_later(living: Living, hill: School) -> None:
    draft_id = sending.begin(living, befriend(living.school, hill), is_urgent=True)
    with living.school.transaction():
        draft = sending.draft_for(living.actor(), draft_id, WHY)
        saw = next(
            one
            for entry in sending.entries_of(living.actor(), draft, WHY)
            for one in sending.texts_of(entry)
            if one.text == SAW
        )
        chosen = replace(draft.chosen, passages={saw.id: replace(sending.IN, words="")})
        sending.save_draft(by=living.actor(), draft=draft, chosen=chosen)
    sending.let_go(living, draft_id)
    carry_due(living.school)
    (arrival,) = arrivals(hill)
    manifest = sending.open_arrived(hill, living.school, arrival.id).package.manifest
    assert manifest.is_urgent and [one.text for one in manifest.passages] == [SAW]
    assert {one.answer for one in manifest.tests} == {"not_yet"} and not manifest.told.is_told
    assert {one.why.code for one in manifest.left_out} == {"not_looked_at"}


def test_without_fairward_an_encrypted_file_is_made_and_kept_until_somebody_has_it(living: Living) -> None:
    draft_id = sending.ready(living)
    sent = sending.let_go(living, draft_id)
    assert sent.how is HowTold.FILE and sent.file_for_others is not None
    with living.school.transaction():
        row = HandedOver.objects.get(
            organisation_id=living.school.organisation_id, disclosure_id=sent.disclosure_id
        )
        assert bytes(row.sealed) == sent.file_for_others.content
        assert sent.file_for_others.passphrase.encode() not in bytes(row.sealed)


def test_on_paper_nothing_is_kept_but_that_it_went(living: Living) -> None:
    sent = sending.let_go(living, sending.ready(living), HowTold.PAPER)
    assert sent.how is HowTold.PAPER and sent.file_for_others is None
