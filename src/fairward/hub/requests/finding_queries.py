"""Finds people in cases of the hub by name, and by an equal digest of name and birth: for a person to confirm. It joins none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from fairward.audit.log import record_list
from fairward.hub.intake.case_queries import InCase, people_of
from fairward.hub.intake.content import Identity
from fairward.hub.intake.matching import match_digest, name_digest
from fairward.hub.intake.models import Case, CasePerson
from fairward.hub.requests.models import RequestPerson
from fairward.kernel.actor import Actor

MOST = 50
WHY = "finding whom a request is about"


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody in one case, and why they are shown."""

    person_id: UUID
    hub_case_id: UUID
    reference: str
    received_at: datetime
    identity: Identity
    is_child: bool
    because: str = ""
    gathered_at: datetime | None = None
    found: int = 0
    not_about: int = 0


def find_people(actor: Actor, name: str, born_on: date | None) -> list[FoundPerson]:
    """People of that name in any case, the same date of birth first."""
    named, same = name_digest(actor.organisation_id, name), match_digest(actor.organisation_id, name, born_on)
    if named is None:
        record_list(actor, item_kind="case", item_ids=[], why=WHY)
        return []
    rows = CasePerson.objects.filter(organisation_id=actor.organisation_id, name_digest=named)
    found = list(rows.order_by("-added_at")[:MOST])
    because = {
        row.id: "the same name and date of birth" if same and row.match_digest == same else "the same name"
        for row in found
    }
    shown = _shown(actor, found, because)
    return sorted(shown, key=lambda one: one.because != "the same name and date of birth")


def confirmed_people(actor: Actor, case_id: UUID) -> list[FoundPerson]:
    """Whom a person confirmed for this request, case by case."""
    own = RequestPerson.objects.filter(organisation_id=actor.organisation_id, case_id=case_id)
    links = {one.person_id: one for one in own.order_by("confirmed_at")}
    rows = CasePerson.objects.filter(organisation_id=actor.organisation_id, id__in=list(links))
    shown = _shown(actor, list(rows), {})
    return [_with(one, links[one.person_id]) for one in shown]


def suggested_people(actor: Actor, case_id: UUID) -> list[FoundPerson]:
    """Others with an equal digest of name and birth as somebody who was confirmed: suggested, never taken."""
    own = RequestPerson.objects.filter(organisation_id=actor.organisation_id, case_id=case_id)
    confirmed = list(own.values_list("person_id", flat=True))
    rows = CasePerson.objects.filter(organisation_id=actor.organisation_id)
    digests = list(
        rows.filter(id__in=confirmed, match_digest__isnull=False).values_list("match_digest", flat=True)
    )
    found = list(rows.filter(match_digest__in=digests).exclude(id__in=confirmed)[:MOST]) if digests else []
    return _shown(actor, found, {row.id: "the same name and date of birth" for row in found})


def links_of(organisation_id: UUID, case_id: UUID) -> list[RequestPerson]:
    """The rows of the people that were confirmed."""
    return list(
        RequestPerson.objects.filter(organisation_id=organisation_id, case_id=case_id).order_by(
            "confirmed_at"
        )
    )


def names_of_request(organisation_id: UUID, case_id: UUID) -> list[str]:
    """What the people whom a request is about are called, without a look: the caller's list or page writes it."""
    links = {one.person_id: one.hub_case_id for one in links_of(organisation_id, case_id)}
    people = people_of(organisation_id, set(links.values())) if links else {}
    names = [one.identity.words for found in people.values() for one in found if one.id in links]
    return list(dict.fromkeys(names))


def others_in_cases(organisation_id: UUID, case_id: UUID) -> list[InCase]:
    """Everybody else in the cases of a request: their names are offered to be left out."""
    links = {one.person_id: one.hub_case_id for one in links_of(organisation_id, case_id)}
    people = people_of(organisation_id, set(links.values())) if links else {}
    return [one for found in people.values() for one in found if one.id not in links]


def _shown(actor: Actor, rows: Iterable[CasePerson], because: dict[UUID, str]) -> list[FoundPerson]:
    found = list(rows)
    cases = Case.objects.filter(
        organisation_id=actor.organisation_id, id__in=[row.case_id for row in found]
    ).values_list("id", "reference", "received_at")
    facts = {row[0]: (row[1], row[2]) for row in cases}
    record_list(actor, item_kind="case", item_ids=list(facts), why=WHY)
    people = people_of(actor.organisation_id, facts)
    known = {one.id: one for group in people.values() for one in group}
    return [
        FoundPerson(
            row.id, row.case_id, *facts[row.case_id], known[row.id].identity, known[row.id].kind.code == "child",
            because.get(row.id, ""),
        )
        for row in found
    ]  # fmt: skip


def _with(one: FoundPerson, link: RequestPerson) -> FoundPerson:

    return replace(one, gathered_at=link.gathered_at, found=link.found, not_about=link.not_about)
