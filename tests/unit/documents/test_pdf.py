"""PDFs of ours: tagged, titled, in English, with the words in them, and fetching nothing."""

from __future__ import annotations

import builtins
import io
import logging
import sys
from typing import Any

import pypdf
import pytest

from fairward.documents import pdf

HTML = """<h1>Chronology</h1><p>Seen or heard: “a bruise”, 12 May 2026.</p>
<table><caption>Entries</caption><thead><tr><th scope="col">Date</th><th scope="col">What</th></tr></thead>
<tbody><tr><td>12 May 2026</td><td>Zoë fell</td></tr></tbody></table>"""


def read(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def kinds_of(element: Any) -> set[str]:
    """The kinds of all structure elements, which is what a screen reader meets."""
    element = getattr(element, "get_object", lambda: element)()
    if isinstance(element, list):
        return set().union(*(kinds_of(child) for child in element))
    if not isinstance(element, dict):
        return set()
    return {str(element.get("/S"))} | kinds_of(element.get("/K", []))


def test_it_is_tagged_has_a_title_a_language_and_the_words() -> None:
    made = read(pdf.render(HTML, title="Chronology of one file"))
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert made.metadata is not None and made.metadata.title == "Chronology of one file"
    assert {"/H1", "/P", "/Table", "/TH", "/TD"} <= kinds_of(root["/StructTreeRoot"]["/K"])
    text = made.pages[0].extract_text()
    assert "Zoë fell" in text and "“a bruise”" in text and "Page 1 of 1" in text


def test_it_says_that_it_is_pdf_ua() -> None:
    assert b"pdfuaid" in read(pdf.render(HTML, title="x")).trailer["/Root"]["/Metadata"].get_data()


def test_a_whole_page_may_be_given_and_a_title_cannot_break_out() -> None:
    whole = (
        "<!doctype html><html lang='en-GB'><head><title>old</title></head><body><h1>Hello</h1></body></html>"
    )
    assert read(pdf.render(whole, title="New")).metadata.title == "New"  # type: ignore[union-attr]
    tricky = "</title><h1>x</h1>"
    made = read(pdf.render("<p>y</p>", title=tricky))
    assert made.metadata is not None and made.metadata.title == tricky
    assert "x" not in made.pages[0].extract_text().replace("Fairward Page 1 of 1", "")


@pytest.mark.parametrize(
    "html",
    [
        "<img src='http://127.0.0.1:9/x.png' alt='x'>",
        "<img src='file:///etc/hostname' alt='x'>",
        "<link rel='stylesheet' href='https://example.org/x.css'>",
        "<p style='background: url(file:///etc/hostname)'>x</p>",
    ],
)
def test_it_fetches_nothing_and_says_that_it_was_asked(html: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(pdf.OutsideReference):
        pdf.render(html, title="x")
    assert "hostname" not in caplog.text


def test_drawings_inside_the_page_need_no_fetching() -> None:
    drawing = (
        "<svg role='img' aria-label='a circle' width='40' height='40'><circle r='10' cx='20' cy='20'/></svg>"
    )
    assert read(pdf.render(f"<h1>x</h1>{drawing}", title="x")).pages


def test_without_pango_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_pango(name: str, *rest: Any, **more: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest, **more)

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(pdf.DocumentsUnavailable) as missing:
        pdf.render("<p>x</p>", title="x")
    assert "apt-get install libpango-1.0-0" in missing.value.sentence
