"""Choosing what of a file goes outside, page by page, as a lead does it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.exchange.choosing.content import Decision
from fairward.exchange.choosing.models import Draft
from fairward.exchange.choosing.tidying import UNTOUCHED, drop_untouched
from fairward.exchange.choosing.vocabulary import DraftState
from fairward.files.actions import correct_entry
from fairward.files.queries import standing_content_for
from fairward.kernel.vocabulary import DisclosureKind, Label, OrganisationKind
from fairward.keys.records import without_key
from fairward.rules import disclosure
from tests.personas import LEAD, sign_in
from tests.support.filled import filled
from tests.support.kept import kept
from tests.support.leaving import complete, keep, missing, opened, prepare, standing
from tests.support.living import Living, busy, make_living

BEGUN = {
    "kind": str(int(DisclosureKind.TRANSFER)), "to": "somebody", "name": "Hill Top School",
    "sort": str(int(OrganisationKind.SCHOOL)), "people": "Ada Moss, safeguarding lead",
}  # fmt: skip
ANSWERED = {
    "purpose": "keep_safe_next", "reason": "He starts on Monday.", "basis": "safeguarding_task", "is_told": "yes",
    **{f"test_{one.id}": "yes" for one in disclosure.tests()},
}  # fmt: skip


def _living() -> Living:
    return busy(make_living())


living = kept(_living)


@pytest.fixture
def lead(living: Living) -> Client:
    return sign_in(Client(), living.school[LEAD])


def begun(living: Living, lead: Client, asked: str = "", **changed: str) -> UUID:
    answer = lead.post(f"/files/{living.ids['file']}/send/{asked}", BEGUN | changed)
    assert answer.status_code == 302, answer.content.decode()
    with living.school.transaction():
        return Draft.objects.filter(organisation_id=living.school.organisation_id).latest("started_at").id


def seen(living: Living, draft_id: UUID) -> dict[str, Any]:
    """What a page that was drawn now would send along: the version of the draft, and of each entry that it showed."""
    draft, entries = opened(living, draft_id)
    return {"seen_version": str(draft.facts.version), "shown": [f"{one.id}:{one.version}" for one in entries]}


def row(living: Living, draft_id: UUID) -> Draft:
    with living.school.transaction():
        return Draft.objects.get(organisation_id=living.school.organisation_id, id=draft_id)


def test_a_draft_is_made_whole_step_by_step(living: Living, lead: Client) -> None:
    draft_id = begun(living, lead)
    at = f"/sending/{draft_id}/"
    page = lead.get(at).content.decode()
    assert "Say whether the family knows." in page and "Nobody has decided yet about" in page
    assert lead.post(f"{at}questions/", ANSWERED | seen(living, draft_id)).status_code == 302
    assert lead.post(f"{at}entries/looked/", {"take": "1"} | seen(living, draft_id)).status_code == 302
    for entry in opened(living, draft_id)[1]:
        assert lead.get(f"{at}entries/{entry.id}/").status_code == 200
    assert {one.id for one in missing(living, draft_id)} == {"names"}
    names = filled(lead.get(f"{at}names/").content.decode())
    assert lead.post(f"{at}names/", names).status_code == 302
    assert missing(living, draft_id) == []
    assert "Nothing is missing" in lead.get(at).content.decode()


def test_begun_from_an_entry_it_is_there_that_it_goes_on(living: Living, lead: Client) -> None:
    asked = f"?entry={living.ids['entry']}&kind=referral"
    page = lead.get(f"/files/{living.ids['file']}/send/{asked}").content.decode()
    assert "No partner yet" in page
    answer = lead.post(f"/files/{living.ids['file']}/send/{asked}", BEGUN)
    assert answer["Location"].endswith(f"/entries/{living.ids['entry']}/")


def test_what_is_missing_at_the_beginning_is_said_beside_the_field(living: Living, lead: Client) -> None:
    nothing = lead.post(f"/files/{living.ids['file']}/send/", {"to": "somebody", "people": "Ada Moss"})
    page = nothing.content.decode()
    for sentence in (
        "Choose what you want to do.",
        "Write the name of the organisation.",
        "Line 1: write the name",
    ):
        assert sentence in page


def test_the_childs_own_words_come_first(living: Living, lead: Client) -> None:
    draft_id = prepare(living)
    page = lead.get(f"/sending/{draft_id}/entries/").content.decode()
    assert page.index("I fell off my bike") < page.index("Ring the mother")
    assert "Strengths or the child’s words" in page


def decided(living: Living, draft_id: UUID, text: str) -> str:
    return str(next(one.passage.id for one in standing(living, draft_id) if text in one.passage.text))


def test_a_passage_goes_under_the_label_and_with_the_summary_that_were_written(
    living: Living, lead: Client
) -> None:
    draft_id = prepare(living)
    key, at = decided(living, draft_id, "bruise"), f"/sending/{draft_id}/entries/{living.ids['entry']}/"
    given = {
        f"{key}-choice": "in", f"{key}-label": str(int(Label.RELEASABLE_SUMMARY)), f"{key}-summary": "A bruise was seen.",
        f"{key}-words": "They look at it.",
    }  # fmt: skip
    assert lead.post(at, given | seen(living, draft_id)).status_code == 302
    found = opened(living, draft_id)[0].chosen.passages[UUID(key)]
    assert (found.is_in, found.label, found.summary) == (True, Label.RELEASABLE_SUMMARY, "A bruise was seen.")
    assert lead.post(at, {"undo": "1"} | seen(living, draft_id)).status_code == 302
    assert UUID(key) not in opened(living, draft_id)[0].chosen.passages


def test_a_whole_entry_is_decided_at_once_with_a_reason(living: Living, lead: Client) -> None:
    draft_id = prepare(living)
    at = f"/sending/{draft_id}/entries/{living.ids['entry']}/"
    unsaid = lead.post(at, {"whole": "1", "whole-choice": "out"} | seen(living, draft_id))
    assert unsaid.status_code == 200 and "Choose why it stays here." in unsaid.content.decode()
    given = {"whole": "1", "whole-choice": "out", "whole-why": "does_not_help"} | seen(living, draft_id)
    assert lead.post(at, given).status_code == 302
    mine = [one for one in standing(living, draft_id) if one.entry.id == living.ids["entry"]]
    assert len(mine) > 2
    for one in mine:
        assert one.decided is not None and (one.decided.is_in, one.decided.why) == (False, "does_not_help")


def corrected(living: Living, old: str, new: str) -> None:
    """Other words in the same claim of the entry."""
    with living.school.transaction():
        file, _, content = standing_content_for(living.actor(), living.ids["entry"], "a test")
        said = tuple(replace(one, text=new) if old in one.text else one for one in content.statements)
        correct_entry(
            by=living.actor(), file=file, entry_id=living.ids["entry"], reason="Wrong arm.",
            content=replace(content, statements=said),
        )  # fmt: skip


def test_words_that_were_corrected_since_nobody_has_decided_about(living: Living, lead: Client) -> None:
    draft_id = prepare(living)
    at = f"/sending/{draft_id}/entries/{living.ids['entry']}/"
    assert lead.post(at, {"take": "1"} | seen(living, draft_id)).status_code == 302
    names = filled(lead.get(f"/sending/{draft_id}/names/").content.decode())
    lead.post(f"/sending/{draft_id}/names/", names)
    before = seen(living, draft_id)
    corrected(living, "bruise", "A graze on the other arm.")
    page = lead.get(f"/sending/{draft_id}/entries/").content.decode()
    assert "Corrected since" in page and {"undecided"} <= {one.id for one in missing(living, draft_id)}
    stale = lead.post(at, {"take": "1"} | before)
    assert "was corrected while you were at it" in stale.content.decode()
    lead.post(f"/sending/{draft_id}/entries/looked/", {"take": "1"} | before)
    key = UUID(decided(living, draft_id, "A graze on the other arm."))
    assert not next(one for one in standing(living, draft_id) if one.passage.id == key).is_decided
    assert lead.post(at, {"take": "1"} | seen(living, draft_id)).status_code == 302
    assert key not in opened(living, draft_id)[0].chosen.names_looked


def test_an_opinion_that_goes_without_what_it_rests_on_is_pointed_at(living: Living, lead: Client) -> None:
    draft_id = prepare(living)
    saw, thought = (UUID(decided(living, draft_id, text)) for text in ("bruise", "frightened"))
    kept = {saw: Decision(False, why="does_not_help"), thought: Decision(True, words="They ask for it.")}
    keep(living, draft_id, passages=kept)
    page = lead.get(f"/sending/{draft_id}/entries/{living.ids['entry']}/").content.decode()
    assert "An opinion goes, and a statement that it rests on stays here." in page


def test_danger_that_shows_later_holds_nothing_up_from_then_on(living: Living, lead: Client) -> None:
    draft_id = prepare(living)
    assert any(one.blocks for one in missing(living, draft_id))
    assert lead.post(f"/sending/{draft_id}/danger/", {"now": "1"}).status_code == 302
    assert not any(one.blocks for one in missing(living, draft_id))
    assert "It can be sent now" in lead.get(f"/sending/{draft_id}/").content.decode()
    lead.post(f"/sending/{draft_id}/danger/")
    assert any(one.blocks for one in missing(living, draft_id))


def test_a_label_that_nobody_there_may_read_is_not_offered(living: Living, lead: Client) -> None:
    draft_id = prepare(living)
    key, at = decided(living, draft_id, "bruise"), f"/sending/{draft_id}/entries/{living.ids['entry']}/"
    assert "For the hub only" not in lead.get(at).content.decode()
    given = {
        f"{key}-choice": "in",
        f"{key}-label": str(int(Label.HUB_ONLY)),
        f"{key}-words": "Typed and not lost.",
    }
    answer = lead.post(at, given | seen(living, draft_id))
    assert answer.status_code == 200 and "Typed and not lost." in answer.content.decode()


def test_nobody_overwrites_what_they_have_not_seen_and_nothing_typed_is_lost(
    living: Living, lead: Client
) -> None:
    draft_id = prepare(living)
    before = seen(living, draft_id)
    keep(living, draft_id, reason="Written by a colleague meanwhile.")
    answer = lead.post(f"/sending/{draft_id}/questions/", ANSWERED | {"reason": "Mine."} | before)
    page = answer.content.decode()
    assert answer.status_code == 200 and "Somebody else has changed this" in page and "Mine." in page
    assert opened(living, draft_id)[0].chosen.reason == "Written by a colleague meanwhile."
    assert lead.post(f"/sending/{draft_id}/questions/", ANSWERED | seen(living, draft_id)).status_code == 302


def test_no_to_the_first_two_tests_is_said_at_once_and_stops_it(living: Living, lead: Client) -> None:
    draft_id = prepare(living, is_urgent=True)
    at = f"/sending/{draft_id}/questions/"
    lead.post(at, ANSWERED | {"test_helps": "no"} | seen(living, draft_id))
    assert "This is not sent" in lead.get(at).content.decode()
    assert [one.id for one in missing(living, draft_id) if one.blocks] == ["test_no_helps"]


def test_names_of_others_are_found_as_they_are_written_and_replaced(living: Living, lead: Client) -> None:
    draft_id = prepare(living)
    complete(living, draft_id)
    given = filled(lead.get(f"/sending/{draft_id}/names/").content.decode())
    given |= {"more": "bike", "more_instead": "an adult"}
    assert lead.post(f"/sending/{draft_id}/names/", given).status_code == 302
    assert opened(living, draft_id)[0].chosen.masks["bike"] == "an adult"


def test_what_is_dropped_is_gone_and_the_file_says_what_is_prepared(living: Living, lead: Client) -> None:
    draft_id = prepare(living)
    assert "Being prepared for somebody outside" in lead.get(f"/files/{living.ids['file']}/").content.decode()
    assert lead.post(f"/sending/{draft_id}/drop/").status_code == 302
    assert lead.get(f"/sending/{draft_id}/").status_code == 404
    assert "Being prepared" not in lead.get(f"/files/{living.ids['file']}/").content.decode()


def test_what_nobody_touches_for_ninety_days_goes_and_is_announced_before(
    living: Living, lead: Client
) -> None:
    draft_id, now = prepare(living), timezone.now()
    with living.school.transaction():
        own = living.school.organisation_id
        Draft.objects.filter(organisation_id=own, id=draft_id).update(changed_at=now - timedelta(days=80))
    assert "if nobody touches it" in lead.get(f"/files/{living.ids['file']}/").content.decode()
    with living.school.transaction():
        assert drop_untouched(own, now) == 0
        assert drop_untouched(own, now - timedelta(days=80) + UNTOUCHED) == 1
        assert without_key(own, [draft_id]) == {draft_id}
    assert (bytes(row(living, draft_id).sealed), row(living, draft_id).state) == (b"", DraftState.DROPPED)


def test_printing_for_somebody_outside_is_the_same_path(living: Living, lead: Client) -> None:
    at = f"/files/{living.ids['file']}/"
    unasked = lead.post(f"{at}pdf/")
    assert unasked.status_code == 200 and "Say who it is for." in unasked.content.decode()
    outside = lead.post(f"{at}pdf/", {"for_whom": "outside"})
    assert outside["Location"] == f"{at}send/"
    assert lead.post(f"{at}pdf/", {"for_whom": "inside"})["Content-Type"] == "application/pdf"
