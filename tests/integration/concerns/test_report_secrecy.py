"""A marker typed into every field is nowhere in plain text: not in either database, a mail, a log or a temporary file."""

from __future__ import annotations

import base64
import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.support.reporting import WHAT, WHEN, WHO, Reporter, questions_on, sent

if TYPE_CHECKING:
    from uuid import UUID

    from tests.personas import School

pytestmark = pytest.mark.django_db(transaction=True)
MARKER = "Quillowfenmarker"
HIDDEN = (MARKER, MARKER.lower(), base64.b64encode(MARKER.encode()).decode()[:20], MARKER.encode().hex(),
          MARKER.encode("utf-16-le").decode("latin-1"))  # fmt: skip


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Everything that would be written as a temporary file lands here, and stays for us to see."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    made: list[int] = []
    monkeypatch.setattr(os, "unlink", lambda path, **_: made.append(1))
    yield folder


def rows_of(connection: Any) -> str:
    """Every value of every table as text, bytes as what they are."""
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    found = []
    for (table,) in tables:
        for row in connection.execute(f'SELECT * FROM "{table}"').fetchall():
            found += [
                bytes(one).decode("latin-1") if isinstance(one, bytes | memoryview) else str(one)
                for one in row
            ]
    return "\n".join(found)


def fill_everything(dawn: Reporter, amy: UUID) -> None:
    """Every field of every page, a page with gaps, a refused file, a kept file, marks, a hint put aside."""
    dawn.who(amy, search=MARKER, unknown="yes", unknown_child=MARKER)
    dawn.who(amy, do="search", search=MARKER)
    dawn.text(WHO)
    dawn.client.post("/report/children/", {"q": MARKER})
    dawn.safe("not_sure", safe_note=MARKER)
    named = {
        "told": MARKER,
        "read": MARKER,
        "file": SimpleUploadedFile(f"{MARKER}.txt", MARKER.encode() * 300_000),
    }
    dawn.what(f"Mum seemed {MARKER}", "", **named)
    one = dawn.statements()[0]
    marks = {"marks-TOTAL_FORMS": "1", "marks-INITIAL_FORMS": "0", "marks-0-size": MARKER, "marks-0-colour": MARKER,
             "marks-0-description": MARKER}  # fmt: skip
    dawn.client.post(f"/report/body/{one}/", {**marks, "do": "done", "asked": "marks"})
    typed = {
        "clock": MARKER,
        "where": MARKER,
        "told": "yes",
        "told_whom": MARKER,
        "on-day": MARKER,
        "on-month": MARKER,
    }
    dawn.post(WHEN, when="other", **typed, asked=questions_on(dawn.post(WHEN, when="other", **typed)))


def test_the_marker_is_nowhere(
    school: School, amy: UUID, dawn: Reporter, raw: Callable[..., Any], temporary: Path, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    databases = [raw(alias, "postgres") for alias in ("default", "keyring")]
    fill_everything(dawn, amy)
    assert MARKER in dawn.text(WHAT)  # the draft holds it, for its writer
    _assert_nowhere(databases, temporary, caplog, capfd)
    concern_id = sent(dawn.send())
    page = f"/my-reports/{concern_id}/add/"
    one = dawn.text(page).split('name="statement" value="')[1][:36]
    added = dawn.client.post(
        page, {"statement": [one], f"text-{one}": MARKER, f"basis-{one}": "3", f"told-{one}": MARKER}
    )
    assert added.status_code == 302
    dawn.text("/my-reports/")
    _assert_nowhere(databases, temporary, caplog, capfd)


def test_the_marker_would_be_found(school: School, raw: Callable[..., Any]) -> None:
    """The search above does find what lies in the clear: the school's name."""
    assert school.name in rows_of(raw("default", "postgres"))


def test_a_failure_tells_the_log_no_word(
    amy: UUID, dawn: Reporter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    from fairward.school.concerns import report_actions

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(MARKER)

    caplog.set_level(logging.DEBUG)
    dawn.client.raise_request_exception = False
    dawn.who(amy)
    dawn.what(MARKER)
    monkeypatch.setattr(report_actions, "concern_to_bytes", fail)
    assert dawn.send().status_code == 500
    printed = capfd.readouterr()
    assert not any(word in printed.out + printed.err for word in HIDDEN)
    monkeypatch.undo()
    assert sent(dawn.send())  # nothing was lost by it


def _assert_nowhere(
    databases: list[Any], temporary: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    printed = capfd.readouterr()
    places = {
        "records": rows_of(databases[0]),
        "keys": rows_of(databases[1]),
        "log": printed.out + printed.err + "\n".join(str(one.__dict__) for one in caplog.records),
        "temporary": "\n".join(
            path.read_bytes().decode("latin-1") + str(path) for path in temporary.rglob("*") if path.is_file()
        ),
    }
    for place, text in places.items():
        assert not [word for word in HIDDEN if word in text], place
