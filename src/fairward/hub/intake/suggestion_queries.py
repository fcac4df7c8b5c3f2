"""Which other cases may belong together with this one, and why: for people to decide. It may not join any, and keeps no list.

A reason is always shown: the same name and birth, the same name, the same home. Nothing is counted up to a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from fairward.audit.log import record_list
from fairward.hub.intake.case_queries import CaseFacts, InCase, facts_from, people_of
from fairward.hub.intake.models import Case, CaseLink, CasePerson
from fairward.hub.intake.vocabulary import LinkKind
from fairward.kernel.actor import Actor

MOST = 50


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another case that somebody may want to look at, with the reasons in words."""

    facts: CaseFacts
    people: tuple[InCase, ...]
    because: tuple[str, ...]


def suggestions_for(actor: Actor, case_id: UUID, why: str) -> list[Suggestion]:
    """Cases with somebody of the same name or home, newest first, without those about which somebody has decided."""
    own = list(CasePerson.objects.filter(organisation_id=actor.organisation_id, case_id=case_id))
    found: dict[UUID, dict[str, None]] = {}
    for row in _alike(actor.organisation_id, case_id, own):
        reasons = [reason for one in own if (reason := _reason(one, row))]
        found.setdefault(row.case_id, {}).update(dict.fromkeys(reasons))
    for other_id in _decided(actor.organisation_id, case_id):
        found.pop(other_id, None)
    shown = _cases(actor.organisation_id, [key for key, reasons in found.items() if reasons])
    record_list(actor, item_kind="case", item_ids=[one.id for one in shown], why=why)
    people = people_of(actor.organisation_id, [one.id for one in shown])
    return [Suggestion(one, people.get(one.id, ()), tuple(found[one.id])) for one in shown]


def linked_for(actor: Actor, case_id: UUID, why: str) -> list[tuple[CaseFacts, tuple[InCase, ...], LinkKind]]:
    """The cases that somebody has linked with this one, and how."""
    rows = CaseLink.objects.filter(organisation_id=actor.organisation_id).filter(
        Q(case_id=case_id) | Q(other_case_id=case_id)
    )
    kinds = {row.other_case_id if row.case_id == case_id else row.case_id: LinkKind(row.kind) for row in rows}
    shown = _cases(actor.organisation_id, kinds)
    record_list(actor, item_kind="case", item_ids=[one.id for one in shown], why=why)
    people = people_of(actor.organisation_id, [one.id for one in shown])
    return [(one, people.get(one.id, ()), kinds[one.id]) for one in shown]


def _alike(organisation_id: UUID, case_id: UUID, own: list[CasePerson]) -> list[CasePerson]:
    names = {one.name_digest for one in own if one.name_digest}
    homes = {one.home_digest for one in own if one.home_digest}
    rows = CasePerson.objects.filter(organisation_id=organisation_id).exclude(case_id=case_id)
    by_name = rows.filter(name_digest__in=names).order_by("-added_at")[:MOST] if names else []
    by_home = rows.filter(home_digest__in=homes).order_by("-added_at")[:MOST] if homes else []
    return [*by_name, *by_home]


def _reason(one: CasePerson, other: CasePerson) -> str:
    """Why two rows may be one person or one home; empty where they are not alike."""
    if one.match_digest and one.match_digest == other.match_digest:
        return "somebody of the same name and date of birth"
    if one.name_digest and one.name_digest == other.name_digest:
        if one.match_digest and other.match_digest:
            return "somebody of the same name, born on another day"
        return "somebody of the same name; a date of birth is not known"
    if one.home_digest and one.home_digest == other.home_digest:
        return "the same home"
    return ""


def _decided(organisation_id: UUID, case_id: UUID) -> list[UUID]:
    rows = CaseLink.objects.filter(organisation_id=organisation_id).filter(
        Q(case_id=case_id) | Q(other_case_id=case_id)
    )
    return [row.other_case_id if row.case_id == case_id else row.case_id for row in rows]


def _cases(organisation_id: UUID, case_ids: Iterable[UUID]) -> list[CaseFacts]:
    rows = Case.objects.filter(organisation_id=organisation_id, id__in=list(case_ids))
    return [facts_from(row) for row in rows.order_by("-received_at")[:MOST]]
