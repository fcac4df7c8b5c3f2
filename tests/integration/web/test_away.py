"""The database goes away: what was typed stays in the page, says whom to call, and can be sent again."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from fairward.design.pieces import Contact
from fairward.web.contacts import read_contacts, write_contacts
from tests.personas import SUPERVISOR, School, sign_in

TYPED = 'He said "don\'t" & cried.\n<b>Second</b> line, long enough to be missed if it were lost.'


@contextmanager
def nobody_at_the_socket() -> Iterator[None]:
    """Both databases as after a crash: open connections dead, new ones refused."""
    before = {alias: dict(connections[alias].settings_dict) for alias in ("default", "keyring")}
    for alias in before:
        connections[alias].close()
        connections[alias].settings_dict.update(HOST="/nonexistent", PORT="1")
    try:
        yield
    finally:
        for alias, settings in before.items():
            connections[alias].close()
            connections[alias].settings_dict.update(settings)


def fields(page: str) -> dict[str, str]:
    """What the form of the page would send again."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    shown = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {name: html.unescape(value) for name, value in hidden + shown}


def with_token(client: Client) -> str:
    page = client.get("/form/").text
    return re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]


@pytest.fixture
def careful(school: School) -> Client:
    """Signed in, and checked for forged forms as in life."""
    return sign_in(
        Client(enforce_csrf_checks=True, raise_request_exception=False), school[SUPERVISOR], unlocked=False
    )


def test_what_was_typed_stays_and_is_sent_again_when_the_database_is_back(
    careful: Client, school: School
) -> None:
    write_contacts(school.organisation_id, [Contact("Safeguarding lead", "01632 960 101")])
    answers = {"what": TYPED, "who": "Robin", "csrfmiddlewaretoken": with_token(careful)}
    with nobody_at_the_socket():
        response = careful.post("/form/?page=3", answers)
    assert response.status_code == 503
    assert response["Retry-After"]
    assert "01632 960 101" in response.text
    assert 'href="tel:999"' in response.text
    assert 'action="/form/?page=3"' in response.text
    assert "<b>Second" not in response.text
    assert fields(response.text) == answers

    again = careful.post("/form/?page=3", fields(response.text))
    assert (again.status_code, again.text) == (200, f"saved: {TYPED}")


def test_a_form_typed_on_a_phone_keeps_its_line_ends_and_repeated_answers(careful: Client) -> None:
    answers: dict[str, Any] = {
        "what": "a\r\nb",
        "themes": ["1", "2"],
        "csrfmiddlewaretoken": with_token(careful),
    }
    with nobody_at_the_socket():
        page = careful.post("/form/", answers).text
    assert page.count('name="themes"') == 2
    assert fields(page)["what"] == "a\r\nb"


def test_a_connection_killed_in_the_middle_is_the_same_page(
    somebody: Client, raw: Callable[..., Any], school: School
) -> None:
    somebody.get("/form/")
    killer = raw(role="postgres")
    killer.autocommit = True
    pid = connections["default"].connection.info.backend_pid
    killer.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    assert somebody.get("/form/").status_code in {200, 503}
    with somebody_waits(school, killer):
        pass
    connections["default"].close()
    assert somebody.get("/form/").status_code == 200


@contextmanager
def somebody_waits(school: School, killer: Any) -> Iterator[None]:
    """A transaction whose connection is killed while it is open ends as "away", not as another error."""
    from django.db import OperationalError

    connections["default"].close()
    with pytest.raises(OperationalError), school.transaction():
        pid = connections["default"].connection.info.backend_pid
        killer.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT 1")
    yield


def test_secrets_are_not_sent_back_and_files_are_named(stranger: Client) -> None:
    note = SimpleUploadedFile("drawing.png", b"123")
    response = stranger.post("/fail/away/", {"passphrase": "seven quiet dogs", "what": TYPED, "paper": note})
    assert response.status_code == 503
    assert "seven quiet dogs" not in response.text
    assert "Files cannot be kept in a page." in response.text
    assert "drawing.png" in response.text
    assert "Send again" not in response.text


def test_any_other_error_keeps_what_was_typed_too(careful: Client) -> None:
    response = careful.post("/fail/value/", {"what": TYPED, "csrfmiddlewaretoken": with_token(careful)})
    assert response.status_code == 500
    assert fields(response.text)["what"] == TYPED
    assert "Send again" in response.text


def test_a_forged_form_is_shown_to_copy_and_cannot_be_sent(careful: Client) -> None:
    response = careful.post("/form/", {"what": TYPED, "csrfmiddlewaretoken": "forged"})
    assert response.status_code == 403
    assert "Second" in response.text
    assert "<form" not in response.text
    assert "forged" not in response.text


def test_a_forged_form_gets_no_good_token_from_the_page_either(careful: Client) -> None:
    with_token(careful)
    with nobody_at_the_socket():
        page = careful.post("/form/", {"what": TYPED, "csrfmiddlewaretoken": "forged"}).text
    assert "csrfmiddlewaretoken" not in page or fields(page)["csrfmiddlewaretoken"] == "forged"


def test_health_tells_living_from_ready(stranger: Client, transactional_db: None) -> None:
    assert stranger.get("/health/live").json() == {"status": "live"}
    found = stranger.get("/health/ready").json()
    assert found == {"status": "ready", "default": "ready", "keyring": "ready", "keys": "ready"}
    with nobody_at_the_socket():
        assert stranger.get("/health/live").status_code == 200
        response = stranger.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["keyring"] == "away"


def test_a_sign_in_cookie_does_not_stop_health_from_answering(careful: Client) -> None:
    with nobody_at_the_socket():
        assert careful.get("/health/live").status_code == 200


def test_numbers_are_shown_to_whom_they_belong_only(
    careful: Client, school: School, stranger: Client
) -> None:
    write_contacts(school.organisation_id, [Contact("Lead", "01632 960 101")])
    careful.get("/form/")
    assert "01632 960 101" in careful.get("/fail/away/").text
    stranger.cookies["fairward_contacts"] = str(school.organisation_id)
    assert "01632" not in stranger.get("/fail/away/").text
    stranger.cookies["fairward_contacts"] = "../../etc/passwd"
    assert stranger.get("/fail/away/").status_code == 503


def test_no_numbers_yet_is_no_error(school: School) -> None:
    assert read_contacts(school.organisation_id) == []
