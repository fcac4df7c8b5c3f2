"""An answer that is made in one step: nothing relevant, declined, known and whom to ring. It keeps nothing.

The caller has checked the right and locked the question, and writes the act.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from fairward.exchange.answering.asking import Asked
from fairward.exchange.answering.crossing import let_go, log_head_of, recipient_of, sender_of
from fairward.exchange.answering.items import Item
from fairward.exchange.answering.returning import How, answer_head, answer_package
from fairward.exchange.travel.partner_queries import partner
from fairward.kernel.actor import Actor


def answer_at_once(
    *, by: Actor, partner_id: UUID, question: UUID, asked: Asked, how: How, reason: str, items: Sequence[Item] = ()
) -> UUID:  # fmt: skip
    """Seal the answer to the question's sender and put it on its way; `question` is its package. The answer's package."""
    card, sender = partner(by.organisation_id, partner_id).card, sender_of(by)
    head = answer_head(
        asked, how, reason, sender, recipient_of(card), log_head_of(by.organisation_id), to=question
    )
    let_go(
        by=by,
        partner_id=partner_id,
        package=answer_package(head, items, asked, sender.signed_by.name, timezone.now()),
    )
    return head.id
