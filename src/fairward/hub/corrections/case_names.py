"""Reads what cases are called, for a list of them: the child, with a look. It may not open a case."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from fairward.audit.log import record_list
from fairward.hub.intake.case_queries import people_of
from fairward.hub.intake.vocabulary import PersonKind
from fairward.kernel.actor import Actor


def names_of_cases(actor: Actor, case_ids: Collection[UUID], why: str) -> dict[UUID, str]:
    """Case -> its child's name, where it is known."""
    record_list(actor, item_kind="case", item_ids=list(case_ids), why=why)
    found = {}
    for case_id, people in people_of(actor.organisation_id, case_ids).items():
        children = [one for one in people if one.kind is PersonKind.CHILD]
        if children:
            found[case_id] = children[0].identity.words
    return found
