"""The officer reads inside an open case with a dated grant, and nowhere else; every look says why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fairward.access_requests import answer_actions, gathering_actions, review_actions
from fairward.access_requests.models import FileOpening
from fairward.access_requests.policies import Chosen
from fairward.access_requests.queries import WHY
from fairward.access_requests.review_queries import passage_for
from fairward.access_requests.vocabulary import HowSent, PassageDecision, SearchedPlace
from fairward.audit.reading import who_looked
from fairward.cases.vocabulary import CaseOutcome
from fairward.files import queries as files
from fairward.files.models import Entry, File
from fairward.files.writing import write_family_annotation
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import AnnotationKind, Purpose
from fairward.keys.file_keys import open_file_key, standing_grants
from tests.personas import DPO, HEADTEACHER, LEAD, sign_in
from tests.support.living import Living, busy, make_living
from tests.support.requesting import Requesting


def test_without_a_grant_nothing_is_gathered(living: Living) -> None:
    request = Requesting.noted(living).settled().searched()
    with pytest.raises(Denied) as denied, living.school.transaction():
        gathering_actions.gather_step(by=living.actor(DPO), case_id=request.case_id)
    assert denied.value.code == "file_not_opened"


def test_a_grant_that_has_run_out_opens_nothing(living: Living) -> None:
    request = Requesting.noted(living).ready_to_review()
    with living.school.transaction():
        FileOpening.objects.update(until_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(Denied) as denied, living.school.transaction():
        passage_for(living.actor(DPO), request.case_id, 1)
    assert denied.value.code == "file_not_opened"


def test_the_ordinary_pages_stay_closed_to_the_officer(living: Living) -> None:
    """A grant for a case does not make a reader of files."""
    Requesting.noted(living).ready_to_review()
    with living.school.transaction():
        file_id = File.objects.get(child_id=living.amy).id
        with pytest.raises(NotFound):
            files.file_for(living.actor(DPO), file_id, WHY)


def test_closing_closes_the_files(living: Living) -> None:
    request = Requesting.noted(living).ready_to_review().disclose_rest()
    request.made()
    with living.school.transaction():
        officer, file_id = living.actor(DPO), File.objects.get(child_id=living.amy).id
        assert standing_grants(officer.organisation_id, file_id)
        answer_actions.note_sent(
            by=officer, case_id=request.case_id, how=HowSent.PRINTED, on=timezone.localdate()
        )
        answer_actions.close_request(by=officer, case_id=request.case_id)
        assert not standing_grants(officer.organisation_id, file_id)
        with pytest.raises(Denied):
            open_file_key(living.actor(DPO), file_id, Purpose.CHILD_PROTECTION)
    with pytest.raises(Denied) as denied, living.school.transaction():
        passage_for(living.actor(DPO), request.case_id, 1)
    assert denied.value.code == "case_not_open"


def test_another_open_case_keeps_the_file_open(living: Living) -> None:
    first, second = (Requesting.noted(living).ready_to_review() for _ in range(2))
    with living.school.transaction():
        review = living.actor(DPO)
        from fairward.access_requests.actions import withdraw_request

        withdraw_request(by=review, case_id=first.case_id)
    assert second.view(1).texts


def test_every_look_says_why(living: Living) -> None:
    request = Requesting.noted(living).ready_to_review()
    request.view(1)
    with living.school.transaction():
        lines = who_looked(living.school.organisation_id, subject_id=living.amy)
    mine = [
        one
        for one in lines
        if one.leaf.actor_id == living.school[DPO].membership_id and one.leaf.item_kind == "entry"
    ]
    assert len(mine) >= 2 and {one.why for one in mine} == {WHY}


def test_a_headteacher_reads_a_file_only_when_a_lead_opened_it_for_them(living: Living) -> None:
    request = Requesting.noted(living).ready_to_review()
    with pytest.raises(Denied), living.school.transaction():
        passage_for(living.actor(HEADTEACHER), request.case_id, 1)
    with living.school.transaction():
        gathering_actions.open_file(
            by=living.actor(LEAD), case_id=request.case_id, file_id=File.objects.get(child_id=living.amy).id,
            until=timezone.localdate(), reader_id=living.school[HEADTEACHER].membership_id,
        )  # fmt: skip
        assert passage_for(living.actor(HEADTEACHER), request.case_id, 1).texts


def test_the_search_covers_every_place_and_keeps_its_log(db: None) -> None:
    living = busy(make_living())
    request = Requesting.noted(living).settled().searched()
    found = {(row.place, row.purpose): row.found for row in request.shown().searched}
    assert found[SearchedPlace.FILE, Purpose.CHILD_PROTECTION] and found[SearchedPlace.FILE, Purpose.WELFARE]
    assert (
        found[SearchedPlace.FILE, Purpose.BEHAVIOUR] == 0
    )  # that nothing was found there is part of the log
    assert found[SearchedPlace.ATTACHMENTS, Purpose.CHILD_PROTECTION] == 1
    assert found[SearchedPlace.INTAKE, None] == 1 and found[SearchedPlace.STAFF_CONDUCT, None] == 1
    assert found[SearchedPlace.LOOKS, None] > 3 and found[SearchedPlace.ROLL, None] == 1


def test_an_entry_corrected_after_it_was_decided_is_decided_anew(living: Living) -> None:
    request = Requesting.noted(living).ready_to_review().disclose_rest()
    entry_id = request.passages()[0].entry_id
    living.annotate(entry_id, "He did fall off his bicycle: his father saw it.")
    with pytest.raises(Denied) as denied:
        request.made()
    assert denied.value.code == "not_gathered"
    request.gathered()
    assert not request.shown().progress.is_ready
    request.disclose_rest()
    assert b"father saw it" in request.made().data


def test_the_rest_of_an_entry_is_disclosed_alike(living: Living) -> None:
    request = Requesting.noted(living).ready_to_review()
    request.decide(1, Chosen(PassageDecision.CONSULT, asked="Social care, today"))
    with living.school.transaction():
        count = review_actions.disclose_rest_of_entry(
            by=living.actor(DPO), case_id=request.case_id, entry_id=request.passages()[0].entry_id
        )
    now = request.shown().progress
    assert count == now.total - 1 and now.asking == 1 and not now.is_ready


def test_a_note_that_the_family_added_to_waits_for_the_lead_and_is_never_left_out_silently(
    living: Living,
) -> None:
    """What no lead has read yet cannot be reviewed; the answer waits for it instead of going without the note."""
    request = Requesting.noted(living).settled().searched().opened()
    with living.school.transaction():
        entry_id = Entry.objects.get(file__child_id=living.amy).id
        write_family_annotation(
            living.actor(LEAD),
            Purpose.CHILD_PROTECTION,
            entry_id,
            AnnotationKind.FAMILY_ACCOUNT,
            "It was the bike.",
        )
    request.gathered()
    assert request.passages() == []
    with pytest.raises(Denied) as denied:
        request.made()
    assert denied.value.code == "not_gathered" and "1 note" in denied.value.sentence


def test_a_passage_of_a_note_that_the_family_added_to_meanwhile_is_refused_in_words(living: Living) -> None:
    request = Requesting.noted(living).ready_to_review()
    with living.school.transaction():
        entry_id = Entry.objects.get(file__child_id=living.amy).id
        write_family_annotation(
            living.actor(LEAD),
            Purpose.CHILD_PROTECTION,
            entry_id,
            AnnotationKind.FAMILY_ACCOUNT,
            "It was the bike.",
        )
    with pytest.raises(Denied) as denied:
        request.view(1)
    assert denied.value.code == "family_words_wait"


def test_nothing_held_is_an_answer_too(db: None) -> None:
    living = make_living()
    request = Requesting.noted(living).settled().searched().gathered()
    made = request.made()
    with living.school.transaction():
        officer, today = living.actor(DPO), timezone.localdate()
        answer_actions.note_sent(by=officer, case_id=request.case_id, how=HowSent.PRINTED, on=today)
        answer_actions.close_request(by=officer, case_id=request.case_id)
    assert made.pdf and request.shown().case.outcome == CaseOutcome.NOTHING_HELD


def test_nobody_is_sent_into_files_that_are_open_for_somebody_else(living: Living) -> None:
    request = Requesting.noted(living).ready_to_review()
    address = f"/requests/{request.case_id}/"
    way, first = f"{address}passages/", f'href="{address}passages/1/"'
    officers = sign_in(Client(), living.school[DPO]).get(address).content.decode()
    assert way in officers and first in officers
    html = sign_in(Client(), living.school[HEADTEACHER]).get(address).content.decode()
    assert (
        f'href="{way}"' not in html and first not in html and "The files are open for somebody else" in html
    )
