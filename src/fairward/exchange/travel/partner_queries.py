"""Reads partners, published cards and held heads: organisations and keys, never children. It may not write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.exchange.travel import cards
from fairward.exchange.travel.cards import Card
from fairward.exchange.travel.models import HeldHead, Partner, PublishedCard
from fairward.exchange.travel.vocabulary import PartnerState
from fairward.kernel.denied import NotFound
from fairward.keys import directory
from fairward.organisations.queries import is_installed

PHONED = "travel.phoned"


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """A partner as pages and the door need it. `offered` is a card with another key that nobody has compared yet."""

    id: UUID
    other_id: UUID
    state: PartnerState
    card: Card
    offered: Card | None
    confirmed_at: datetime | None
    confirmed_by: UUID | None
    phoned: str

    @property
    def is_confirmed(self) -> bool:
        """Whether packages go there and come from there."""
        return self.state is PartnerState.CONFIRMED

    @property
    def to_compare(self) -> Card | None:
        """The card that waits for a person's comparison, if one does."""
        if self.offered is not None:
            return self.offered
        return None if self.is_confirmed else self.card


def partners(organisation_id: UUID) -> list[PartnerFacts]:
    """All partners by name."""
    found = [_facts(row) for row in Partner.objects.filter(organisation_id=organisation_id)]
    return sorted(found, key=lambda one: one.card.name.casefold())


def partner(organisation_id: UUID, partner_id: UUID) -> PartnerFacts:
    """One partner; NotFound for another organisation's."""
    row = Partner.objects.filter(organisation_id=organisation_id, id=partner_id).first()
    if row is None:
        raise NotFound("partner")
    return _facts(row)


def partner_of(organisation_id: UUID, other_id: UUID) -> PartnerFacts | None:
    """The partner row about another organisation, if there is one."""
    row = Partner.objects.filter(organisation_id=organisation_id, other_id=other_id).first()
    return _facts(row) if row else None


def confirmed_partners(organisation_id: UUID) -> list[PartnerFacts]:
    """Where something can be sent to, by name."""
    return [one for one in partners(organisation_id) if one.is_confirmed]


def published_card(organisation_id: UUID) -> str:
    """The newest card of an organisation of this installation, or nothing."""
    return PublishedCard.objects.filter(id=organisation_id).values_list("card", flat=True).first() or ""


def found_here(organisation_id: UUID) -> list[Card]:
    """The other organisations of this installation that have a card and are no partner yet, by name."""
    known = set(Partner.objects.filter(organisation_id=organisation_id).values_list("other_id", flat=True))
    rows = PublishedCard.objects.exclude(id__in=[*known, organisation_id]).values_list("card", flat=True)
    return sorted((cards.read(text) for text in rows), key=lambda card: card.name.casefold())


def is_here(organisation_id: UUID) -> bool:
    """Whether an organisation keeps its records in this installation."""
    return is_installed(organisation_id)


def heads_of(organisation_id: UUID, log_id: UUID) -> list[str]:
    """The heads of one log that this organisation holds: its own, cosigned by partners, or a partner's."""
    rows = HeldHead.objects.filter(organisation_id=organisation_id, log_id=log_id).order_by("size", "id")
    return list(rows.values_list("note", flat=True))


def contradicting(organisation_id: UUID) -> set[UUID]:
    """The logs of which two heads were seen that cannot both be true."""
    rows = HeldHead.objects.filter(organisation_id=organisation_id, contradicts=True)
    return set(rows.values_list("log_id", flat=True))


def kept_heads(organisation_id: UUID, partner_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Partner -> how many heads of their log are held."""
    counted: dict[UUID, int] = {}
    rows = HeldHead.objects.filter(organisation_id=organisation_id, partner_id__in=list(partner_ids))
    for partner_id in rows.exclude(log_id=organisation_id).values_list("partner_id", flat=True):
        counted[partner_id] = counted.get(partner_id, 0) + 1
    return counted


def _facts(row: Partner) -> PartnerFacts:
    phoned = bytes(row.phoned)
    return PartnerFacts(
        row.id,
        row.other_id,
        PartnerState(row.state),
        cards.read(row.card),
        cards.read(row.offered) if row.offered else None,
        row.confirmed_at,
        row.confirmed_by,
        directory.reveal(row.organisation_id, PHONED, row.id, phoned).decode() if phoned else "",
    )
