"""A hub's morning: five contacts that stand at different places. It may not write around the actions."""

from __future__ import annotations

from datetime import date, time

from fairward.hub.intake import triage_actions
from fairward.hub.intake.contact_actions import type_contact
from fairward.hub.intake.content import Identity, Told, Typed
from fairward.hub.intake.practice_actions import change_practice
from fairward.hub.intake.public_actions import receive_from_public
from fairward.hub.intake.rating_actions import rate_case
from fairward.hub.intake.vocabulary import Missing, PersonKind
from fairward.hub.vocabulary import Rating, Route
from fairward.kernel.actor import Actor

HUB = "Westmere Safeguarding Hub"
THRESHOLDS = """Level 1. What every child gets: school, health visitor, doctor.
Level 2. Early help: a family wants help, and one or two services give it together.
Level 3. A child in need: without help the child's health or development would suffer. The family agrees to an assessment.
Level 4. Reasonable cause to suspect that a child is suffering, or likely to suffer, significant harm.

Red: harm now. Amber: serious, nobody is in danger today. Green: help is needed. Blue: advice is enough."""
MILL_LANE = "14 Mill Lane, Westmere"


def play(screener: Actor, manager: Actor, analyst: Actor) -> None:
    """Somebody of the public in fear, a sister to be rated, an amber case, one that lacks something, an emergency."""
    change_practice(by=manager, threshold=THRESHOLDS, days=range(5), opens=time(8), closes=time(18))
    receive_from_public(
        screener.organisation_id, is_danger=True,
        typed=Typed(
            "I hear a child scream at night, and a man shouting. Tonight again.", where=MILL_LANE,
            how_known="I live next door.",
        ),
        told=Told("A neighbour", "01632 960 555"), child=Identity(home=MILL_LANE, looks="a girl of about five, long plaits"),
    )  # fmt: skip
    _to_be_rated(screener)
    _amber(screener, analyst)
    _incomplete(screener)
    _emergency(screener)


def _to_be_rated(screener: Actor) -> None:
    case_id = type_contact(
        by=screener, is_danger=False,
        typed=Typed("Aisha has come in the same clothes for nine days and falls asleep at ten in the morning."),
        told=Told("School nurse", "01632 960 556", "school nurse", wants_nobody_told=False),
        child=Identity("Aisha Penhallow", date(2018, 4, 11), MILL_LANE),
        adult=Identity("Sally Penhallow", home=MILL_LANE, to_child="mother"),
    )  # fmt: skip
    triage_actions.choose_route(by=screener, case_id=case_id, route=Route.RATE)


def _amber(screener: Actor, analyst: Actor) -> None:
    case_id = type_contact(
        by=screener, is_danger=False,
        typed=Typed("His stepfather locks him out until midnight.", how_known="He told me on Monday."),
        told=Told("Youth worker", "01632 960 557", "youth worker", wants_nobody_told=False),
        child=Identity("Callum Brack", date(2012, 9, 2), "3 Tanner Row, Westmere"),
    )  # fmt: skip
    triage_actions.choose_route(by=screener, case_id=case_id, route=Route.RATE)
    rate_case(
        by=analyst, case_id=case_id, rating=Rating.AMBER,
        reasons="Level 3: locked out three times since September, in his own words. Nobody saw an injury. Tonight he is at his "
        "aunt’s.",
    )  # fmt: skip


def _incomplete(screener: Actor) -> None:
    case_id = type_contact(
        by=screener, is_danger=False, typed=Typed("A boy begs at the station when school is on."),
        told=Told("Station staff", "01632 960 558", "works at the station", wants_nobody_told=False), child=Identity(),
    )  # fmt: skip
    triage_actions.ask_for_missing(
        by=screener, case_id=case_id, missing=Missing.WHO, words="What does he look like, and at what time is he there?"
    )  # fmt: skip


def _emergency(screener: Actor) -> None:
    case_id = type_contact(
        by=screener, is_danger=True, typed=Typed("The baby is alone in the flat. The door is open."),
        told=Told("Postman", "", "delivers there", wants_nobody_told=False),
        child=Identity(looks="a baby of a few months", home="Flat 2, Quay House, Westmere"),
    )  # fmt: skip
    triage_actions.add_person(
        by=screener, case_id=case_id, kind=PersonKind.ADULT,
        identity=Identity(looks="a young woman", to_child="mother, the postman thinks"),
    )  # fmt: skip
    triage_actions.act_first(by=screener, case_id=case_id, called="999 at once. Police are there.")
