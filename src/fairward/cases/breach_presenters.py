"""Breaches in words. It may not query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from fairward.cases.breach_queries import Breach, data_in, people_in
from fairward.cases.case_queries import OpenedCase
from fairward.cases.models import BreachFacts
from fairward.cases.vocabulary import TextKind
from fairward.design.addresses import url
from fairward.design.pieces import Cell, Row
from fairward.design.words import date_words, listed, moment_words

REGISTER_COLUMNS = ("Breach", "Noticed", "Whose data, and which", "Risk", "Told")


def register_rows(found: Sequence[Breach]) -> list[Row]:
    """The lines of the register."""
    return [_row(one) for one in found]


def _row(one: Breach) -> Row:
    people = listed([each.word for each in one.people])
    number = f"{one.affected} people: " if one.affected is not None else ""
    told = [f"regulator {moment_words(one.regulator_told_at)}"] if one.regulator_told_at else []
    told += [f"people {date_words(one.people_told_on)}"] if one.people_told_on else []
    state = one.outcome.word if one.outcome else one.state.word
    return Row(
        cells=(
            Cell(one.number, url("cases:case", case_id=one.id), note=state.capitalize()),
            Cell(moment_words(one.noticed_at), note=f"kept until {date_words(one.keep_until_on)}"),
            Cell(
                f"{number}{people}" if people else "Not assessed yet",
                note=listed([each.word for each in one.data]),
            ),
            Cell(one.risk.word.capitalize() if one.risk else "Not assessed yet"),
            Cell(listed(told).capitalize() if told else "Nobody yet"),
        )
    )


def breach_initial(facts: BreachFacts | None, case: OpenedCase) -> dict[str, Any]:
    """What was found out so far, as the form shows it."""
    if facts is None:
        return {}
    reasons = [one.text for one in case.texts if one.kind is TextKind.REASONS]
    told_at = timezone.localtime(facts.regulator_told_at) if facts.regulator_told_at else None
    return {
        "affected": facts.affected, "people": [str(int(one)) for one in people_in(facts.people)],
        "sorts": [str(int(one)) for one in data_in(facts.data)], "risk": str(facts.risk),
        "reasons": reasons[-1] if reasons else "", "regulator_on": told_at.date() if told_at else None,
        "regulator_at": f"{told_at:%H:%M}" if told_at else "", "people_told_on": facts.people_told_on,
    }  # fmt: skip
