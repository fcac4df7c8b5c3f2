"""Hears from the questions that an item was put right, or stands, and what is said against items. It opens words with a look.

It logs no act: taking in what the agency said is one already, in the same transaction.
"""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from fairward.hub.corrections import writing
from fairward.hub.corrections.queries import opened_of
from fairward.hub.corrections.vocabulary import PutRightState
from fairward.hub.decisions.reviewing import flag
from fairward.hub.enquiries.beside import Against, PutRightNow, StandsNow
from fairward.hub.packs.following import follow
from fairward.kernel.actor import Actor

_DISPUTED = (PutRightState.ASKED, PutRightState.SENT, PutRightState.STANDS)


def against_items(actor: Actor, case_id: UUID, why: str) -> dict[UUID, list[Against]]:
    """What somebody says against an item, as long as its agency has not put it right."""
    found: dict[UUID, list[Against]] = {}
    for line, said in opened_of(actor, case_id, why, states=_DISPUTED):
        stands = True if line.state is PutRightState.STANDS else None
        one = Against(said.words, said.who or "somebody in the case", line.asked_at, stands, said.answer)
        found.setdefault(line.item_id, []).append(one)
    return found


def items_put_right(by: Actor, one: PutRightNow) -> None:
    """Who asked is answered, citations follow, the decision that rests on it is flagged, and everybody who was told is owed a
    notice: all in the transaction that takes the correction in."""
    own = by.organisation_id
    state = PutRightState.CORRECTED if one.new else PutRightState.WITHDRAWN
    writing.answer_open(own, one.old, state, one.at)
    rests_on_it = follow(own, one.case_id, one.old, one.new, one.at)
    if rests_on_it:
        flag(own, one.case_id, one.at)
    writing.owe_notices(own, one.case_id, one.at, to_all=rests_on_it)


def item_stands(by: Actor, one: StandsNow) -> UUID | None:
    """The agency says that it stands: what was said against it stays with it."""
    return writing.note_stands(by, one.asked, one.partner_id, one.reason, timezone.now())
