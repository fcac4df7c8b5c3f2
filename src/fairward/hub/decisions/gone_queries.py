"""Reads what stays of cases that are gone, one at a time, by the reference that whoever told it was given. It opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fairward.access.decisions import check
from fairward.audit.log import record_list
from fairward.hub.decisions.models import CaseGone
from fairward.kernel.actor import Actor
from fairward.rules import hub

READ = "hub:case:read"


@dataclass(frozen=True, slots=True)
class Gone:
    """That a contact of that day ended so, and when it went."""

    reference: str
    received_on: date
    closed_on: date
    ended: str
    was_corrected: bool
    gone_on: date


def gone_for(actor: Actor, typed: str, why: str) -> Gone | None:
    """What stays of the case with this reference; None where there is none. The look is logged."""
    check(actor, READ)
    signs = "".join(one for one in typed.upper() if one.isalnum())
    row = CaseGone.objects.filter(
        organisation_id=actor.organisation_id, reference=f"{signs[:4]}-{signs[4:]}"
    ).first()
    record_list(actor, item_kind="case_gone", item_ids=[row.id] if row else [], why=why)
    if row is None:
        return None
    return Gone(
        row.reference, row.received_on, row.closed_on, ended_words(row.ended), row.was_corrected, row.gone_on
    )


def ended_words(ended: str) -> str:
    """How a case ended: what was decided, or the way it went."""
    if ended in hub.outcomes():
        return hub.outcomes()[ended].words
    return hub.routes()[ended].words if ended in hub.routes() else "closed"
