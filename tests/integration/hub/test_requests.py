"""Somebody asks to see what a hub holds: gathered, originators asked, decided passage by passage, answered, closed."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
from django.test import Client
from django.utils import timezone

from fairward.access_requests import answer_actions as shared_answer
from fairward.access_requests.policies import Chosen
from fairward.access_requests.vocabulary import HowSent, PassageDecision
from fairward.agency.answers.consultation_actions import give_opinions
from fairward.agency.answers.consultation_queries import consultation_for
from fairward.cases.vocabulary import CaseState
from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.answering.consulting import Opinion, Verdict
from fairward.exchange.answering.crossing import opened
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.hub.enquiries.models import Enquiry, Item
from fairward.hub.requests import answer_actions, consulting_actions, review_actions
from fairward.hub.requests.content import Said
from fairward.hub.requests.finding_queries import confirmed_people
from fairward.hub.requests.gathering_queries import gathered_for
from fairward.hub.requests.models import Consultation, HeldPassage
from fairward.hub.requests.queries import answer_for, passage_for, requests_for
from fairward.hub.requests.vocabulary import Held
from fairward.hub.vocabulary import EnquiryState
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Label
from tests.personas import DPO, LEAD, make_school, sign_in
from tests.support.asking import MOTHER, WHY
from tests.support.hub_requests import HARM, HubRequest, make_request
from tests.support.hubs import ANALYST, HUB_OFFICER, NAVIGATOR, SCREENER
from tests.support.kept import kept
from tests.support.travelling import carry_due

pytestmark = pytest.mark.django_db


made = kept(make_request)


def item_place(made: HubRequest) -> int:
    return next(one.line.place for one in made.passages() if one.line.held is Held.ITEM)


def test_everything_that_is_held_is_gathered_with_who_wrote_it(made: HubRequest) -> None:
    found = made.passages()
    kinds = {one.line.held for one in found}
    assert {
        Held.CONTACT,
        Held.RATING,
        Held.GATE,
        Held.QUESTION,
        Held.ITEM,
        Held.ANALYSIS,
        Held.DECISION,
    } <= kinds
    for one in found:
        assert one.words is not None and one.words.originator and one.words.basis_words
    item = next(one for one in found if one.line.held is Held.ITEM)
    assert item.line.originator == "Eastmere Police" and item.line.label is Label.RELEASABLE
    assert item.words and "bridge" in item.words.text and item.words.beside
    assert made.view().state is CaseState.REVIEWING


def test_gathering_again_adds_nothing_twice(made: HubRequest) -> None:
    before = len(made.passages())
    assert made.gather() == 0 and len(made.passages()) == before


def test_items_about_others_alone_are_counted_and_left(db: None) -> None:
    made = make_request(gathered=False)
    made.confirm(MOTHER)
    made.gather(name=MOTHER)
    assert not [one for one in made.passages() if one.line.held is Held.ITEM]
    with made.hub.transaction():
        people = confirmed_people(made.hub.actor(HUB_OFFICER), made.case_id)
    assert [one.not_about for one in people if one.identity.name == MOTHER] == [1]


def test_an_officer_reads_what_was_gathered_and_no_case(made: HubRequest) -> None:
    with made.hub.transaction(), pytest.raises(Denied):
        gathered_for(made.hub.actor(HUB_OFFICER), made.world.case_id, [made.world.asking.people[MOTHER]])
    assert made.passages(HUB_OFFICER)


def test_analysts_and_screeners_read_no_request(made: HubRequest) -> None:
    for persona in (ANALYST, SCREENER):
        with pytest.raises(Denied):
            made.passages(persona)


def test_elsewhere_there_is_no_such_list(db: None) -> None:
    school = make_school("Marsh Lane School", (LEAD, DPO))
    with school.transaction(), pytest.raises(NotFound):
        requests_for(school.actor(DPO))


def test_an_agency_says_what_it_thinks_and_the_hub_decides(made: HubRequest) -> None:
    police, place = made.world.asking.police, item_place(made)
    assert made.consult(police) == 1
    question_id = made.world.asking.open_at(police)
    with police.transaction():
        found = consultation_for(police.actor(NAVIGATOR), question_id, WHY)
    assert found.told[0].item and "bridge" in found.told[0].item.text
    opinion = Opinion(
        found.consulted.passages[0].passage_id, Verdict.HOLD, "crime", "He is still looked for."
    )
    with police.transaction():
        give_opinions(by=police.actor(NAVIGATOR), question_id=question_id, opinions=[opinion])
    carry_due(police)
    assert made.take() == [True]
    (given,) = made.passages()[place - 1].opinions
    assert given.verdict is Verdict.HOLD and given.said and "looked for" in given.said.words
    made.decide(place)
    assert made.passages()[place - 1].line.decision is PassageDecision.DISCLOSE


def test_no_word_of_a_passage_goes_to_its_originator(made: HubRequest) -> None:
    police = made.world.asking.police
    made.consult(police)
    with police.transaction():
        (waits,) = waiting(police.organisation_id, [EnvelopeKind.ENQUIRY])
        manifest = opened(police.actor(NAVIGATOR), waits.arrival_id, WHY).manifest
    assert manifest.passages == () and "bridge" not in str(manifest)


def test_holding_back_needs_a_reason_of_the_law(made: HubRequest) -> None:
    police = made.world.asking.police
    made.consult(police)
    question_id = made.world.asking.open_at(police)
    with police.transaction():
        found = consultation_for(police.actor(NAVIGATOR), question_id, WHY)
    bare = Opinion(found.consulted.passages[0].passage_id, Verdict.HOLD)
    with police.transaction(), pytest.raises(Denied):
        give_opinions(by=police.actor(NAVIGATOR), question_id=question_id, opinions=[bare])


def test_an_answer_to_a_question_is_not_taken_for_an_opinion(made: HubRequest) -> None:
    asking = made.world.asking
    made.consult(asking.police)
    with asking.hub.transaction():
        assert Enquiry.objects.filter(organisation_id=asking.hub.organisation_id).count() == 2
        states = set(Enquiry.objects.values_list("state", flat=True))
    assert int(EnquiryState.ASKED) not in states and made.take() == []


def test_what_somebody_said_on_the_telephone_is_noted(made: HubRequest) -> None:
    with made.hub.transaction():
        consulting_actions.note_opinion(
            by=made.hub.actor(HUB_OFFICER), case_id=made.case_id, place=1,
            opinion=Opinion(made.passages()[0].line.id, Verdict.SHOW), said=Said("Amira Khan, lead", "She may see it."),
        )  # fmt: skip
    assert made.passages()[0].opinions[0].said == Said("Amira Khan, lead", "She may see it.")


def test_what_allows_no_family_is_shown_only_after_its_originator_was_asked(db: None) -> None:
    made = make_request(label=Label.HUB_ONLY)
    place = item_place(made)
    with pytest.raises(Denied) as refused:
        made.decide(place)
    assert refused.value.code == "originator_first"
    made.consult(made.world.asking.police)
    with pytest.raises(Denied):
        made.decide(place)  # they still have time
    with made.hub.transaction():
        Consultation.objects.update(answer_by_on=timezone.localdate() - timedelta(1))
    made.decide(place)
    assert made.passages()[place - 1].line.decision is PassageDecision.DISCLOSE


def test_why_it_is_not_shown_yet_stands_on_the_page(db: None) -> None:
    made = make_request(label=Label.HUB_ONLY)
    address = f"/requests/hub/{made.case_id}/passages/{item_place(made)}/"
    page = sign_in(Client(), made.hub[HUB_OFFICER]).post(address, {"disclose": "1"})
    assert page.status_code == 200 and "Whoever told this allows it to no family" in page.content.decode()


def test_what_is_for_named_people_has_no_words_here(db: None) -> None:
    made = make_request(gathered=False)
    with made.hub.transaction():
        Item.objects.update(label=int(Label.SEALED))
    made.gather()
    (sealed,) = [one for one in made.passages() if one.line.held is Held.ITEM]
    assert sealed.words is None
    with pytest.raises(Denied) as refused:
        made.decide(sealed.line.place)
    assert refused.value.code == "no_words"
    made.decide(sealed.line.place, HARM)


def test_harm_needs_a_second_person(made: HubRequest) -> None:
    chosen = replace(HARM, exemption="child_abuse_data", asked="", answered="")
    place = item_place(made)
    made.decide(place, chosen)
    with made.hub.transaction(), pytest.raises(Denied):
        view = passage_for(made.hub.actor(HUB_OFFICER), made.case_id, place)
        review_actions.agree_as_second(by=made.hub.actor(HUB_OFFICER), case_id=made.case_id, view=view)
    made.decide_all()
    assert made.view().state is CaseState.SECOND_CHECK
    with made.hub.transaction(), pytest.raises(Denied):
        answer_actions.make_answer(by=made.hub.actor(HUB_OFFICER), case_id=made.case_id)
    made.second(place)
    with made.hub.transaction():
        answer_actions.make_answer(by=made.hub.actor(HUB_OFFICER), case_id=made.case_id)
    assert made.view().answer


def test_the_answer_shows_what_was_decided_and_nothing_else(made: HubRequest) -> None:
    place = item_place(made)
    made.decide(place, HARM)
    cut = Chosen(PassageDecision.REDACT, "third_party", "It is about a teacher.", cuts={"text": [(0, 4)]})
    made.decide(1, cut)
    made.decide_all()
    by = made.hub.actor(HUB_OFFICER)
    with made.hub.transaction():
        answer_actions.make_answer(by=by, case_id=made.case_id)
    with made.hub.transaction():
        name, pdf, data = answer_actions.take_answer(by=by, case_id=made.case_id)
        assert answer_for(by, made.case_id)[0] == pdf
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        assert name == "R-1" and paper.Root.MarkInfo.Marked
    words = data.decode()
    assert (
        "bridge" not in words
        and "could harm the work against a crime" in words
        and "about another person" in words
    )
    assert "He needs help now, and the family wants it." in words


def test_it_is_sent_noted_and_closed_and_the_copies_go(made: HubRequest) -> None:
    made.decide_all()
    by = made.hub.actor(HUB_OFFICER)
    with made.hub.transaction():
        answer_actions.make_answer(by=by, case_id=made.case_id)
    with made.hub.transaction():
        shared_answer.note_sent(by=by, case_id=made.case_id, how=HowSent.POST, on=timezone.localdate())
    with made.hub.transaction():
        answer_actions.close_request(by=by, case_id=made.case_id)
    assert made.view().state is CaseState.CLOSED
    with made.hub.transaction():
        assert not HeldPassage.objects.exclude(sealed=b"").exists()
        assert answer_for(by, made.case_id)[0].startswith(b"%PDF")
    assert all(one.words is None for one in made.passages())
