"""Promise 5: what a lead writes, searches and passes on lies nowhere in plain text. A marker is typed into every field of the
desk and of a child's file; the reporter's own fields are in tests/integration/concerns/test_report_secrecy.py."""

from __future__ import annotations

import base64
import logging
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from fairward.config.postgres_binaries import find_binaries
from fairward.kernel.vocabulary import Basis, Purpose
from fairward.school.concerns.report_answers import Said
from tests.personas import DEPUTY, HEADTEACHER, LEAD, sign_in
from tests.support.living import Living, make_living

pytestmark = pytest.mark.django_db(transaction=True)
MARKER = "Zwelfenquarkmarker"
PLAIN = MARKER.encode()
HIDDEN = {
    "as it is": PLAIN,
    "in lower case": PLAIN.lower(),
    "as base64": base64.b64encode(PLAIN)[:20],
    "as hexadecimal digits": PLAIN.hex().encode(),
    "as UTF-16": MARKER.encode("utf-16-le"),
    "in lower case, as hexadecimal digits": PLAIN.lower().hex().encode(),
}
Raw = Callable[..., psycopg.Connection[Any]]


class Desk:
    """The lead's browser: each call is one form, sent with every text field holding the marker."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def send(self, address: str, *, expect: int = 302, **answers: Any) -> str:
        response = self.client.post(address, answers)
        page = response.content.decode()
        assert response.status_code == expect, (
            address,
            response.status_code,
            re.findall(r"error-message[^>]*>(.*?)</p", page, re.S),
        )
        return str(response.headers.get("Location", "")) or page

    def shows(self, address: str) -> None:
        """The words are there for whoever may read them: else the test would prove nothing."""
        response = self.client.get(address)
        assert response.status_code == 200 and MARKER in response.content.decode(), address


def day(name: str, ahead: int = 20) -> dict[str, str]:
    """A date in three boxes."""
    on = timezone.localdate() + timedelta(days=ahead)
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def work_through(living: Living, desk: Desk) -> None:
    """Every form of the desk and of a file, once with a mistake and once as it should be."""
    concern = living.report(
        Said(basis=Basis.CHILD_SAID, text=f"he said {MARKER}"), attachment=PLAIN, where=MARKER
    )
    address, child = f"/concerns/{concern}/", f"child-{living.amy}"
    desk.shows(address)
    desk.send(f"{address}reply/", text=f"Thank you, {MARKER}")
    desk.send(f"{address}child/", expect=200, text=MARKER)
    page = desk.client.get(address).content.decode()
    ticked = {
        f"{child}-{name}": re.findall(rf'name="{child}-{name}"[^>]*value="([0-9a-f-]{{36}})"', page)
        for name in ("statements", "attachments")
    }
    answers = {
        f"{child}-purpose": "child_protection",
        **ticked,
        f"{child}-action": f"Ring about {MARKER}",
        "file": "yes",
    }
    desk.send(address, expect=200, **answers)  # nobody is named for the action
    owner = str(living.school[LEAD].membership_id)
    place = desk.send(address, **answers, **{f"{child}-action_owner": owner}, **day(f"{child}-action_due"))
    entry = f"/entries/{place.rstrip('/').rpartition('/')[2]}/"
    desk.shows(entry)
    on_entry(living, desk, entry)
    in_file(living, desk, entry)


def on_entry(living: Living, desk: Desk, entry: str) -> None:
    statement = re.findall(
        r'name="statement"[^>]*value="([0-9a-f-]{36})"', desk.client.get(f"{entry}annotate/").content.decode()
    )
    desk.send(f"{entry}annotate/", kind="1", text=f"He fell: {MARKER}", statement=statement[:1])
    correction = {"statement-TOTAL_FORMS": "1", "statement-INITIAL_FORMS": "1", "statement-0-basis": "3",
                  "statement-0-source": MARKER, "statement-0-text": f"{MARKER} was said"}  # fmt: skip
    desk.send(f"{entry}correct/", expect=200, **correction, reason="")
    desk.send(f"{entry}correct/", **correction, reason=f"Wrong, {MARKER}")
    desk.shows(f"{entry}versions/")
    decision = {
        "outcome": "4",
        "rationale": MARKER,
        "child_voice": MARKER,
        "voice_missing": MARKER,
        **day("review_on"),
    }
    desk.send(f"{entry}decide/", expect=200, **decision)
    hold = {f"family-{living.amy}-decision": "1", f"family-{living.mother}-decision": "3",
            f"family-{living.mother}-ground": "child_asked_confidence",
            f"family-{living.mother}-approved_by": str(living.school[DEPUTY].membership_id),
            **day(f"family-{living.mother}-review_on", 5)}  # fmt: skip
    desk.send(f"{entry}decide/", **decision, **hold)
    desk.send(f"{entry}reopen/", reason=f"Again, {MARKER}")


def in_file(living: Living, desk: Desk, entry: str) -> None:
    added = {"kind": "4", "where": MARKER, "statement-TOTAL_FORMS": "1", "statement-INITIAL_FORMS": "0",
             "statement-0-basis": "3", "statement-0-source": MARKER, "statement-0-text": MARKER}  # fmt: skip
    address = f"/children/{living.amy}/add/{Purpose.WELFARE.code}/"
    desk.send(address, expect=200, **added, **{**day("occurred_on", 9), "occurred_on-month": "14"})
    desk.send(address, expect=200, **{**added, "add-another": "yes"}, **day("occurred_on", -1))
    desk.send(address, **added, **day("occurred_on", -1))
    assert MARKER in desk.send("/search/", expect=200, text=MARKER)
    desk.send("/children/", expect=200, text=MARKER)
    file = re.findall(r"/files/[0-9a-f-]{36}/", desk.client.get(entry).content.decode())[0]
    assert MARKER in desk.send(file, expect=200, text=MARKER)
    assert desk.client.post(f"{file}pdf/", {"for_whom": "inside"})["Content-Type"] == "application/pdf"
    todo = next(one for one in entries_on(desk, file) if is_done(desk, one))
    desk.shows(todo)
    attachment = re.findall(rf"{entry}attachments/[0-9a-f-]{{36}}/", desk.client.get(entry).content.decode())
    assert attachment and desk.client.get(attachment[0]).status_code == 200
    desk.client.get(f"/children/{living.amy}/?why={MARKER}")
    desk.client.get(f"/entries/{MARKER}/")


def entries_on(desk: Desk, file: str) -> list[str]:
    return re.findall(r"/entries/[0-9a-f-]{36}/", desk.client.get(file).content.decode())


def is_done(desk: Desk, entry: str) -> bool:
    """Only an action can be marked as done."""
    return desk.client.post(f"{entry}done/", {"note": MARKER}).status_code == 302


def staff_matters(living: Living, desk: Desk) -> None:
    talked = living.report(Said(basis=Basis.OBSERVED, text=MARKER))
    desk.send(f"/concerns/{talked}/talked/")
    passed = living.report(Said(basis=Basis.OBSERVED, text=MARKER))
    desk.send(f"/concerns/{passed}/pass-on/")
    head = Desk(sign_in(Client(), living.school[HEADTEACHER]))
    head.shows(f"/staff-concerns/{passed}/")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Temporary files land here and stay."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(os, "unlink", lambda *_, **__: None)
    yield folder


def dump(connection: psycopg.Connection[Any]) -> bytes:
    """What pg_dump writes of this database: a backup as somebody would steal it."""
    about = connection.info
    environment = {**os.environ, "PGPASSWORD": about.password}
    address = ["-h", about.host, "-U", about.user, "-d", about.dbname]
    programs = find_binaries()
    done = subprocess.run(
        [str(programs.folder / "pg_dump"), *address, "--data-only"],
        env=environment,
        capture_output=True,
        check=True,
    )
    return done.stdout


def found_in(places: dict[str, bytes]) -> list[tuple[str, str]]:
    return [(place, how) for place, text in places.items() for how, word in HIDDEN.items() if word in text]


def test_the_marker_is_nowhere(
    raw: Raw, temporary: Path, var: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    living = make_living()
    desk = Desk(sign_in(Client(), living.school[LEAD]))
    work_through(living, desk)
    staff_matters(living, desk)
    printed = capfd.readouterr()
    records = "\n".join(str(one.__dict__) for one in caplog.records if not one.name.startswith("django.db"))
    files = [path for folder in (temporary, var) for path in folder.rglob("*") if path.is_file()]
    places = {
        "records": dump(raw("default", "postgres")),
        "keys": dump(raw("keyring", "postgres")),
        "standard output": (printed.out + printed.err).encode(),
        "log": records.encode(),
        "mail": "".join(str(one.message()) for one in mail.outbox).encode(),
        "files": b"".join(str(path).encode() + path.read_bytes() for path in files),
    }
    assert len(places["records"]) > 50_000 and len(places["keys"]) > 5_000
    assert found_in(places) == []


def test_the_search_would_find_it(raw: Raw) -> None:
    """The organisation's name is public, and found; in a binary column it would be found too."""
    living = make_living(f"{MARKER} School")
    places = {"records": dump(raw("default", "postgres"))}
    assert ("records", "as it is") in found_in(places)
    raw("default", "postgres").execute(
        "UPDATE people_child SET identity = %s WHERE id = %s", [PLAIN, living.amy]
    )
    assert ("records", "as hexadecimal digits") in found_in({"records": dump(raw("default", "postgres"))})
