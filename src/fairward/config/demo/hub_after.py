"""What follows a decision of the hub: an item put right at its source, a disagreement, a request to see what is held. And a
notice of the police to a school. It may not write around the actions.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from fairward.access_requests.actions import settle_right
from fairward.access_requests.vocabulary import WhoseRight
from fairward.agency.answers import reply_actions, wrong_actions
from fairward.agency.answers.reply_queries import reply_for
from fairward.agency.answers.wrong_queries import wrong_for
from fairward.agency.notices.content import ChildPart, Incident
from fairward.agency.notices.notice_actions import send_notice
from fairward.cases.vocabulary import HowAsked
from fairward.config.demo.crew import HUB, POLICE, SCHOOL, Crew
from fairward.config.demo.hub_asked import STREET, WHY, Story
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.hub.corrections.asking_actions import ask
from fairward.hub.corrections.policies import said_by
from fairward.hub.corrections.queries import put_right_for
from fairward.hub.corrections.sending_actions import send_to_agency
from fairward.hub.corrections.wrong_package import going_of
from fairward.hub.enquiries.taking_actions import take_correction
from fairward.hub.packs.queries import pack_for
from fairward.hub.requests.actions import (
    Found,
    Noted,
    confirm_person,
    keep_gathered,
    note_request,
    settle_identity,
)
from fairward.hub.requests.gathering_queries import gathered_for
from fairward.hub.talks.content import Said
from fairward.hub.talks.disagreement_actions import note_disagreement
from fairward.hub.talks.vocabulary import About, Whose
from fairward.kernel.vocabulary import Role

WRONG = "That was not my child. We were at the grandmother’s that night."
RIGHT = "A child of about the same age was seen. It was a cousin, as we know by now."
SHOUTED = "Neighbours rang: shouting, a door kicked in. The mother’s former partner was arrested."


def play(crew: Crew, story: Story) -> None:
    """Call it outside any transaction."""
    _put_right(crew, story)
    _disagree(crew, story)
    _ask_to_see(crew, story)
    _attended(crew, story)


def _put_right(crew: Crew, story: Story) -> None:
    """The mother says that it was somebody else; the police look, and write it anew; the hub takes that in."""
    with crew.at(HUB, Role.SCREENER) as screener:
        pack = pack_for(screener, story.case_id, WHY)
        item = next(one for one in pack.items if STREET in one.claim.text)
        person = next(one for one in pack.case.people if one.id == story.people[story.mother])
        put_right_id = ask(by=screener, item_id=item.id, words=WRONG, person_id=person.id)
        line, words = put_right_for(screener, put_right_id, WHY)
        going = going_of(screener, pack, line, words, added="", said_by=said_by(person, is_named=False))
        send_to_agency(by=screener, put_right_id=put_right_id, going=going)
    crew.carry(HUB)
    with crew.at(POLICE, Role.NAVIGATOR) as navigator:
        (arrival_id,) = crew.arrived(POLICE, EnvelopeKind.ENQUIRY)
        wrong_id = wrong_actions.open_wrong(by=navigator, arrival_id=arrival_id)
        if wrong_id is None:
            raise LookupError("the police could not open what the hub says is wrong")
        wrong = wrong_for(navigator, wrong_id, WHY)
        if wrong.reply is None or wrong.item is None:
            raise LookupError("the police have nothing of what they told")
        question_id = wrong.reply.facts.question_id
        reply_id = reply_actions.begin_correction(
            by=navigator,
            question_id=question_id,
            item_id=wrong.item.id,
            because="The patrol has asked the cousin.",
        )
        (begun,) = reply_for(navigator, reply_id, WHY).content.items
        seen = reply_actions.keep_item(
            by=navigator, reply_id=reply_id, seen=1, item=replace(begun, text=RIGHT)
        )
        reply_actions.send_reply(by=navigator, reply_id=reply_id, seen=seen)
    crew.carry(POLICE)
    with crew.at(HUB, Role.SCREENER) as screener:
        for arrival_id in crew.arrived(HUB, EnvelopeKind.CORRECTION_NOTICE):
            take_correction(by=screener, arrival_id=arrival_id)


def _disagree(crew: Crew, story: Story) -> None:
    with crew.at(HUB, Role.SCREENER) as screener:
        words = "I expected an assessment this week, not in ten days."
        note_disagreement(
            by=screener, case_id=story.case_id, about=About.DECISION, whose=Whose.REFERRER,
            said=Said("The school nurse", words),
        )  # fmt: skip


def _ask_to_see(crew: Crew, story: Story) -> None:
    """The mother asks what the hub holds about her child; it is gathered, and nobody has decided yet."""
    with crew.at(HUB, Role.DATA_PROTECTION_OFFICER) as officer:
        noted = Noted(
            story.mother,
            "What do you have about my child?",
            HowAsked.TELEPHONE,
            timezone.now() - timedelta(hours=2),
        )
        request_id, child = note_request(by=officer, noted=noted), story.people[story.child]
        settle_identity(by=officer, case_id=request_id, is_known=True)
        settle_right(
            by=officer,
            case_id=request_id,
            whose=WhoseRight.FOR_CHILD,
            words="The nurse knows her. The child is too young to ask.",
        )
        confirm_person(by=officer, case_id=request_id, person_id=child)
    with crew.at(HUB, Role.HUB_MANAGER) as manager:
        found = Found(story.case_id, [child], gathered_for(manager, story.case_id, [child]))
        keep_gathered(by=manager, case_id=request_id, found=[found])


def _attended(crew: Crew, story: Story) -> None:
    """At the door of the same family; the lead hears of it before the next school day."""
    with crew.at(POLICE, Role.NAVIGATOR) as navigator:
        incident = Incident(
            "WP-4411-26", timezone.now() - timedelta(minutes=40), SHOUTED, story.child, None, ChildPart.WITNESS,
            "Mother and child went to a neighbour’s.",
        )  # fmt: skip
        send_notice(by=navigator, partner_id=crew.partner(POLICE, SCHOOL), incident=incident)
    crew.carry(POLICE)
