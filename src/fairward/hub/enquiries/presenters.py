"""Gates, agreements, questions and items as words on a page. It may not query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Row
from fairward.design.words import date_words, moment_words, plural
from fairward.exchange.answering.asking_words import due_words
from fairward.exchange.answering.items import KINDS
from fairward.exchange.package.contents import Context
from fairward.exchange.travel.partner_queries import PartnerFacts
from fairward.hub.enquiries.agreement_queries import KeptAgreement
from fairward.hub.enquiries.beside import Against
from fairward.hub.enquiries.enquiry_queries import OpenedEnquiry, ReadItem
from fairward.hub.enquiries.gate_queries import OpenedGate
from fairward.hub.enquiries.policies import WITHDRAWABLE, lies_outside
from fairward.hub.enquiries.terms import PARTS
from fairward.hub.intake.case_queries import CaseFacts
from fairward.hub.intake.policies import OVER
from fairward.hub.vocabulary import EnquiryState, Rating
from fairward.kernel.vocabulary import AnnotationKind, Basis, Label
from fairward.organisations.names import MemberName
from fairward.rules import enquiries, family, hub

_TONES = {
    EnquiryState.ASKED: "due", EnquiryState.RELEVANT: "done", EnquiryState.NOTHING_RELEVANT: "quiet",
    EnquiryState.DECLINED: "plain", EnquiryState.NOT_AVAILABLE: "danger", EnquiryState.WITHDRAWN: "quiet",
}  # fmt: skip
_NOTES = {
    "chased": "Reminded", "escalated": "Somebody above was told", "without": "Decided without it", "declined": "They declined",
    "corrected": "They put something right", "withdrawn": "Withdrawn",
}  # fmt: skip
_OUTSIDE = "about somebody, or with a label, that was not asked for"
_BESIDE = {
    "Relevance": "Why it matters now", "Although": "Why, in spite of a warning", "Sensitive test": "What lets it be told",
}  # fmt: skip
# What belongs to an item where it was written, and is never parted from it.
_CONTEXT = {kind.code: kind.word.capitalize() for kind in AnnotationKind}


@dataclass(frozen=True, slots=True)
class ItemOnPage:
    """An item as the hub reads it, never without its agency, basis, label, grade and what belongs to it."""

    id: UUID
    agency: str
    kind: str
    text: str
    facts: tuple[Fact, ...]
    chips: tuple[Chip, ...]


def gate_facts(gate: OpenedGate, names: Mapping[UUID, MemberName]) -> list[Fact]:
    """The gate in words: what lets the hub ask, what the family said about a service, whether they were told."""
    facts, content = gate.facts, gate.content
    return [
        Fact("What happened, and what must be found out", content.why),
        Fact("Level", f"{facts.level}: {hub.levels()[facts.level].words}"),
        Fact("What lets the hub ask", enquiries.powers()[facts.power].words),
        Fact("How far back", f"{plural(facts.look_back_months, 'month')}. {content.look_back_why}"),
        Fact("Could the family be asked first?", content.family_first),
        Fact("What the family said about a service", enquiries.agreements_to_a_service().get(content.agreement, "Not noted")),
        Fact("Does the family know?", _told_words(gate)),
        *([Fact("Why without consent", enquiries.without_consent()[content.without_consent])] if content.without_consent else []),
        *([Fact("Why the gate changed", content.widened_because)] if content.widened_because else []),
        Fact("Opened", f"{moment_words(facts.opened_at)}, {names[facts.opened_by].name}, version {facts.version}"),
        *([_signature(gate, names)] if facts.signed_by else []),
    ]  # fmt: skip


def agreement_rows(partners: Sequence[PartnerFacts], kept: Mapping[UUID, KeptAgreement]) -> list[Row]:
    """Every partner, with what was agreed."""
    return [_agreement_row(one, kept.get(one.id)) for one in partners]


def agreement_facts(kept: KeptAgreement) -> list[Fact]:
    """An agreement part by part, with the clause of the paper."""
    terms = kept.terms
    said = {
        "purposes": _listed(enquiries.purposes()[one].words for one in terms.purposes),
        "powers": _listed(enquiries.powers()[one].words for one in terms.powers),
        "people": _listed(enquiries.people()[one] for one in terms.people),
        "data": _listed(enquiries.data_items()[one].words for one in terms.data),
        "look_back": f"at most {plural(terms.look_back_months, 'month')}",
        "labels": _listed(one.word for one in terms.labels),
        "retention": terms.retention,
    }
    return [
        *(Fact(f"{words.capitalize()} ({_clause(kept, part)})", said[part]) for part, words in PARTS.items()),
        Fact("Signed", f"{date_words(kept.signed_on)}, {terms.signed_by}"),
        Fact("Looked at again", date_words(kept.review_on)),
    ]


def enquiry_rows(found: Sequence[OpenedEnquiry], now: datetime) -> list[Row]:
    """Whom was asked, by when, how it stands."""
    return [_enquiry_row(one, now) for one in found]


def withdraw_rows(found: Sequence[OpenedEnquiry], gate: OpenedGate | None, case: CaseFacts) -> list[Cell]:
    """Questions that nobody answered and that are not asked any more as things stand: why, and where to take them back."""
    open_ones = [one for one in found if one.facts.state in WITHDRAWABLE]
    return [
        Cell(why, url("enquiries:withdraw", enquiry_id=one.facts.id), note=one.content.to)
        for one in open_ones
        if (why := _not_needed(one, gate, case))
    ]


def _not_needed(one: OpenedEnquiry, gate: OpenedGate | None, case: CaseFacts) -> str:
    if case.rating is Rating.BLUE:
        return "The case is blue now: nobody is asked about it."
    if case.state in OVER:
        return "It was decided without this answer."
    if gate is None:
        return ""
    asked_on = timezone.localdate(one.facts.asked_at)
    if lies_outside(one.content, asked_on, gate.content, gate.facts.look_back_months):
        return (
            "The gate was changed: this asks about somebody or something, or further back, than it holds now."
        )
    return ""


def enquiry_facts(one: OpenedEnquiry, now: datetime) -> list[Fact]:
    """One question set as it went, and what was noted since."""
    facts, content = one.facts, one.content
    return [
        Fact("Asked", moment_words(facts.asked_at)),
        Fact("Answer by", due_words(facts.answer_by, now) or "no time given"),
        Fact("How it stands", facts.state.word.capitalize()),
        Fact("About", _listed(each.name for each in content.persons)),
        Fact("Questions", _listed(each.words for each in content.questions)),
        Fact("Not older than", date_words(content.look_back_from)),
        *([Fact("Left out when it came", f"{plural(facts.left_out, 'item')} {_OUTSIDE}")] if facts.left_out else []),
        *(Fact(f"{_NOTES[note.what]}, {moment_words(note.at)}", f"{note.words} ({note.by})") for note in content.noted),
    ]  # fmt: skip


def items_on_page(items: Sequence[ReadItem], agencies: Mapping[UUID, str]) -> list[ItemOnPage]:
    """Items with everything that belongs to them: what one said before it was put right, and what is said against it."""
    known = {one.id: one for one in items}
    return [
        _item(one, agencies.get(one.enquiry_id, ""), known.get(one.replaces) if one.replaces else None)
        for one in items
    ]


def against_facts(against: Iterable[Against]) -> list[Fact]:
    """What is said against an item, by whom, and what its agency says to it."""
    facts: list[Fact] = []
    for one in against:
        facts.append(Fact("Said to be wrong", f"{one.words} ({one.said_by}, {date_words(one.said_at)})"))
        facts += [Fact("Its agency says that it stands", one.answer)] if one.answer else []
    return facts


def against_chips(against: Sequence[Against]) -> list[Chip]:
    """Disputed, and whether that is still looked at."""
    if not against:
        return []
    is_open = any(one.stands is None for one in against)
    return [Chip("Disputed: being looked at" if is_open else "Disputed, stands", "due")]


def _item(one: ReadItem, agency: str, before: ReadItem | None) -> ItemOnPage:
    claim = one.claim
    chips = [Chip(claim.label.word.capitalize())] + [Chip(f"Grade {claim.grade}", "due")] * bool(claim.grade)
    if one.replaced_at is not None:
        chips.append(Chip("Put right since: do not use it", "danger"))
    chips += against_chips(one.against)
    if claim.label is Label.POINTER:
        against = tuple(against_facts(one.against))
        return ItemOnPage(one.id, agency, "known to them", f"Ring: {claim.call}", against, tuple(chips))
    basis = {each.code: each for each in Basis}.get(claim.basis)
    facts = [Fact("About", _listed(claim.about)), Fact("When", claim.note.when if claim.note else claim.when)]
    facts += [Fact(_BESIDE.get(text.basis_words, text.basis_words), text.text) for text in one.beside]
    facts += [Fact("How it is known", claim.basis_words)]
    facts += _context_facts(claim.context)
    if one.replaces is not None:
        said = f"Before, it said: {before.claim.text}" if before else "What it said before is not kept."
        facts.append(Fact("Put right", f"On {date_words(one.arrived_at)}. {said}"))
    facts += against_facts(one.against)
    return ItemOnPage(
        one.id, agency, KINDS[basis] if basis else claim.basis_words, claim.text, tuple(facts), tuple(chips)
    )


def _context_facts(context: Context) -> list[Fact]:
    """What was attached to it where it was written, what it turned out to be, and whether somebody checks it."""
    found = [
        Fact(_CONTEXT[note.kind], f"{note.text} ({note.by})" if note.by else note.text)
        for note in context.attached
    ]
    if context.outcome is not None:
        found.append(Fact("What it turned out to be", context.outcome.words))
    if context.checked_since is not None:
        found.append(Fact("Whether it is right", f"being checked since {date_words(context.checked_since)}"))
    return found


def _enquiry_row(one: OpenedEnquiry, now: datetime) -> Row:
    facts, is_late = one.facts, one.facts.is_overdue(now)
    waits = facts.state is EnquiryState.ASKED
    return Row(
        [
            Cell(one.content.to, url("enquiries:enquiry", enquiry_id=facts.id), note=facts.kind.word),
            Cell(due_words(facts.answer_by, now) if waits else moment_words(facts.asked_at)),
            Cell(chips=[Chip(facts.state.word.capitalize(), "danger" if is_late else _TONES[facts.state])]),
        ],
        tone="danger" if is_late else "plain",
    )


def _clause(kept: KeptAgreement, part: str) -> str:
    number = kept.terms.clauses.get(part)
    return f"clause {number}" if number else "clause not noted"


def _told_words(gate: OpenedGate) -> str:
    facts, more = gate.facts, gate.content.told_words
    if facts.is_told or facts.look_again_on is None:
        return f"Yes. {more}".strip()
    ground = family.ground(facts.ground).words
    return f"Not yet: {ground}. Looked at again on {date_words(facts.look_again_on)}. {more}".strip()


def _signature(gate: OpenedGate, names: Mapping[UUID, MemberName]) -> Fact:
    facts = gate.facts
    who = names[facts.signed_by].name if facts.signed_by else ""
    return Fact(
        "Signed by a manager",
        f"{who}, {moment_words(facts.signed_at) if facts.signed_at else ''}: {gate.signature}",
    )


def _agreement_row(partner: PartnerFacts, kept: KeptAgreement | None) -> Row:
    chip = Chip("Stands", "done") if kept else Chip("None noted", "due")
    return Row([
        Cell(partner.card.name, url("enquiries:agreement", partner_id=partner.id), note=partner.card.kind.word),
        Cell(kept.terms.title if kept else ""), Cell(date_words(kept.review_on) if kept else ""), Cell(chips=[chip]),
    ])  # fmt: skip


def _listed(words: Iterable[str]) -> str:
    return "; ".join(words)
