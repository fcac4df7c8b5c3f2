"""The pages on which a family comes in can be read by somebody of about eleven years, and the sheet too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fairward
from tests.support.plain_words import LONGEST, OLDEST, age, sentences

ROOT = Path(fairward.__file__).parent
PAGES = [
    *sorted((ROOT / "keyholding/templates/keyholding/family").glob("*.html")),
    ROOT / "families/templates/families/paper.html",
    ROOT / "families/templates/families/sheet.html",
    ROOT / "hub/families/templates/hub_families/sheet.html",
    ROOT / "accounts/templates/accounts/first_code.html",
    ROOT / "accounts/templates/accounts/offer.html",
]
WORDS = re.compile(r"<(p|li|div)\b[^>]*>(.*?)</\1>", re.DOTALL)
JARGON = re.compile(
    r"administrator|second factor|authenticator|ring\b|recovery|organisation|seal", re.IGNORECASE
)


def text_of(page: Path) -> str:
    """What the page says in paragraphs and lists; both ways where it says one or the other."""
    source = re.sub(r"{#.*?#}", "", page.read_text(), flags=re.DOTALL)
    source = re.sub(r"{%.*?%}", " ", re.sub(r"{{.*?}}", "it", source), flags=re.DOTALL)
    said = (re.sub(r"<[^>]+>", " ", words) for _, words in WORDS.findall(source))
    return " ".join(
        one.strip() if one.strip().endswith((".", ":", "?")) else f"{one.strip()}." for one in said
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_it_is_easy_to_read(page: Path) -> None:
    text = text_of(page)
    found = sentences(text)
    assert len(found) >= 2 and not JARGON.search(text)
    assert [" ".join(one) for one in found if len(one) > LONGEST] == []
    assert age(text) <= OLDEST, f"{page.name} is for {age(text):.1f} years: shorter sentences, shorter words."
