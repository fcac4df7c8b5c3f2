"""The answer of a hub says who looked, and hands over or holds back each document that came with a contact."""

from __future__ import annotations

import io
import json

import pikepdf
import pytest
from django.test import Client
from django.utils import timezone

from fairward.access_requests import answer_actions as shared_answer
from fairward.access_requests.policies import Chosen
from fairward.access_requests.vocabulary import HowSent, PassageDecision
from fairward.hub.requests import answer_actions
from fairward.hub.requests.document_queries import document_for, given_documents
from fairward.hub.requests.models import HeldPassage
from fairward.hub.requests.vocabulary import Held
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Label, Role
from tests.personas import sign_in
from tests.support.asking import MOTHER
from tests.support.hub_families import Told
from tests.support.hub_requests import HARM, HubRequest, make_request
from tests.support.hubs import HUB_OFFICER, SCREENER
from tests.support.packages import attachment

pytestmark = pytest.mark.django_db

LETTER = b"A letter of Uncle Pete."


@pytest.fixture
def made(db: None) -> HubRequest:
    return make_request(attachments=[attachment(), attachment(301, content=LETTER)])


def documents(made: HubRequest) -> list[int]:
    return [one.line.place for one in made.passages() if one.line.held is Held.DOCUMENT]


def answered(made: HubRequest) -> tuple[bytes, dict]:  # type: ignore[type-arg]
    by = made.hub.actor(HUB_OFFICER)
    with made.hub.transaction():
        answer_actions.make_answer(by=by, case_id=made.case_id)
        _, pdf, data = answer_actions.take_answer(by=by, case_id=made.case_id)
    return pdf, json.loads(data)


def test_each_document_is_read_decided_and_given_or_held_back(made: HubRequest) -> None:
    """Failed before: documents were named in one line, and nobody could give one or say why it is held back."""
    first, second = documents(made)
    client, here = sign_in(Client(), made.hub[HUB_OFFICER]), f"/requests/hub/{made.case_id}/passages"
    page = client.get(f"{here}/{second}/").content.decode()
    assert "Open the document" in page and "Show it without a part" not in page
    found = client.get(f"{here}/{second}/document/")
    assert found.content == LETTER and f"document-{second}.txt" in found["Content-Disposition"]
    assert sign_in(Client(), made.hub[SCREENER]).get(f"{here}/{second}/document/").status_code == 403
    assert client.get(f"{here}/1/document/").status_code == 404
    cut = Chosen(PassageDecision.REDACT, "third_party", "It is about an uncle.", cuts={"text": [(0, 2)]})
    with pytest.raises(Denied) as refused:
        made.decide(second, cut)
    assert refused.value.code == "whole_document"
    made.decide(second, HARM)
    made.decide_all()
    _, data = answered(made)
    words = json.dumps(data)
    assert f"as document {first}." in words and f"as document {second}." not in words
    assert "drawing.txt" not in words, "its name may name somebody"
    by = made.hub.actor(HUB_OFFICER)
    with made.hub.transaction():
        assert given_documents(by, made.case_id) == [first]
        assert document_for(by, made.case_id, first)[2] == b"A drawing."
    page = client.get(f"/requests/hub/{made.case_id}/answer/").content.decode()
    assert f"/passages/{first}/document/" in page and f"/passages/{second}/document/" not in page


def test_copies_of_documents_go_when_the_request_is_closed(made: HubRequest) -> None:
    first, _ = documents(made)
    made.decide_all()
    answered(made)
    by = made.hub.actor(HUB_OFFICER)
    with made.hub.transaction():
        shared_answer.note_sent(by=by, case_id=made.case_id, how=HowSent.POST, on=timezone.localdate())
        answer_actions.close_request(by=by, case_id=made.case_id)
        assert not HeldPassage.objects.exclude(enclosed=b"").exists()
        assert given_documents(by, made.case_id) == []
        with pytest.raises(NotFound):
            document_for(by, made.case_id, first)


def test_a_document_that_its_sender_allows_to_no_family_is_asked_about_first(db: None) -> None:
    made = make_request(attachments=[attachment(label=Label.HUB_ONLY)])
    (place,) = documents(made)
    with pytest.raises(Denied) as refused:
        made.decide(place)
    assert refused.value.code == "originator_first"
    made.decide(place, HARM)


def test_the_answer_says_who_of_the_hub_looked_with_proofs_and_nobody_of_the_family(db: None) -> None:
    """Failed before: a school's answer said who looked, and a hub's did not."""
    made = make_request()
    told = Told(made.world)
    told.let_in(MOTHER)
    told.show(MOTHER)
    told.reads(MOTHER)
    made.decide_all()
    pdf, data = answered(made)
    looks = data["looks"]
    roles = {one["role"] for one in looks}
    assert {Role.HUB_MANAGER.word, Role.ANALYST.word, Role.SCREENER.word} <= roles
    assert Role.FAMILY.word not in roles
    assert sum("in this answer" in one["what"] for one in looks) == 1, "what was read for it is one line"
    assert {one["organisation"] for one in looks} == {made.world.asking.hub.name}
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        assert "answer.json" in paper.attachments
