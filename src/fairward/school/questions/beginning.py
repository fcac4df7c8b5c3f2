"""What is known at the beginning of an answer from a file: everything that the question says. It may not choose a passage."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from fairward.exchange.answering.asking import Asked
from fairward.exchange.choosing.content import Addressee, Chosen, Named
from fairward.exchange.choosing.replying import Replying
from fairward.exchange.travel.partner_queries import partner
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import DisclosureKind
from fairward.rules import sending

REASON = "It answers the questions that you asked."


def begun_from(
    by: Actor, partner_id: UUID, asked: Asked, child_id: UUID, people: Mapping[UUID, UUID]
) -> Chosen:
    """The draft's first state: for whom, what for, what was asked about whom, whether the family knows."""
    card, told = partner(by.organisation_id, partner_id).card, asked.told
    if len({child_id, *people.values()}) != len(people) + 1 or not people.keys() <= asked.names.keys():
        raise Denied(
            "twice_the_same", "Two people of the question cannot be the same person here. Choose again."
        )
    return Chosen(
        Addressee(card.name, card.kind, tuple(Named(one.name, one.role) for one in asked.named)),
        purpose=sending.purposes(DisclosureKind.RETURN)[0].id, reason=REASON, is_told=told.is_told,
        ground=told.ground.code if told.ground else "", look_again_on=told.look_again_on,
        replying=Replying(asked, child_id, dict(people)),
    )  # fmt: skip
