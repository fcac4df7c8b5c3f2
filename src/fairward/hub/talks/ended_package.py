"""What goes back to whoever disagreed from outside: how it ended, and why. No word of what was said within the hub."""

from __future__ import annotations

from uuid import UUID

from fairward.exchange.answering.crossing import let_go, log_head_of, recipient_of, sender_of
from fairward.exchange.answering.disagreeing import ended_head
from fairward.exchange.package.building import build
from fairward.exchange.package.contents import Child
from fairward.exchange.travel.partner_queries import partner
from fairward.hub.decisions.outcome_package import family_told
from fairward.hub.decisions.queries import told_of
from fairward.hub.intake.case_queries import people_of
from fairward.hub.intake.vocabulary import PersonKind
from fairward.hub.talks.vocabulary import Settled
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied

WHY = "answering a disagreement"


def send_ended(
    by: Actor, case_id: UUID, partner_id: UUID, package_id: UUID, settled: Settled, because: str
) -> UUID:
    """Put it on its way; returns the id of its package."""
    own, card = by.organisation_id, partner(by.organisation_id, partner_id).card
    head = ended_head(
        package_id, _about(own, case_id), settled.word[:1].upper() + settled.word[1:], because, sender_of(by),
        recipient_of(card), family_told(told_of(by, case_id, WHY)), log_head_of(own),
    )  # fmt: skip
    package = build(head, [])
    let_go(by=by, partner_id=partner_id, package=package)
    return package.manifest.id


def _about(organisation_id: UUID, case_id: UUID) -> Child:
    for one in people_of(organisation_id, [case_id]).get(case_id, ()):
        if one.kind is PersonKind.CHILD:
            return Child(one.id, one.identity.words, one.identity.born_on, "")
    raise Denied("child_not_named", "No child is named in this case. Ring or write to them, and note it.")
