"""The only writer of partners and of published cards. It may not send anything."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act, record_job
from fairward.exchange.travel import cards, own_card
from fairward.exchange.travel.cards import Card, CardError
from fairward.exchange.travel.models import Partner, PublishedCard
from fairward.exchange.travel.partner_policies import check_can_add, check_can_confirm
from fairward.exchange.travel.partner_queries import PHONED, is_here, partner, partner_of, published_card
from fairward.exchange.travel.vocabulary import PartnerState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.keys import directory


@transaction.atomic
def make_card(*, by: Actor) -> None:
    """Make the organisation's card anew, e.g. before it is sent to somebody."""
    _publish(own_card.made(by.organisation_id))
    record_act(by, act="exchange.card_made", item_kind="organisation", item_id=by.organisation_id)


def keep_card_current(organisation_id: UUID) -> bool:
    """Make the card anew when what stands on it has changed: name, address, keys. True if it did."""
    card = own_card.made_or_none(organisation_id)
    published = published_card(organisation_id)
    if card is None or (published and not _is_other(card, cards.read(published))):
        return False
    _publish(card)
    record_job(organisation_id, act="exchange.card_made", item_kind="organisation", item_id=organisation_id)
    return True


@transaction.atomic
def add_card(*, by: Actor, text: str) -> UUID:
    """Keep a card that somebody pasted or chose; nothing is trusted by that. Returns the partner's id."""
    try:
        card = cards.read(text)
    except CardError as error:
        raise Denied("not_a_card", str(error)) from None
    own = published_card(card.organisation_id) if is_here(card.organisation_id) else ""
    usable, published = own_card.is_usable(card.address), cards.read(own) if own else None
    check_can_add(by.organisation_id, card, is_usable=usable, published=published)
    partner_id = _keep(by, card, text)
    record_act(by, act="exchange.partner_added", item_kind="partner", item_id=partner_id)
    return partner_id


@transaction.atomic
def confirm_partner(*, by: Actor, partner_id: UUID, heard: str, phoned: str) -> None:
    """Trust a card from now on. `heard` are the digits as somebody of theirs read them out, `phoned` who that was."""
    row = _locked(by.organisation_id, partner_id)
    known = partner(by.organisation_id, partner_id)
    check_can_confirm(known, heard=heard, phoned=phoned, is_here=is_here(known.other_id))
    row.card, row.offered = row.offered or row.card, ""
    row.state, row.confirmed_at, row.confirmed_by = (
        int(PartnerState.CONFIRMED),
        timezone.now(),
        by.membership_id,
    )
    row.phoned = directory.protect(by.organisation_id, PHONED, row.id, phoned.strip().encode())
    row.save(update_fields=["card", "offered", "state", "confirmed_at", "confirmed_by", "phoned"])
    record_act(by, act="exchange.partner_confirmed", item_kind="partner", item_id=partner_id)


@transaction.atomic
def withdraw_partner(*, by: Actor, partner_id: UUID) -> None:
    """Trust a card no longer: nothing is sent there and nothing is taken from there until it is confirmed anew."""
    row = _locked(by.organisation_id, partner_id)
    row.state, row.offered = int(PartnerState.WITHDRAWN), ""
    row.withdrawn_at, row.withdrawn_by = timezone.now(), by.membership_id
    row.save(update_fields=["state", "offered", "withdrawn_at", "withdrawn_by"])
    record_act(by, act="exchange.partner_withdrawn", item_kind="partner", item_id=partner_id)


def renew_card(organisation_id: UUID, text: str) -> bool:
    """Take over a newer card of a confirmed partner that is signed with the key that was compared. True if it was newer."""
    try:
        card = cards.read(text)
    except CardError:
        return False
    known = partner_of(organisation_id, card.organisation_id)
    if known is None or not known.is_confirmed or known.card.signing_key != card.signing_key:
        return False
    is_reachable = is_here(card.organisation_id) or own_card.is_usable(card.address)
    if not cards.is_newer(card, known.card) or not is_reachable:
        return False
    Partner.objects.filter(organisation_id=organisation_id, id=known.id).update(card=text)
    if _is_other(card, known.card):
        record_job(organisation_id, act="exchange.card_renewed", item_kind="partner", item_id=known.id)
    return True


def _keep(by: Actor, card: Card, text: str) -> UUID:
    """A new partner; or, for a known one, its newer card. Another key never replaces the compared one by itself."""
    known = partner_of(by.organisation_id, card.organisation_id)
    if known is None:
        row = Partner.objects.create(
            organisation_id=by.organisation_id, id=new_id(), other_id=card.organisation_id, card=text,
            added_at=timezone.now(), added_by=by.membership_id,
        )  # fmt: skip
        return row.id
    row = _locked(by.organisation_id, known.id)
    is_same_key = known.card.signing_key == card.signing_key
    if is_same_key and cards.is_newer(known.card, card):
        raise Denied("older_card", "You have a newer card of them already. Nothing was changed.")
    if known.is_confirmed and not is_same_key:
        row.offered = text
    else:
        row.card = text
    if known.state is PartnerState.WITHDRAWN:
        row.state = int(PartnerState.WAITING)
    row.save(update_fields=["card", "offered", "state"])
    return known.id


def _publish(card: Card) -> None:
    PublishedCard.objects.update_or_create(
        id=card.organisation_id,
        defaults={"card": own_card.written(card), "ring_id": card.ring_id, "made_at": card.made_at},
    )


def _is_other(card: Card, before: Card) -> bool:
    """Whether something on a card has changed beside the moment when it was made."""
    names = ("name", "kind", "address", "signing_key", "ring_id", "ring_version", "ring_key")
    return any(getattr(card, name) != getattr(before, name) for name in names)


def _locked(organisation_id: UUID, partner_id: UUID) -> Partner:
    row = Partner.objects.select_for_update().filter(organisation_id=organisation_id, id=partner_id).first()
    if row is None:
        raise NotFound("partner")
    return row
