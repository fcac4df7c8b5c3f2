"""Every link, picture and test that a document names exists; no picture lies about unused. It may not fetch anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.md")])
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)
MOST_PICTURES, LARGEST = 24, 120_000


def words(name: str) -> str:
    """A document without its examples."""
    return FENCE.sub("", (ROOT / name).read_text(encoding="utf-8"))


def anchors(path: Path) -> set[str]:
    """The names that headings have as targets of links."""
    plain = [
        re.sub(r"[^\w\- ]", "", one.lower()) for one in HEADING.findall(path.read_text(encoding="utf-8"))
    ]
    return {one.strip().replace(" ", "-") for one in plain}


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    broken = []
    for target in LINK.findall(words(name)):
        if re.match(r"https?:|mailto:|tel:", target):
            continue
        file, _, anchor = target.partition("#")
        path = ((ROOT / name).parent / file).resolve() if file else ROOT / name
        if not path.exists() or (anchor and anchor not in anchors(path)):
            broken.append(target)
    assert broken == [], f"{name} links to what is not there: mend the link or write the page."


@pytest.mark.parametrize("name", NAMES)
def test_every_test_that_is_named_exists(name: str) -> None:
    missing = []
    for file, function in TEST.findall(words(name)):
        path = ROOT / file
        if not path.exists() or (function and f"def {function}(" not in path.read_text(encoding="utf-8")):
            missing.append(f"{file}::{function}")
    assert missing == [], f"{name} names a test that is not there: name the one that proves it now."


def test_every_page_of_the_guide_can_be_found_from_its_index() -> None:
    guide = {path.resolve() for path in (ROOT / "docs").glob("*.md")} - {
        (ROOT / "docs" / "index.md").resolve()
    }
    linked = {
        (ROOT / "docs" / one.partition("#")[0]).resolve() for one in LINK.findall(words("docs/index.md"))
    }
    assert guide <= linked, "Link the page from docs/index.md."


def test_pictures_are_few_small_and_used() -> None:
    used = {
        Path(target).name for name in NAMES for target in LINK.findall(words(name)) if target.endswith(".png")
    }
    there = {path.name: path.stat().st_size for path in IMAGES.glob("*.png")}
    assert set(there) == used, "A picture is missing, or lies there unused."
    assert len(there) <= MOST_PICTURES
    assert all(size < LARGEST for size in there.values())
