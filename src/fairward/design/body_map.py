"""Marks on a body map: the names of the parts, the form for marks, where a mark stands. It may not judge a mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms

from fairward.design.body_figure import FIGURES, MIDDLE

__all__ = ["FIGURES", "PARTS", "SIDES", "BodyMarkForm", "BodyMarkFormSet", "Placed", "mark_words", "placed"]

# In the order of the list, head to foot.
PARTS: dict[str, str] = {
    "head": "head", "forehead": "forehead", "eye": "eye", "ear": "ear", "nose": "nose", "cheek": "cheek",
    "mouth": "mouth", "chin": "chin or jaw", "neck": "neck", "shoulder": "shoulder", "upper_arm": "upper arm",
    "elbow": "elbow", "forearm": "forearm", "wrist": "wrist", "hand": "hand", "chest": "chest", "tummy": "tummy",
    "upper_back": "upper back", "lower_back": "lower back", "hip": "hip", "private_parts": "private parts",
    "bottom": "bottom", "thigh": "thigh", "knee": "knee", "lower_leg": "lower leg", "ankle": "ankle", "foot": "foot",
}  # fmt: skip
SIDES: dict[str, str] = {
    "front-left": "front, the child's left",
    "front-middle": "front, middle",
    "front-right": "front, the child's right",
    "back-left": "back, the child's left",
    "back-middle": "back, middle",
    "back-right": "back, the child's right",
}
_VIEWS = {
    part: {figure.view for figure in FIGURES for region in figure.regions if region.part == part}
    for part in PARTS
}
# A head has a front too; there it is called forehead, cheek, chin, so that a mark "on the head, front" is allowed.
_VIEWS["head"] = {"front", "back"}
_CENTRES = {
    (region.part, region.side): (region.x, region.y) for figure in FIGURES for region in figure.regions
} | {("head", "front-middle"): (MIDDLE, 24.0)}


class MarkLike(Protocol):
    """What a mark has, wherever it is kept."""

    @property
    def part(self) -> str: ...

    @property
    def side(self) -> str: ...

    @property
    def size(self) -> str: ...

    @property
    def colour(self) -> str: ...

    @property
    def description(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with its number, its words and its place in one of the two pictures."""

    number: int
    view: str
    x: float
    y: float
    words: str
    size: str
    colour: str
    description: str


def mark_words(part: str, side: str) -> str:
    """Say where a mark is: "left upper arm, front"; "nose"; left and right are the child's own."""
    view, _, hand = side.partition("-")
    name = PARTS[part]
    where = f"{hand} {name}" if hand in {"left", "right"} else name
    return f"{where}, {view}" if len(_VIEWS[part]) > 1 else where


def _centre(part: str, side: str) -> tuple[float, float]:
    """The middle of a place; a part marked "middle" that lies twice stands between the two."""
    if (part, side) in _CENTRES:
        return _CENTRES[part, side]
    view = side.partition("-")[0]
    same = [spot for (name, place), spot in _CENTRES.items() if name == part and place.startswith(view)]
    return sum(x for x, _ in same) / len(same), sum(y for _, y in same) / len(same)


def placed(marks: Iterable[MarkLike]) -> list[Placed]:
    """Number the marks and find where they stand; marks on one place are set beside each other."""
    found: list[Placed] = []
    for number, mark in enumerate(marks, start=1):
        x, y = _centre(mark.part, mark.side)
        view = mark.side.partition("-")[0]
        beside = sum(
            1 for one in found if one.view == view and abs(one.x - x) < 90 and one.y == y and one.x >= x
        )
        words = mark_words(mark.part, mark.side)
        found.append(
            Placed(number, view, x + 18 * beside, y, words, mark.size, mark.colour, mark.description)
        )
    return found


class BodyMarkForm(forms.Form):
    """One mark. A row left wholly empty is no mark."""

    part = forms.ChoiceField(
        label="Part of the body",
        choices=[("", "Choose a part"), *((code, name.capitalize()) for code, name in PARTS.items())],
        error_messages={"required": "Choose the part of the body"},
    )
    side = forms.ChoiceField(
        label="Where on it",
        choices=[("", "Choose where"), *((code, name.capitalize()) for code, name in SIDES.items())],
        error_messages={"required": "Choose front or back, and the child's left or right"},
    )
    size = forms.CharField(label="Size", help_text="For example, 2 cm", max_length=40, required=False)
    colour = forms.CharField(label="Colour", max_length=40, required=False)
    description = forms.CharField(
        label="What it looks like",
        help_text="For example, round, skin not broken",
        max_length=300,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        part, side = given.get("part"), given.get("side")
        if part and side and side.partition("-")[0] not in _VIEWS[part]:
            self.add_error(
                "side", f"Choose the other view: {PARTS[part]} is not on the {side.partition('-')[0]}"
            )
        return given


BodyMarkFormSet = forms.formset_factory(BodyMarkForm, extra=1, max_num=30, absolute_max=31)
