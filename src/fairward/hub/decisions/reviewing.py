"""The only writer of flags on decisions and of what is decided anew after a correction. Actions call it and write the act."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fairward.hub.decisions.content import Reasons, to_bytes
from fairward.hub.decisions.models import Decision
from fairward.hub.decisions.queries import TABLE
from fairward.hub.intake.holding import is_held
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import create_record, destroy_records


def flag(organisation_id: UUID, case_id: UUID, at: datetime) -> UUID | None:
    """An item that the decision rests on was put right: somebody must look at it again. The decision that stands, if any.

    One that waits for its second person is flagged too: it is not approved as it is.
    """
    rows = Decision.objects.filter(organisation_id=organisation_id, case_id=case_id, replaced_at=None)
    rows.update(flagged_at=at)
    return rows.filter(stands=True).values_list("id", flat=True).first()


def looked_at(organisation_id: UUID, decision_id: UUID, at: datetime) -> None:
    """Somebody looked at it again."""
    Decision.objects.filter(organisation_id=organisation_id, id=decision_id).update(reviewed_at=at)


def decide_anew(
    by: Actor, case_id: UUID, outcome: str, reasons: Reasons, *, needs_second: bool, at: datetime
) -> UUID:
    """A decision in the place of the one that stands; one that needs a second person waits, and the old one stands meanwhile."""
    decision_id = new_id()
    key = create_record(by.organisation_id, decision_id, rings=[RingKind.CASES])
    drop_unapproved(by.organisation_id, case_id)
    if not needs_second:
        put_away(by.organisation_id, case_id, at)
    Decision.objects.create(
        organisation_id=by.organisation_id, id=decision_id, case_id=case_id, outcome=outcome, needs_second=needs_second,
        sealed=key.seal(to_bytes(reasons), table=TABLE, version=1), decided_at=at, decided_by=by.membership_id,
        stands=not needs_second,
    )  # fmt: skip
    return decision_id


def drop_unapproved(organisation_id: UUID, case_id: UUID) -> None:
    """What waited for a second person and is decided anew goes, key first; under a hold it stays beside the new one."""
    if is_held(organisation_id, case_id):
        return
    earlier = Decision.objects.filter(
        organisation_id=organisation_id, case_id=case_id, stands=False, replaced_at=None
    )
    destroy_records(organisation_id, list(earlier.values_list("id", flat=True)))
    earlier.delete()


def put_away(organisation_id: UUID, case_id: UUID, at: datetime) -> None:
    """The decision that stands makes place for another, and keeps its history."""
    rows = Decision.objects.filter(organisation_id=organisation_id, case_id=case_id, stands=True)
    if not rows.update(stands=False, replaced_at=at, reviewed_at=at):
        raise NotFound("decision")
