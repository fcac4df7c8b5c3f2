"""Two installations on loopback: a file goes over and comes back, is corrected at the source, and the other side’s copy shows it.

Either side is killed on the way: nothing is lost, nothing is done twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.support.databases import Pair
from tests.support.installations import Installation, two_installations

Two = tuple[Installation, Installation]
RIGHT = "It was the right arm."


@pytest.fixture(scope="module")
def two(template: Callable[[Pair], Pair]) -> Iterator[Two]:
    with two_installations(template, with_worker=False) as made:
        yield made


@pytest.fixture(scope="module")
def there_and_back(two: Two) -> dict[str, Any]:
    """The school’s entry and its copy at the other one, which has told it back since."""
    ours, theirs = two
    own = ours.does("record")
    ours.does("hand_over", entry=own["entry"], kind="TRANSFER")
    assert ours.does("carry")["through"] == 1
    taken = theirs.does("take", claims=own["claims"])
    [copy] = taken["entries"]
    theirs.does("carry")
    theirs.does("hand_over", entry=copy, kind="RETURN")
    assert theirs.does("carry", hours=1)["through"] >= 1
    back = ours.does("take", claims=own["claims"], child=own["child"])
    assert back["entries"] == []  # what was ours is not taken in as somebody else’s
    ours.does("carry", hours=1)
    return {**own, "copy": copy}


def fixed(ours: Installation, known: dict[str, Any], text: str) -> None:
    assert len(ours.does("fix", entry=known["entry"], text=text)["sent"]) == 1


def test_the_other_side_s_copy_shows_the_correction(two: Two, there_and_back: dict[str, Any]) -> None:
    ours, theirs = two
    before = theirs.does("says", entry=there_and_back["copy"])
    fixed(ours, there_and_back, RIGHT)
    ours.does("carry")
    assert theirs.does("open_changes")["opened"] == 1
    after = theirs.does("says", entry=there_and_back["copy"])
    assert after["texts"][0] == RIGHT != before["texts"][0]
    assert after["version"] == before["version"] + 1
    assert after["open"] == []  # the source needs not be told of its own change
    theirs.does("carry", hours=1)
    here = ours.does("says", entry=there_and_back["entry"])
    assert here["open"] == [] and here["settled"][-1] == "acknowledged"


@pytest.mark.parametrize("point", ["before", "half", "after"])
def test_killed_on_the_way_it_is_told_once_and_heard_once(
    two: Two, there_and_back: dict[str, Any], point: str
) -> None:
    ours, theirs = two
    before = theirs.does("says", entry=there_and_back["copy"])
    settled = len(ours.does("says", entry=there_and_back["entry"])["settled"])
    text = f"It was the right arm; somebody was killed {point} it arrived."
    fixed(ours, there_and_back, text)
    ours.die(point)
    theirs.kill()
    theirs.served.start(with_worker=False)
    assert ours.does("carry", hours=7)["through"] == 1
    assert theirs.does("open_changes")["opened"] == 1
    theirs.die(point)
    theirs.does("carry", hours=7)
    theirs.does("carry", hours=14)
    assert theirs.does("open_changes")["opened"] == 0
    after = theirs.does("says", entry=there_and_back["copy"])
    assert (after["texts"][0], after["version"]) == (text, before["version"] + 1)
    here = ours.does("says", entry=there_and_back["entry"])
    assert here["open"] == [] and len(here["settled"]) == settled + 1
