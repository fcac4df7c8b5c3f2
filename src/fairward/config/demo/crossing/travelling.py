"""What the worker does each minute: carries what is on its way, and receipts back. It may not open anything."""

from __future__ import annotations

import time
from uuid import UUID

from django.utils import timezone

from fairward.config.demo.crossing.stage import Stage
from fairward.config.demo.partners import partner_named
from fairward.config.demo.scenario_file import BadScenario
from fairward.exchange.answering.arrived_queries import Waiting, waiting
from fairward.exchange.travel import carrying
from fairward.exchange.travel.arrival_queries import due_answers
from fairward.exchange.travel.sending_queries import due_sendings, id_of_package
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.tenancy.context import as_organisation

_TRIES, _PAUSE = 40, 0.25  # where a demo runs, its worker may be carrying the same thing just now


class NothingArrived(BadScenario):
    """Something that was sent to another organisation of this installation did not come there."""


def carry(organisation_id: UUID, package_id: UUID | None = None) -> None:
    """What of this organisation is due: everything, or this package alone, so that what goes after it is not there before."""
    now = timezone.now()
    with as_organisation(organisation_id):
        sendings, answers = due_sendings(organisation_id, now), due_answers(organisation_id, now)
        if package_id is not None:
            only = id_of_package(organisation_id, package_id)
            sendings = [one for one in sendings if one == only]
    for one in sendings:
        carrying.carry(organisation_id, one, now)
    for one in answers:
        carrying.tell(organisation_id, one, now)


def arrived(
    stage: Stage, sender: str, recipient: str, kind: EnvelopeKind, package_id: UUID | None = None
) -> Waiting:
    """The package (else the sender's oldest of this kind) at the recipient's door, once it was carried there."""
    for _ in range(_TRIES):
        carry(stage.organisations[sender], package_id)
        with stage.within(recipient) as organisation_id:
            known = partner_named(organisation_id, stage.organisations[sender])
            found = [one for one in waiting(organisation_id, [kind]) if one.partner_id == known]
        for one in found:
            if package_id in (None, one.package_id):
                return one
        time.sleep(_PAUSE)
    raise NothingArrived(f"Nothing arrived at {recipient} from {sender}.")
