"""The body map: every part has a place, marks are said in words, a place that is not there is refused."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from fairward.design.body_map import FIGURES, PARTS, SIDES, BodyMarkForm, BodyMarkFormSet, mark_words, placed


@dataclass
class Mark:
    part: str
    side: str
    size: str = ""
    colour: str = ""
    description: str = ""


def test_about_25_parts_each_to_be_pointed_at_in_a_picture() -> None:
    pointed = {region.part for figure in FIGURES for region in figure.regions}
    assert pointed == set(PARTS)
    assert 25 <= len(PARTS) <= 30


def test_every_place_in_a_picture_is_an_answer_that_the_form_takes() -> None:
    for figure in FIGURES:
        for region in figure.regions:
            form = BodyMarkForm({"part": region.part, "side": region.side})
            assert form.is_valid(), (region, form.errors)
            assert region.side in SIDES
            assert 0 <= region.x <= 200
            assert 0 <= region.y <= 440


def test_left_is_the_childs_own_left() -> None:
    spots = {(region.part, region.side): region.x for figure in FIGURES for region in figure.regions}
    assert spots["hand", "front-left"] > 100 > spots["hand", "front-right"]
    assert spots["hand", "back-left"] < 100 < spots["hand", "back-right"]


@pytest.mark.parametrize(
    ("part", "side", "words"),
    [
        ("forearm", "front-left", "left forearm, front"),
        ("forearm", "back-right", "right forearm, back"),
        ("nose", "front-middle", "nose"),
        ("upper_back", "back-middle", "upper back"),
        ("neck", "back-middle", "neck, back"),
    ],
)
def test_a_place_in_words(part: str, side: str, words: str) -> None:
    assert mark_words(part, side) == words


def test_every_answer_that_the_form_takes_can_be_shown() -> None:
    for part in PARTS:
        for side in SIDES:
            if BodyMarkForm({"part": part, "side": side}).is_valid():
                (one,) = placed([Mark(part, side)])
                assert one.words


def test_marks_are_numbered_and_two_on_one_place_do_not_cover_each_other() -> None:
    first, second, third = placed(
        [Mark("knee", "front-left"), Mark("knee", "front-left"), Mark("hand", "back-left")]
    )
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert second.x - first.x >= 17
    assert third.view == "back"


def test_a_nose_is_not_on_the_back() -> None:
    form = BodyMarkForm({"part": "nose", "side": "back-middle"})
    assert form.errors["side"] == ["Choose the other view: nose is not on the back"]


def test_an_empty_row_is_no_mark_and_a_half_filled_one_says_what_is_missing() -> None:
    data = {"marks-TOTAL_FORMS": "2", "marks-INITIAL_FORMS": "0", "marks-0-part": "", "marks-1-size": "2 cm"}
    rows = BodyMarkFormSet(data, prefix="marks")
    assert not rows.is_valid()
    assert rows.forms[0].errors == {}
    assert rows.forms[1].errors["part"] == ["Choose the part of the body"]
