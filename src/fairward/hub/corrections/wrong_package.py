"""What goes to an agency because somebody says that its item is wrong: made of the question it answered. It may not send it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fairward.exchange.answering.asking import Asked
from fairward.exchange.answering.crossing import log_head_of, recipient_of, sender_of
from fairward.exchange.answering.disputing import Wrong, asked_again, wrong_package
from fairward.exchange.package.sealing import Package
from fairward.exchange.travel.partner_queries import partner
from fairward.hub.corrections.content import Said
from fairward.hub.corrections.queries import PutRightLine
from fairward.hub.enquiries.asking_package import asked_of_gate
from fairward.hub.enquiries.cases import asking_case
from fairward.hub.enquiries.enquiry_queries import OpenedEnquiry
from fairward.hub.enquiries.gate_queries import gate_by_id
from fairward.hub.packs.queries import Pack
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id

WHY = "asking that an item is put right"


@dataclass(frozen=True, slots=True)
class Going:
    """The package as the agency will read it, not sent."""

    package: Package
    partner_id: UUID
    wrong: Wrong
    asked: Asked


def going_of(
    by: Actor, pack: Pack, line: PutRightLine, said: Said, *, added: str, said_by: str
) -> Going:  # fmt: skip
    """The package to the agency of the item. Denied where it has no Fairward, or answered by a one-time link."""
    item = next((one for one in pack.items if one.id == line.item_id), None)
    if item is None:
        raise Denied(
            "for_named_only", "This is about an item for named people. Somebody who is named sends it."
        )
    enquiry = next((one for one in pack.enquiries if one.facts.id == item.enquiry_id), None)
    if enquiry is None:
        raise NotFound("item")
    partner_id = enquiry.facts.partner_id
    if partner_id is None:
        raise Denied(
            "no_partner", "They answered by a one-time link. Ring them, and ask them to write again."
        )
    now, card = timezone.now(), partner(by.organisation_id, partner_id).card
    asked = _asked(by, pack, enquiry, item.claim.about, line.answer_by, now)
    wrong = Wrong(item.package_id, item.claim.id, said.words, said_by, added.strip())
    package = wrong_package(
        asked, wrong, sender_of(by), recipient_of(card), log_head_of(by.organisation_id), package_id=new_id(), now=now
    )  # fmt: skip
    return Going(package, partner_id, wrong, asked)


def _asked(
    by: Actor, pack: Pack, enquiry: OpenedEnquiry, about: tuple[str, ...], answer_by: datetime,
    now: datetime,
) -> Asked:  # fmt: skip
    """The question as it was asked then, narrowed to those of its people whom the item is about."""
    content, gate = enquiry.content, gate_by_id(by, enquiry.facts.gate_id, WHY)
    case = asking_case(by.organisation_id, pack.case)
    made = asked_of_gate(case, gate, None, content.persons, content.questions, now, ())
    made = replace(made, look_back_from=content.look_back_from)
    return asked_again(
        made, [one for one in content.persons if one.name in about] or content.persons[:1], answer_by
    )
