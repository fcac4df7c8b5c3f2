"""What waits for the leads because something changed that was told outside, for the home page: how much, never what."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.access.decisions import may
from fairward.design.addresses import url
from fairward.design.pieces import Link, Need
from fairward.design.words import listed, plural
from fairward.exchange.following.arrived_queries import count_waiting
from fairward.exchange.following.queries import counts
from fairward.kernel.actor import Actor


def changes_work(actor: Actor) -> Sequence[Need]:
    """Whoever outside must be told of a change, and changes of others that nobody has opened."""
    if not may(actor, "school:disclosure:note"):
        return []
    to_tell, overdue = counts(actor.organisation_id)
    arrived, links = count_waiting(actor.organisation_id), []
    if arrived:
        words = plural(arrived, "change waits to be opened", "changes wait to be opened")
        links.append(Link("Changes that others sent", url("following:changes"), note=words))
    if to_tell or overdue:
        said = [f"{to_tell} must be told"] * bool(to_tell) + [
            f"{overdue} should have answered by now"
        ] * bool(overdue)
        links.append(Link("Who outside must know of a change", url("following:notices"), note=listed(said)))
    return [Need("Something that was told outside has changed", links, order=14)] if links else []


def waits_for_leads(organisation_id: UUID) -> bool:
    """Whether the leads get their morning notice because of it."""
    return any(counts(organisation_id)) or count_waiting(organisation_id) > 0
