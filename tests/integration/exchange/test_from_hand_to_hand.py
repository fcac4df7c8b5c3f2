"""A file is really sent, taken in, sent on, and corrected at its source: every copy is put right, and says whose word it is."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from fairward.exchange.choosing.draft_actions import start_draft
from fairward.exchange.choosing.draft_queries import draft_for
from fairward.exchange.choosing.second_actions import confirm_read
from fairward.exchange.choosing.sending_actions import send
from fairward.exchange.choosing.sending_queries import seen_for
from fairward.exchange.following.applied_actions import open_change
from fairward.exchange.receiving.received_queries import received_passages
from fairward.files.models import Entry
from fairward.files.queries import entry_for, file_for
from fairward.files.rendering import RenderedEntry
from fairward.kernel.vocabulary import Basis, DisclosureKind, Label
from fairward.school.concerns.report_answers import Said
from tests.personas import LEAD, School, make_school
from tests.support import sending
from tests.support.following import correct, press, waiting
from tests.support.living import SAID, SAW, WHY, Living, make_living
from tests.support.reporting import add_child
from tests.support.sent_packages import takes_in
from tests.support.travelling import arrivals, befriend, carry_due, partner_row

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
RIGHT = "A bruise on the right arm, not the left."


def send_everything(school: School, file_id: UUID, partner_id: UUID, label: Label = Label.RELEASABLE) -> None:
    """What a lead does on the pages: choose, answer, read through, send."""
    with school.transaction():
        _, file, _ = file_for(school.actor(LEAD), file_id, WHY)
        draft_id = start_draft(
            by=school.actor(LEAD), file=file, kind=DisclosureKind.TRANSFER, partner_id=partner_id
        )
    living = Living.__new__(Living)
    living.school = school
    decision = replace(sending.IN, label=label)
    sending.choose(living, draft_id, lambda _: decision)
    with school.transaction():
        confirm_read(by=school.actor(LEAD), seen=seen_for(school.actor(LEAD), draft_id, WHY))
    with school.transaction():
        send(by=school.actor(LEAD), draft=draft_for(school.actor(LEAD), draft_id, WHY))
    carry_due(school)


def copy_of(school: School, passage_id: UUID) -> UUID:
    with school.transaction():
        return received_passages(school.organisation_id, [passage_id])[passage_id][0]


def file_of(school: School, entry_id: UUID) -> UUID:
    with school.transaction():
        return Entry.objects.get(organisation_id=school.organisation_id, id=entry_id).file_id


def read(school: School, entry_id: UUID) -> RenderedEntry:
    with school.transaction():
        return entry_for(school.actor(LEAD), entry_id, WHY)[0]


def words(entry: RenderedEntry, passage_id: UUID) -> str:
    return next(one.text for one in entry.statements if one.id == passage_id)


def follow(school: School, to: School) -> None:
    """The lead sends what waits; somebody there opens it."""
    for line in waiting(school):
        if line.waiting:
            press(school, line)
    carry_due(school)
    with to.transaction():
        open_change(by=to.actor(LEAD), arrival_id=arrivals(to)[-1].id)
    carry_due(to)


def test_a_file_goes_from_hand_to_hand_and_a_correction_follows_it() -> None:
    living = make_living()
    hill, vale = make_school("Hill Top School"), make_school("Vale School")
    entry_id = living.file(
        living.report(Said(basis=Basis.OBSERVED, text=SAW), Said(basis=Basis.CHILD_SAID, text=SAID))
    )[0]
    with living.school.transaction():
        first = entry_for(living.actor(), entry_id, WHY)[0].statements[0].id
    send_everything(living.school, file_of(living.school, entry_id), befriend(living.school, hill))
    takes_in(hill, arrivals(hill)[-1].id, add_child(hill, "Amy", "Fairbairn"))
    at_hill = copy_of(hill, first)
    befriend(hill, vale)
    send_everything(hill, file_of(hill, at_hill), partner_row(hill, vale))
    takes_in(vale, arrivals(vale)[-1].id, add_child(vale, "Amy", "Fairbairn"))
    at_vale = copy_of(vale, first)
    entry = read(vale, at_vale)
    assert entry.origin is not None
    assert [one.name for one in entry.origin.hands] == [living.school.name, hill.name]
    assert entry.label is Label.RELEASABLE and words(entry, first) == SAW
    correct(living.school, entry_id, 0, RIGHT)
    follow(living.school, hill)
    follow(hill, vale)
    for school, copy in ((hill, at_hill), (vale, at_vale)):
        assert words(read(school, copy), first) == RIGHT
