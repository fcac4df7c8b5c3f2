"""The sentences of answers and letters to families, as data. It may not make a letter: it gives its words."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from fairward.rules import records
from fairward.rules.records import Provenance


@cache
def answer_words() -> Mapping[str, Any]:
    """What every answer to an access request says beside what is held."""
    found: Mapping[str, Any] = records.load("letters")["answer"]
    return found


def provenance() -> Provenance:
    """Where the sentences come from."""
    return records.provenance_of(records.load("letters")["about"])
