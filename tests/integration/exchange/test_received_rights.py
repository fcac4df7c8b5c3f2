"""What others wrote, before a family and in a request: shown as theirs, and not at all where they allow it to no family."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from django.utils import timezone

from fairward.access_requests.policies import Chosen
from fairward.access_requests.searching import search_places
from fairward.access_requests.vocabulary import PassageDecision, SearchedPlace
from fairward.exchange.receiving.models import TakenPassage
from fairward.exchange.receiving.opening_actions import match_child
from fairward.exchange.receiving.received_queries import received_passages
from fairward.files.models import Entry
from fairward.files.queries import entry_for
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import FamilyDecision, Label, Outcome
from fairward.mistakes import removing
from fairward.rights.actions import share
from fairward.rights.audience_actions import decide_audience
from fairward.rights.page_queries import preview_for
from fairward.rights.shown_queries import one_shown_for
from fairward.rights.waiting_queries import NEEDING
from fairward.rights.writing import FamilyChoice
from fairward.tenancy.rows import fetch
from tests.personas import make_school
from tests.support.families import persona
from tests.support.kept import kept
from tests.support.living import MOTHER, WHY, Living, make_living
from tests.support.packages import an_id, entry
from tests.support.requesting import Requesting
from tests.support.sent_packages import arrives, chosen, friends, numbered, opens, package, takes_in
from tests.support.travelling import befriend

Received = tuple[Living, UUID, UUID]


def _received() -> Received:
    """Amy's new school, an entry that families may read, and one that says only whom to call."""
    living = make_living()
    ours, theirs = friends(make_school("Marsh Lane School"), living.school)
    made = package(ours, theirs, [chosen(entry()), chosen(numbered(entry(), 700), Label.POINTER)])
    takes_in(theirs, arrives(ours, theirs, made), living.amy)
    with theirs.transaction():
        rows = dict(Entry.objects.filter(organisation_id=theirs.organisation_id).values_list("label", "id"))
    return living, rows[int(Label.RELEASABLE)], rows[int(Label.POINTER)]


received = kept(_received)


def test_a_family_is_shown_whose_words_they_are(received: Received) -> None:
    living, open_id, _ = received
    with living.school.transaction():
        lead = living.actor()
        _, file, _ = entry_for(lead, open_id, WHY)
        choice = FamilyChoice(living.mother, FamilyDecision.SHARE_NOW)
        decide_audience(by=lead, file=file, entry_id=open_id, choice=choice)
        preview = preview_for(lead, open_id, living.mother, None)
        masks = replace(preview.prepared.masks, seen=preview.all_cautions)
        share(by=lead, file=file, entry_id=open_id, person_id=living.mother, masks=masks)
    with living.school.transaction():
        shown = one_shown_for(living.actor(persona(MOTHER)), living.amy, open_id, WHY).entry
    assert shown.by == "somebody at Marsh Lane School"
    assert all("at Marsh Lane School" in one.basis_words for one in shown.statements)


def test_what_its_author_allows_to_no_family_is_shown_to_none(received: Received) -> None:
    living, _, pointer_id = received
    with living.school.transaction():
        lead = living.actor()
        _, file, _ = entry_for(lead, pointer_id, WHY)
        for decision, day in (
            (FamilyDecision.SHARE_NOW, None),
            (FamilyDecision.SHARE_AFTER_TALK, timezone.localdate()),
        ):
            with pytest.raises(Denied, match="label_not_for_family"):
                decide_audience(
                    by=lead, file=file, entry_id=pointer_id, choice=FamilyChoice(living.mother, decision, talk_by=day)
                )  # fmt: skip
        with pytest.raises(Denied, match="label_not_for_family"):
            preview_for(lead, pointer_id, living.mother, None)
        asked = fetch(f"SELECT e.id {NEEDING}", [living.school.organisation_id, [1, 2, 3]])
    assert pointer_id not in {row[0] for row in asked}, "nobody is asked to decide what cannot be shown"


def test_in_a_request_its_author_is_consulted_first(received: Received) -> None:
    living, _, _ = received
    request = Requesting.noted(living).ready_to_review()
    place = request.place_of("knows this child")
    assert request.view(place).needs_author
    with pytest.raises(Denied, match="author_first"):
        request.decide(place, Chosen(PassageDecision.DISCLOSE))
    request.decide(place, Chosen(PassageDecision.CONSULT, asked="Jo Hart of Marsh Lane, whether we may."))
    request.decide(place, Chosen(PassageDecision.DISCLOSE))
    assert not request.view(request.place_of("A bruise on the left forearm")).needs_author


def test_a_search_counts_what_is_still_sealed(received: Received) -> None:
    living, _, _ = received
    ours = make_school("Ford Lane School")
    befriend(ours, living.school)
    arrival_id = arrives(ours, living.school, package(ours, living.school, [chosen(numbered(entry(), 800))]))
    opens(living.school, arrival_id)
    with living.school.transaction():
        match_child(by=living.actor(), arrival_id=arrival_id, child_id=living.amy)
        found = {one.place: one.found for one in search_places(living.school.organisation_id, living.amy)}
    assert found[SearchedPlace.ARRIVED] == 1, "the sorted one was let go of"


def test_it_is_kept_by_what_its_sender_found_and_goes_with_its_entry(received: Received) -> None:
    living, open_id, _ = received
    own = living.school.organisation_id
    with living.school.transaction():
        row = Entry.objects.get(organisation_id=own, id=open_id)
        assert Outcome(row.outcome) is Outcome.EXPLAINED and "explained" in row.rule_id
        assert row.review_on <= row.destroy_on
        removing.destroy(own, [open_id])
        assert received_passages(own, [an_id(101)]) == {}
        assert TakenPassage.objects.filter(organisation_id=own).exists(), "of the other entry"
