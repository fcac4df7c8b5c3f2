"""Every column says what it is, every table when its rows go; and the database itself keeps organisations apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import models

from fairward.tenancy.models import Owned

CLASSES = {
    "opaque_id", "state", "date", "count", "directory", "sealed", "public", "secret_hash", "setting", "wrapped_key",
}  # fmt: skip
# What the application may never do to a table -> which tables.
NEVER_CHANGED = {"audit_leaf", "audit_place", "audit_signedhead", "audit_logkey", "audit_installationhead",
                 "audit_installationcheckpoint", "audit_detail", "audit_seen", "audit_pending",
                 "retention_certificate", "travel_heldhead"}  # fmt: skip
NEVER_DELETED = NEVER_CHANGED - {"audit_detail", "audit_seen", "audit_pending"}
# The log of all organisations' heads: no organisation owns it, and it holds ids and digests only.
OF_THE_INSTALLATION = {"audit_installationhead"}
_RULE, _MEMBER = (
    "a code of the schedule",
    "a member: memberships are never deleted, and only the wall finds them",
)
_ACCOUNT = "an account belongs to the installation, not to one organisation"
_RECORD = "a record of the keyring, which is another database"
# Columns that end in _id and have no reference in the database -> why.
UNBOUND: dict[str, dict[str, str]] = {
    "documents.Attachment": {"owner_id": "a row of a room that may not be known here"},
    "files.File": {"rule_id": _RULE},
    "files.Entry": {"rule_id": _RULE, "owner_id": _MEMBER},
    "rights.AudienceDecision": {"person_id": "a child or an adult"},
    "rights.ShownVersion": {"person_id": "a child or an adult", "account_id": _ACCOUNT, "masks_id": _RECORD},
    "rights.MySide": {"person_id": "a child or an adult", "membership_id": _MEMBER},
    "rights.ReleasedLook": {
        "line_id": "a line of the log, which refers to nothing and outlives it",
        "person_id": "a child or an adult",
    },
    "rights.DecisionAsked": {"person_id": "a child or an adult"},
    "families.FamilyAccount": {"person_id": "a child or an adult", "account_id": _ACCOUNT},
    "cases.Case": {"person_id": "a child or an adult", "rule_id": _RULE},
    "cases.CaseTarget": {"line_id": "a line of the log, which refers to nothing and outlives it"},
    "cases.CaseRecipient": {"disclosure_id": "a disclosure, which may go before the case does"},
    "access_requests.AccessRequest": {"officer_id": _MEMBER},
    "access_requests.SearchLine": {"file_id": "a file that was there then and may be destroyed since"},
    "access_requests.FileOpening": {"account_id": _ACCOUNT},
    "access_requests.CasePassage": {
        "file_id": "its entry’s file",
        "part_id": "a statement, annotation, document or the entry",
        "reason_id": _RECORD,
    },
    "exchange.Disclosure": {"package_id": "a package, as the way and its recipient name it"},
    "exchange.DisclosedPassage": {"passage_id": "a statement, or a text of its entry"},
    "choosing.Draft": {
        "disclosure_id": "a disclosure, which may go before the row of what was prepared does"
    },
    "following.Followed": {
        "disclosure_id": "a disclosure, which may go with what was told",
        "package_id": "a package, as the way and its recipient name it",
    },
    "following.Notice": {"package_id": "a package, as the way and its recipient name it"},
    "following.Change": {
        "entry_id": "an entry that may be destroyed",
        "passage_id": "a statement, a text of its entry, or the entry",
        "successor_id": "a statement",
    },
    "following.Applied": {
        "entry_id": "an entry that may be destroyed by it",
        "passage_id": "a passage, by its sender’s number",
    },
    "referrals.Referral": {
        "call_id": "a disclosure, which may go before the referral does",
        "from_entry_id": "an entry that may be destroyed while its file stays",
    },
    "intake.Case": {"package_id": "the number of a sealed package"},
    "notices_sent.Notice": {
        "package_id": "the number of a sealed package",
        "hub_package_id": "the number of a sealed package",
    },
    "exchange.Recall": {"disclosure_id": "a disclosure that is destroyed with what was told"},
    "decisions.Feedback": {"package_id": "a package, as the way and its recipient name it"},
    "talks.Disagreement": {
        "package_id": "a package, as the way and its sender name it",
        "answer_package_id": "a package, as the way and its recipient name it",
    },
    "enquiries.Enquiry": {"package_id": "a package, as the way and its recipient name it"},
    "enquiries.Item": {
        "package_id": "a package, as the way and its recipient name it",
        "passage_id": "a statement of the agency that answered",
        "replaces_id": "the item in whose place it stands, which may go before it",
    },
    "corrections.Review": {
        "new_decision_id": "a decision that a later one may take the place of before it is approved"
    },
    "corrections.Notice": {"package_id": "a package, as the way and its recipient name it"},
    "corrections.PutRight": {
        "item_id": "an item that may go before the case does",
        "package_id": "a package, as the way and its recipient name it",
    },
    "hub_families.CaseReader": {"account_id": _ACCOUNT},
    "hub_families.OwnSide": {"item_id": "an item that may go before the case does"},
    "requests.RequestPerson": {
        "hub_case_id": "a case of the hub, which may go before the request does",
        "person_id": "somebody in that case",
    },
    "requests.HeldPassage": {
        "hub_case_id": "a case of the hub, which may go before the request does",
        "package_id": "a package, as the way and its sender name it",
        "passage_id": "a statement of whoever told it",
        "source_id": "what it was copied from, which may go before the copy does",
        "reason_id": _RECORD,
    },
    "requests.Consultation": {"package_id": "a package, as the way and its recipient name it"},
    "enquiries.OneTimeLink": {"ring_id": "a ring of the keyring"},
    "questions.HubQuestion": {
        "package_id": "a package, as the way and its sender name it",
        "draft_id": "what was begun of a file, which may go with the file while the question stays as answered",
    },
    "answers.Question": {"package_id": "a package, as the way and its sender name it"},
    "answers.WrongItem": {
        "package_id": "a package, as the way and its sender name it",
        "reply_id": "an answer, which goes twelve months after it was sent",
        "passage_id": "an item of that answer",
    },
    "answers.Reply": {"package_id": "a package, as the way and its recipient name it"},
    "decisions.CaseKept": {"rule_id": "a class of the schedule"},
    "retention.Hold": {
        "child_id": "a child who may leave the roll while the hold stands",
        "file_id": "a file, named so that the hold stands whatever becomes of it",
        "case_id": "a case that is closed while the hold is remembered",
        "item_id": "one thing of another room, by `item_kind`; a hold outlives what it names",
        "owner_id": _MEMBER,
    },
    "retention.ReviewDecision": {
        "entry_id": "an entry that may be destroyed by it",
        "batch_id": "the number of what was decided together",
    },
    "retention.ScheduleChange": {"rule_id": _RULE},
    "retention.DueCount": {"rule_id": _RULE},
    "retention.Destruction": {"rule_id": _RULE},
    "retention.DestructionItem": {"item_id": "what is destroyed"},
    "travel.Partner": {"other_id": "another organisation, perhaps of another installation"},
    "travel.Sending": {"package_id": "the number of a sealed package", "ring_id": "a ring of the partner's"},
    "travel.Arrival": {"package_id": "the number of a sealed package", "ring_id": "a ring of the keyring"},
    "receiving.Sorting": {"package_id": "the number of a sealed package"},
    "receiving.TakenPassage": {
        "passage_id": "a statement, which a correction may replace",
        "here_id": "a statement, which a correction may replace",
    },
    "travel.HeldHead": {"log_id": "an organisation whose log it is, perhaps of another installation"},
    "concerns.Concern": {"rule_id": _RULE, "send_id": "the number of a sending"},
    "concerns.Draft": {"membership_id": _MEMBER},
    "transfers.TransferPart": {
        "draft_id": "what was prepared, which goes with its file before the index does",
        "disclosure_id": "a disclosure, which goes with what was told before the index does",
        "package_id": "a package, as the way and its recipient name it",
    },
    "mistakes.Proof": {"rule_id": _RULE},
    "mistakes.TakenFrom": {"person_id": "a child or an adult"},
}


def own_models() -> list[type[models.Model]]:
    found = [one for one in apps.get_models() if one.__module__.startswith("fairward.")]
    assert len(found) > 30
    return found


def owned() -> list[type[models.Model]]:
    return [
        one
        for one in own_models()
        if "organisation_id" in {field.column for field in one._meta.concrete_fields}
        and one._meta.db_table not in OF_THE_INSTALLATION
    ]


def label(model: type[models.Model]) -> str:
    return str(model._meta.label)


@pytest.mark.parametrize("model", own_models(), ids=label)
class TestPrivacy:
    def test_every_column_has_a_class(self, model: type[models.Model]) -> None:
        columns = {field.name for field in model._meta.concrete_fields}
        stated = getattr(getattr(model, "Privacy", None), "columns", {})
        assert set(stated) == columns, f"{label(model)}.Privacy.columns must name every column and no other."
        assert set(stated.values()) <= CLASSES, f"{label(model)}: a class is one of {sorted(CLASSES)}."

    def test_it_says_when_its_rows_go(self, model: type[models.Model]) -> None:
        retention = getattr(model.Privacy, "retention", "")  # type: ignore[attr-defined]
        assert len(retention.split()) >= 3, (
            f"{label(model)}.Privacy.retention: one sentence, when its rows go."
        )

    def test_what_is_sealed_is_bytes_and_bytes_are_not_plain(self, model: type[models.Model]) -> None:
        """Content and names can only be binary columns; a binary column holds nothing in the clear."""
        hidden = {"directory", "sealed", "secret_hash", "wrapped_key"}
        for field in model._meta.concrete_fields:
            stated = model.Privacy.columns[field.name]  # type: ignore[attr-defined]
            if stated in ("directory", "sealed", "wrapped_key"):
                assert isinstance(field, models.BinaryField), (
                    f"{label(model)}.{field.name} is {stated}: bytes only."
                )
            if isinstance(field, models.BinaryField):
                named = {"audit", "keys", "people"}  # commitments, signatures, public halves, digests
                assert stated in hidden or model._meta.app_label in named, (
                    f"{label(model)}.{field.name}: what is in it?"
                )

    def test_free_text_is_never_in_the_clear(self, model: type[models.Model]) -> None:
        texts = [field for field in model._meta.concrete_fields if isinstance(field, models.TextField)]
        plain = [field.name for field in texts if model.Privacy.columns[field.name] not in ("public", "secret_hash", "state")]  # type: ignore[attr-defined]  # fmt: skip
        assert plain == [], f"{label(model)}: what people write is sealed (BinaryField)."


def test_owned_tables_are_of_the_base_class() -> None:
    others = {label(one) for one in owned() if not issubclass(one, Owned)}
    assert others <= {"audit.Seen"}, f"{others}: inherit tenancy.models.Owned."


Connect = Callable[..., psycopg.Connection[Any]]


@pytest.fixture
def both(raw: Connect) -> Iterator[dict[str, psycopg.Connection[Any]]]:
    yield {alias: raw(alias, "postgres") for alias in ("default", "keyring")}


def tables_with_owner(connection: psycopg.Connection[Any]) -> dict[str, tuple[bool, bool, str]]:
    """Table with organisation_id -> (row-level security on, forced, owner)."""
    rows = connection.execute(
        "SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner) FROM pg_class c "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id' AND NOT a.attisdropped "
        "WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace"
    ).fetchall()
    return {name: (on, forced, owner) for name, on, forced, owner in rows if name not in OF_THE_INSTALLATION}


def test_every_owned_table_is_walled(both: dict[str, psycopg.Connection[Any]]) -> None:
    for alias, least in (("default", 25), ("keyring", 7)):
        found = tables_with_owner(both[alias])
        assert len(found) >= least
        open_ = {name: facts for name, facts in found.items() if facts[:2] != (True, True)}
        assert open_ == {}, (
            "Add ProtectTable or AppendOnly to the migration: row-level security, enabled and forced."
        )
    stored = set().union(*(tables_with_owner(one) for one in both.values()))
    assert {one._meta.db_table for one in owned()} <= stored


def test_the_application_owns_nothing_and_passes_no_wall(both: dict[str, psycopg.Connection[Any]]) -> None:
    for connection in both.values():
        owns = connection.execute(
            "SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = 'fairward_app'"
        ).fetchone()
        role = connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = 'fairward_app'"
        ).fetchone()
        member = connection.execute(
            "SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = 'fairward_app'"
        ).fetchone()
        makes = connection.execute(
            "SELECT has_schema_privilege('fairward_app', 'public', 'CREATE')"
        ).fetchone()
        assert (owns, role, member, makes) == ((0,), (False,) * 4, (0,), (False,))


def rights(connection: psycopg.Connection[Any], table: str) -> set[str]:
    verbs = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES")
    asked = ", ".join(f"has_table_privilege('fairward_app', '{table}', '{verb}')" for verb in verbs)
    row = connection.execute(f"SELECT {asked}").fetchone()
    assert row is not None
    return {verb for verb, may in zip(verbs, row, strict=True) if may}


def test_what_is_appended_is_never_changed(both: dict[str, psycopg.Connection[Any]]) -> None:
    for table in sorted(NEVER_CHANGED):
        given = rights(both["default"], table)
        assert "UPDATE" not in given, f"{table}: the application may not change a line (AppendOnly)."
        assert table not in NEVER_DELETED or "DELETE" not in given, f"{table}: no line is ever deleted."
        assert "INSERT" in given


def test_the_application_has_no_more_than_rows(both: dict[str, psycopg.Connection[Any]]) -> None:
    for connection in both.values():
        names = [
            row[0]
            for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ]
        more = {name: rights(connection, name) & {"TRUNCATE", "TRIGGER", "REFERENCES"} for name in names}
        assert {name for name, found in more.items() if found} == set()
        public = connection.execute(
            "SELECT count(*) FROM information_schema.role_table_grants "
            "WHERE grantee = 'PUBLIC' AND table_schema = 'public'"
        ).fetchone()
        assert public == (0,)


def test_references_stay_inside_one_organisation(both: dict[str, psycopg.Connection[Any]]) -> None:
    """A single-column foreign key between owned tables would reach into another organisation: checks bypass the wall."""
    for connection in both.values():
        walled = tables_with_owner(connection)
        rows = connection.execute(
            "SELECT conname, conrelid::regclass::text, confrelid::regclass::text, array_length(conkey, 1), "
            "(SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(conkey) WITH ORDINALITY k(num, n) "
            " JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k.num) FROM pg_constraint WHERE contype = 'f'"
        ).fetchall()
        wrong = [
            name
            for name, table, target, width, columns in rows
            if table in walled and target in walled and (width < 2 or columns[0] != "organisation_id")
        ]
        assert wrong == [], "Use OwnedReference: (organisation_id, x_id), never x_id alone."


def test_unique_constraints_and_primary_keys_begin_with_the_organisation(
    both: dict[str, psycopg.Connection[Any]],
) -> None:
    for connection in both.values():
        walled = tables_with_owner(connection)
        rows = connection.execute(
            "SELECT indrelid::regclass::text, indexrelid::regclass::text, (SELECT attname FROM pg_attribute a "
            "WHERE a.attrelid = indrelid AND a.attnum = indkey[0]) FROM pg_index WHERE indisunique"
        ).fetchall()
        wrong = [index for table, index, first in rows if table in walled and first != "organisation_id"]
        assert wrong == [], "Unique across organisations tells one that another has the same."


@pytest.mark.parametrize("model", owned(), ids=label)
def test_what_names_another_owned_row_is_bound_to_it(model: type[models.Model], raw: Connect) -> None:
    """`x_id` of an owned table is a composite reference, or says in UNBOUND why it is not."""
    room = model._meta.app_label
    if room in ("audit", "keys"):
        return
    alias = "default"
    columns = {field.column for field in model._meta.concrete_fields if field.column.endswith("_id")} - {
        "organisation_id"
    }
    bound = {
        row[0]
        for row in raw(alias, "postgres").execute(
            "SELECT a.attname FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid "
            "AND a.attnum = ANY(c.conkey) WHERE c.contype = 'f' AND c.conrelid = %s::regclass",
            [model._meta.db_table],
        )
    }
    assert columns - bound <= UNBOUND.get(label(model), {}).keys(), (
        f"{label(model)}: {sorted(columns - bound)} need an OwnedReference, or a reason in UNBOUND."
    )
