"""Choosing what of a file goes outside, page by page, as a lead does it."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from fairward.exchange.choosing.completeness import missing_in
from fairward.exchange.choosing.draft_queries import OpenedDraft, draft_for
from fairward.exchange.choosing.entry_queries import entries_of
from fairward.exchange.choosing.models import Draft
from fairward.files.rendering import RenderedEntry
from fairward.kernel.vocabulary import DisclosureKind, OrganisationKind
from fairward.rules import disclosure
from tests.personas import LEAD, sign_in
from tests.support.living import Living, busy, make_living

WHY = "a test"
BEGUN = {
    "kind": str(int(DisclosureKind.TRANSFER)), "to": "somebody", "name": "Hill Top School",
    "sort": str(int(OrganisationKind.SCHOOL)), "people": "Ada Moss, safeguarding lead",
}  # fmt: skip
ANSWERED = {
    "purpose": "keep_safe_next", "reason": "He starts on Monday.", "basis": "safeguarding_task", "is_told": "yes",
    **{f"test_{one.id}": "yes" for one in disclosure.tests()},
}  # fmt: skip


@pytest.fixture
def living(db: None) -> Living:
    return busy(make_living())


@pytest.fixture
def lead(living: Living) -> Client:
    return sign_in(Client(), living.school[LEAD])


def begun(living: Living, lead: Client, **changed: str) -> UUID:
    answer = lead.post(f"/files/{living.ids['file']}/send/", BEGUN | changed)
    assert answer.status_code == 302, answer.content.decode()
    with living.school.transaction():
        return Draft.objects.filter(organisation_id=living.school.organisation_id).latest("started_at").id


def opened(living: Living, draft_id: UUID) -> tuple[OpenedDraft, list[RenderedEntry]]:
    with living.school.transaction():
        draft = draft_for(living.actor(), draft_id, WHY)
        return draft, entries_of(living.actor(), draft, WHY)


def version(living: Living, draft_id: UUID) -> str:
    return str(opened(living, draft_id)[0].facts.version)


def ids_missing(living: Living, draft_id: UUID) -> set[str]:
    return {one.id for one in missing_in(*opened(living, draft_id))}


def test_a_draft_is_made_whole_step_by_step(living: Living, lead: Client) -> None:
    draft_id = begun(living, lead)
    at = f"/sending/{draft_id}/"
    page = lead.get(at).content.decode()
    assert "Say whether the family knows." in page and "Nobody has decided yet about" in page
    lead.post(f"{at}questions/", ANSWERED | {"seen_version": version(living, draft_id)})
    looked = {"take": "1", "seen_version": version(living, draft_id)}
    assert lead.post(f"{at}entries/looked/", looked).status_code == 302
    for entry in opened(living, draft_id)[1]:
        assert lead.get(f"{at}entries/{entry.id}/").status_code == 200
    assert ids_missing(living, draft_id) == {"names"}
    assert lead.get(f"{at}names/").status_code == 200
