"""Something is prepared for somebody outside: sealed to its file, kept version by version, never overwritten unseen."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from fairward.exchange.choosing.content import Addressee, Answer, Chosen, Decision, FormAnswer, Named
from fairward.exchange.choosing.draft_actions import drop_draft, save_draft, start_draft
from fairward.exchange.choosing.draft_queries import OpenedDraft, draft_for, facts_of, open_drafts_of
from fairward.exchange.choosing.models import Draft
from fairward.exchange.choosing.vocabulary import DraftState
from fairward.files.queries import file_for
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import DisclosureKind, Label, OrganisationKind
from tests.personas import DEPUTY
from tests.support.kept import kept
from tests.support.living import Living, busy, make_living

WHY = "a test"
TO = Addressee(
    "Northfield social care", OrganisationKind.SOCIAL_CARE, (Named("Ada Moss", "duty social worker"),)
)


def _living() -> Living:
    return busy(make_living())


living = kept(_living)


def start(living: Living) -> UUID:
    with living.school.transaction():
        _, file, _ = file_for(living.actor(), living.ids["file"], WHY)
        return start_draft(by=living.actor(), file=file, kind=DisclosureKind.REFERRAL, chosen=Chosen(TO))


def opened(living: Living, draft_id: UUID) -> OpenedDraft:
    with living.school.transaction():
        return draft_for(living.actor(), draft_id, WHY)


def test_what_is_chosen_is_sealed_to_the_file_and_comes_back_whole(living: Living) -> None:
    draft = opened(living, start(living))
    passage, note = new_id(), new_id()
    chosen = replace(
        draft.chosen, tests={"relevant": Answer("yes", "The bruise.")}, is_told=True, masks={"Ben": "another pupil"},
        passages={passage: Decision(True, Label.RELEASABLE_SUMMARY, summary="A bruise.", summaries={note: "A fall."})},
        form=(FormAnswer("address", "Address", "1 Hill Road"),), later=("gp",),
    )  # fmt: skip
    with living.school.transaction():
        assert save_draft(by=living.actor(), draft=draft, chosen=chosen) == 2
        row = Draft.objects.get(organisation_id=living.school.organisation_id, id=draft.facts.id)
        assert b"Ben" not in bytes(row.sealed) and b"bruise" not in bytes(row.sealed)
    assert opened(living, draft.facts.id).chosen == chosen
    with living.school.transaction():
        assert [one.id for one in open_drafts_of(living.actor(DEPUTY), living.ids["file"], WHY)] == [
            draft.facts.id
        ]


def test_two_people_do_not_overwrite_each_other(living: Living) -> None:
    seen = opened(living, start(living))
    with living.school.transaction():
        save_draft(by=living.actor(DEPUTY), draft=seen, chosen=replace(seen.chosen, reason="First"))
    with living.school.transaction(), pytest.raises(Denied) as refused:
        save_draft(by=living.actor(), draft=seen, chosen=replace(seen.chosen, reason="Second"))
    assert refused.value.code == "draft_changed"
    assert opened(living, seen.facts.id).chosen.reason == "First"


def test_what_is_dropped_cannot_be_opened_by_anybody(living: Living) -> None:
    draft = opened(living, start(living))
    with living.school.transaction():
        drop_draft(by=living.actor(), draft=draft)
        own = living.school.organisation_id
        assert facts_of(own, [draft.facts.id])[draft.facts.id].state is DraftState.DROPPED
    with pytest.raises(NotFound):
        opened(living, draft.facts.id)
