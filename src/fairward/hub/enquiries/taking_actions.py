"""The only writer of what agencies answered: items, the state of a question. It may not take in what was not asked about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act, record_look
from fairward.exchange.answering.crossing import Came, opened
from fairward.exchange.answering.returning import How, Returned, ReturnedItem, items_of, returned_of
from fairward.exchange.package import canonical, shapes
from fairward.exchange.package.contents import Manifest
from fairward.exchange.package.refusals import Refused
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.vocabulary import TravelState
from fairward.hub.enquiries.agreement_queries import agreement
from fairward.hub.enquiries.asking_checks import SEND
from fairward.hub.enquiries.beside import PutRightNow, StandsNow, pass_on_put_right, pass_on_stands
from fairward.hub.enquiries.enquiry_actions import CORRECTED, DECLINED
from fairward.hub.enquiries.enquiry_content import EnquiryContent
from fairward.hub.enquiries.enquiry_queries import ITEMS, enquiry_for
from fairward.hub.enquiries.link_actions import ANSWER
from fairward.hub.enquiries.link_content import answer_from
from fairward.hub.enquiries.models import Enquiry, Item, OneTimeLink
from fairward.hub.enquiries.writing import note_into
from fairward.hub.vocabulary import EnquiryState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Label, RingKind, Role
from fairward.keys import formats
from fairward.keys.records import create_record
from fairward.keys.ring_store import open_private_halves
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


@transaction.atomic
def take_correction(*, by: Actor, arrival_id: UUID) -> Taken | None:
    """Take in what an agency puts right in an earlier answer. None, and nothing done, where it is about something else."""
    check(by, SEND)
    came = opened(by, arrival_id, WHY)
    found = _corrected(by, came)
    if not found:
        return None
    now = timezone.now()
    row = Enquiry.objects.select_for_update().get(organisation_id=by.organisation_id, id=found[0].enquiry_id)
    content, items = enquiry_for(by, row.id, WHY).content, items_of(came.manifest)
    fitting = [one for one in items if _is_asked_about(by, row, content, one)]
    old = tuple(one.id for one in found)
    place_of = old[0] if len(old) == 1 else None
    new = _keep_items(
        by, row, came.manifest.id, _accounts_named(by, came.manifest), fitting, in_place_of=place_of
    )
    Item.objects.filter(organisation_id=by.organisation_id, id__in=old).update(replaced_at=now)
    if came.manifest.notice and not any(one.label == int(Label.SEALED) for one in found):
        words = " ".join(one.words for one in came.manifest.notice.changes)
        note_into(by, row, CORRECTED, words, came.manifest.sender.signed_by.name, now)
    row.left_out += len(items) - len(fitting)
    row.save(update_fields=["left_out", "version", "sealed"])
    pass_on_put_right(by, PutRightNow(row.case_id, old, new, now))
    answer(by=by, arrival_id=arrival_id, state=TravelState.ACCEPTED, keeps_sealed=False)
    record_act(by, act="hub.answer_corrected", item_kind="enquiry", item_id=row.id, subject_id=row.case_id)
    return Taken(row.case_id, row.id, len(fitting), len(items) - len(fitting))


@transaction.atomic
def take_by_link(*, by: Actor, link_id: UUID) -> Taken:
    """Take in an answer that came by a one-time link, opened with the exchange ring; then nothing is left of it but items."""
    check(by, SEND)
    link = (
        OneTimeLink.objects.select_for_update().filter(organisation_id=by.organisation_id, id=link_id).first()
    )
    if link is None or not bytes(link.answer):
        raise NotFound("link")
    record_look(by, item_kind="link", item_ids=[link_id], why=WHY)
    said = answer_from(_opened_with_ring(by, link))
    row = Enquiry.objects.select_for_update().get(organisation_id=by.organisation_id, id=link.enquiry_id)
    content, returned = enquiry_for(by, row.id, WHY).content, said.returned(link_id, row.package_id)
    fitting = [one for one in returned.items if _is_asked_about(by, row, content, one)]
    _keep_items(by, row, link_id, [], fitting)
    left_out = len(returned.items) - len(fitting)
    _settle(by, row, said.by, returned, left_out)
    link.answer, link.taken_at = b"", timezone.now()
    link.save(update_fields=["answer", "taken_at"])
    record_act(by, act="hub.link_taken", item_kind="enquiry", item_id=row.id, subject_id=row.case_id)
    return Taken(row.case_id, row.id, len(fitting), left_out)


def _opened_with_ring(by: Actor, link: OneTimeLink) -> bytes:
    place = formats.bind(by.organisation_id, ANSWER, link.id, 1)
    for private in open_private_halves(by, RingKind.EXCHANGE).values():
        try:
            return formats.open_sealed(private, bytes(link.answer), place)
        except formats.FormatError:
            continue
    raise Denied("no_key", "You do not hold the key that this was sealed to.")


def _corrected(by: Actor, came: Came) -> list[Item]:
    """The items that a notice changes: of an answer of this very agency, as they stand now, however often they were put right."""
    notice, own = came.manifest.notice, by.organisation_id
    if notice is None:
        return []
    told = Item.objects.filter(organisation_id=own, package_id=notice.package).values_list(
        "enquiry_id", flat=True
    )
    asked = Enquiry.objects.filter(organisation_id=own, partner_id=came.partner_id, id__in=list(told))
    rows = Item.objects.select_for_update(of=("self",)).filter(
        organisation_id=own, enquiry_id__in=list(asked.values_list("id", flat=True)), replaced_at=None,
        passage_id__in=[one.passage for one in notice.changes],
    )  # fmt: skip
    return list(rows)


def _taken(by: Actor, came: Came) -> Taken:
    returned = returned_of(came.manifest)
    if returned.how is How.STANDS:
        case_id = pass_on_stands(by, StandsNow(returned.reply_to, came.partner_id, returned.reason))
        if case_id is None:
            raise Refused("not_whole", "reply_to")
        return Taken(case_id)
    row = _fits(by, came, returned)
    content = enquiry_for(by, row.id, WHY).content
    fitting = [one for one in returned.items if _is_asked_about(by, row, content, one)]
    left_out = len(returned.items) - len(fitting)
    _keep_items(by, row, came.manifest.id, _accounts_named(by, came.manifest), fitting)
    _settle(by, row, came.manifest.sender.signed_by.name, returned, left_out)
    return Taken(row.case_id, row.id, len(fitting), left_out)


def _fits(by: Actor, came: Came, returned: Returned) -> Enquiry:
    """The question that it answers, locked; Refused where this agency was not asked that, or has answered it."""
    rows = Enquiry.objects.select_for_update().filter(
        organisation_id=by.organisation_id, package_id=returned.reply_to, partner_id=came.partner_id
    )
    row = rows.first()
    if row is None:
        raise Refused("not_whole", "reply_to")
    is_first = EnquiryState(row.state) in _WAITS
    if is_first is (returned.how is How.SUPPLEMENT):
        raise Refused("seen_before", "reply_to")
    return row


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
    by: Actor, row: Enquiry, package_id: UUID, named: Iterable[UUID], items: Iterable[ReturnedItem], *,
    in_place_of: UUID | None = None,
) -> tuple[UUID, ...]:  # fmt: skip
    now, kept = timezone.now(), []
    for one in items:
        item_id, is_sealed = new_id(), one.claim.label is Label.SEALED
        if is_sealed:
            key = create_record(by.organisation_id, item_id, persons=named, for_named_only=True)
        else:
            key = create_record(by.organisation_id, item_id, rings=[RingKind.CASES])
        words = canonical.encode([shapes.plain(passage) for passage in (one.claim, *one.beside)])
        Item.objects.create(
            organisation_id=by.organisation_id, id=item_id, case_id=row.case_id, enquiry_id=row.id,
            package_id=package_id, passage_id=one.claim.id, label=int(one.claim.label), basis=one.claim.basis,
            grade=one.claim.grade, sealed=key.seal(words, table=ITEMS, version=1), arrived_at=now,
            taken_by=by.membership_id, replaces_id=in_place_of,
        )  # fmt: skip
        kept.append(item_id)
    return tuple(kept)


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


def _settle(by: Actor, row: Enquiry, who: str, returned: Returned, left_out: int) -> None:
    if returned.how is How.DECLINED:
        note_into(by, row, DECLINED, returned.reason, who, timezone.now())
    row.state, row.ended_at = int(_STATES[returned.how]), row.ended_at or timezone.now()
    row.left_out += left_out
    row.save(update_fields=["state", "ended_at", "left_out", "version", "sealed"])
