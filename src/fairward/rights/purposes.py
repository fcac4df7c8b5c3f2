"""Why somebody looked, in plain words, from data. It may not show the log's own text: what is unknown gets a plain sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

GENERIC = "To do their job at the school."


@cache
def _purposes() -> Mapping[str, Mapping[str, Any]]:
    text = resources.files(__package__).joinpath("data", "purposes.toml").read_text(encoding="utf-8")
    return {each["why"]: each for each in tomllib.loads(text)["purpose"]}


def plain_purpose(why: str) -> str:
    """The purpose of a look as a sentence that a child of nine can read."""
    found = _purposes().get(why)
    return str(found["words"]) if found else GENERIC


def silent_purpose(why: str) -> str:
    """The same where the thing itself is not shown: only words that do not say what sort of thing it was."""
    found = _purposes().get(why)
    return str(found["words"]) if found and found.get("tells_nothing") else GENERIC


def is_always_told(why: str) -> bool:
    """Whether a look at a name for this purpose says nothing about the child, so that its line never waits."""
    found = _purposes().get(why)
    return bool(found and found.get("always"))
