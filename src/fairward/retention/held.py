"""What a page says about the holds that bite on what it shows (`retention/held.html`). It may not change anything."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from fairward.access.decisions import may
from fairward.kernel.actor import Actor
from fairward.retention.hold_policies import MANAGE
from fairward.retention.hold_presenters import HeldWords, held_words
from fairward.retention.hold_queries import bites_of, bites_on_child
from fairward.retention.holding import frozen
from fairward.retention.kinds import kind_of
from fairward.retention.vocabulary import ItemKind


def held_entries(actor: Actor, entry_ids: Iterable[UUID]) -> list[HeldWords]:
    """The holds that freeze any of these entries."""
    found = frozen(actor.organisation_id, entry_ids)
    ids = {hold_id for holds in found.values() for hold_id in holds}
    if not ids:
        return []
    bites = sorted(bites_of(actor.organisation_id, ids).values(), key=lambda one: (one.since, one.hold_id))
    return held_words(bites, may_read=may(actor, MANAGE))


def held_child(actor: Actor, child_id: UUID, file_id: UUID | None = None) -> list[HeldWords]:
    """The holds that reach into the files of a child, or into one of them."""
    bites = bites_on_child(actor.organisation_id, actor.role, child_id, file_id)
    return held_words(bites, may_read=may(actor, MANAGE))


def held_thing(actor: Actor, kind: ItemKind, thing_id: UUID) -> list[HeldWords]:
    """The holds that freeze something that is no entry."""
    found = kind_of(kind)
    ids = found.held(actor.organisation_id, [thing_id]).get(thing_id, ()) if found else ()
    if not ids:
        return []
    bites = bites_of(actor.organisation_id, ids)
    return held_words([bites[one] for one in ids], may_read=may(actor, MANAGE))
