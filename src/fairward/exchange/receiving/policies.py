"""Whether a package may be opened, sorted, queried or refused now. Pure: Denied with a sentence, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from fairward.exchange.receiving.content import Decisions
from fairward.exchange.receiving.grouping import Sortable
from fairward.exchange.receiving.sorting_queries import SortingFacts
from fairward.exchange.receiving.vocabulary import NOT_SORTED
from fairward.exchange.travel.arrival_queries import Arrived
from fairward.files.policies import MOST_TEXT, READERS
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied

MOST_WORDS = 1_500  # of a note in a receipt, which is bounded


def check_sender_is_confirmed(*, is_confirmed: bool, sender: str) -> None:
    """Nothing of somebody whose card was withdrawn is opened; it waits."""
    if not is_confirmed:
        raise Denied(
            "partner_not_confirmed",
            f"You have withdrawn the card of {sender}. Confirm it again before you open what they sent.",
        )


def check_is_open(sorting: SortingFacts | None, version: int | None = None) -> SortingFacts:
    """It was opened, and nobody has finished with it; nobody has changed what was decided meanwhile."""
    if sorting is None:
        raise Denied("not_opened", "Open it first.")
    if not sorting.is_open:
        raise Denied("sorted_already", "Somebody has finished with this package. Look at it again.")
    if version is not None and version != sorting.version:
        raise Denied(
            "changed_meanwhile", "Somebody has decided something here meanwhile. Look at the page again."
        )
    return sorting


def check_can_finish(
    actor: Actor, sorting: SortingFacts, decisions: Decisions, groups: Sequence[Sortable]
) -> None:
    """Every note has a decision, what stays out a reason, what goes in a child."""
    missing = missing_in(decisions, groups)
    if missing:
        raise Denied("not_decided", " ".join(dict.fromkeys(sentence for _, sentence in missing)))
    into = {one.into for key, one in decisions.notes.items() if one.into}
    if into and sorting.child_id is None:
        raise Denied("no_child", "Say first which child here it is about.")
    if any(actor.role not in READERS[purpose] for purpose in into):
        raise Denied("file_not_for_role", "A file that you chose is not open to your role.")


def missing_in(decisions: Decisions, groups: Sequence[Sortable]) -> list[tuple[str, str]]:
    """What is not decided yet: (the note, a sentence)."""
    missing = []
    for group in groups:
        found = decisions.notes.get(group.key)
        if found is None:
            missing.append((group.key, "Say of every note where it goes."))
        elif found.into is None and not found.reason.strip():
            missing.append((group.key, "Say why it stays out."))
        elif len(found.reason) > MOST_TEXT:
            missing.append((group.key, "Shorten the reason."))
    return missing


def check_words(words: str, what: str) -> None:
    """Something is said to the sender, and not more than a receipt holds."""
    if not words.strip():
        raise Denied("words_missing", f"Write {what}.")
    if len(words) > MOST_WORDS:
        raise Denied("words_too_long", f"Shorten {what} to {MOST_WORDS:,} letters.")


def check_can_be_sorted(arrived: Arrived, sorting: SortingFacts) -> None:
    """It is open, and of a sort that is taken into files note by note."""
    check_is_open(sorting)
    if arrived.kind in NOT_SORTED:
        raise Denied(
            "not_sorted_here",
            "This tells of a change in what was sent before. What it changes is already in your files, or nothing of it is.",
        )
