"""Where it went: what the reader is shown, as it was told, printed and sent, and nothing of what they are not shown."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from django.test import Client

from tests.support.living import WHY, tell_social_care
from tests.support.showing import lasting

if TYPE_CHECKING:
    from tests.support.living import Living

RECIPIENT = "Northfield social care, duty social worker"


def where(client: Client, living: Living) -> str:
    answer = client.get(f"/family/{living.amy}/where/")
    assert answer.status_code == 200
    return lasting(answer.content.decode())


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_what_was_told_is_listed_with_whom_how_why_and_what_they_did(living: Living, mother: Client) -> None:
    page = words_of(where(mother, living))
    assert RECIPIENT in page and "by telephone" in page
    assert "Why it was allowed:" in page and "The school told you about this." in page
    assert "What they did with it: not known yet" in page
    assert "We told them of the bruise" not in page  # the words that were said are the file's


def test_what_became_of_it_is_said_once_it_is_noted(living: Living, mother: Client) -> None:
    from fairward.exchange.actions import note_use
    from fairward.exchange.vocabulary import UsedFor
    from fairward.files.queries import entry_for

    with living.school.transaction():
        lead = living.actor()
        file = entry_for(lead, living.ids["entry"], WHY)[1]
        note_use(by=lead, file=file, disclosure_id=living.ids["disclosure"], used_for=UsedFor.NOT_USED)
    assert f"What they did with it: {UsedFor.NOT_USED.word}." in words_of(where(mother, living))


def test_what_the_family_was_not_told_of_is_not_there(living: Living, mother: Client) -> None:
    before = where(mother, living)
    tell_social_care(living, living.ids["entry"], is_told=False)
    assert where(mother, living) == before


def test_what_was_told_of_an_entry_that_she_is_not_shown_is_not_there(living: Living, mother: Client) -> None:
    before = where(mother, living)
    tell_social_care(living, living.ids["decided"])
    assert where(mother, living) == before


def test_a_print_of_the_file_is_listed_by_role_without_a_name(living: Living, mother: Client) -> None:
    from tests.personas import LEAD, sign_in

    assert "Nothing that you can see was printed." in where(mother, living)
    lead = sign_in(Client(), living.school[LEAD])
    assert lead.post(f"/files/{living.ids['file']}/pdf/", {"for_whom": "inside"}).status_code == 200
    page = words_of(where(mother, living))
    assert "The child protection file was printed or saved" in page
    assert "by the designated safeguarding lead" in page and LEAD.name not in page


def test_an_answer_that_was_sent_to_her_is_listed_and_somebody_else_s_is_not(
    living: Living, mother: Client
) -> None:
    from django.utils import timezone

    from fairward.access_requests import answer_actions
    from fairward.access_requests.vocabulary import HowSent
    from fairward.cases.models import Case
    from fairward.cases.vocabulary import CaseKind
    from tests.personas import DPO
    from tests.support.requesting import Requesting

    assert "You have not asked for a copy yet." in where(mother, living)
    Requesting.noted(living)  # by telephone: a case of the school, without a page of hers
    given = {"step": "send", "copy_of": "1", "words": ""}
    assert mother.post(f"/family/{living.amy}/copy/", given).status_code == 302
    with living.school.transaction():
        case = Case.objects.get(kind=int(CaseKind.ACCESS_REQUEST), asked_by_membership__isnull=False)
    request = Requesting(living, case.id).ready_to_review().disclose_rest().without_reports()
    request.made()
    assert "You have not asked for a copy yet." in where(mother, living)
    with living.school.transaction():
        officer = living.actor(DPO)
        answer_actions.note_sent(by=officer, case_id=case.id, how=HowSent.PRINTED, on=timezone.localdate())
        answer_actions.close_request(by=officer, case_id=case.id)
    page = words_of(where(mother, living))
    assert page.count("the answer to your request") == 1 and f"R-{case.number}" in page
