"""The only writer of what agencies answered: items, the state of a question. It may not take in what was not asked about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.exchange.answering.crossing import Came, opened
from fairward.exchange.answering.returning import How, Returned, ReturnedItem, returned_of
from fairward.exchange.package import canonical, shapes
from fairward.exchange.package.contents import Manifest
from fairward.exchange.package.refusals import Refused
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.vocabulary import TravelState
from fairward.hub.enquiries.agreement_queries import agreement
from fairward.hub.enquiries.enquiry_actions import DECLINED, SEND, note_into
from fairward.hub.enquiries.enquiry_content import EnquiryContent
from fairward.hub.enquiries.enquiry_queries import ITEMS, enquiry_for
from fairward.hub.enquiries.models import Enquiry, Item
from fairward.hub.vocabulary import EnquiryState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Label, RingKind, Role
from fairward.keys.records import create_record
from fairward.organisations.queries import members

WHY = "taking in an answer"
_STATES = {
    How.NOTHING: EnquiryState.NOTHING_RELEVANT, How.RELEVANT: EnquiryState.RELEVANT, How.DECLINED: EnquiryState.DECLINED,
    How.SUPPLEMENT: EnquiryState.RELEVANT,
}  # fmt: skip
# A first answer may still come when it was decided without it.
_WAITS = frozenset({EnquiryState.ASKED, EnquiryState.NOT_AVAILABLE})


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one answer. `left_out`: items about somebody or with a label that was not asked for; nothing of them is
    kept. `refused`: why none of it was taken."""

    case_id: UUID | None = None
    enquiry_id: UUID | None = None
    items: int = 0
    left_out: int = 0
    refused: str = ""
    why: str = ""


@transaction.atomic
def take_answer(*, by: Actor, arrival_id: UUID) -> Taken:
    """Take in one answer that arrived: its items go under the ring of cases, sealed ones to the people named alone.

    The package itself is let go: nobody keeps a way around the labels. What answers nothing that was asked is refused.
    """
    check(by, SEND)
    try:
        taken = _taken(by, opened(by, arrival_id, WHY))
    except Refused as refused:
        taken = Taken(refused=refused.sentence, why=refused.code)
    state = TravelState.REFUSED if taken.refused else TravelState.ACCEPTED
    answer(by=by, arrival_id=arrival_id, state=state, keeps_sealed=False)
    act = "hub.answer_refused" if taken.refused else "hub.answer_taken"
    record_act(by, act=act, item_kind="arrival", item_id=arrival_id, subject_id=taken.case_id, why=taken.why)
    return taken


def _taken(by: Actor, came: Came) -> Taken:
    row, returned = _fits(by, came)
    content = enquiry_for(by, row.id, WHY).content
    fitting = [one for one in returned.items if _is_asked_about(by, row, content, one)]
    left_out = len(returned.items) - len(fitting)
    _keep_items(by, row, came.manifest, fitting, timezone.now())
    _settle(by, row, came.manifest, returned, left_out)
    return Taken(row.case_id, row.id, len(fitting), left_out)


def _fits(by: Actor, came: Came) -> tuple[Enquiry, Returned]:
    """The question that it answers, locked; Refused where this agency was not asked that, or has answered it."""
    returned = returned_of(came.manifest)
    rows = Enquiry.objects.select_for_update().filter(
        organisation_id=by.organisation_id, package_id=returned.reply_to, partner_id=came.partner_id
    )
    row = rows.first()
    if row is None:
        raise Refused("not_whole", "reply_to")
    is_first = EnquiryState(row.state) in _WAITS
    if is_first is (returned.how is How.SUPPLEMENT):
        raise Refused("seen_before", "reply_to")
    return row, returned


def _is_asked_about(by: Actor, row: Enquiry, content: EnquiryContent, one: ReturnedItem) -> bool:
    """Only about people of the question, only with labels of the agreement, and where a pointer was asked, only that."""
    claim = one.claim
    if claim.label is Label.POINTER:
        return True
    names = {person.name for person in content.persons}
    labels = (
        agreement(by.organisation_id, row.agreement_id).terms.labels if row.agreement_id else tuple(Label)
    )
    is_about = bool(claim.about) and set(claim.about) <= names
    return is_about and claim.label in labels and not row.is_pointer_only


def _keep_items(
    by: Actor, row: Enquiry, manifest: Manifest, items: Iterable[ReturnedItem], now: datetime
) -> None:
    named = _accounts_named(by, manifest)
    for one in items:
        item_id, is_sealed = new_id(), one.claim.label is Label.SEALED
        if is_sealed:
            key = create_record(by.organisation_id, item_id, persons=named, for_named_only=True)
        else:
            key = create_record(by.organisation_id, item_id, rings=[RingKind.CASES])
        words = canonical.encode([shapes.plain(passage) for passage in (one.claim, *one.beside)])
        Item.objects.create(
            organisation_id=by.organisation_id, id=item_id, case_id=row.case_id, enquiry_id=row.id,
            package_id=manifest.id, passage_id=one.claim.id, label=int(one.claim.label), basis=one.claim.basis,
            grade=one.claim.grade, sealed=key.seal(words, table=ITEMS, version=1), arrived_at=now,
            taken_by=by.membership_id,
        )  # fmt: skip


def _accounts_named(by: Actor, manifest: Manifest) -> list[UUID]:
    """The people of the hub whom the package names. Denied, and nothing taken, where it seals something to nobody here."""
    if not any(one.label is Label.SEALED for one in manifest.passages):
        return []
    wanted = {one.name for one in manifest.recipient.named}
    found = [
        one.account_id for one in members(by.organisation_id, role=Role.HUB_MANAGER) if one.name in wanted
    ]
    if not found:
        raise Denied(
            "nobody_named",
            "Something in this answer is for somebody by name who is not here. Ring the agency.",
        )
    return found


def _settle(by: Actor, row: Enquiry, manifest: Manifest, returned: Returned, left_out: int) -> None:
    if returned.how is How.DECLINED:
        note_into(by, row, DECLINED, returned.reason, manifest.sender.signed_by.name, timezone.now())
    row.state, row.ended_at = int(_STATES[returned.how]), row.ended_at or timezone.now()
    row.left_out += left_out
    row.save(update_fields=["state", "ended_at", "left_out", "version", "sealed"])
