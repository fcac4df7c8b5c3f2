"""May this be done with a case now? Pure: it may not read or write rows."""

from __future__ import annotations

from datetime import datetime, timedelta

from fairward.cases.models import Case
from fairward.cases.vocabulary import CaseKind, CaseState
from fairward.kernel.denied import Denied, NotFound

MOST_WORDS = 10_000
FURTHEST_BACK = timedelta(days=366)
ENDED = frozenset({CaseState.CLOSED, CaseState.WITHDRAWN})


def check_words(text: str, what: str) -> None:
    """Raise Denied when a text is empty or longer than one that somebody reads."""
    if not text.strip():
        raise Denied("empty_text", f"Write {what}.")
    if len(text) > MOST_WORDS:
        raise Denied("text_too_long", f"Shorten {what} to {MOST_WORDS:,} letters.")


def check_when(at: datetime, now: datetime) -> None:
    """A request came, or a breach was noticed, in the last year and not in the future."""
    if at > now:
        raise Denied("in_the_future", "Choose a day and time that has been, not one to come.")
    if now - at > FURTHEST_BACK:
        raise Denied("too_long_ago", "Choose a day in the last twelve months.")


def check_is_open(case: Case) -> None:
    """Raise Denied when the case is over."""
    if CaseState(case.state) in ENDED:
        raise Denied("case_ended", "This case is over. Note a new one if somebody asks again.")


def check_is_of_kind(case: Case, *kinds: CaseKind) -> None:
    """A case of another kind is not there."""
    if CaseKind(case.kind) not in kinds:
        raise NotFound("case")
