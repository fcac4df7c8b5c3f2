"""The only writer of notices to whoever was told an outcome: sent or told by a person, one act each."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.exchange.answering.crossing import let_go
from fairward.exchange.package.words import json_of
from fairward.exchange.travel.partner_queries import partner
from fairward.hub.corrections.models import Notice
from fairward.hub.corrections.notice_package import notice_package
from fairward.hub.decisions.outcome_package import about_of, family_told
from fairward.hub.decisions.policies import check_may_tell
from fairward.hub.decisions.queries import Decided, ToldLine
from fairward.hub.decisions.vocabulary import How
from fairward.hub.packs.queries import Pack
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound


@transaction.atomic
def send_notice(*, by: Actor, notice_id: UUID, pack: Pack, decided: Decided, told: list[ToldLine]) -> None:
    """Send a partner that something was put right, and what became of the decision."""
    row = _locked(by, notice_id, decided)
    line = next((one for one in told if one.id == row.feedback_id), None)
    if row.partner_id is None or line is None:
        raise Denied("by_hand", "They were not told by package. Tell them as you did then, and note it here.")
    card = partner(by.organisation_id, row.partner_id).card
    package = notice_package(by, card, about_of(pack), decided, line, family_told(told))
    let_go(by=by, partner_id=row.partner_id, package=package)
    row.how, row.package_id = int(How.PACKAGE), package.manifest.id
    row.digest = hashlib.sha256(json_of(package.manifest)).hexdigest()
    _sent(by, row)
    record_act(by, act="hub.correction_sent", item_kind="notice", item_id=notice_id, subject_id=row.case_id)


@transaction.atomic
def note_told(*, by: Actor, notice_id: UUID, decided: Decided, how: How) -> None:
    """Note that somebody was told by a person that something was put right."""
    row = _locked(by, notice_id, decided)
    if row.partner_id is not None or how is How.PACKAGE:
        raise Denied("send_it", "They were told by package. Send them the notice.")
    row.how = int(how)
    _sent(by, row)
    record_act(by, act="hub.correction_told", item_kind="notice", item_id=notice_id, subject_id=row.case_id)


def _locked(by: Actor, notice_id: UUID, decided: Decided) -> Notice:
    check_may_tell(by)
    rows = Notice.objects.select_for_update(of=("self",)).filter(organisation_id=by.organisation_id)
    row = rows.filter(id=notice_id, case_id__isnull=False).first()
    if row is None:
        raise NotFound("notice")
    if row.sent_at is not None:
        raise Denied("told_already", "They were told this already.")
    if not decided.stands:
        raise Denied("not_decided", "It was decided anew, and a second person has not approved that yet.")
    return row


def _sent(by: Actor, row: Notice) -> None:
    row.sent_at, row.sent_by = timezone.now(), by.membership_id
    row.save()
