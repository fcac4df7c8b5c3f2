"""What staff see of a family's words: beside the claim on every page and on paper, with face, confidence and restriction."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from pypdf import PdfReader

from tests.integration.family.test_my_side import WORDS, address, claim_of

if TYPE_CHECKING:
    from tests.support.living import Living

SECRET = "I do not want to go home."


@pytest.fixture
def lead(living: Living) -> Client:
    from tests.personas import LEAD, sign_in

    return sign_in(Client(), living.school[LEAD])


def said_by_amy(living: Living) -> None:
    from fairward.families.vocabulary import AccessGround
    from fairward.family.side_actions import MyWords, add_my_side
    from tests.support.families import let_in
    from tests.support.showing import show

    who = let_in(living.school, living.amy, [living.amy], "Amy Fairbairn", AccessGround.SELF)
    show(living, living.ids["entry"], living.amy, who)
    with living.school.transaction():
        add_my_side(
            by=living.actor(who), child_id=living.amy, entry_id=living.ids["entry"], statement_id=None,
            words=MyWords(SECRET, "scared", is_confidential=True),
        )  # fmt: skip


def printed(lead: Client, living: Living) -> str:
    answer = lead.post(f"/files/{living.ids['file']}/pdf/", {"for_whom": "inside"})
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_words_face_and_confidence_stand_on_every_page_and_on_paper(
    living: Living, lead: Client, mother: Client
) -> None:
    mother.post(address(living, "say", claim_of(mother, living)), {"step": "send", "words": WORDS})
    said_by_amy(living)
    for page in (f"/entries/{living.ids['entry']}/", f"/files/{living.ids['file']}/"):
        html = lead.get(page).content.decode()
        for words in (WORDS, SECRET, "Scared", "In confidence: between the young person and the school"):
            assert words in html, (page, words)
        assert html.index(WORDS) < html.index(SECRET)  # the claim's own, then what belongs to the whole
    paper = printed(lead, living)
    assert WORDS in paper and SECRET in paper and "In confidence" in paper and "Scared" in paper


def test_what_is_being_checked_says_so_wherever_it_stands(
    living: Living, lead: Client, mother: Client
) -> None:
    wrong = address(living, "wrong", claim_of(mother, living))
    mother.post(wrong, {"step": "send", "what": "wrong_fact", "words": "It was the right arm."})
    for page in (f"/entries/{living.ids['entry']}/", f"/files/{living.ids['file']}/"):
        html = lead.get(page).content.decode()
        assert "Being checked since" in html and "use restricted" in html, page
    assert "use restricted" in printed(lead, living)


def test_what_was_unfounded_is_folded_on_the_screen_and_left_out_on_paper(
    living: Living, lead: Client
) -> None:
    from fairward.kernel.vocabulary import Outcome
    from tests.support.living import SAW

    living.decide(living.ids["entry"], Outcome.UNFOUNDED)
    for page in (f"/entries/{living.ids['entry']}/", f"/files/{living.ids['file']}/"):
        html = lead.get(page).content.decode()
        html = html[html.rindex(f'entry-{living.ids["entry"]}"') if "/files/" in page else 0 :]
        assert "Found to be unfounded." in html and "What had been reported" in html
        assert html.index("What had been reported") < html.index(SAW)
    paper = printed(lead, living)
    assert "Found to be unfounded." in paper and SAW not in paper
