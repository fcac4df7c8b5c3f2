"""The only writer of questions that the hub takes back: the agency hears it, the link is dead. It may not take back an answer."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.answering.crossing import let_go, log_head_of, recipient_of, sender_of
from fairward.exchange.answering.withdrawing import PURPOSE, withdrawal_form, withdrawal_package
from fairward.exchange.package.building import Head
from fairward.exchange.package.contents import Coded, Test
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.sending_actions import stop_sending
from fairward.exchange.travel.sending_queries import stoppable
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.hub.enquiries import policies
from fairward.hub.enquiries.asking_checks import SEND
from fairward.hub.enquiries.asking_package import told_of
from fairward.hub.enquiries.case_facts import AskingCase
from fairward.hub.enquiries.gate_queries import OpenedGate
from fairward.hub.enquiries.models import Enquiry, OneTimeLink
from fairward.hub.enquiries.writing import note_into
from fairward.hub.vocabulary import EnquiryState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import DisclosureKind
from fairward.organisations.queries import names_of_members
from fairward.rules import disclosure, enquiries

WITHDRAWN = "withdrawn"


@transaction.atomic
def withdraw_question(
    *, by: Actor, case: AskingCase, gate: OpenedGate, enquiry_id: UUID, reason: str
) -> None:
    """Take a question back, with a reason that the agency reads. What has not left yet is stopped; a link opens nothing more.

    `gate` is the newest: it says what the family knows now. Denied when an answer is at the door.
    """
    check(by, SEND)
    own, now = by.organisation_id, timezone.now()
    rows = Enquiry.objects.select_for_update().filter(organisation_id=own, id=enquiry_id, case_id=case.id)
    row = rows.first()
    if row is None:
        raise NotFound("enquiry")
    policies.check_may_withdraw(EnquiryState(row.state), reason, has_answer=_has_answer(row))
    if row.partner_id is None:
        _kill_link(row)
    elif (sending_id := stoppable(own, row.package_id)) is not None:
        stop_sending(by=by, sending_id=sending_id)
    else:
        _tell(by, row.partner_id, row.package_id, case, gate, reason.strip())
    note_into(
        by, row, WITHDRAWN, reason, names_of_members(own, [by.membership_id])[by.membership_id].name, now
    )
    row.state, row.ended_at = int(EnquiryState.WITHDRAWN), now
    row.save(update_fields=["version", "sealed", "state", "ended_at"])
    record_act(by, act="hub.question_withdrawn", item_kind="enquiry", item_id=row.id, subject_id=row.case_id)


def _has_answer(row: Enquiry) -> bool:
    """Whether something of them waits at the door that nobody has taken in: what they told is read first."""
    links = OneTimeLink.objects.filter(
        organisation_id=row.organisation_id, enquiry_id=row.id, answered_at__isnull=False, taken_at=None
    )
    if row.partner_id is None:
        return links.exists()
    came = waiting(row.organisation_id, [EnvelopeKind.RETURN])
    return any(one.partner_id == row.partner_id for one in came)


def _kill_link(row: Enquiry) -> None:
    """Nothing is behind the link from now on: no question, and no answer that was begun."""
    links = OneTimeLink.objects.filter(organisation_id=row.organisation_id, enquiry_id=row.id)
    links.update(question=b"", draft=b"")


def _tests() -> tuple[Test, ...]:
    return tuple(Test(one.id, one.question, "yes", "") for one in disclosure.tests())


def _tell(
    by: Actor, partner_id: UUID, package_id: UUID, case: AskingCase, gate: OpenedGate, reason: str
) -> None:
    power = enquiries.powers()[gate.facts.power]
    head = Head(
        kind=DisclosureKind.ENQUIRY, sender=sender_of(by),
        recipient=recipient_of(partner(by.organisation_id, partner_id).card), about=case.about, purpose=PURPOSE,
        reason=reason, basis=Coded(power.id, power.words), tests=_tests(), told=told_of(gate), form=withdrawal_form(),
        reply_to=package_id, log_head=log_head_of(by.organisation_id),
    )  # fmt: skip
    let_go(by=by, partner_id=partner_id, package=withdrawal_package(head))
