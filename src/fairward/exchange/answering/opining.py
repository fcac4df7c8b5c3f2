"""What is said to a consultation, checked and put on its way. It keeps no word of it, and writes no act: its caller does."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from fairward.exchange.answering.consulting import LONGEST, Consulted, Opinion, Verdict, opinion_head
from fairward.exchange.answering.crossing import let_go, log_head_of, recipient_of, sender_of
from fairward.exchange.package.building import build
from fairward.exchange.travel.partner_queries import partner
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.rules import exemptions


def send_opinions(
    *, by: Actor, partner_id: UUID, package_id: UUID, consulted: Consulted, opinions: Sequence[Opinion]
) -> None:
    """Send what is thought of each passage to whoever asked by `package_id`. Denied with what is missing."""
    if {one.passage_id for one in opinions} != {one.passage_id for one in consulted.passages}:
        raise Denied("not_whole", "Say what you think of each of them.")
    known = {one.id for one in exemptions.usable("parent", timezone.localdate())}
    for one in opinions:
        _check(one, known)
    card = partner(by.organisation_id, partner_id).card
    head = opinion_head(
        consulted, opinions, sender_of(by), recipient_of(card), log_head_of(by.organisation_id), to=package_id
    )  # fmt: skip
    let_go(by=by, partner_id=partner_id, package=build(head, []))


def _check(one: Opinion, known: set[str]) -> None:
    """Holding back, and a part, need why; holding back needs a listed reason as well."""
    if one.exemption and one.exemption not in known:
        raise Denied("no_reason", "Choose a reason that the law gives.")
    if one.verdict is Verdict.HOLD and not one.exemption:
        raise Denied("no_reason", "Choose the reason that the law gives for holding it back.")
    if one.verdict in (Verdict.HOLD, Verdict.PART) and not one.reason.strip():
        raise Denied("no_reason", "Write why, for whoever decides.")
    if len(one.reason) > LONGEST:
        raise Denied("too_long", f"Shorten this to {LONGEST} letters.")
