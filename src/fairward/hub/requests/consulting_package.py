"""A question to an originator as a package: who asks, which passages by number, by when. No word of any passage is in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from fairward.design.words import date_words, listed
from fairward.exchange.answering.consulting import Named, consultation_head
from fairward.exchange.answering.crossing import log_head_of, recipient_of, sender_of
from fairward.exchange.package.building import build
from fairward.exchange.package.contents import Child
from fairward.exchange.package.sealing import Package
from fairward.exchange.travel.partner_queries import PartnerFacts, partner
from fairward.hub.intake.case_queries import case_facts, people_of
from fairward.hub.intake.vocabulary import PersonKind
from fairward.hub.requests.finding_queries import links_of
from fairward.hub.requests.models import HeldPassage
from fairward.hub.requests.vocabulary import Held
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import OrganisationKind

_BY_TELEPHONE = frozenset({OrganisationKind.TRUST, OrganisationKind.HUB})


def can_be_sent(to: PartnerFacts) -> bool:
    """Whether a partner has pages to answer on; a trust or another hub is asked by telephone."""
    return to.is_confirmed and to.card.kind not in _BY_TELEPHONE


def reason_of(organisation_id: UUID, case_id: UUID, hub_case_id: UUID) -> str:
    """What the originator reads above the numbers: whom it is about, and what the hub wants to know."""
    wanted = {one.person_id for one in links_of(organisation_id, case_id)}
    people = people_of(organisation_id, [hub_case_id]).get(hub_case_id, ())
    names = listed([one.identity.words for one in people if one.id in wanted])
    return (
        f"We answer a request to see what is recorded about {names}. You told us what is named below. We show it unless the law "
        "gives a reason not to: tell us if there is one."
    )


def named_of(rows: Sequence[HeldPassage]) -> list[Named]:
    """Passages by number, with when they were told."""
    return [
        Named(row.passage_id, row.package_id, f"{Held(row.held).word.capitalize()}, number {row.place} of our request")
        for row in rows
        if row.passage_id and row.package_id
    ]  # fmt: skip


def package_of(
    by: Actor,
    case_id: UUID,
    hub_case_id: UUID,
    partner_id: UUID,
    rows: Sequence[HeldPassage],
    answer_by: date,
) -> Package:
    """The question. Denied where the originator has no pages to answer on."""
    own, to = by.organisation_id, partner(by.organisation_id, partner_id)
    if not can_be_sent(to):
        raise Denied("by_telephone", "Ask them by telephone, and note what they say beside the passage.")
    head = consultation_head(
        sender_of(by), recipient_of(to.card), _child(own, hub_case_id), reason_of(own, case_id, hub_case_id),
        named_of(rows), answer_by, log_head_of(own),
    )  # fmt: skip
    return build(head, [])


def _child(organisation_id: UUID, hub_case_id: UUID) -> Child:
    people = people_of(organisation_id, [hub_case_id]).get(hub_case_id, ())
    child = next((one for one in people if one.kind is PersonKind.CHILD), None)
    if child is None:
        facts = case_facts(organisation_id, hub_case_id)
        return Child(
            hub_case_id,
            f"a child whose name we do not know, told on {date_words(facts.received_at)}",
            None,
            "",
        )
    return Child(child.id, child.identity.words, child.identity.born_on, "")
