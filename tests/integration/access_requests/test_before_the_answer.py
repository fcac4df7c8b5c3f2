"""Before an answer is made: where words that were left out still stand, and reports that are in no file yet."""

from __future__ import annotations

import html
import io
import json
from datetime import timedelta

import pypdf
import pytest
from django.test import Client
from django.utils import timezone

from fairward.access_requests import answer_actions
from fairward.access_requests.again_queries import left_out_again
from fairward.access_requests.models import AccessRequest
from fairward.access_requests.policies import Chosen
from fairward.access_requests.standing_queries import StillStands, still_standing_for
from fairward.access_requests.vocabulary import HowSent, PassageDecision
from fairward.cases.texts import texts_of
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Basis
from fairward.school.concerns.report_answers import Said
from tests.personas import DPO, LEAD, sign_in
from tests.support.living import WHY, Living
from tests.support.requesting import Requesting

NAME = "Wilhelmina Oakes"
ELSEWHERE = "Later Wilhelmina Oakes told me that she was sorry."


def words_of(page: str) -> str:
    return " ".join(html.unescape(page).split())


@pytest.fixture
def request_(living: Living) -> Requesting:
    """A second note names the girl whose name is taken out of the first; everything is decided."""
    living.file(living.report(Said(basis=Basis.OBSERVED, text=ELSEWHERE)))
    made = Requesting.noted(living).ready_to_review()
    redact(made, "Her friend Wilhelmina")
    return made.disclose_rest()


def redact(request: Requesting, words: str, name: str = NAME) -> None:
    place = request.place_of(words)
    unit, text = request.view(place).unit, request.view(place).texts
    whole = next(one for one in text if name in one.text)
    start = whole.text.index(name)
    assert unit.place in whole.place
    request.decide(
        place,
        Chosen(
            PassageDecision.REDACT, "third_party", reasons="Another pupil, who was not asked.",
            cuts={whole.place: [(start, start + len(name))]},
        ),
    )  # fmt: skip


def standing(request: Requesting) -> list[StillStands]:
    with request.living.school.transaction():
        actor = request.living.actor(DPO)
        return still_standing_for(actor, request.shown(), WHY)


def step(request: Requesting) -> None:
    with request.living.school.transaction():
        answer_actions.draw_step(by=request.living.actor(DPO), case_id=request.case_id)


def officer(living: Living) -> Client:
    return sign_in(Client(), living.school[DPO])


def test_words_that_stand_elsewhere_are_found_with_their_passage(request_: Requesting) -> None:
    found = standing(request_)
    assert {one.place for one in found} == {request_.place_of(ELSEWHERE)}
    assert {words for one in found for words in one.words} == {"wilhelmina oakes", "wilhelmina", "oakes"}


def test_what_is_withheld_whole_or_cut_there_too_does_not_stand(request_: Requesting) -> None:
    place = request_.place_of(ELSEWHERE)
    request_.decide(
        place, Chosen(PassageDecision.WITHHOLD, "third_party", reasons="About the other girl alone.")
    )
    assert standing(request_) == []


def test_the_answer_is_not_made_before_somebody_looked_and_said_why(request_: Requesting) -> None:
    with pytest.raises(Denied) as denied:
        step(request_)
    assert denied.value.code == "words_not_looked_at"
    with pytest.raises(Denied) as denied:
        request_.looked_at_words(reasons=" ")
    assert denied.value.code == "empty_text"
    request_.looked_at_words("The mother knows that the girls are friends.")
    step(request_)
    with request_.living.school.transaction():
        row = AccessRequest.objects.get()
        texts = texts_of(request_.living.actor(DPO), request_.case_id, request_.living.amy, WHY)
    assert row.words_looked_by == request_.living.school[DPO].membership_id
    assert "The mother knows that the girls are friends." in [one.text for one in texts]


def test_a_passage_decided_after_that_is_looked_at_anew(request_: Requesting) -> None:
    request_.looked_at_words()
    assert not request_.shown().readiness.words_wait
    redact(request_, ELSEWHERE)
    assert request_.shown().readiness.words_wait
    assert standing(request_) == []


def test_where_nothing_stands_no_reason_is_asked(request_: Requesting) -> None:
    redact(request_, ELSEWHERE)
    request_.looked_at_words(reasons="")
    assert not request_.shown().readiness.words_wait


def test_without_words_left_out_nobody_has_to_look(living: Living) -> None:
    request = Requesting.noted(living).ready_to_review().disclose_rest()
    assert not request.shown().readiness.words_wait
    step(request)


def test_a_note_whose_family_s_words_wait_is_looked_through_later(request_: Requesting) -> None:
    """The page once broke on it. The answer waits anyway until a lead has taken the words in."""
    from fairward.family.side_actions import MyWords, add_my_side
    from tests.support.families import persona
    from tests.support.living import MOTHER
    from tests.support.showing import show

    living = request_.living
    entry_id = next(row.entry_id for row in request_.passages() if row.place == request_.place_of(ELSEWHERE))
    show(living, entry_id, living.mother, persona(MOTHER))
    with living.school.transaction():
        add_my_side(
            by=living.actor(persona(MOTHER)), child_id=living.amy, entry_id=entry_id, statement_id=None,
            words=MyWords("They are friends."),
        )  # fmt: skip
    assert officer(living).get(f"/requests/{request_.case_id}/answer/words/").status_code == 200
    request_.looked_at_words(reasons="")
    with pytest.raises(Denied) as denied:
        step(request_)
    assert denied.value.code == "not_gathered"


def test_the_page_of_words_links_to_each_passage_and_asks_why(request_: Requesting) -> None:
    client, address = officer(request_.living), f"/requests/{request_.case_id}/answer/words/"
    step_page = words_of(client.get(f"/requests/{request_.case_id}/").content.decode())
    assert "You left words out. Look where they still stand" in step_page
    assert address in words_of(client.get(f"/requests/{request_.case_id}/answer/").content.decode())
    page = words_of(client.get(address).content.decode())
    assert "Words that you left out still stand here" in page and "“wilhelmina oakes”" in page
    assert f"/requests/{request_.case_id}/passages/{request_.place_of(ELSEWHERE)}/" in page
    again = words_of(client.post(address, {"words": ""}).content.decode())
    assert "Write why these words may stand where they stand." in again
    assert client.post(address, {"words": "They are friends."}).status_code == 302
    assert not request_.shown().readiness.words_wait


# --- reports that are in no file yet


@pytest.fixture
def waiting(living: Living) -> Requesting:
    """A report came that nobody has filed; everything else is decided."""
    living.report(Said(basis=Basis.OBSERVED, text="She has a new bruise."))
    return Requesting.noted(living).ready_to_review().disclose_rest()


def front_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_report_that_is_not_filed_holds_the_answer_up(waiting: Requesting) -> None:
    with pytest.raises(Denied) as denied:
        step(waiting)
    assert denied.value.code == "reports_not_filed"
    page = words_of(officer(waiting.living).get(f"/requests/{waiting.case_id}/").content.decode())
    assert "1 report about Amy Fairbairn not filed yet" in page


def test_once_it_is_filed_and_gathered_it_is_in_the_answer(waiting: Requesting) -> None:
    from fairward.school.concerns.models import Concern, ConcernState

    living = waiting.living
    with living.school.transaction():
        concern = Concern.objects.get(state=int(ConcernState.REPORTED)).id
    living.file(concern)
    waiting.opened().gathered().disclose_rest()
    made = waiting.made()
    assert "She has a new bruise." in front_of(made.pdf)
    assert "not in this answer" not in front_of(made.pdf)


def test_without_it_the_answer_says_so_and_when_somebody_looks(waiting: Requesting) -> None:
    waiting.without_reports()
    made = waiting.made()
    on = timezone.localdate() + timedelta(days=20)
    words = front_of(made.pdf)
    assert (
        "What is not in this answer yet" in words
        and "1 report came to us and is not dealt with yet." in words
    )
    assert f"We look again by {on.day} {on:%B %Y}" in words
    assert json.loads(made.data)["not_yet"] == {"reports": 1, "look_on": on.isoformat()}
    assert b"new bruise" not in made.pdf and b"new bruise" not in made.data


def test_the_day_that_was_promised_comes_back(waiting: Requesting) -> None:
    waiting.without_reports()
    waiting.made()
    with waiting.living.school.transaction():
        actor = waiting.living.actor(DPO)
        answer_actions.note_sent(
            by=actor, case_id=waiting.case_id, how=HowSent.PRINTED, on=timezone.localdate()
        )
    with waiting.living.school.transaction():
        found = left_out_again(waiting.living.actor(DPO))
    assert [(one.case_id, one.is_of_reports, one.count) for one in found] == [(waiting.case_id, True, 1)]
    page = officer(waiting.living).get("/requests/again/").content.decode()
    assert "reports that were not filed when it was answered" in words_of(page)


def test_another_report_after_that_is_asked_about_anew(waiting: Requesting) -> None:
    waiting.without_reports()
    assert not waiting.shown().readiness.unfiled_wait
    waiting.living.report(Said(basis=Basis.OBSERVED, text="And another one."))
    assert waiting.shown().readiness.unfiled_wait


def test_when_all_are_filed_the_answer_no_longer_speaks_of_them(waiting: Requesting) -> None:
    from fairward.school.concerns.models import Concern, ConcernState
    from fairward.school.concerns.triage_actions import talk_no_record

    waiting.without_reports()
    with waiting.living.school.transaction():
        concern = Concern.objects.get(state=int(ConcernState.REPORTED)).id
        talk_no_record(by=waiting.living.actor(LEAD), concern_id=concern)
    assert json.loads(waiting.made().data)["not_yet"] is None


def test_it_needs_reasons_and_a_day_and_says_who_files(waiting: Requesting) -> None:
    client, address = officer(waiting.living), f"/requests/{waiting.case_id}/answer/reports/"
    page = words_of(client.get(address).content.decode())
    assert "They must be filed or answered first." in page
    assert "1 report about Amy Fairbairn is in no file yet" in page
    assert "Ask a safeguarding lead" in page and 'href="/desk/"' not in page
    late = timezone.localdate() + timedelta(days=200)
    given = {"look_on-day": late.day, "look_on-month": late.month, "look_on-year": late.year}
    again = words_of(client.post(address, given).content.decode())
    assert "Write why the answer does not wait for them." in again
    again = words_of(client.post(address, given | {"reasons": "The month is over."}).content.decode())
    assert "within three months" in again and "The month is over." in again
    soon = timezone.localdate() + timedelta(days=9)
    given = {"look_on-day": soon.day, "look_on-month": soon.month, "look_on-year": soon.year}
    assert client.post(address, given | {"reasons": "The month is over."}).status_code == 302
    assert not waiting.shown().readiness.unfiled_wait


def test_a_lead_is_sent_to_the_desk(waiting: Requesting) -> None:
    lead = sign_in(Client(), waiting.living.school[LEAD])
    page = words_of(lead.get(f"/requests/{waiting.case_id}/open/").content.decode())
    assert "1 report about Amy Fairbairn is not filed yet." in page
    assert 'href="/desk/">File or answer them at the desk' in page
