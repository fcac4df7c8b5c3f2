"""Cases of a hub that are closed and grow old, holds on them, and the night that destroys.

weighing = make_closed()                  # no further action; an item of the police that nothing rests on
grow_old(weighing, 29)                    # it was closed 29 days ago
night(weighing.asking.hub)                # the engine's night; returns how many certificates
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.hub.decisions.keeping import count_kept
from fairward.hub.decisions.models import Decision
from fairward.hub.decisions.policies import Telling
from fairward.hub.decisions.vocabulary import How
from fairward.hub.enquiries.models import Item
from fairward.hub.intake.models import Case
from fairward.hub.packs.models import Citation
from fairward.keys.keyring import fetch as keys_fetch
from fairward.retention.engine import carry_out
from fairward.retention.hold_actions import lift_hold, make_hold
from fairward.retention.hold_policies import NewHold, Scope, longest_until
from fairward.retention.night_actions import order_what_is_due
from fairward.retention.vocabulary import HoldKind, ItemKind
from fairward.tenancy.rows import fetch
from tests.personas import Persona, School
from tests.support.hubs import HUB_MANAGER
from tests.support.weighing import Weighing, make_weighing

SECRET = "He was seen alone under the quillwort bridge."
TABLES_OF_A_CASE = {
    "intake_contact": "case_id", "intake_teller": "case_id", "intake_caseperson": "case_id", "intake_casenote": "case_id",
    "intake_ratinggiven": "case_id", "intake_caselink": "case_id", "intake_case": "id", "enquiries_gate": "case_id",
    "enquiries_enquiry": "case_id", "enquiries_item": "case_id", "packs_analysis": "case_id", "packs_citation": "case_id",
    "decisions_decision": "case_id", "decisions_feedback": "case_id", "decisions_casekept": "case_id",
}  # fmt: skip
_SEALED = (
    "intake_contact", "intake_teller", "intake_casenote", "intake_ratinggiven", "enquiries_gate", "enquiries_enquiry",
    "enquiries_item", "packs_analysis", "decisions_decision", "decisions_feedback",
)  # fmt: skip
_RECORDS = " UNION ALL ".join(f"SELECT id FROM {table} WHERE case_id = %(case)s" for table in _SEALED)


def make_closed(outcome: str = "no_further_action", *, cites: bool = False, **changes: Any) -> Weighing:
    """A case that was weighed, decided, told and closed; the police's item is cited or not."""
    weighing = make_weighing(**{"text": SECRET, **changes})
    weighing.weigh()
    weighing.decide(outcome=outcome)
    if not cites:
        with weighing.asking.hub.transaction():
            uncite(weighing)
    weighing.tell_family()
    for one in weighing.waiting():
        weighing.tell(one, Telling(How.TELEPHONE, "It was decided."))
    weighing.close()
    return weighing


def uncite(weighing: Weighing) -> None:
    """Nothing rests on any item of the case any more; in the caller's transaction."""
    Citation.objects.filter(
        organisation_id=weighing.asking.hub.organisation_id, case_id=weighing.case_id
    ).delete()


def grow_old(weighing: Weighing, days: int) -> None:
    """As if the case had been closed so many days ago, and counted by the night."""
    hub = weighing.asking.hub
    with hub.transaction():
        then = timezone.now() - timedelta(days)
        Case.objects.filter(organisation_id=hub.organisation_id, id=weighing.case_id).update(
            closed_at=then, received_at=then - timedelta(2)
        )
        count_kept(hub.organisation_id)


def end_as(weighing: Weighing, outcome: str) -> None:
    """As if something else had been decided."""
    hub = weighing.asking.hub
    with hub.transaction():
        Decision.objects.filter(organisation_id=hub.organisation_id).update(outcome=outcome)
        count_kept(hub.organisation_id)


def night(one: School) -> int:
    """Order what goes by itself and carry it out; returns how many certificates were made."""
    with one.transaction():
        order_what_is_due(one.organisation_id, timezone.localdate())
    return carry_out(one.organisation_id)


def hold_case(weighing: Weighing, scope: Scope | None = None, by: Persona = HUB_MANAGER) -> UUID:
    """A court's hold on the case, or on another scope."""
    hub = weighing.asking.hub
    with hub.transaction():
        actor = hub.actor(by)
        named = scope or Scope(item_kind=ItemKind.HUB_CASE, item_id=weighing.case_id)
        new = NewHold(
            HoldKind.COURT,
            named,
            "The court asked for it.",
            actor.membership_id,
            longest_until(timezone.localdate()),
        )
        return make_hold(by=actor, new=new)


def lift_case(weighing: Weighing, hold_id: UUID) -> None:
    hub = weighing.asking.hub
    with hub.transaction():
        lift_hold(by=hub.actor(HUB_MANAGER), hold_id=hold_id, because="The court is done.")


def records_of(weighing: Weighing) -> set[UUID]:
    """Every record of the case that has a key now."""
    with weighing.asking.hub.transaction():
        ids = [row[0] for row in fetch(_RECORDS, {"case": weighing.case_id})]
    return with_keys(weighing.asking.hub, ids)


def with_keys(one: School, ids: Sequence[UUID]) -> set[UUID]:
    """Those of the records that have a key."""
    with one.transaction():
        rows = keys_fetch(
            "SELECT DISTINCT record_id FROM keys_recordwrap WHERE organisation_id = %s AND record_id = ANY(%s)",
            [one.organisation_id, list(ids)],
        )
    return {row[0] for row in rows}


def rows_of(weighing: Weighing) -> dict[str, int]:
    """Table -> rows of the case, without those that have none."""
    found = {}
    with weighing.asking.hub.transaction():
        for table, column in TABLES_OF_A_CASE.items():
            count = fetch(f"SELECT count(*) FROM {table} WHERE {column} = %s", [weighing.case_id])[0][0]
            if count:
                found[table] = count
    return found


def items_left(weighing: Weighing) -> int:
    with weighing.asking.hub.transaction():
        return Item.objects.filter(organisation_id=weighing.asking.hub.organisation_id).count()
