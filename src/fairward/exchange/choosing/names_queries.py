"""Looks up whose names may stand in what goes: the child's people, pupils who are named, staff. It may not write."""

from __future__ import annotations

from collections.abc import Sequence

from fairward.exchange.choosing.draft_queries import OpenedDraft
from fairward.exchange.choosing.names import (
    FAMILY,
    PUPIL,
    STAFF,
    FoundName,
    Known,
    found_in,
    named_in,
    texts_going,
)
from fairward.exchange.choosing.proposing import Standing
from fairward.kernel.actor import Actor
from fairward.organisations.queries import members
from fairward.people.queries import adults_of_child, children_named_in, siblings_of


def names_found(actor: Actor, draft: OpenedDraft, going: Sequence[Standing], why: str) -> list[FoundName]:
    """Names of others in the passages that go. The lists that were read for it are logged."""
    texts = texts_going(going)
    return found_in(texts, _people(actor, draft, going, texts, why), draft.child.full) if texts else []


def _people(
    actor: Actor, draft: OpenedDraft, going: Sequence[Standing], texts: Sequence[str], why: str
) -> list[Known]:
    child_id = draft.facts.child_id
    adults = [
        Known(one.identity.full, one.kind.word, FAMILY, bool(one.has_responsibility))
        for one in adults_of_child(actor, child_id, why)
    ]
    siblings = siblings_of(actor, child_id)
    pupils = children_named_in(actor, "\n".join(texts), why, besides={child_id, *siblings}, by_surname=True)
    staff = [
        Known(one.name, f"{one.job_title or one.role.word}, works here", STAFF, is_usually_kept=True)
        for one in members(actor.organisation_id, include_ended=True)
    ]
    return [
        *adults,
        *(Known(name.full, "brother or sister", PUPIL) for name in siblings.values()),
        *(Known(one.name.full, "another pupil, now or before", PUPIL) for one in pupils),
        *staff,
        *named_in(going, [draft.child.full]),
    ]
