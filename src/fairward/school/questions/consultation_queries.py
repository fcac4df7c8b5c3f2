"""Reads a consultation: what the school told that hub, as it stands in its files now. It may not write."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fairward.exchange.answering.consulting import Consulted, Named, consulted_of
from fairward.exchange.answering.crossing import opened
from fairward.exchange.models import DisclosedPassage
from fairward.exchange.package.making import Choosable, texts_of
from fairward.files.queries import entry_for
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.school.questions.question_queries import QuestionFacts, question_facts


@dataclass(frozen=True, slots=True)
class Told:
    """A passage that was told, as it stands in the file; None where it does not, or is for others."""

    named: Named
    passage: Choosable | None
    entry_id: UUID | None


@dataclass(frozen=True, slots=True)
class OpenedConsultation:
    """A consultation with what it is about."""

    facts: QuestionFacts
    consulted: Consulted
    told: tuple[Told, ...]


def consultation_for(actor: Actor, question_id: UUID, why: str) -> OpenedConsultation:
    """One consultation, opened with the exchange ring; only what went to the hub that asks now is looked up."""
    facts = question_facts(actor.organisation_id, question_id)
    consulted = consulted_of(opened(actor, facts.arrival_id, why).manifest) if facts.is_consultation else None
    if consulted is None:
        raise NotFound("question")
    found = _told(actor, facts.partner_id, consulted.passages, why)
    none: tuple[None, None] = (None, None)
    told = (Told(one, *found.get(one.passage_id, none)) for one in consulted.passages)
    return OpenedConsultation(facts, consulted, tuple(told))


def _told(
    actor: Actor, partner_id: UUID, passages: Collection[Named], why: str
) -> dict[UUID, tuple[Choosable, UUID]]:
    rows = DisclosedPassage.objects.filter(
        organisation_id=actor.organisation_id, disclosure__partner_id=partner_id,
        disclosure__package_id__in=[one.package_id for one in passages],
        passage_id__in=[one.passage_id for one in passages],
    )  # fmt: skip
    found: dict[UUID, tuple[Choosable, UUID]] = {}
    for entry_id in sorted(set(rows.values_list("entry_id", flat=True))):
        try:
            entry = entry_for(actor, entry_id, why)[0]
        except (Denied, NotFound):
            continue  # destroyed since, or in a file that is not for this reader
        found |= {one.id: (one, entry_id) for one in texts_of(entry)}
    return found
