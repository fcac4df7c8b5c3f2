"""A mother’s request to see what is recorded, in the middle of its review. It may not write around the actions."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from fairward.access_requests import actions, gathering_actions, review_actions
from fairward.access_requests.actions import Asked
from fairward.access_requests.policies import Chosen
from fairward.access_requests.review_queries import passage_for
from fairward.access_requests.vocabulary import PassageDecision, WhoseRight
from fairward.cases.vocabulary import HowAsked
from fairward.files.queries import heads_of_child
from fairward.kernel.actor import Actor
from fairward.people.queries import adults_of_child

WHY = "the demonstration"
DECIDED = 3


def ask_to_see(reporter: Actor, officer: Actor, lead: Actor, child_id: UUID) -> UUID:
    """Noted nine days ago, searched, files opened, the first passages decided; returns the case."""
    adults = adults_of_child(officer, child_id, WHY)
    asked = Asked(
        child_id, HowAsked.TELEPHONE,
        "I would like everything that the school has written about my child. A friend told me I can ask.",
        timezone.now() - timedelta(days=9), person_id=adults[0].adult_id if adults else None,
        who="" if adults else "The mother, by telephone",
    )  # fmt: skip
    case_id = actions.note_request(by=reporter, asked=asked)
    actions.settle_identity(by=officer, case_id=case_id, is_known=True)
    words = "We know her from the gate. The child does not understand yet what asking means; she has parental responsibility."
    actions.settle_right(by=officer, case_id=case_id, whose=WhoseRight.FOR_CHILD, words=words)
    gathering_actions.search(by=officer, case_id=case_id)
    until = timezone.localdate() + timedelta(days=60)
    for head in heads_of_child(lead, child_id):
        gathering_actions.open_file(by=lead, case_id=case_id, file_id=head.id, until=until)
    while gathering_actions.gather_step(by=officer, case_id=case_id):
        continue
    for place in range(1, DECIDED + 1):
        view = passage_for(officer, case_id, place)
        review_actions.decide_passage(by=officer, view=view, chosen=Chosen(PassageDecision.DISCLOSE))
    return case_id
