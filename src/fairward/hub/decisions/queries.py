"""Reads decisions, who was told and who is still to be told, opened with a look. It may not write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q

from fairward.exchange.travel.partner_queries import partner
from fairward.hub.decisions.content import Reasons, from_bytes
from fairward.hub.decisions.models import Decision, Feedback
from fairward.hub.decisions.vocabulary import How, Whom
from fairward.hub.enquiries.enquiry_queries import facts_of_case
from fairward.hub.intake.case_queries import CaseFacts, InCase, case_facts, people_of
from fairward.hub.intake.vocabulary import Source
from fairward.hub.vocabulary import EnquiryState, Route
from fairward.hub.workflow import Told
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import open_records
from fairward.rules import hub

TABLE, TOLD = "decisions_decision", "decisions_feedback"
_ANSWERED = frozenset({EnquiryState.RELEVANT, EnquiryState.NOTHING_RELEVANT, EnquiryState.DECLINED})


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with its reasons."""

    id: UUID
    outcome: hub.Outcome
    reasons: Reasons
    needs_second: bool
    decided_at: datetime
    decided_by: UUID
    second_at: datetime | None
    second_by: UUID | None
    stands: bool
    flagged_at: datetime | None
    reviewed_at: datetime | None = None
    replaced_at: datetime | None = None

    @property
    def needs_look(self) -> bool:
        """An item that it rests on was put right since somebody looked at it last."""
        if self.flagged_at is None or self.replaced_at is not None:
            return False
        return self.reviewed_at is None or self.reviewed_at < self.flagged_at


@dataclass(frozen=True, slots=True)
class ToldLine:
    """Somebody who was told, or is told later."""

    id: UUID
    whom: Whom
    name: str
    partner_id: UUID | None
    person_id: UUID | None
    how: How | None
    package_id: UUID | None
    ground: str
    look_again_on: date | None
    ended_at: datetime | None
    words: str
    noted_at: datetime
    noted_by: UUID

    @property
    def is_put_off(self) -> bool:
        """They still hear it later."""
        return self.how is None and self.ended_at is None


@dataclass(frozen=True, slots=True)
class Waits:
    """Somebody who is still to be told. `partner_id` or `person_id` says who; neither: whoever told it without Fairward."""

    whom: Whom
    name: str
    partner_id: UUID | None = None
    person_id: UUID | None = None


def decision_for(actor: Actor, case_id: UUID, why: str) -> Decided | None:
    """The newest decision of a case, opened; None while there is none."""
    found = decisions_of(actor, case_id, why, newest_only=True)
    return found[0] if found else None


def decisions_of(actor: Actor, case_id: UUID, why: str, *, newest_only: bool = False) -> list[Decided]:
    """Every decision of a case, the newest first, opened: what was decided anew stands behind what it was before."""
    rows = Decision.objects.filter(organisation_id=actor.organisation_id, case_id=case_id).order_by(
        "-decided_at", "-id"
    )
    found = list(rows[:1] if newest_only else rows)
    if not found:
        return []
    keys = open_records(
        actor, record_ids=[row.id for row in found], ring=RingKind.CASES, item_kind="decision", subject_id=case_id, why=why
    )  # fmt: skip
    return [
        Decided(
            row.id, hub.outcomes()[row.outcome], from_bytes(keys[row.id].open(bytes(row.sealed), table=TABLE, version=1)),
            row.needs_second, row.decided_at, row.decided_by, row.second_at, row.second_by, row.stands, row.flagged_at,
            row.reviewed_at, row.replaced_at,
        )
        for row in found
    ]  # fmt: skip


def standing_decision(actor: Actor, case_id: UUID, why: str) -> Decided:
    """The decision that stands, opened; NotFound where none does."""
    for one in decisions_of(actor, case_id, why):
        if one.stands:
            return one
    raise NotFound("decision")


def flagged_cases(organisation_id: UUID) -> list[UUID]:
    """Cases whose decision rests on something that was put right since, and nobody has looked at it: the oldest first."""
    rows = Decision.objects.filter(organisation_id=organisation_id, stands=True, flagged_at__isnull=False)
    rows = rows.filter(Q(reviewed_at__isnull=True) | Q(reviewed_at__lt=F("flagged_at")))
    return list(rows.order_by("flagged_at").values_list("case_id", flat=True))


def told_of(actor: Actor, case_id: UUID, why: str) -> list[ToldLine]:
    """Who was told what, the oldest first, opened."""
    rows = list(
        Feedback.objects.filter(organisation_id=actor.organisation_id, case_id=case_id).order_by(
            "noted_at", "id"
        )
    )
    if not rows:
        return []
    keys = open_records(
        actor, record_ids=[row.id for row in rows], ring=RingKind.CASES, item_kind="feedback", subject_id=case_id, why=why
    )  # fmt: skip
    people = {one.id: one for one in people_of(actor.organisation_id, [case_id]).get(case_id, ())}
    return [
        ToldLine(
            row.id, Whom(row.whom), _name(actor.organisation_id, row, people), row.partner_id, row.person_id,
            How(row.how) if row.how else None, row.package_id, row.ground, row.look_again_on, row.ended_at,
            keys[row.id].open(bytes(row.sealed), table=TOLD, version=1).decode(), row.noted_at, row.noted_by,
        )
        for row in rows
    ]  # fmt: skip


def waiting_for(organisation_id: UUID, case_id: UUID) -> list[Waits]:
    """Who is still to be told: whoever told it, the agencies that answered, each adult and child of the family."""
    facts = case_facts(organisation_id, case_id)
    rows = Feedback.objects.filter(organisation_id=organisation_id, case_id=case_id)
    told = list(rows.values_list("whom", "partner_id", "person_id"))
    found: list[Waits] = []
    if not any(whom == Whom.REFERRER for whom, *_ in told):
        found.append(_referrer(organisation_id, facts))
    if facts.route is Route.ADVICE_ONLY:
        return found  # nobody's child was named
    agencies = {partner_id for whom, partner_id, _ in told if whom == Whom.AGENCY}
    for one in facts_of_case(organisation_id, [case_id]).get(case_id, []):
        if one.state in _ANSWERED and one.partner_id is not None and one.partner_id not in agencies:
            agencies.add(one.partner_id)
            name = partner(organisation_id, one.partner_id).card.name
            found.append(Waits(Whom.AGENCY, name, one.partner_id))
    heard = {person_id for whom, _, person_id in told if whom == Whom.FAMILY}
    for person in people_of(organisation_id, [case_id]).get(case_id, ()):
        if person.id not in heard:
            found.append(Waits(Whom.FAMILY, person.identity.words, person_id=person.id))
    return found


def told_facts(organisation_id: UUID, case_id: UUID) -> Told:
    """What `workflow.Facts.told` is."""
    waiting = {one.whom for one in waiting_for(organisation_id, case_id)}
    return Told(Whom.REFERRER not in waiting, Whom.AGENCY not in waiting, Whom.FAMILY not in waiting)


def hears_later(organisation_id: UUID, case_id: UUID, person_id: UUID | None) -> bool:
    """Whether telling this very person is still put off."""
    rows = Feedback.objects.filter(
        organisation_id=organisation_id, case_id=case_id, how__isnull=True, ended_at__isnull=True
    )
    return person_id is not None and rows.filter(person_id=person_id).exists()


def _referrer(organisation_id: UUID, facts: CaseFacts) -> Waits:
    if facts.source is Source.PACKAGE and facts.partner_id is not None:
        return Waits(Whom.REFERRER, partner(organisation_id, facts.partner_id).card.name, facts.partner_id)
    return Waits(Whom.REFERRER, "Whoever told it")


def _name(organisation_id: UUID, row: Feedback, people: dict[UUID, InCase]) -> str:
    if row.partner_id is not None:
        return partner(organisation_id, row.partner_id).card.name
    if row.person_id is not None and row.person_id in people:
        return people[row.person_id].identity.words
    return "The team" if row.whom == Whom.RECEIVER else "Whoever told it"
