"""Draws invented names, repeatably. It may not draw a real person: names are put together by chance."""

from __future__ import annotations

import csv
import random
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"


@cache
def _weighted(file: str, name: str, weight: str, sex: str) -> tuple[list[str], list[float]]:
    with (DATA / file).open(newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if not sex or row["sex"] == sex]
    return [row[name] for row in rows], [float(row[weight]) for row in rows]


class Names:
    """A repeatable source of names: the same seed gives the same people."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def sex(self) -> str:
        """F or M."""
        return self.random.choice("FM")

    def child(self, sex: str) -> str:
        """A first name of a child."""
        return self._draw("first_names.csv", "name", "weight", sex)

    def adult(self, sex: str) -> str:
        """A first name of a grown-up."""
        return self._draw("adult_names.csv", "name", "weight", sex)

    def surname(self) -> str:
        """A surname."""
        return self._draw("surnames.csv", "surname", "weight", "")

    def _draw(self, file: str, name: str, weight: str, sex: str) -> str:
        values, weights = _weighted(file, name, weight, sex)
        return self.random.choices(values, weights)[0]
