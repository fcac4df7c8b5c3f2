"""Reads a pack: items that came back, whom nobody asked, and what was made of it, opened with a look. It may not write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from fairward.exchange.travel.partner_queries import confirmed_partners
from fairward.hub.enquiries.closed import check_may_read, looked
from fairward.hub.enquiries.enquiry_queries import OpenedEnquiry, ReadItem, enquiries_of, items_of
from fairward.hub.intake.case_queries import OpenedCase, case_facts, case_for
from fairward.hub.packs.content import Weighed, from_bytes
from fairward.hub.packs.models import Analysis, Citation
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import OrganisationKind, RingKind
from fairward.keys.records import open_records

TABLE = "packs_analysis"


@dataclass(frozen=True, slots=True)
class Analysed:
    """The newest analysis."""

    version: int
    weighed: Weighed
    written_at: datetime
    written_by: UUID


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything of a case that its reader may read. `for_others` counts items for named people only; `not_asked` are names."""

    case: OpenedCase
    enquiries: tuple[OpenedEnquiry, ...]
    items: tuple[ReadItem, ...]
    for_others: int
    not_asked: tuple[str, ...]
    analysis: Analysed | None

    @property
    def grades(self) -> Mapping[UUID, str]:
        """The items that may be cited, with the grade of police intelligence where they have one."""
        return {one.id: one.claim.grade for one in self.items if one.replaced_at is None}

    @property
    def cited(self) -> frozenset[UUID]:
        """What the analysis rests on as it stands now: an item that was put right, in the place of what it was."""
        cited = set(self.analysis.weighed.cites) if self.analysis else set()
        for one in self.items:  # the oldest first
            if one.replaces in cited:
                cited.add(one.id)
        return frozenset(one.id for one in self.items if one.id in cited and one.replaced_at is None)

    @property
    def agencies(self) -> Mapping[UUID, str]:
        """The agency of each question."""
        return {one.facts.id: one.content.to for one in self.enquiries}


def pack_for(actor: Actor, case_id: UUID, why: str, reason: str = "") -> Pack:
    """A pack, opened. After closing only with one of `policies.AFTER_CLOSING`, which the look then names."""
    check_may_read(case_facts(actor.organisation_id, case_id).state, reason)
    case = case_for(actor, case_id, looked(why, reason))
    enquiries = tuple(enquiries_of(actor, case_id, looked(why, reason)))
    read = items_of(actor, case_id, why, reason)
    asked = {one.facts.partner_id for one in enquiries}
    not_asked = (
        one.card.name for one in confirmed_partners(actor.organisation_id)
        if one.id not in asked and one.card.kind is not OrganisationKind.HUB
    )  # fmt: skip
    return Pack(
        case,
        enquiries,
        read.items,
        read.for_others,
        tuple(not_asked),
        analysis_for(actor, case_id, why, reason),
    )


def analysis_for(actor: Actor, case_id: UUID, why: str, reason: str = "") -> Analysed | None:
    """The newest analysis of a case, or None before anybody wrote one. After closing only with a reason, as the pack."""
    check_may_read(case_facts(actor.organisation_id, case_id).state, reason)
    row = _versions(actor.organisation_id, case_id).order_by("-version").first()
    if row is None:
        return None
    keys = open_records(
        actor,
        record_ids=[row.id],
        ring=RingKind.CASES,
        item_kind="analysis",
        subject_id=case_id,
        why=looked(why, reason),
    )
    weighed = from_bytes(keys[row.id].open(bytes(row.sealed), table=TABLE, version=1))
    return Analysed(row.version, weighed, row.written_at, row.written_by)


def analysts_of(organisation_id: UUID, case_id: UUID) -> frozenset[UUID]:
    """Everybody who wrote a version of the analysis."""
    return frozenset(_versions(organisation_id, case_id).values_list("written_by", flat=True))


def cited_of(organisation_id: UUID, case_id: UUID) -> frozenset[UUID]:
    """The items that the newest analysis rests on."""
    rows = Citation.objects.filter(organisation_id=organisation_id, case_id=case_id)
    return frozenset(rows.values_list("item_id", flat=True))


def _versions(organisation_id: UUID, case_id: UUID) -> QuerySet[Analysis]:
    return Analysis.objects.filter(organisation_id=organisation_id, case_id=case_id)
