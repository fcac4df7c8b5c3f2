"""Measures of asking: overdue answers, nothing relevant, items, families told, grounds. Pure: it is given numbers.

Agencies are organisations and stand by name. It may not name a case or a person.
"""

from __future__ import annotations

from collections.abc import Mapping

from fairward.hub.measures.figures import Measure, Text, counts, parts, shares
from fairward.hub.measures.numbers import Numbers
from fairward.hub.measures.vocabulary import What
from fairward.kernel.vocabulary import OrganisationKind
from fairward.rules import family

_LATE_TEXT = Text(
    "late", "Answers that were overdue, by agency",
    "An answer that comes too late, or never, leaves a child waiting or a decision without what was known.",
    "It does not say why: an agency may have too few people, or be asked too much.", "Agency",
)  # fmt: skip
_NOTHING_TEXT = Text(
    "nothing", "Answered with nothing relevant, by agency",
    "A high share can mean that the hub asks agencies which cannot know anything. A share of none can mean that too much is "
    "told.",
    "It does not say that an agency knew nothing: only that nothing bore on the question.", "Agency",
)  # fmt: skip
_ITEMS_TEXT = Text(
    "items", "What was asked, what came back, and what became of it",
    "Items that came back and that no analysis rests on were not needed. If they are many, the hub asks too widely.",
    "It does not say that an item was worth nothing. Items destroyed may have come back in an earlier time.", "What",
)  # fmt: skip
_TOLD_TEXT = Text(
    "told", "Families that were told",
    "Telling is the default. A low share can mean much danger, or that it has become a habit not to.",
    "It does not say what a family was told, nor whether they understood it.", "When",
)  # fmt: skip
_GROUNDS_TEXT = Text(
    "grounds", "Grounds for not telling a family yet",
    "One ground for nearly everything is worth a conversation.",
    "It does not say that a ground was not there: each has a day on which it is looked at again.", "Ground",
)  # fmt: skip
_ITEM_LINES = (
    (What.ASKED, "Questions sent to agencies"), (What.RETURNED, "Items that came back"),
    (What.RELIED_ON, "Items that an analysis rests on"), (What.LEFT_OUT, "Items not taken in: nobody had asked for them"),
    (What.DESTROYED, "Items destroyed"),
)  # fmt: skip
_TELLING = ((What.GATE, "Before agencies were asked (cases)"), (What.HEARD, "What was decided (people)"))


def asking_measures(found: Numbers, agencies: Mapping[str, str]) -> list[Measure]:
    """Overdue answers, nothing relevant, items, families told, grounds. `agencies`: id of a partner as text -> its name."""
    late = _by_agency(found, agencies, What.ANSWER_LATE, What.ANSWER_IN_TIME)
    nothing = _by_agency(found, agencies, What.NOTHING, What.SOMETHING)
    return [
        shares(_LATE_TEXT, ("Overdue", "Answers due"), late),
        shares(_NOTHING_TEXT, ("Nothing relevant", "Answers"), nothing),
        counts(_ITEMS_TEXT, "Number", [(words, found.of(what)) for what, words in _ITEM_LINES]),
        shares(_TOLD_TEXT, ("Told", "Decided about"), [(words, found.of(what, ""), found.all(what)) for what, words in _TELLING]),
        parts(_GROUNDS_TEXT, "Times", [
            (one.words, found.of(What.GATE, one.id) + found.of(What.HEARD, one.id)) for one in family.grounds()
        ]),
    ]  # fmt: skip


def _by_agency(
    found: Numbers, agencies: Mapping[str, str], part: What, rest: What
) -> list[tuple[str, int, int]]:
    """Name of an agency -> its part and its whole; whoever answers by a link stands by its kind."""
    lines: dict[str, tuple[int, int]] = {}
    for about in found.abouts(part, rest):
        label, one = _agency(about, agencies), found.of(part, about)
        before = lines.get(label, (0, 0))
        lines[label] = (before[0] + one, before[1] + one + found.of(rest, about))
    return [(label, *lines[label]) for label in sorted(lines, key=str.casefold)]


def _agency(about: str, agencies: Mapping[str, str]) -> str:
    if about.startswith("kind:"):
        return f"{OrganisationKind(int(about[5:])).word.capitalize()}, by one-time link"
    return agencies.get(about, "An agency that is no partner any more")
