"""The part of the log that goes to a family with their list of looks: each line with its proof. It may not read the log.

A line of the log holds opaque ids and times, and cannot be shortened: it would not be the line that was signed. What can be
left out is its detail, where somebody typed why, and where other children may be listed; `answer_joining` leaves it out. A line
about something that is not disclosed must not be asked for at all: its id tells when that was written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

from fairward.audit import bundle
from fairward.rights.answer import Unanswerable


def proofs_for(excerpt: Iterable[str]) -> str:
    """The lines of `audit.gathering.excerpt` as the file that goes along, without their details.

    Unanswerable when a line does not prove what it should: an answer may not go out with proofs that do not hold.
    """
    lines = [_bare(text) for text in excerpt]
    try:
        findings = [finding for each in bundle.read(lines) for finding in _findings(each)]
    except bundle.BundleError:
        findings = ["It cannot be read."]
    if findings:
        raise Unanswerable(
            "The proofs of the looks do not hold. Whoever looks after the server checks the log first."
        )
    return "".join(line + "\n" for line in lines)


@lru_cache(maxsize=4)
def lines_in(proofs: str) -> frozenset[str]:
    """The ids of the lines that are proved."""
    found = (json.loads(text) for text in proofs.splitlines())
    return frozenset(one["leaf"]["id"] for one in found if "leaf" in one)


@lru_cache(maxsize=4)
def keys_in(proofs: str) -> tuple[str, ...]:
    """The public keys that signed, to be printed: whoever has them on paper need not believe the file."""
    found = (json.loads(text) for text in proofs.splitlines())
    return tuple(key for one in found if "fairward_log" in one for key in one["keys"])


def _bare(text: str) -> str:
    found = json.loads(text)
    found.pop("salt", None)
    found.pop("detail", None)
    return json.dumps(found, sort_keys=True, separators=(",", ":"))


def _findings(each: bundle.Bundle) -> list[str]:
    if not each.is_excerpt:
        return ["This is not an excerpt."]
    return bundle.check_excerpt(each, ())
