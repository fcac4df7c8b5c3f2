"""Measures of cases: how they came, how long a decision took, who came again, what a correction changed. Pure.

It may not query: it is given numbers.
"""

from __future__ import annotations

from fairward.hub.measures.figures import Measure, Text, parts, shares, times
from fairward.hub.measures.numbers import Numbers
from fairward.hub.measures.vocabulary import What
from fairward.hub.vocabulary import Rating, Route

_CAME_TEXT = Text(
    "came", "What came in, and which way it went",
    "The load of the hub. Many that end in advice can mean that people do not know where else to ask.",
    "It does not say how many children are in danger: some are told of often, others never.", "Way",
)  # fmt: skip
_TOOK_TEXT = Text(
    "took", "From receipt to decision",
    "The clock runs from receipt, by the rating. Where few are in time, children wait; where all are, ask whether cases are "
    "rated lower to have time.",
    "It does not say whether a decision was right, nor who took it. The hours are those of day and night; in time is counted by "
    "the hub’s own hours.",
    "Rating",
)  # fmt: skip
_AGAIN_TEXT = Text(
    "again", "Children about whom somebody told the hub again within twelve months",
    "A high share can mean that the first decision helped nobody. It can also mean that people trust the hub and come back.",
    "Only children of the same name and day of birth are found, and cases that somebody said are one matter are left out.",
    "Contacts",
)  # fmt: skip
_CORRECTED_TEXT = Text(
    "corrected", "Decisions that rested on something which was put right later",
    "Each of these is looked at again by a person. If none is ever changed, ask whether they are really looked at.",
    "It does not say that the first decision was wrong when it was taken.", "Decisions",
)  # fmt: skip
_AFTERWARDS = (
    ("changed", "Looked at again and changed"), ("kept", "Looked at again and kept"), ("waits", "Still to be looked at"),
)  # fmt: skip


def case_measures(found: Numbers) -> list[Measure]:
    """What came, how long it took, who came again, what was corrected."""
    again, first = found.of(What.AGAIN), found.of(What.FIRST)
    lines = [("Contacts", again, again + first)]
    return [
        _came(found), _took(found), shares(_AGAIN_TEXT, ("Told again", "Contacts with a name and birth"), lines),
        parts(_CORRECTED_TEXT, "Decisions", [(words, found.of(What.CORRECTED, code)) for code, words in _AFTERWARDS]),
    ]  # fmt: skip


def _came(found: Numbers) -> Measure:
    ways = [(f"Rated {one.word}", f"rating:{int(one)}") for one in Rating]
    ways += [(one.word.capitalize(), f"route:{int(one)}") for one in Route if one is not Route.RATE]
    ways += [("To be rated", f"route:{int(Route.RATE)}"), ("No way chosen yet", "route:0")]
    return parts(_CAME_TEXT, "Contacts", [(words, found.of(What.CAME, code)) for words, code in ways])


def _took(found: Numbers) -> Measure:
    lines = []
    for one in Rating:
        within, over = (found.hours(what, str(int(one))) for what in (What.IN_TIME, What.OVER_TIME))
        lines.append((one.word.capitalize(), [*within, *over], len(within)))
    return times(_TOOK_TEXT, ("Half were decided within", "In time", "Decided"), lines)
