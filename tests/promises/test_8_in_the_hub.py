"""Promise 8, in a hub: each of a family reads a truth of their own, by a person's act alone; a stolen database opens nothing."""

from __future__ import annotations

import ast
import base64
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

import fairward
from fairward.hub.families.hanging import ON_HUB_CASES
from fairward.hub.families.models import CaseReader, OwnSide, ShownOutcome
from fairward.hub.families.my_queries import my_case
from fairward.hub.families.side_actions import say
from fairward.hub.families.vocabulary import Ground
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import RingKind
from fairward.keys.keyring import fetch
from fairward.keys.records import Holder, open_records
from tests.support.asking import MOTHER, STRANGER, WHY
from tests.support.hub_families import Told, decided
from tests.support.kept import kept
from tests.support.weighing import make_weighing

ROOT = Path(fairward.__file__).parent
HERS, HIS, SAID = "Quillfeather words for her.", "Thistlewood words for him.", "Xanthippe was not asked."
MARKERS = ("Quillfeather", "Thistlewood", "Xanthippe", "bridge at night")


def _told() -> Told:
    """A mother who answers for the child and a man who sees what is about himself, each shown something; she answered."""
    made = decided(make_weighing())
    made.let_in(MOTHER)
    made.let_in(STRANGER, Ground.SELF, ())
    made.show(MOTHER, why=HERS, shown=[one.id for one in made.offered(MOTHER).showable])
    made.show(STRANGER, why=HIS)
    with made.hub.transaction():
        say(by=made.hub.actor(made.personas[MOTHER]), reader_id=made.reader(MOTHER).id, words=SAID)
    return made


told = kept(_told)


@pytest.mark.django_db
def test_a_mother_reads_nothing_of_what_is_for_another_and_no_database_opens_it(told: Told) -> None:
    own = told.hub.organisation_id
    with told.hub.transaction():
        mother, man = (told.hub.actor(told.personas[name]) for name in (MOTHER, STRANGER))
        shown = {row.reader_id: row.id for row in ShownOutcome.objects.filter(organisation_id=own)}
        hers, his = shown[told.reader(MOTHER).id], shown[told.reader(STRANGER).id]
        for actor, theirs, other, reader in ((mother, hers, his, STRANGER), (man, his, hers, MOTHER)):
            assert open_records(actor, record_ids=[theirs], item_kind="shown_outcome", why=WHY)
            with pytest.raises(Denied) as found:  # the other's record: no wrap for this key
                open_records(actor, record_ids=[other], item_kind="shown_outcome", why=WHY)
            assert found.value.code == "no_key"
            with pytest.raises(Denied):  # nor the ring of cases
                open_records(
                    actor, record_ids=[other], ring=RingKind.CASES, item_kind="shown_outcome", why=WHY
                )
            with pytest.raises(NotFound):
                my_case(actor, told.reader(reader).id)
        assert HIS not in repr(told.reads(MOTHER)) and HERS not in repr(told.reads(STRANGER))
        _is_nowhere(told)
        _goes_with_its_case(told, {hers, his})
        _is_held_by_the_ring_and_its_reader(told, [hers, his])


def _is_nowhere(told: Told) -> None:
    """Every column of every table of the room, as a thief reads it."""
    for table in (CaseReader, ShownOutcome, OwnSide):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table._meta.db_table}")
            raw = b"".join(
                bytes(one) if isinstance(one, memoryview) else str(one).encode()
                for row in cursor
                for one in row
            )
        assert raw
        for mark in MARKERS:
            assert mark.encode() not in raw and base64.b64encode(mark.encode())[:10] not in raw


def _goes_with_its_case(told: Told, shown: set[UUID]) -> None:
    """Whoever destroys the case destroys the keys of all of it."""
    assert shown < set(ON_HUB_CASES.records(told.hub.organisation_id, [told.case_id]))


def _is_held_by_the_ring_and_its_reader(told: Told, records: list[UUID]) -> None:
    """One wrap for the ring of cases, one for the reader, nobody else: no key lies beside them in the clear."""
    own = told.hub.organisation_id
    ring = set(Holder.ring(own, RingKind.CASES).ids)
    readers = [Holder.person(told.hub[told.personas[name]].account_id).ids[0] for name in (MOTHER, STRANGER)]
    for record, reader in zip(records, readers, strict=True):
        rows = fetch("SELECT holder_id FROM keys_recordwrap WHERE record_id = %s", [record])
        assert {row[0] for row in rows} <= ring | {reader} and reader in {row[0] for row in rows}


def test_only_a_person_s_act_shows_something() -> None:
    """One function makes what is shown, one view calls it, and no job nor command of the clock can reach it."""
    makes, calls = [], []
    for path in ROOT.rglob("*.py"):
        text = path.read_text()
        if "ShownOutcome.objects.create" in text:
            makes.append(path.name)
        if "show_outcome" not in text:
            continue
        names = {one.id for one in ast.walk(ast.parse(text)) if isinstance(one, ast.Name)}
        if "show_outcome" in names:
            calls.append(path.relative_to(ROOT).as_posix())
    assert makes == ["showing_actions.py"]
    assert sorted(calls) == ["config/demo/hub_family.py", "hub/families/showing_views.py"]
