"""Promise 7, and 2: what a school answers to a hub is what a lead chose, under its label, about people of the question alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.answering.crossing import opened
from fairward.exchange.package.contents import Manifest
from fairward.exchange.package.words import json_of
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.files.actions import add_entry
from fairward.files.content import EntryContent, StatementContent
from fairward.files.queries import file_for
from fairward.files.writing import NewEntry
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Basis, EntryKind, Label, WhenPrecision
from fairward.school.concerns.report_answers import Said
from tests.personas import DEPUTY
from tests.support import sending
from tests.support.answering_school import AMY, GOES, STAYS, WHY, Answering, make_answering
from tests.support.asking import TERMS
from tests.support.hubs import ANALYST, HUB_MANAGER, SCREENER
from tests.support.kept import kept
from tests.support.living import SAID, SAW, THOUGHT


def _world() -> Answering:
    return make_answering(ask=False)


world = kept(_world)


def at_the_door(world: Answering) -> Manifest:
    """What the hub reads in the answer that waits."""
    hub = world.asking.hub
    with hub.transaction():
        (one,) = waiting(hub.organisation_id, [EnvelopeKind.RETURN])
        return opened(hub.actor(SCREENER), one.arrival_id, WHY).manifest


def begun(world: Answering) -> UUID:
    world.ask()
    return world.begin(world.open())


def test_nothing_but_what_was_chosen_is_in_it_and_its_context_is(world: Answering) -> None:
    entry_id = world.living.ids["entry"]
    world.living.annotate(entry_id, "He fell off his bike.")
    world.living.annotate(entry_id, "Only about the thought.", place=2)
    other = world.living.file(world.living.report(Said(basis=Basis.OBSERVED, text="She had no coat.")))[0]
    assert world.living.file_of(other) == world.living.ids["file"]
    draft_id = begun(world)
    world.choose(draft_id, lambda one: GOES if one.text == SAW else STAYS)
    world.send(draft_id)
    manifest = at_the_door(world)
    inside = json_of(manifest).decode()
    assert [one.text for one in manifest.passages] == [SAW]
    assert [note.text for note in manifest.passages[0].context.attached] == ["He fell off his bike."]
    for stays in (SAID, THOUGHT, "Only about the thought.", "She had no coat.", "Jack"):
        assert stays not in inside
    assert manifest.reply_to == world.question_package()
    assert [one.id for one in manifest.form] == ["answer_relevant"]


def test_each_label_is_kept_there(world: Answering) -> None:
    """For the hub only stays in the hub; what is for named people is read by them alone, and counted for the others."""
    draft_id = begun(world)
    labels = {SAW: Label.RELEASABLE, SAID: Label.HUB_ONLY, THOUGHT: Label.SEALED}
    world.choose(draft_id, lambda one: replace(GOES, label=labels[one.text]) if one.text in labels else STAYS)
    with pytest.raises(Denied, match="no_second"):
        world.send(draft_id)
    sending.agreed(world.living, draft_id, DEPUTY)
    world.send(draft_id)
    world.asking.take()
    for_all = world.asking.items(ANALYST)
    assert {one.claim.text: one.claim.label for one in for_all.items} == {
        SAW: Label.RELEASABLE, SAID: Label.HUB_ONLY,
    }  # fmt: skip
    assert for_all.for_others == 1
    assert THOUGHT in {one.claim.text for one in world.asking.items(HUB_MANAGER).items}


def test_a_label_outside_the_agreement_does_not_go(world: Answering) -> None:
    world.ask(terms=replace(TERMS, labels=(Label.HUB_ONLY,)))
    draft_id = world.begin(world.open())
    world.choose(draft_id, lambda one: GOES if one.text == SAW else STAYS)
    with pytest.raises(Denied, match="draft_incomplete") as denied:
        world.send(draft_id)
    assert "The agreement does not allow the label" in denied.value.sentence


def test_somebody_about_whom_nobody_asks_is_replaced_or_stays(world: Answering) -> None:
    """Her brother is not in the question: his name goes with nothing, and a passage about him alone does not go."""
    amy, jack = world.living.amy, world.living.jack
    both = StatementContent(Basis.OBSERVED, "Jack Fairbairn held her hand.", about=(amy, jack))
    alone = StatementContent(Basis.OBSERVED, "He shouted at everybody.", about=(jack,))
    written(world, both, alone)
    draft_id = begun(world)
    texts = (both.text, alone.text)
    world.choose(draft_id, lambda one: GOES if one.text in texts else STAYS)
    with pytest.raises(Denied, match="draft_incomplete") as denied:
        world.send(draft_id)
    assert "tells of Jack Fairbairn, about whom nobody asks" in denied.value.sentence
    assert "about nobody whom the hub asks about" in denied.value.sentence
    world.choose(
        draft_id,
        lambda one: GOES if one.text == both.text else STAYS,
        masks={"Jack Fairbairn": "another child"},
    )
    world.send(draft_id)
    (passage,) = at_the_door(world).passages
    assert passage.text == "another child held her hand." and passage.about == (AMY,)


def test_what_is_older_than_was_asked_needs_a_reason_of_its_own(world: Answering) -> None:
    written(world, StatementContent(Basis.OBSERVED, "A graze."), at=timezone.now() - timedelta(days=3 * 365))
    draft_id = begun(world)
    world.choose(draft_id, lambda one: replace(GOES, words="") if one.text == "A graze." else STAYS)
    with pytest.raises(Denied, match="draft_incomplete") as denied:
        world.send(draft_id)
    assert "Write why it matters now, in spite of the warning" in denied.value.sentence
    world.choose(draft_id, lambda one: GOES if one.text == "A graze." else STAYS)
    world.send(draft_id)


def test_reasons_of_a_decision_do_not_go_without_what_they_are_about(world: Answering) -> None:
    world.living.decide(world.living.ids["entry"])
    draft_id = begun(world)
    world.choose(draft_id, lambda one: GOES if not one.statement else STAYS)
    with pytest.raises(Denied, match="draft_incomplete") as denied:
        world.send(draft_id)
    assert "beside a statement of the same entry" in denied.value.sentence


def written(world: Answering, *said: StatementContent, at: datetime | None = None) -> None:
    """A note in Amy's file."""
    living = world.living
    with living.school.transaction():
        _, file, _ = file_for(living.actor(), living.ids["file"], WHY)
        new = NewEntry(EntryKind.MEETING, at or timezone.now(), WhenPrecision.DAY)
        add_entry(
            by=living.actor(), child_id=living.amy, purpose=file.purpose, new=new, content=EntryContent(said),
            born_on=None,
        )  # fmt: skip
