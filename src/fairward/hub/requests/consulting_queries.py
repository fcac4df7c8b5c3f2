"""Reads who was asked about which passage, and whom is still to be asked: states and days, no words. It may not write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from fairward.audit.log import record_list
from fairward.exchange.answering.consulting import Named
from fairward.hub.requests.consulting_package import named_of, reason_of
from fairward.hub.requests.models import Consultation, HeldOpinion, HeldPassage
from fairward.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Preview:
    """What an originator will read, for one case: who it is about, and the numbers."""

    reason: str
    named: tuple[Named, ...]


def consulted_on(organisation_id: UUID, case_id: UUID) -> Mapping[UUID, Consultation]:
    """Passage -> the consultation in which its originator was asked last."""
    found = HeldOpinion.objects.filter(
        organisation_id=organisation_id, consultation__case_id=case_id
    ).order_by("consultation__asked_at")  # fmt: skip
    return {one.passage_id: one.consultation for one in found.select_related("consultation")}


def waiting_to_ask(organisation_id: UUID, case_id: UUID) -> dict[UUID, int]:
    """Partner -> how many of the passages that they told they were not asked about yet."""
    ids = set(
        HeldPassage.objects.filter(
            organisation_id=organisation_id, case_id=case_id, partner_id__isnull=False
        ).values_list("partner_id", flat=True)
    )
    counts = {one: len(to_ask(organisation_id, case_id, one)) for one in ids if one}
    return {one: count for one, count in counts.items() if count}


def preview_of(actor: Actor, case_id: UUID, partner_id: UUID) -> list[Preview]:
    """What an originator would read if they were asked now, case by case; the look is logged."""
    rows = to_ask(actor.organisation_id, case_id, partner_id)
    record_list(actor, item_kind="passage", item_ids=[row.id for row in rows], why="asking an originator")
    by_case: dict[UUID, list[HeldPassage]] = {}
    for row in rows:
        by_case.setdefault(row.hub_case_id, []).append(row)
    return [
        Preview(reason_of(actor.organisation_id, case_id, hub_case_id), tuple(named_of(some)))
        for hub_case_id, some in by_case.items()
    ]


def to_ask(organisation_id: UUID, case_id: UUID, partner_id: UUID) -> list[HeldPassage]:
    """The passages of an originator about which they were not asked by a package yet, case by case."""
    asked = HeldOpinion.objects.filter(
        organisation_id=organisation_id, consultation__case_id=case_id, consultation__package_id__isnull=False
    ).values_list("passage_id", flat=True)  # fmt: skip
    rows = HeldPassage.objects.filter(
        organisation_id=organisation_id, case_id=case_id, partner_id=partner_id, passage_id__isnull=False,
        package_id__isnull=False,
    )  # fmt: skip
    return list(rows.exclude(id__in=list(asked)).order_by("hub_case_id", "place"))
