"""The only writer of notices: send one as a package, note that somebody was told by hand, note their answer. One act each.

As an encrypted file: `file_actions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.exchange.following.hearing import pass_on_answer
from fairward.exchange.following.models import Notice
from fairward.exchange.following.notice_package import Material, asked_of, package_of
from fairward.exchange.following.notice_queries import materials_for
from fairward.exchange.following.policies import (
    check_answered_on,
    check_can_send,
    check_told_on,
)
from fairward.exchange.following.queries import FollowedLine
from fairward.exchange.following.vocabulary import Answered
from fairward.exchange.following.writing import (
    NO_RECEIPT,
    WHY,
    Receipt,
    locked,
    note_notice,
    settle_file,
    worded,
)
from fairward.exchange.package.sealing import seal
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.sending_actions import put_on_its_way
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.exchange.vocabulary import HowTold
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.keys import signing

_NOTHING: Mapping[UUID, str] = {}


@transaction.atomic
def send_notice(*, by: Actor, followed_id: UUID, wordings: Mapping[UUID, str] = _NOTHING) -> list[UUID]:
    """Seal everything that waits for one recipient, as it stands now, and put it on its way; returns the packages.

    What goes (destroyed, recalled, about another child) is a notice of its own: it asks for something else.
    """
    check(by, "exchange:package:send")
    line = locked(by, followed_id)
    check_can_send(line)
    made = [_send(by, line, worded(one, wordings)) for one in materials_for(by, line, WHY)]
    record_act(by, act="notice.sent", item_kind="followed", item_id=line.id, subject_id=line.child_id)
    return made


@transaction.atomic
def note_told(*, by: Actor, followed_id: UUID, told_on: date, how: HowTold) -> None:
    """Note that somebody told them of every change that waits, by telephone, by letter or in another way."""
    check(by, "school:disclosure:note")
    line = locked(by, followed_id)
    check_told_on(line, told_on, timezone.localdate())
    asked = asked_of(line.waiting)
    at = timezone.make_aware(datetime.combine(told_on, time()))
    note_notice(by, line, [one.id for one in line.waiting], asked, how, at, None)
    record_act(by, act="notice.told", item_kind="followed", item_id=line.id, subject_id=line.child_id)


@transaction.atomic
def note_answered(
    *,
    by: Actor,
    followed_id: UUID,
    notice_id: UUID,
    answered_on: date,
    answer: Answered,
    receipt: Receipt = NO_RECEIPT,
) -> None:
    """Note what somebody answered who was told by hand or by a file. Only a signed receipt answers what went as a package."""
    check(by, "school:disclosure:note")
    line = locked(by, followed_id)
    notice = next((one for one in line.notices if one.id == notice_id), None)
    if notice is None:
        raise NotFound("notice")
    check_answered_on(notice, answered_on, timezone.localdate())
    Notice.objects.filter(organisation_id=by.organisation_id, id=notice_id).update(
        answer=int(answer), answered_at=timezone.make_aware(datetime.combine(answered_on, time())),
        answered_by=by.membership_id,
    )  # fmt: skip
    if notice.handed is not None:
        settle_file(by.organisation_id, notice_id, notice.handed.digest, receipt)
    pass_on_answer(by.organisation_id, line.disclosure_id, answered_on)
    record_act(by, act="notice.answered", item_kind="followed", item_id=line.id, subject_id=line.child_id)


def _send(by: Actor, line: FollowedLine, material: Material) -> UUID:
    own, now = by.organisation_id, timezone.now()
    if line.partner_id is None:
        raise NotFound("partner")
    package, card = package_of(material, now), partner(own, line.partner_id).card
    sealed = seal(
        package, ring_public=card.ring_key, verifying_key=signing.verifying_key(own), sign=partial(signing.sign, own)
    )  # fmt: skip
    package_id = package.manifest.id
    put_on_its_way(
        by=by, partner_id=line.partner_id, package_id=package_id, kind=EnvelopeKind.CORRECTION_NOTICE, sealed=sealed,
        ring_id=card.ring_id,
    )  # fmt: skip
    ids = [one.id for one in material.changes]
    note_notice(by, line, ids, asked_of(material.changes), HowTold.PACKAGE, now, package_id)
    return package_id
