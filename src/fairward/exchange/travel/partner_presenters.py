"""Partners as words on the page. It may not query."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Row
from fairward.design.words import date_words, plural
from fairward.exchange.travel import cards
from fairward.exchange.travel.cards import Card
from fairward.exchange.travel.partner_queries import PartnerFacts
from fairward.exchange.travel.vocabulary import PartnerState

_TONES = {PartnerState.WAITING: "due", PartnerState.CONFIRMED: "done", PartnerState.WITHDRAWN: "quiet"}


def rows(partners: Sequence[PartnerFacts], contradicting: Collection[UUID]) -> list[Row]:
    """One row a partner; what a person must do is said by a chip."""
    return [
        Row(
            [
                Cell(one.card.name, url("travel:partner", partner_id=one.id), note=one.card.kind.word.capitalize()),
                Cell(chips=chips(one, contradicting)),
                Cell(date_words(one.confirmed_at) if one.confirmed_at and one.is_confirmed else "–"),
            ],
            tone="danger" if one.other_id in contradicting else "plain",
        )
        for one in partners
    ]  # fmt: skip


def chips(one: PartnerFacts, contradicting: Collection[UUID]) -> list[Chip]:
    """Where the trust stands, and what is wrong."""
    found = [Chip(one.state.word.capitalize(), _TONES[one.state])]
    if one.offered is not None:
        found.append(Chip("New key, compare it", "due"))
    if one.other_id in contradicting:
        found.append(Chip("Their log contradicts itself", "danger"))
    return found


def here_rows(found: Sequence[Card]) -> list[Row]:
    """Organisations of the same installation that can be added."""
    return [
        Row(
            [
                Cell(card.name, url("travel:add_here", other_id=card.organisation_id)),
                Cell(card.kind.word.capitalize()),
            ]
        )
        for card in found
    ]


def facts(one: PartnerFacts, by: Mapping[UUID, str], heads: int, *, is_here: bool) -> list[Fact]:
    """What is known of a partner."""
    where = "In this installation of Fairward" if is_here else one.card.address
    found = [
        Fact("Kind", one.card.kind.word.capitalize()),
        Fact("Where", where),
        Fact("Card made", date_words(one.card.made_at)),
    ]
    if one.is_confirmed and one.confirmed_at and one.confirmed_by:
        found.append(Fact("Confirmed", f"{date_words(one.confirmed_at)}, by {by[one.confirmed_by]}"))
        found.append(Fact("You spoke to", one.phoned))
    found.append(Fact("Their log", f"{plural(heads, 'signed head')} kept for them"))
    return found


def digits(card: Card) -> str:
    """The digits in their groups, as they are read out."""
    return " ".join(cards.fingerprint(card))
