"""A child's outline, front and back, drawn by us: as long as a seven-year-old's, neither boy nor girl. Pure geometry.

It may not know what a mark means. Everything is given for the half at the viewer's right, as (distance from the middle
line, height), and mirrored; the picture is 200 wide and 440 high.
"""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]
MIDDLE = 100.0

_OUTLINE: tuple[Point, ...] = (
    (0, 9), (20, 12), (33, 27), (36, 42), (40, 44), (40, 57), (34, 61), (29, 73), (18, 84), (12, 88), (12, 96),
    (22, 101), (39, 105), (48, 114), (53, 136), (59, 165), (66, 200), (70, 220), (77, 236), (77, 252), (70, 263),
    (61, 261), (57, 246), (57, 230), (51, 200), (45, 172), (39, 142), (37, 158), (35, 178), (38, 204), (42, 228),
    (42, 256), (39, 292), (38, 316), (38, 344), (33, 378), (31, 398), (37, 412), (44, 424), (37, 431), (14, 430),
    (11, 416), (13, 396), (13, 360), (14, 318), (11, 280), (6, 246), (0, 236),
)  # fmt: skip

# Places that lie once, across the middle line: half of the outline, mirrored into a whole.
_CENTRAL: dict[str, dict[str, tuple[Point, ...]]] = {
    "front": {
        "forehead": ((0, 6), (20, 8), (37, 28), (34, 38), (0, 38)),
        "nose": ((0, 39), (4, 39), (7, 61), (0, 61)),
        "mouth": ((0, 62), (12, 62), (12, 72), (0, 72)),
        "chin": ((0, 73), (30, 73), (18, 87), (0, 87)),
        "neck": ((0, 88), (14, 88), (14, 97), (21, 101), (0, 106)),
        "tummy": ((0, 154), (38, 154), (36, 180), (38, 200), (0, 200)),
        "private_parts": ((0, 201), (15, 201), (15, 226), (5, 240), (0, 240)),
    },
    "back": {
        "head": ((0, 6), (20, 8), (37, 28), (34, 62), (26, 78), (0, 78)),
        "neck": ((0, 79), (24, 79), (14, 90), (14, 97), (21, 101), (0, 106)),
    },
}

# Places that a child has twice: as they lie at the viewer's right.
_ARM_AND_LEG: dict[str, tuple[Point, ...]] = {
    "shoulder": ((15, 98), (42, 103), (51, 116), (54, 126), (38, 130), (22, 112)),
    "upper_arm": ((38, 131), (55, 127), (60, 158), (41, 162)),
    "elbow": ((42, 163), (60, 159), (64, 180), (46, 184)),
    "forearm": ((46, 185), (64, 181), (71, 214), (53, 219)),
    "wrist": ((53, 220), (71, 215), (76, 230), (55, 233)),
    "hand": ((55, 234), (76, 231), (84, 266), (52, 268)),
    "knee": ((8, 301), (44, 301), (43, 330), (8, 330)),
    "lower_leg": ((8, 331), (43, 331), (36, 390), (8, 390)),
    "ankle": ((8, 391), (36, 391), (40, 407), (8, 407)),
    "foot": ((6, 408), (42, 408), (50, 435), (6, 435)),
}
_PAIRED: dict[str, dict[str, tuple[Point, ...]]] = {
    "front": {
        "eye": ((5, 39), (32, 39), (32, 51), (6, 51)),
        "cheek": ((8, 52), (33, 52), (31, 72), (13, 72), (13, 61)),
        "ear": ((34, 40), (44, 40), (44, 64), (34, 64)),
        "chest": ((1, 107), (21, 113), (37, 131), (38, 153), (1, 153)),
        "hip": ((16, 201), (40, 201), (45, 226), (16, 226)),
        "thigh": ((1, 241), (8, 236), (16, 227), (46, 227), (44, 300), (8, 300)),
        **_ARM_AND_LEG,
    },
    "back": {
        "ear": ((35, 40), (44, 40), (44, 64), (34, 64)),
        "upper_back": ((1, 107), (21, 113), (37, 131), (38, 153), (1, 153)),
        "lower_back": ((1, 154), (38, 154), (36, 180), (38, 200), (1, 200)),
        "bottom": ((1, 201), (40, 201), (46, 244), (1, 244)),
        "thigh": ((1, 245), (46, 245), (44, 300), (8, 300)),
        **_ARM_AND_LEG,
    },
}

# A calm face in front, a spine behind: enough to tell the two apart, no more.
_LINES = {
    "front": (
        "M81 46h8M111 46h8M92 67q8 3 16 0M100 52l-3 7h5M82 152q8 5 16 0M102 152q8 5 16 0M98 189q2 2 4 0",
        "M72 428v-6M78 429v-6M122 429v-6M128 428v-6",
    ),
    "back": (
        "M100 108V196M80 122q6 10 4 22M120 122q-6 10-4 22M100 206V236M66 318q8 3 16 0M118 318q8 3 16 0",
    ),
}


@dataclass(frozen=True, slots=True)
class Region:
    """A place that can be pointed at: the part's code, where on the body, its shape and its middle."""

    part: str
    side: str
    points: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One picture: `view` is front or back."""

    view: str
    outline: str
    lines: tuple[str, ...]
    regions: tuple[Region, ...]


def _smooth(points: list[Point]) -> str:
    """A closed path through all points (Catmull-Rom as cubic Béziers)."""
    count = len(points)
    path = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for place in range(count):
        before, here, there, after = (points[(place + step) % count] for step in (-1, 0, 1, 2))
        first = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        second = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        path.append("C" + " ".join(f"{value:.1f}" for pair in (first, second, there) for value in pair))
    return "".join(path) + "Z"


def _outline() -> str:
    right = [(MIDDLE + x, y) for x, y in _OUTLINE]
    left = [(MIDDLE - x, y) for x, y in reversed(_OUTLINE[1:-1])]
    return _smooth(right + left)


def _region(part: str, side: str, points: list[Point]) -> Region:
    x = sum(point[0] for point in points) / len(points)
    y = sum(point[1] for point in points) / len(points)
    return Region(part, side, " ".join(f"{a:g},{b:g}" for a, b in points), round(x, 1), round(y, 1))


def _regions(view: str) -> tuple[Region, ...]:
    found = []
    for part, half in _CENTRAL[view].items():
        whole = [(MIDDLE + x, y) for x, y in half] + [(MIDDLE - x, y) for x, y in reversed(half) if x]
        found.append(_region(part, f"{view}-middle", whole))
    # Somebody who looks at us has their left at our right.
    at_right, at_left = ("left", "right") if view == "front" else ("right", "left")
    for part, points in _PAIRED[view].items():
        found.append(_region(part, f"{view}-{at_left}", [(MIDDLE - x, y) for x, y in points]))
        found.append(_region(part, f"{view}-{at_right}", [(MIDDLE + x, y) for x, y in points]))
    return tuple(sorted(found, key=lambda region: (region.y, region.x)))


FIGURES = tuple(Figure(view, _outline(), _LINES[view], _regions(view)) for view in ("front", "back"))
