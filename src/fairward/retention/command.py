"""`fairward retention`: destroys what is ordered, or proves certificates, on the command line. It shows ids and counts only."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from uuid import UUID

from fairward.retention.checking import check_all
from fairward.retention.engine import carry_out
from fairward.tenancy.context import as_organisation


def run(organisation_ids: Iterable[UUID]) -> int:
    """Finish every order of these organisations; 0 when all is done."""
    for organisation_id in organisation_ids:
        made = carry_out(organisation_id)
        _say(
            f"{organisation_id}: {made} {'order' if made == 1 else 'orders'} finished, each with its certificate."
        )
    return 0


def verify(organisation_ids: Iterable[UUID]) -> int:
    """Check every certificate against what it lists and against the log; 0 when all hold, 1 otherwise."""
    is_sound = True
    for organisation_id in organisation_ids:
        with as_organisation(organisation_id):
            found = check_all(organisation_id)
        wrong = {key: sentences for key, sentences in found.items() if sentences}
        _say(f"{organisation_id}: {len(found)} certificates, {len(found) - len(wrong)} proved by the log.")
        for key, sentences in wrong.items():
            for sentence in sentences:
                _say(f"  WRONG: certificate {key}: {sentence}")
        is_sound = is_sound and not wrong
    _say("That nobody changed the log itself is proved by: fairward audit verify")
    return 0 if is_sound else 1


def _say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
