"""The part of the log that goes to a family with their list of looks: each line with its proof. It may not read the log.

A line of the log holds opaque ids and times, and cannot be shortened: it would not be the line that was signed. What can be
left out is its detail, where somebody typed why, and where other children may be listed. So a detail stays only for the lines
that the caller names; and a line about something that is not disclosed must not be asked for at all.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from functools import lru_cache
from uuid import UUID

from fairward.audit import bundle
from fairward.rights.answer import Unanswerable


def proofs_for(excerpt: Iterable[str], *, with_detail: Collection[UUID] = ()) -> str:
    """The lines of `audit.gathering.excerpt` as the file that goes along, without details except those named.

    Unanswerable when a line does not prove what it should: an answer may not go out with proofs that do not hold.
    """
    kept = {str(line_id) for line_id in with_detail}
    lines = [_bare(text, kept) for text in excerpt]
    findings = [finding for each in bundle.read(lines) for finding in _findings(each)]
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


def _bare(text: str, kept: Collection[str]) -> str:
    found = json.loads(text)
    if "leaf" in found and found["leaf"]["id"] not in kept:
        found.pop("salt", None)
        found.pop("detail", None)
    return json.dumps(found, sort_keys=True, separators=(",", ":"))


def _findings(each: bundle.Bundle) -> list[str]:
    if not each.is_excerpt:
        return ["This is not an excerpt."]
    return bundle.check_excerpt(each, ())
