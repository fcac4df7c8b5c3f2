"""A case that a hub decided, and a mother who reads it on her pages. It may not write around the actions."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from fairward.config.demo.families import come_in
from fairward.config.demo.people import DemoPerson, actor_of
from fairward.families.vocabulary import IdentityCheck
from fairward.hub.decisions.actions import decide_case
from fairward.hub.decisions.content import Reasons
from fairward.hub.decisions.queries import decision_for
from fairward.hub.families.letting_actions import Invitation, let_in
from fairward.hub.families.policies import Chosen
from fairward.hub.families.queries import standing_readers
from fairward.hub.families.showing_actions import show_outcome
from fairward.hub.families.vocabulary import Ground
from fairward.hub.intake.case_queries import people_of
from fairward.hub.intake.contact_actions import type_contact
from fairward.hub.intake.content import Identity, Told, Typed
from fairward.hub.intake.rating_actions import rate_case
from fairward.hub.intake.triage_actions import choose_route
from fairward.hub.intake.vocabulary import PersonKind
from fairward.hub.packs.actions import weigh_without_asking, write_analysis
from fairward.hub.packs.content import Weighed
from fairward.hub.packs.queries import pack_for
from fairward.hub.vocabulary import Rating, Route
from fairward.kernel.actor import Actor

HOME, WHY = "22 Ferry Row, Westmere", "the demonstration"
WEIGHED = Weighed(
    "His mother rang by herself. He is at school every day.", "Nobody knows how long the flat stays without heating.",
    "He told the school nurse that he sleeps in his coat.", "The landlord may have mended it since.",
    "The family needs help with the flat, and wants it.",
)  # fmt: skip
PLAIN = """You told us that the heating does not work and that you want help.
Jamie is cold at night. That is not your fault. We think that help with the flat is what he needs."""


def make_mother(screener: DemoPerson, manager: DemoPerson, analyst: DemoPerson) -> DemoPerson:
    """Decide a case without asking anybody, let the mother in, and show her what was decided. Inside the hub's transaction."""
    at_desk, decides = actor_of(screener, unlocked=True), actor_of(manager, unlocked=True)
    case_id = _decided(at_desk, decides, actor_of(analyst, unlocked=True))
    people = people_of(at_desk.organisation_id, [case_id])[case_id]
    mother = next(one.id for one in people if one.kind is PersonKind.ADULT)
    children = frozenset(one.id for one in people if one.kind is PersonKind.CHILD)
    asked = Invitation(case_id, mother, Ground.RESPONSIBILITY, IdentityCheck.DOCUMENT, children)
    sheet = let_in(by=at_desk, invitation=asked)
    if sheet is None:
        raise LookupError("in a new demonstration nobody has an account yet")
    person = come_in(screener, sheet, "Mother of Jamie Holloway")
    (reader,) = standing_readers(at_desk.organisation_id, case_id)
    show_outcome(
        by=decides, pack=pack_for(decides, case_id, WHY), decided=decision_for(decides, case_id, WHY), reader=reader,
        chosen=Chosen(PLAIN),
    )  # fmt: skip
    return person


def _decided(screener: Actor, manager: Actor, analyst: Actor) -> UUID:
    case_id = type_contact(
        by=screener, is_danger=False,
        typed=Typed("The heating has been broken for three weeks. My boy sleeps in his coat. Who can help us?"),
        told=Told("Dana Holloway", "01632 960 561", "the mother", wants_nobody_told=False),
        child=Identity("Jamie Holloway", date(2017, 6, 5), HOME),
        adult=Identity("Dana Holloway", home=HOME, to_child="mother"),
    )  # fmt: skip
    choose_route(by=screener, case_id=case_id, route=Route.RATE)
    rate_case(
        by=analyst,
        case_id=case_id,
        rating=Rating.GREEN,
        reasons="Level 2: the mother asks for help by herself.",
    )
    weigh_without_asking(by=analyst, case_id=case_id)
    write_analysis(by=analyst, pack=pack_for(analyst, case_id, WHY), weighed=WEIGHED)
    decide_case(
        by=manager, pack=pack_for(manager, case_id, WHY), outcome="family_help",
        reasons=Reasons("A flat without heating in winter, and a mother who asks for help."),
    )  # fmt: skip
    return case_id
