"""Promise 6: every look leaves a trace that cannot be edited quietly; who looked is told in plain words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, transaction
from django.test import Client

from fairward.audit import erasure, gathering, reading, sequencer, verify
from fairward.audit.models import Detail, Leaf, Seen
from fairward.audit.notes import KeySigner
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys import records
from fairward.oversight import presenters, queries
from fairward.people.queries import find_children
from fairward.tenancy.context import as_organisation
from tests.personas import DPO, HEADTEACHER, LEAD, TEACHER, School, make_school, sign_in
from tests.support.reporting import add_child

SIGNER = KeySigner(Ed25519PrivateKey.generate())


@pytest.fixture
def school(db: None) -> School:
    return make_school()


@pytest.fixture
def amy(school: School) -> UUID:
    return add_child(school, "Amy", "Fairbairn")


def seal(school: School) -> UUID:
    record_id = new_id()
    records.create_record(school.organisation_id, record_id, rings=[RingKind.CHILD_PROTECTION])
    return record_id


def read(school: School, record_id: UUID, amy: UUID, persona: Any = LEAD) -> Any:
    return records.open_records(
        school.actor(persona), record_ids=[record_id], ring=RingKind.CHILD_PROTECTION, item_kind="entry",
        subject_id=amy, why="preparing a meeting",
    )  # fmt: skip


class TestEveryLookLeavesATrace:
    """Looks, lists and refusals."""

    def test_opening_a_record_says_who_acting_as_what_read_what_of_whom_and_why(
        self, school: School, amy: UUID
    ) -> None:
        with school.transaction():
            record_id = seal(school)
            read(school, record_id, amy)
            looks = queries.looks_at_entry(school.actor(DPO), record_id)
        (words,) = [presenters.line_words(line, looks.names) for line in looks.lines]
        assert words.sentence == (
            "Amira Khan, designated safeguarding lead, read 1 entry of Amy Fairbairn because: preparing a meeting."
        )

    def test_nothing_can_be_read_where_the_log_cannot_be_written(self, school: School, amy: UUID) -> None:
        with school.transaction():
            record_id = seal(school)
        reader = school.actor(LEAD)
        with (
            as_organisation(new_id()),
            pytest.raises(DatabaseError, match="row-level security"),
            transaction.atomic(),
        ):
            records.open_records(
                reader,
                record_ids=[record_id],
                ring=RingKind.CHILD_PROTECTION,
                item_kind="entry",
                why="a trick",
            )

    def test_whoever_has_no_key_leaves_a_trace_too(self, school: School, amy: UUID) -> None:
        """The look is written before the key is tried; when the page rolls it back, the shell writes the refusal."""
        with school.transaction():
            record_id = seal(school)
            with pytest.raises(Denied, match="no_key"):
                read(school, record_id, amy, HEADTEACHER)
            (line,) = _looked_at(school, amy)
        assert (line.leaf.actor_id, line.items) == (school[HEADTEACHER].membership_id, (record_id,))

    def test_a_page_that_was_refused_is_a_line(self, school: School, client: Client) -> None:
        assert sign_in(client, school[TEACHER], unlocked=False).get("/audit/").status_code == 403
        with school.transaction():
            (line,) = _lines(school, reading.Wanted(sort=reading.Sort.REFUSALS))
        assert (line.leaf.actor_id, line.code) == (school[TEACHER].membership_id, "not_your_role")

    def test_being_shown_in_a_list_is_a_look_at_each_child(self, school: School, amy: UUID) -> None:
        other = add_child(school, "Amyas", "Pike")
        with school.transaction():
            find_children(school.actor(LEAD), "Am")
            for child_id in (amy, other):
                assert "listed" in [line.leaf.event for line in _looked_at(school, child_id)]

    def test_reading_the_log_is_a_line(self, school: School, amy: UUID, client: Client) -> None:
        assert sign_in(client, school[DPO]).get("/audit/").status_code == 200
        with school.transaction():
            line = _lines(school, reading.Wanted(actor_id=school[DPO].membership_id))[0]
        assert (line.leaf.event, line.leaf.item_kind) == ("listed", "log")


class TestNobodyEditsItQuietly:
    """The application cannot change a line; whoever owns the database can, and is found out."""

    @pytest.mark.parametrize("table", ["leaf", "place", "signedhead", "installationhead"])
    @pytest.mark.parametrize("verb", ["DELETE FROM", "TRUNCATE"])
    def test_the_application_cannot_delete(self, school: School, table: str, verb: str) -> None:
        from django.db import connection

        with (
            school.transaction(),
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
        ):
            connection.cursor().execute(f"{verb} audit_{table}")

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE audit_leaf SET actor_id = gen_random_uuid() WHERE event = 'looked'",
            "DELETE FROM audit_leaf WHERE event = 'looked'",
            "DELETE FROM audit_place WHERE place = 0",
            "UPDATE audit_detail SET body = '{}' WHERE id IN (SELECT id FROM audit_leaf WHERE event = 'looked')",
        ],
    )
    def test_the_owner_of_the_database_is_found_out(
        self, transactional_db: None, raw: Callable[..., psycopg.Connection[Any]], change: str
    ) -> None:
        school = make_school()
        with school.transaction():
            read(school, seal(school), new_id())
        sequencer.checkpoint_organisation(school.organisation_id, SIGNER)
        assert _verify(school) == 0
        owner = raw()
        with owner.transaction():
            owner.execute(f"SET LOCAL fairward.organisation = '{school.organisation_id}'")
            assert owner.execute(change).rowcount > 0
        assert _verify(school) == 1


class TestErasureLeavesEveryProofValid:
    """A line holds no content and no name; what says more is deleted, and the tree does not notice."""

    def test_an_erased_detail(self, school: School, amy: UUID) -> None:
        with school.transaction():
            read(school, seal(school), amy)
            find_children(school.actor(LEAD), "Am")
        sequencer.checkpoint_organisation(school.organisation_id, SIGNER)
        with school.transaction():
            lines = list(Leaf.objects.values_list("id", flat=True))
            assert erasure.erase_details(school.organisation_id, lines) == len(lines)
            assert not Detail.objects.exists()
            assert not Seen.objects.exists()
        assert _verify(school) == 0

    def test_a_line_holds_ids_codes_and_times_only(self, school: School, amy: UUID) -> None:
        with school.transaction():
            read(school, seal(school), amy)
            exported = "".join(gathering.export(school.organisation_id))
        for word in ("Amy", "Fairbairn", "Amira", "Khan", "Millbrook"):
            assert word not in exported


def test_the_family_gets_lines_that_they_can_check_without_us(
    school: School, amy: UUID, tmp_path: Path
) -> None:
    with school.transaction():
        read(school, seal(school), amy)
    sequencer.checkpoint_organisation(school.organisation_id, SIGNER)
    with school.transaction():
        wanted = [line.leaf.id for line in _looked_at(school, amy)]
        text = list(gathering.excerpt(school.organisation_id, wanted))
    path = tmp_path / "who-looked.jsonl"
    path.write_text("\n".join(text))
    assert verify.command(["--bundle", str(path)]) == 0
    forged = json.loads(text[2])
    forged["leaf"]["actor"] = str(new_id())
    path.write_text("\n".join([*text[:2], json.dumps(forged), *text[3:]]))
    assert verify.command(["--bundle", str(path)]) == 1


def _lines(school: School, wanted: reading.Wanted) -> list[reading.LogLine]:
    return reading.page_of_lines(school.organisation_id, wanted, size=50).lines


def _looked_at(school: School, child_id: UUID) -> list[reading.LogLine]:
    return reading.who_looked(school.organisation_id, subject_id=child_id)


def _verify(school: School) -> int:
    return verify.command([], organisations=lambda: [school.organisation_id])
