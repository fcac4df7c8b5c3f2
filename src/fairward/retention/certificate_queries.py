"""Reads certificates: numbers, days and rules, never content. It may not find out what was destroyed: nobody can."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from fairward.audit.log import record_list
from fairward.cases.vocabulary import CaseKind
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.organisations.queries import names_of_members
from fairward.retention.case_actions import RULE
from fairward.retention.cases import DueCase, due_cases
from fairward.retention.checking import check_one
from fairward.retention.models import Certificate, Destruction, DestructionItem
from fairward.retention.vocabulary import ItemKind, WhyDestroyed
from fairward.rules.retention import schedule

PAGE = 50


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """One certificate. `kinds` says how many of what; names are those of who decided, as far as people did."""

    id: UUID
    rule_id: str
    why: WhyDestroyed
    kinds: dict[ItemKind, int]
    records: int
    first_recorded_on: date
    last_recorded_on: date
    ordered_at: datetime
    certified_at: datetime
    digest: str
    decided_by: str
    second_by: str

    @property
    def title(self) -> str:
        """The class of the schedule in words, as it is called today."""
        found = next((one.title for one in schedule() if one.id == self.rule_id), "")
        cases = {RULE + kind.code: f"Closed: {kind.word}" for kind in CaseKind}
        return found or cases.get(self.rule_id, self.rule_id)

    @property
    def source(self) -> str:
        """Where the rule comes from."""
        return next((one.provenance.source for one in schedule() if one.id == self.rule_id), "")


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """Some certificates, the latest first, and how many there are."""

    lines: list[CertificateLine]
    total: int


def certificates_for(actor: Actor, page: int, why: str) -> CertificatePage:
    """A page of certificates; the list is logged."""
    rows = Certificate.objects.filter(organisation_id=actor.organisation_id)
    shown = list(rows.order_by("-certified_at", "-id")[(page - 1) * PAGE : page * PAGE])
    record_list(actor, item_kind="certificate", item_ids=[one.id for one in shown], why=why)
    return CertificatePage(_lines(actor.organisation_id, shown), rows.count())


def certificate_for(actor: Actor, certificate_id: UUID, why: str) -> CertificateLine:
    """One certificate; the list of one is logged."""
    rows = list(Certificate.objects.filter(organisation_id=actor.organisation_id, id=certificate_id))
    if not rows:
        raise NotFound("certificate")
    record_list(actor, item_kind="certificate", item_ids=[certificate_id], why=why)
    return _lines(actor.organisation_id, rows)[0]


def due_cases_for(actor: Actor, why: str) -> list[DueCase]:
    """Requests and complaints whose time is over; the list is logged."""
    found = due_cases(actor.organisation_id, timezone.localdate())
    record_list(actor, item_kind="case", item_ids=[one.id for one in found], why=why)
    return found


def proved(organisation_id: UUID, certificate_id: UUID) -> list[str]:
    """What is wrong with a certificate: nothing, if what it lists and the log say what it says."""
    return check_one(organisation_id, certificate_id)


def _lines(organisation_id: UUID, rows: list[Certificate]) -> list[CertificateLine]:
    ordered = Destruction.objects.filter(
        organisation_id=organisation_id, id__in=[row.destruction_id for row in rows]
    )
    orders = {order.id: order for order in ordered}
    people = {one for order in orders.values() for one in (order.ordered_by, order.second_by) if one}
    names = {key: name.name for key, name in names_of_members(organisation_id, people).items()}
    kinds: dict[UUID, Counter[ItemKind]] = {key: Counter() for key in orders}
    items = DestructionItem.objects.filter(
        organisation_id=organisation_id, destruction_id__in=list(orders), held_at__isnull=True
    )
    for order_id, kind in items.values_list("destruction_id", "kind"):
        kinds[order_id][ItemKind(kind)] += 1
    return [_line(row, orders[row.destruction_id], kinds[row.destruction_id], names) for row in rows]


def _line(
    row: Certificate, order: Destruction, kinds: Counter[ItemKind], names: dict[UUID, str]
) -> CertificateLine:
    decided_by = names.get(order.ordered_by, "") if order.ordered_by else ""
    second_by = names.get(order.second_by, "") if order.second_by else ""
    return CertificateLine(
        row.id, order.rule_id, WhyDestroyed(order.why), dict(sorted(kinds.items())), row.records,
        row.first_recorded_on, row.last_recorded_on, order.ordered_at, row.certified_at, row.digest, decided_by, second_by,
    )  # fmt: skip
