"""Notices in words. It may not query."""

from __future__ import annotations

from collections.abc import Sequence

from fairward.agency.notices.content import Incident
from fairward.agency.notices.notice_queries import NoticeFacts
from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Row
from fairward.design.words import date_words, moment_words
from fairward.rules import family

COLUMNS = ("School", "Sent", "In time", "How it stands")


def notice_rows(found: Sequence[NoticeFacts]) -> list[Row]:
    """The lines of the list: no name of a child stands in it."""
    return [
        Row(
            [
                Cell(
                    one.school, url("notices:one", notice_id=one.id), note=f"and {one.hub}" if one.hub else ""
                ),
                Cell(moment_words(one.sent_at)),
                Cell(chips=[Chip("Late", "due") if one.was_late else Chip("Before school", "done")]),
                Cell(_state(one)),
            ]
        )
        for one in found
    ]


def notice_facts(one: NoticeFacts) -> list[Fact]:
    """To whom, when, and what became of it."""
    facts = [
        Fact("School", one.school), Fact("Sent", moment_words(one.sent_at)), Fact("Due before", moment_words(one.due_at)),
        Fact("How it stands", _state(one)),
    ]  # fmt: skip
    return [*facts, Fact("The hub", one.hub)] if one.hub else facts


def incident_facts(incident: Incident) -> list[Fact]:
    """Everything that stands in a notice."""
    born = f", born {date_words(incident.born_on)}" if incident.born_on else ""
    told = f"No: {family.ground(incident.ground).words}" if incident.ground else "Yes"
    facts = [
        Fact("Child", f"{incident.child}{born}"), Fact("The child", incident.part.words.capitalize()),
        Fact("Police reference", incident.reference), Fact("Police attended", moment_words(incident.attended_at)),
        Fact("What happened", incident.circumstances),
    ]  # fmt: skip
    facts += [Fact("What else matters", incident.other)] if incident.other else []
    return [*facts, Fact("The parents know", told)]


def _state(one: NoticeFacts) -> str:
    words = one.state.word if one.state else "waits to be sent"
    return words[:1].upper() + words[1:]
