"""Reads a consultation: what was told, as it stands in the answers that are kept here. It may not write."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fairward.agency.answers.models import Question, Reply
from fairward.agency.answers.question_queries import QuestionFacts, question_facts
from fairward.agency.answers.reply_queries import reply_for
from fairward.exchange.answering.asking_words import ItemWords, item_words
from fairward.exchange.answering.consulting import Consulted, Named, consulted_of
from fairward.exchange.answering.crossing import opened
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound


@dataclass(frozen=True, slots=True)
class Told:
    """A passage that was told, with its words where the answer is still kept here."""

    named: Named
    item: ItemWords | None


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
    packages = {one.package_id for one in consulted.passages}
    items = _items(actor, facts.partner_id, packages, why)
    return OpenedConsultation(
        facts, consulted, tuple(Told(one, items.get(one.passage_id)) for one in consulted.passages)
    )


def _items(actor: Actor, partner_id: UUID, packages: set[UUID], why: str) -> dict[UUID, ItemWords]:
    own = actor.organisation_id
    asked = Question.objects.filter(organisation_id=own, partner_id=partner_id).values_list("id", flat=True)
    rows = Reply.objects.filter(organisation_id=own, package_id__in=packages, question_id__in=list(asked))
    found: dict[UUID, ItemWords] = {}
    for reply_id in rows.values_list("id", flat=True):
        content = reply_for(actor, reply_id, why).content
        words = item_words(content.items, content.asked.names)
        found |= {one.passage_id: each for one, each in zip(content.items, words, strict=True)}
    return found
