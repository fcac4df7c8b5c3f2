"""The only writer of contacts that are passed to the team that has the case already. It builds no pack and asks nobody."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.exchange.answering.crossing import let_go
from fairward.exchange.package.words import json_of
from fairward.exchange.travel.partner_queries import partner
from fairward.hub.decisions.forward_package import Forward, forward_package
from fairward.hub.decisions.policies import Telling, check_can_forward, check_family, check_telling
from fairward.hub.decisions.queries import Waits
from fairward.hub.decisions.vocabulary import How, Whom
from fairward.hub.decisions.writing import write_feedback
from fairward.hub.intake import writing
from fairward.hub.intake.case_queries import OpenedCase, facts_from
from fairward.hub.intake.policies import TAKE
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied


@transaction.atomic
def forward_case(*, by: Actor, case: OpenedCase, partner_id: UUID, forward: Forward) -> UUID:
    """Send what came in to the team that has the case; returns the package. Denied where a case went another way."""
    check(by, TAKE)
    row = writing.locked(by.organisation_id, case.facts.id)
    check_can_forward(facts_from(row))
    check_family(forward.told, timezone.localdate())
    if not case.children:
        raise Denied("no_identity", "Say who the child is first.")
    if forward.came.document is None and not forward.wording.strip():
        raise Denied("no_wording", "Write what they must know of it.")
    card = partner(by.organisation_id, partner_id).card
    package = forward_package(by, card, case, forward)
    let_go(by=by, partner_id=partner_id, package=package)
    digest = hashlib.sha256(json_of(package.manifest)).hexdigest()
    telling = Telling(How.PACKAGE, forward.asks.strip() or "What came in was passed on to them.")
    whom = Waits(Whom.RECEIVER, card.name, partner_id)
    write_feedback(by, row.id, whom, telling, package.manifest.id, digest)
    record_act(by, act="hub.forwarded", item_kind="case", item_id=row.id)
    return package.manifest.id


@transaction.atomic
def note_forwarded(*, by: Actor, case_id: UUID, telling: Telling) -> None:
    """Note that the team was told by telephone, in a talk or by letter, because it has no Fairward."""
    check(by, TAKE)
    row = writing.locked(by.organisation_id, case_id)
    check_can_forward(facts_from(row))
    check_telling(telling, timezone.localdate(), may_be_later=False)
    if telling.how is How.PACKAGE:
        raise Denied("send_it", "Send the package instead of noting one.")
    write_feedback(by, case_id, Waits(Whom.RECEIVER, ""), telling)
    record_act(by, act="hub.forwarded_by_hand", item_kind="case", item_id=case_id)
