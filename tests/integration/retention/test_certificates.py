"""A certificate is proved by what it lists and by the log; whatever is changed afterwards shows."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from fairward.audit.evidence import check_log
from fairward.audit.gathering import evidence_of
from fairward.config import cli
from fairward.retention.checking import check_all, check_one
from fairward.retention.engine import carry_out
from fairward.retention.log_actions import erase_old_details, forget_what_is_left
from fairward.retention.models import Certificate, Hold
from fairward.tenancy.rows import fetch
from tests.personas import GOVERNOR, LEAD, sign_in
from tests.support.destroying import nothing_held, order_for
from tests.support.living import Living

pytestmark = pytest.mark.django_db(transaction=True)
Raw = Callable[..., Any]


@pytest.fixture
def living() -> Living:
    return nothing_held()


@pytest.fixture
def certificate(living: Living) -> UUID:
    order_for(living, living.ids["entry"])
    carry_out(living.school.organisation_id)
    with living.school.transaction():
        return Certificate.objects.get(organisation_id=living.school.organisation_id).id


def findings(living: Living, certificate: UUID) -> list[str]:
    with living.school.transaction():
        return check_one(living.school.organisation_id, certificate)


def test_it_holds_and_the_log_proves_it(
    living: Living, certificate: UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    organisation_id = living.school.organisation_id
    with living.school.transaction():
        assert check_all(organisation_id) == {certificate: []}
        assert check_log(evidence_of(organisation_id, keys=(), earlier=())).is_sound
    assert cli.main(["retention", "verify"]) == 0
    assert "1 certificates, 1 proved by the log" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ("DELETE FROM retention_destructionitem WHERE kind = 2", "not what it counts"),
        ("UPDATE retention_destructionitem SET item_id = gen_random_uuid() WHERE kind = 2", "not what it counts"),
        ("UPDATE retention_certificate SET items = items - 1", "not what it counts"),
        ("UPDATE retention_certificate SET digest = repeat('0', 64)", "The log says something else"),
        ("DELETE FROM audit_leaf WHERE event = 'retention.destroyed'", "0 lines"),
        ("UPDATE audit_detail d SET body = replace(convert_from(body, 'UTF8'), '3 destroyed', '2 destroyed')::bytea "
         "FROM audit_leaf l WHERE l.id = d.id AND l.event = 'retention.destroyed'", "The log says something else"),
        ("UPDATE retention_destructionitem SET item_id = (SELECT id FROM files_entry LIMIT 1) WHERE kind = 2",
         "is still there"),
    ],
)  # fmt: skip
def test_whatever_is_changed_shows(
    living: Living, certificate: UUID, raw: Raw, change: str, finding: str
) -> None:
    changed = raw(role="postgres").execute(f"SET session_replication_role = replica; {change}")
    assert changed is not None
    assert any(finding in one for one in findings(living, certificate))
    assert cli.main(["retention", "verify"]) == 1


def test_the_pages_say_numbers_and_nothing_else(living: Living, certificate: UUID) -> None:
    lead, governor = (sign_in(Client(), living.school[who]) for who in (LEAD, GOVERNOR))
    listed = lead.get("/retention/certificates/").content.decode()
    assert "2 entries and 1 file" in listed and "Child protection, harm substantiated" in listed
    address = f"/retention/certificates/{certificate}/"
    page = lead.get(address).content.decode()
    assert "It is proved" in page and "Amira Khan" in page
    assert not [word for word in ("Amy", "Fairbairn", "bruise") if word in listed + page]
    paper = b"".join(lead.post(f"{address}pdf/"))
    words = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(paper)).pages)
    assert "Certificate of destruction" in words and "Amira Khan" in words
    numbers = governor.get("/retention/certificates/").content.decode()
    assert "2 entries and 1 file" in numbers and address not in numbers
    assert governor.get(address).status_code == 403


def test_six_years_later_the_log_forgets_details_and_still_proves_it(
    living: Living, certificate: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation_id, entry_id = living.school.organisation_id, living.ids["entry"]

    def details() -> int:
        with living.school.transaction():
            asked = (
                "SELECT count(*) FROM audit_leaf l JOIN audit_detail d ON d.organisation_id = l.organisation_id "
                "AND d.id = l.id WHERE l.organisation_id = %s AND l.item_id = %s"
            )
            return int(fetch(asked, [organisation_id, entry_id])[0][0])

    def erased() -> int:
        with living.school.transaction():
            return erase_old_details(organisation_id)

    assert details() > 0 and erased() == 0
    then = timezone.now() + timedelta(days=6 * 365 + 3)
    monkeypatch.setattr(timezone, "now", lambda: then)
    assert erased() > 0 and details() == 0 and erased() == 0
    with living.school.transaction():
        assert forget_what_is_left(organisation_id) > 0 and forget_what_is_left(organisation_id) == 0
        assert not Hold.objects.filter(organisation_id=organisation_id).exists()
    assert findings(living, certificate) == []
    with living.school.transaction():
        assert check_log(evidence_of(organisation_id, keys=(), earlier=())).is_sound


def test_the_command_finishes_what_is_ordered(living: Living, capsys: pytest.CaptureFixture[str]) -> None:
    order_for(living, living.ids["decided"])
    assert cli.main(["retention", "run", "--organisation", str(living.school.organisation_id)]) == 0
    assert "1 order finished" in capsys.readouterr().out
