"""One request to put something right, in words. It may not query."""

from __future__ import annotations

from fairward.cases.correcting_queries import Correction, Decided
from fairward.cases.presenters import due_words
from fairward.design.pieces import Fact
from fairward.design.words import date_words, moment_words


def correction_facts(found: Correction) -> list[Fact]:
    """Who asked, what is said to be wrong, since when it is restricted, and the clock."""
    case, target = found.case, found.target
    wrong = target.what_is_wrong.word if target and target.what_is_wrong else "not said yet"
    facts = [
        Fact("Asked by", case.who or "Not said"),
        Fact("Child", case.item.child or "Not said"),
        Fact("They say", wrong[:1].upper() + wrong[1:]),
        Fact("Came", f"{case.how.word}, {moment_words(case.item.received_at)}"),
        Fact("Due", due_words(case.item)),
        Fact("Why then", case.item.sentence),
        Fact("State", case.item.state.word.capitalize()),
    ]
    since = {one.checked_since for one in found.statements if one.checked_since}
    if since:
        facts.append(Fact("Not to be relied on since", date_words(min(since))))
    return facts


def decided_words(decided: Decided, found: Correction) -> list[Fact]:
    """What was decided, by whom and with whom."""
    facts = [
        Fact("Decided", decided.outcome.word.capitalize()),
        Fact("By", f"{decided.by}, {moment_words(decided.at)}"),
    ]
    facts += [Fact("Looked at it as well", decided.second)] if decided.second else []
    if decided.entry_version:
        facts.append(Fact("What stands now", f"Version {decided.entry_version} of the entry"))
    return [*facts, Fact("State", found.case.item.state.word.capitalize())]
