"""Every answer says the same to the browser: run our own files only, keep nothing, tell nobody."""

from __future__ import annotations

import pytest
from django.test import Client

from fairward.web.headers import HEADERS


@pytest.mark.parametrize(
    "path",
    [
        "/health/live",
        "/gallery/",
        "/privacy/",
        "/no/such/page/",
        "/fail/value/",
        "/fail/away/",
        "/only-post/",
    ],
)
def test_every_answer_carries_them(stranger: Client, path: str) -> None:
    response = stranger.get(path)
    assert {name: response[name] for name in HEADERS} == HEADERS
    assert response["Cache-Control"] == "no-store"


def test_nothing_inline_and_nothing_from_elsewhere_may_run() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy


def test_https_is_remembered_only_where_it_is_used(stranger: Client) -> None:
    assert "Strict-Transport-Security" not in stranger.get("/privacy/")
    assert "max-age=63072000" in stranger.get("/privacy/", secure=True)["Strict-Transport-Security"]


@pytest.mark.django_db  # closing the answer asks the connection whether it is still of use
def test_static_files_may_be_kept_and_are_not_sniffed(stranger: Client) -> None:
    response = stranger.get("/static/design/fairward.css")
    assert response.status_code == 200
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" not in response["Cache-Control"]
    response.close()


@pytest.mark.parametrize("part", ["", "form", "body", "interruption"])
def test_no_page_of_the_gallery_has_script_or_style_in_it(stranger: Client, part: str) -> None:
    html = stranger.get(f"/gallery/?part={part}").text
    assert "<style" not in html
    assert " style=" not in html
    assert " onclick=" not in html
    assert html.count("<script") == html.count('<script type="module" src="/static/')
    assert html.count("<h1") == 1
    assert html.count('method="post"') == html.count("csrfmiddlewaretoken")


def test_an_address_for_answers_only_says_so_in_words(stranger: Client) -> None:
    response = stranger.get("/only-post/")
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "This page cannot be opened like that" in response.text


def test_too_much_at_once_says_so(stranger: Client, settings: object) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5  # type: ignore[attr-defined]
    response = stranger.post("/echo/", {f"field{number}": "x" for number in range(9)})
    assert response.status_code == 413
    assert "too much at once" in response.text
