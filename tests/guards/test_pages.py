"""What every page has and what none may have: one heading that the title repeats, no inline script or style, csrf in forms;
and a page that is only looked at writes nothing but that it was looked at."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from tests.guards.source import templates

if TYPE_CHECKING:
    from tests.guards.walk import Answer

LOG = {"default.audit_leaf", "default.audit_detail", "default.audit_pending", "default.audit_seen"}
# Tables that a GET may write to beside the log's -> at which addresses, and why.
READING = {"desk:concern", "desk:filed", "desk:talk", "desk:pass_on", "desk:staff_concern"}
# Tables that a GET may write to beside the log's -> at which addresses.
MAY_WRITE = {
    "default.accounts_session": {
        "accounts:second_factor"
    },  # the secret of a new app waits for its first code
    "default.concerns_concern": READING,  # a lead has read it: its reporter sees "read"
    "default.concerns_addition": READING,
    # opened is read: whoever takes something back is told whether and when
    "default.rights_shownversion": {
        f"family:{page}" for page in ("record", "entry", "say", "say_claim", "wrong", "wrong_claim", "sides")
    },
}
# The page after an error sends again what was sent, the token with the rest.
KEEPS_ITS_TOKEN = {"web/templates/web/errors/unsaved.html"}


class Page(HTMLParser):
    """What a guard needs to know of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings, self.title, self.forbidden = [], "", []  # type: list[str], str, list[str]
        self.forms: list[tuple[str, bool]] = []
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("h1", "title"):
            self._inside = tag
            self.headings += [""] if tag == "h1" else []
        if tag == "form":
            self.forms.append(((given.get("method") or "get").lower(), False))
        if given.get("name") == "csrfmiddlewaretoken" and self.forms:
            self.forms[-1] = (self.forms[-1][0], True)
        if tag == "style" or (
            tag == "script" and "src" not in given and given.get("type") != "application/json"
        ):
            self.forbidden.append(f"<{tag}>")
        self.forbidden += [f"{tag} {name}=" for name in given if name == "style" or name.startswith("on")]
        self.forbidden += [
            f"{tag} javascript:" for value in given.values() if (value or "").startswith("javascript:")
        ]

    def handle_endtag(self, tag: str) -> None:
        self._inside = "" if tag == self._inside else self._inside

    def handle_data(self, data: str) -> None:
        if self._inside == "h1":
            self.headings[-1] += data
        elif self._inside == "title":
            self.title += data


@pytest.fixture(scope="module")
def pages(walked: list[Answer]) -> dict[str, Page]:
    """Each page once for each person who gets it: `desk:desk as lead`."""
    found = {
        f"{one.name} as {one.who} ({one.status})": Page(one.html) for one in walked if "<html" in one.html
    }
    assert len({name.split()[0] for name in found}) > 70
    return found


def words(text: str) -> str:
    return " ".join(text.split())


def test_every_page_has_one_heading(pages: dict[str, Page]) -> None:
    wrong = {name: page.headings for name, page in pages.items() if len(page.headings) != 1}
    assert wrong == {}, "Give the page exactly one <h1>."


def test_every_title_repeats_the_heading(pages: dict[str, Page]) -> None:
    wrong = {
        name: (words(page.title), words(page.headings[0]))
        for name, page in pages.items()
        if page.headings and not words(page.title).removeprefix("Error: ").startswith(words(page.headings[0]))
    }
    assert wrong == {}, "(title, heading): begin the title with the words of the <h1>."


def test_no_page_has_script_or_style_inside(pages: dict[str, Page]) -> None:
    wrong = {name: page.forbidden for name, page in pages.items() if page.forbidden}
    assert wrong == {}, (
        "Move scripts and styles into files: the Content-Security-Policy stops them inside a page."
    )


def test_every_form_that_posts_has_its_token(pages: dict[str, Page]) -> None:
    wrong = {name for name, page in pages.items() if ("post", False) in page.forms}
    assert wrong == set(), "Put {{ csrf_input }} into every form that posts."


def test_looking_at_a_page_writes_only_that_somebody_looked(walked: list[Answer]) -> None:
    wrong = {
        (one.name, table)
        for one in walked
        for table in one.written - LOG
        if one.name not in MAY_WRITE.get(table, set())
    }
    assert wrong == set(), "GET may write to the log only: move the change behind a POST."


def test_the_guard_sees_writes(walked: list[Answer]) -> None:
    """A guard that sees nothing would pass as well: reading an entry is on the log."""
    lead = next(one for one in walked if (one.name, one.who) == ("chronology:entry", "lead"))
    assert "default.audit_leaf" in lead.written


@pytest.mark.parametrize("name", templates())
def test_a_template_has_nothing_inline_and_its_tokens(name: str) -> None:
    """The source too: a branch that nobody walked through."""
    text = templates()[name]
    inline = re.findall(r"<style|<script(?![^>]*\bsrc=)|<[^>{]*\s(?:style|on[a-z]+)=", text)
    assert inline == [], f"{name}: no inline script, style or handler."
    posts = text.count('method="post"')
    assert text.count("csrf_input") >= posts or name in KEEPS_ITS_TOKEN, (
        f"{name}: {{{{ csrf_input }}}} is missing in a form."
    )
    safe = re.findall(r"(?:[^'\"\s]|\w)\s*\|\s*safe", text)
    assert safe == [], f"{name}: only a constant may be marked safe in a template."


@pytest.mark.parametrize("name", templates())
def test_a_template_has_at_most_one_heading(name: str) -> None:
    """Two in one file are right only on two sides of an `else`."""
    if name.startswith("design/"):
        return  # macros: the pages that use them are looked at above
    headings = len(re.findall(r"<h1[\s>]", templates()[name]))
    branches = 1 + len(re.findall(r"{%-?\s*(?:else|elif)", templates()[name]))
    assert headings <= branches, f"{name} has {headings} <h1>."
