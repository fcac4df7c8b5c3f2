"""The only writer of what goes to an agency because somebody says that its item is wrong. It asks nothing new about anybody."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.exchange.answering.crossing import let_go
from fairward.hub.corrections.models import PutRight
from fairward.hub.corrections.policies import SEND, check_waits_for_us, check_words
from fairward.hub.corrections.vocabulary import PutRightState
from fairward.hub.corrections.writing import keep, read
from fairward.hub.corrections.wrong_package import Going
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound


@transaction.atomic
def send_to_agency(*, by: Actor, put_right_id: UUID, going: Going) -> None:
    """Send the agency what is said to be wrong, as it was looked at. The item is disputed until it answers."""
    check(by, SEND)
    rows = PutRight.objects.select_for_update(of=("self",)).filter(organisation_id=by.organisation_id)
    row = rows.filter(id=put_right_id).first()
    if row is None:
        raise NotFound("put_right")
    check_waits_for_us(PutRightState(row.state))
    check_words(going.wrong.words)
    let_go(by=by, partner_id=going.partner_id, package=going.package)
    said = replace(
        read(by, row, "sending it to its agency"), added=going.wrong.added, who=going.wrong.said_by
    )
    row.state, row.package_id = int(PutRightState.SENT), going.package.manifest.id
    row.sent_at, row.sent_by = timezone.now(), by.membership_id
    keep(by, row, said)
    record_act(by, act="hub.put_right_sent", item_kind="put_right", item_id=row.id, subject_id=row.case_id)
