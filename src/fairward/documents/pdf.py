"""Makes a tagged PDF from HTML of ours. It may not fetch anything: what is not in the HTML is not in the PDF."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

STYLE = "print.css"
PAGE = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title></head>'
    "<body>{body}</body></html>"
)

# For a document that is made in parts: what stands at the foot, where its pages begin, how they are counted.
PART = """
@page {{ @bottom-left {{ content: "{foot}" }} @bottom-right {{ content: "Page " counter(page, {counted}) }} }}
@page :first {{ counter-reset: page {first} }}
"""
_FOOT = re.compile(r"[\w /.,-]*")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a longer document: the number of its first page, and what stands at the foot of each.

    Its last page cannot be said, because nobody knows it yet. `is_roman`: pages i, ii, iii, for what stands in front.
    """

    first_page: int
    foot: str
    is_roman: bool = False

    @property
    def style(self) -> str:
        """As a style sheet."""
        if not _FOOT.fullmatch(self.foot):
            raise ValueError("The foot of a page has letters, digits and plain signs only.")
        counted = "lower-roman" if self.is_roman else "decimal"
        return PART.format(foot=self.foot, counted=counted, first=self.first_page)


class DocumentsUnavailable(Exception):
    """PDFs cannot be made on this machine; `sentence` says what to install."""

    sentence = (
        "PDFs cannot be made here, because the text layout library Pango is missing. Whoever looks after the server "
        "installs it, on Debian and Ubuntu with: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )

    def __init__(self) -> None:
        super().__init__(self.sentence)


class OutsideReference(Exception):
    """The HTML asked for a picture, font or style that is not in it: a mistake in a template."""


def render(html: str, *, title: str, lang: str = "en-GB", style: str = "", part: Part | None = None) -> bytes:
    """A tagged PDF (PDF/UA-1) of a whole page or of a body's content, with the package's print style and `style` after it.

    `part`: it is one of several that `joining` puts together.
    DocumentsUnavailable without Pango; OutsideReference when the HTML refers to anything outside itself.
    """
    weasyprint = _weasyprint()
    fetcher = _fetcher_class()()
    page = weasyprint.HTML(string=_whole(html, title, lang), url_fetcher=fetcher)
    sheets = [_style(), style, part.style if part is not None else ""]
    document = page.render(
        stylesheets=[_sheet(sheet) for sheet in sheets if sheet],
        pdf_variant="pdf/ua-1", pdf_tags=True,
    )  # fmt: skip
    document.metadata.title, document.metadata.lang = title, lang
    document.metadata.generator = "Fairward"
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    if fetcher.was_asked:
        raise OutsideReference(
            "The document refers to something outside itself; nothing is fetched for a PDF."
        )
    return made


def _whole(html: str, title: str, lang: str) -> str:
    from django.utils.html import escape

    if html.lstrip()[:15].lower().startswith(("<!doctype", "<html")):
        return html
    return PAGE.format(lang=escape(lang), title=escape(title), body=html)


@lru_cache(maxsize=32)
def _sheet(text: str) -> Any:
    """A style sheet, parsed once: there are few, and parsing takes as long as laying out a page."""
    return _weasyprint().CSS(string=text)


@cache
def _style() -> str:
    return resources.files(__package__).joinpath("static", "documents", STYLE).read_text(encoding="utf-8")


def _weasyprint() -> Any:
    """WeasyPrint, imported when first needed: it loads Pango, which not every machine has."""
    try:
        import weasyprint
    except OSError:
        raise DocumentsUnavailable from None
    # Its warnings quote what they are about, which here is content.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL + 1)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    return weasyprint


@cache
def _fetcher_class() -> Any:
    from weasyprint.urls import URLFetcher

    class Refusing(URLFetcher):  # type: ignore[misc]  # the library has no types
        """Fetches nothing, and remembers that it was asked: WeasyPrint itself would go on without a word."""

        was_asked = False

        def fetch(self, url: str, headers: object = None) -> Any:
            self.was_asked = True
            raise ValueError("nothing is fetched")

    return Refusing
