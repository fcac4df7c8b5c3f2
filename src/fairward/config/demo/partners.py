"""The organisations of the demo trust each other's cards, so that something can be sent. It may not send anything."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.config.demo.people import DemoPerson, actor_of
from fairward.exchange.travel.partner_actions import add_card, confirm_partner, make_card
from fairward.exchange.travel.partner_queries import partner_of, published_card
from fairward.tenancy.context import as_organisation

SPOKE_TO = "Somebody of theirs whose number was known before"


def befriend(keepers: Sequence[DemoPerson]) -> None:
    """`keepers`: one person of each organisation who looks after its partners. Each confirms all the others."""
    for one in keepers:
        with as_organisation(UUID(one.organisation_id)):
            make_card(by=actor_of(one))
    for one in keepers:
        for other in keepers:
            if other is not one:
                _confirm(one, UUID(other.organisation_id))


def befriend_two(one: DemoPerson, other: DemoPerson) -> None:
    """Two who may know each other already: whoever has no card makes one, and each confirms the other."""
    for here in (one, other):
        with as_organisation(UUID(here.organisation_id)):
            if not published_card(UUID(here.organisation_id)):
                make_card(by=actor_of(here))
    for here, there in ((one, other), (other, one)):
        with as_organisation(UUID(here.organisation_id)):
            known = partner_of(UUID(here.organisation_id), UUID(there.organisation_id))
        if known is None or not known.is_confirmed:
            _confirm(here, UUID(there.organisation_id))


def partner_named(organisation_id: UUID, other_id: UUID) -> UUID:
    """The confirmed partner that another organisation of the demo is here."""
    found = partner_of(organisation_id, other_id)
    if found is None or not found.is_confirmed:
        raise LookupError("the demo's organisations have not confirmed each other yet")
    return found.id


def _confirm(one: DemoPerson, other_id: UUID) -> None:
    with as_organisation(UUID(one.organisation_id)):
        by = actor_of(one)
        partner_id = add_card(by=by, text=published_card(other_id))
        confirm_partner(by=by, partner_id=partner_id, heard="", phoned=SPOKE_TO)
