"""Reads what may be filled into a referral: roster values and statements of the file, each logged. It may not write."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from fairward.design.pieces import Contact
from fairward.files.models import Statement
from fairward.files.queries import Filters, chronology_for
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Basis
from fairward.organisations.queries import AtWork
from fairward.people.queries import adults_of_child, child_for, siblings_of
from fairward.rules import referral
from fairward.school.referrals.offering import Offer, Referrer, of_child, of_household, of_referrer
from fairward.school.referrals.pages import HOUSEHOLD, WHO
from fairward.school.referrals.passages import Offered, offered
from fairward.school.referrals.queries import OpenedReferral


def offers_for(
    actor: Actor, opened: OpenedReferral, page_id: str, worker: AtWork, contacts: Sequence[Contact], why: str
) -> list[Offer]:
    """What may be ticked on a page; where the child is not named, nothing of the roster and no name of the referrer."""
    is_advice, child_id = opened.noted.is_advice, opened.noted.child_id
    if page_id == WHO:
        phone = contacts[0].phone if contacts else ""
        referrer = of_referrer(Referrer(worker.name, worker.role.word, worker.organisation_name, phone))
        if is_advice:
            return [one for one in referrer if referral.field_of(one.id).advice]
        return [*referrer, *of_child(child_for(actor, child_id, why), worker.organisation_name)]
    if page_id == HOUSEHOLD and not is_advice:
        siblings = siblings_of(actor, child_id)
        return of_household(adults_of_child(actor, child_id, why), list(siblings.values()))
    return []


def passages_for(actor: Actor, opened: OpenedReferral, why: str) -> list[Offered]:
    """The statements of the newest entries of the file; older ones are chosen where everything of the file stands."""
    return offered(chronology_for(actor, opened.file, Filters(), why).entries)


def bases_of(organisation_id: UUID, statement_ids: Collection[UUID]) -> dict[UUID, Basis]:
    """How statements are known: rows alone, no words."""
    rows = Statement.objects.filter(organisation_id=organisation_id, id__in=list(statement_ids))
    return {key: Basis(basis) for key, basis in rows.values_list("id", "basis")}
