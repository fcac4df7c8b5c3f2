"""A roster reaches the tables only as it was shown, once, and encrypted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from fairward.audit.models import Leaf
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Role
from fairward.keys import directory
from fairward.people import queries, roster_actions
from fairward.people.identity import child_fields
from fairward.people.models import Adult, Child, Relationship, RosterImport
from fairward.people.plan import Answer, Plan
from fairward.people.roster import sniff
from fairward.people.roster.results import Roster
from fairward.people.roster_queries import plan_for
from fairward.people.vocabulary import ImportState, RelationshipKind, RollStatus
from fairward.tenancy.context import as_organisation

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parents[2] / "data" / "roster"
TODAY = date(2025, 11, 3)
CTF = "ctf/9259999_CTF_9259998_001.xml"


@pytest.fixture
def administrator() -> Iterator[Actor]:
    actor = Actor(new_id(), new_id(), new_id(), Role.ADMINISTRATOR)
    with as_organisation(actor.organisation_id):
        yield actor


def read(name: str) -> Roster:
    return sniff.read_path(SAMPLES / name, TODAY)


def from_text(text: str) -> Roster:
    import io

    return sniff.read_stream(io.BytesIO(text.encode()), TODAY)


def preview(
    by: Actor, roster: Roster, *, whole: bool = False, answers: Mapping[str, Answer] | None = None
) -> Plan:
    return plan_for(by.organisation_id, roster, is_whole_roll=whole, answers=answers)


def bring_in(by: Actor, roster: Roster, *, whole: bool = False, **said: Any) -> Plan:
    import_id = roster_actions.stage_import(by=by, roster=roster, file_digest="x", is_whole_roll=whole)
    said.setdefault("fingerprint", preview(by, roster, whole=whole).fingerprint())
    said.setdefault("has_seen_problems", True)
    return roster_actions.apply_import(by=by, import_id=import_id, **said)


def child_named(by: Actor, text: str) -> UUID:
    (found,) = queries.find_children(by, text, include_left=True)
    return found.id


def test_a_transfer_file_becomes_children_and_families(administrator: Actor) -> None:
    plan = bring_in(administrator, read(CTF))
    assert len(plan.added) == 20
    finn = queries.child_for(administrator, child_named(administrator, "finn mar"), "checking")
    assert (finn.name.full, finn.year_group, finn.identity.born_on) == ("Finn Martin", 3, date(2018, 5, 13))
    (mother,) = queries.adults_of_child(administrator, finn.id)
    assert (mother.identity.full, mother.kind, mother.has_responsibility) == (
        "Luna Martin", RelationshipKind.MOTHER, True,
    )  # fmt: skip


@pytest.mark.parametrize("name", [CTF, "mis_csv/sims.csv", "oneroster", "wonde_students_shape.json"])
def test_the_same_file_twice_changes_nothing(administrator: Actor, name: str) -> None:
    bring_in(administrator, read(name))
    before = list(Child.objects.order_by("id").values_list("id", "identity", "source_digest"))
    again = bring_in(administrator, read(name), whole=name == "oneroster")
    assert not again.changes_something
    assert before == list(Child.objects.order_by("id").values_list("id", "identity", "source_digest"))


def test_another_format_adds_what_it_knows_and_removes_nothing(administrator: Actor) -> None:
    bring_in(administrator, read(CTF))
    plan = bring_in(administrator, read("mis_csv/sims.csv"))
    assert len(plan.added) == 10
    finn = next(change for change in plan.changed if change.pupil.upn == "U925999923001")
    assert [(one.label, one.before, one.after) for one in finn.changes] == [("Class", "", "1A")]
    found = queries.child_for(administrator, child_named(administrator, "finn"), "checking")
    assert found.identity.born_on == date(2018, 5, 13)
    assert found.identity.class_name == "1A"


def test_whoever_is_not_in_the_whole_roll_has_left_and_stays(administrator: Actor) -> None:
    bring_in(administrator, read("mis_csv/sims.csv"))
    short = from_text("Forename,Surname,UPN\nFinn,Martin,U925999923001\nLeo,Sykes,H925999923003\n")
    assert not preview(administrator, short).left
    with pytest.raises(Denied, match="leavers_not_accepted"):
        bring_in(administrator, short, whole=True)
    plan = bring_in(administrator, short, whole=True, accepts_leavers=True)
    assert len(plan.left) == 28  # Leo's row is bad, so he is not taken for a leaver
    assert Child.objects.filter(status=RollStatus.LEFT, left_on=timezone.localdate()).count() == 28
    assert Child.objects.count() == 30
    assert not queries.find_children(administrator, "meghan")
    back = bring_in(administrator, read("mis_csv/sims.csv"))
    assert sum(change.is_back for change in back.changed) == 28
    assert queries.find_children(administrator, "meghan")


def test_oneroster_says_itself_who_has_left(administrator: Actor) -> None:
    bring_in(administrator, read("mis_csv/sims.csv"))
    plan = bring_in(administrator, read("oneroster"))
    assert [child.identity.forename for child in plan.left] == ["Meghan"]


def test_bad_rows_must_be_seen_first(administrator: Actor) -> None:
    dirty = read("ctf/9259999_CTF_9259998_900_dirty.xml")
    with pytest.raises(Denied, match="problems_not_seen"):
        bring_in(administrator, dirty, has_seen_problems=False)
    assert not Child.objects.exists()
    bring_in(administrator, dirty)
    assert Child.objects.count() == 2
    assert RosterImport.objects.get(state=ImportState.APPLIED).left_out == 4


def test_what_is_confirmed_is_what_was_shown(administrator: Actor) -> None:
    shown = preview(administrator, read(CTF)).fingerprint()
    bring_in(administrator, read("mis_csv/sims.csv"))
    with pytest.raises(Denied, match="plan_changed"):
        bring_in(administrator, read(CTF), fingerprint=shown)


def test_an_import_is_confirmed_once_and_keeps_nothing(administrator: Actor) -> None:
    roster = read(CTF)
    import_id = roster_actions.stage_import(
        by=administrator, roster=roster, file_digest="x", is_whole_roll=False
    )
    said: dict[str, Any] = {"by": administrator, "import_id": import_id}
    said["fingerprint"] = preview(administrator, roster).fingerprint()
    roster_actions.apply_import(**said)
    assert bytes(RosterImport.objects.get().waiting) == b""
    with pytest.raises(Denied, match="import_not_waiting"):
        roster_actions.apply_import(**said)


def test_what_waits_goes_after_a_day_or_when_thrown_away(administrator: Actor) -> None:
    for _ in range(2):
        roster_actions.stage_import(by=administrator, roster=read(CTF), file_digest="x", is_whole_roll=False)
    first, second = RosterImport.objects.order_by("started_at")
    roster_actions.discard_import(by=administrator, import_id=first.id)
    RosterImport.objects.filter(id=second.id).update(expires_at=timezone.now() - timedelta(hours=1))
    assert roster_actions.expire_imports(administrator.organisation_id) == 1
    assert {bytes(row.waiting) for row in RosterImport.objects.all()} == {b""}


def test_another_number_for_the_same_child_is_asked(administrator: Actor) -> None:
    bring_in(administrator, from_text("Forename,Surname,UPN,DOB\nFinn,Martin,U925999923001,2018-05-13\n"))
    other = from_text("Forename,Surname,UPN,DOB\nFinn,Martin,H925999923002,2018-05-13\n")
    plan = bring_in(administrator, other)
    (conflict,) = plan.conflicts
    assert "another UPN" in conflict.sentence
    assert Child.objects.count() == 1
    bring_in(administrator, other, answers={conflict.key: Answer.SAME})
    assert Child.objects.count() == 1
    record = queries.child_for(administrator, child_named(administrator, "finn"), "checking")
    assert record.identity.upn == "H925999923002"


def test_a_different_child_of_the_same_name_is_added_when_a_person_says_so(administrator: Actor) -> None:
    bring_in(administrator, from_text("Forename,Surname,UPN\nFinn,Martin,U925999923001\n"))
    other = from_text("Forename,Surname,UPN\nFinn,Martin,H925999923002\n")
    (conflict,) = preview(administrator, other).conflicts
    bring_in(administrator, other, answers={conflict.key: Answer.DIFFERENT})
    assert Child.objects.count() == 2


def test_a_number_with_quite_another_name_is_asked(administrator: Actor) -> None:
    bring_in(administrator, from_text("Forename,Surname,UPN\nFinn,Martin,U925999923001\n"))
    plan = bring_in(administrator, from_text("Forename,Surname,UPN\nMo,Khan,U925999923001\n"), whole=True)
    assert "quite another name" in plan.conflicts[0].sentence
    assert not plan.left
    assert queries.find_children(administrator, "finn")


FAMILY = """<CTfile><CTFpupilData>{pupils}</CTFpupilData></CTfile>"""
PUPIL = (
    "<Pupil><UPN>{upn}</UPN><Surname>Martin</Surname><Forename>{name}</Forename><DOB>2018-05-13</DOB>"
    "<Address><BS7666Address><PAON>1</PAON></BS7666Address><PostCode>LN1 9ZZ</PostCode></Address><Contacts><Contact>"
    "<Surname>Martin</Surname><Forename>Luna</Forename><Relationship>MOT</Relationship><Responsibility>true"
    "</Responsibility><AddressAsPupil>true</AddressAsPupil></Contact></Contacts></Pupil>"
)


def test_brothers_and_sisters_are_offered_and_share_their_parent(administrator: Actor) -> None:
    pupils = PUPIL.format(upn="U925999923001", name="Finn") + PUPIL.format(upn="H925999923002", name="Leo")
    roster = from_text(FAMILY.format(pupils=pupils))
    (pair,) = preview(administrator, roster).siblings
    bring_in(administrator, roster, siblings=[pair.key])
    finn = child_named(administrator, "finn")
    assert [name.first for name in queries.siblings_of(administrator, finn).values()] == ["Leo"]
    assert Adult.objects.count() == 1
    bring_in(administrator, roster, siblings=[pair.key])
    assert Relationship.objects.filter(kind=RelationshipKind.SIBLING).count() == 1


def test_no_sibling_without_a_tick(administrator: Actor) -> None:
    pupils = PUPIL.format(upn="U925999923001", name="Finn") + PUPIL.format(upn="H925999923002", name="Leo")
    bring_in(administrator, from_text(FAMILY.format(pupils=pupils)))
    assert not Relationship.objects.filter(kind=RelationshipKind.SIBLING).exists()


def test_only_allowed_fields_are_in_the_sealed_value(administrator: Actor) -> None:
    bring_in(administrator, read(CTF))
    for child in Child.objects.all():
        raw = directory.reveal(administrator.organisation_id, "people_child", child.id, bytes(child.identity))
        assert set(json.loads(raw)) <= child_fields()
        assert b"WBRI" not in raw
        assert b"ENG" not in raw
    assert child_fields() == {
        "forename", "surname", "middle_names", "preferred_forename", "preferred_surname", "born_on", "sex", "upn",
        "class_name", "address", "postcode", "phones",
    }  # fmt: skip


def test_one_act_in_the_log_for_one_import(administrator: Actor) -> None:
    bring_in(administrator, read(CTF))
    assert list(Leaf.objects.order_by("id").values_list("event", flat=True)) == [
        "roster.read",
        "roster.imported",
    ]


@pytest.mark.parametrize("role", [Role.RECORDER, Role.SAFEGUARDING_LEAD, Role.HEADTEACHER, Role.GOVERNOR])
def test_only_the_administrator_imports(administrator: Actor, role: Role) -> None:
    other = Actor(administrator.organisation_id, new_id(), new_id(), role)
    with pytest.raises(Denied, match="not_your_role"):
        roster_actions.stage_import(by=other, roster=read(CTF), file_digest="x", is_whole_roll=False)


def test_responsibility_that_a_file_takes_away_overtakes_what_was_given_before(administrator: Actor) -> None:
    bring_in(administrator, read(CTF))
    finn = child_named(administrator, "finn mar")
    again = read(CTF)
    for place, pupil in enumerate(again.pupils):
        if (pupil.forename, pupil.surname) == ("Finn", "Martin"):
            without = tuple(replace(one, has_responsibility=False) for one in pupil.contacts)
            again.pupils[place] = replace(pupil, contacts=without)
    bring_in(administrator, again)
    rows = Relationship.objects.filter(organisation_id=administrator.organisation_id, adult_id__isnull=False)
    changed = rows.filter(overtaken_at__isnull=False)
    assert [row.child_id for row in changed] == [finn] and changed[0].has_responsibility is False
