"""Who looked at the cases that a request is about, for its answer, with proofs of the lines of the log. It may not write.

Looks of the family's own people are theirs and stay out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.access_requests import answer_words
from fairward.access_requests.searching import MOST_LOOKS
from fairward.audit import gathering
from fairward.audit.log import record_list
from fairward.audit.reading import who_looked
from fairward.hub.requests import gathering_queries, queries
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Role
from fairward.organisations.queries import organisation
from fairward.rights.answer import Look

WHY = "saying who looked, in the answer to a request"
_OWN = (queries.WHY, gathering_queries.WHY)
_FAMILY = frozenset({int(Role.FAMILY), int(Role.YOUNG_PERSON)})


@dataclass(frozen=True, slots=True)
class Looked:
    """Who looked, the newest first, and proofs of those lines that have their place in the log."""

    looks: tuple[Look, ...]
    proofs: str


def looked_at(actor: Actor, hub_case_ids: Collection[UUID], since: date) -> Looked:
    """Everybody of the hub who opened one of these cases. What was read for this request is one line; the look is logged."""
    own = actor.organisation_id
    lines = {}
    for case_id in hub_case_ids:
        record_list(actor, item_kind="log", item_ids=(), subject_id=case_id, why=WHY)
        for line in who_looked(own, subject_id=case_id, limit=MOST_LOOKS):
            if line.leaf.role not in _FAMILY:
                lines[line.leaf.id] = line
    ordered = sorted(lines.values(), key=lambda one: one.leaf.id, reverse=True)[:MOST_LOOKS]
    found = answer_words.looks(ordered, organisation(own).name, since, _OWN)
    proofs = "".join(f"{one}\n" for one in gathering.excerpt(own, answer_words.line_ids(found)))
    return Looked(tuple(found), proofs if any(one.line for one in found) else "")
