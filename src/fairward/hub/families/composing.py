"""What one reader may be shown of a case, and what a worker's choice makes of it. Pure: it opens and seals nothing.

A separate truth for each: what is asked or said only about others is not offered, not counted, not named. Labels decide
what may be shown; what is sealed is not even counted, because its label lets only named people know that it is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from fairward.exchange.package.contents import Passage
from fairward.exchange.package.views import read_as, without_confidential
from fairward.hub.decisions.queries import Decided
from fairward.hub.enquiries.enquiry_queries import OpenedEnquiry, ReadItem
from fairward.hub.families.content import AskedOf, Outcome, ShownItem
from fairward.hub.families.policies import Chosen
from fairward.hub.intake.case_queries import CaseFacts
from fairward.hub.intake.vocabulary import Source
from fairward.hub.packs.presenters import kind_of, standing
from fairward.hub.packs.queries import Pack
from fairward.hub.vocabulary import EnquiryState, Route
from fairward.kernel.vocabulary import Label
from fairward.rules import enquiries
from fairward.rules.labels import Audience, extent

SHOWN_LABELS = frozenset({Label.RELEASABLE, Label.RELEASABLE_SUMMARY})
# How an agency answered, for a family. A question that was taken back, or that nobody answered, was asked all the same.
_ANSWERS: Mapping[EnquiryState, str] = {
    EnquiryState.ASKED: "They have not answered.",
    EnquiryState.NOTHING_RELEVANT: "They said that they know nothing that matters here.",
    EnquiryState.RELEVANT: "They told us something.",
    EnquiryState.DECLINED: "They did not want to answer, and said why.",
    EnquiryState.WITHDRAWN: "We took the question back.",
    EnquiryState.NOT_AVAILABLE: "They did not answer in time.",
}
# What a hub calls the kinds of items, for a family: one, several.
KINDS: Mapping[str, tuple[str, str]] = {
    "fact": ("thing that they saw or have on paper", "things that they saw or have on paper"),
    "what the child said": ("thing that a child said", "things that a child said"),
    "allegation": (
        "thing that somebody told them and that nobody has proved",
        "things that somebody told them and that nobody has proved",
    ),
    "professional opinion": ("thing that somebody there thinks", "things that somebody there thinks"),
}
_ELSEWHERE: Mapping[Route, str] = {
    Route.EMERGENCY: "We acted at once, because a child could have been in danger.",
    Route.OPEN_CASE_FORWARDED: "Your social worker was told. We asked nobody.",
}
_CAME: Mapping[Source, str] = {
    Source.PUBLIC: "Somebody told us. We never say who.",
    Source.TELEPHONE: "Somebody rang us. We do not say who.",
    Source.REOPENED: "Something new came in after an earlier time. We do not say from whom.",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """What concerns one reader: questions; the items whose kind they learn; those whose words may be shown; and, of the items
    of which they are told the number alone, the questions that each answers."""

    questions: tuple[OpenedEnquiry, ...]
    kinds: tuple[ReadItem, ...]
    showable: tuple[ShownItem, ...]
    others: tuple[UUID, ...]


def offered(pack: Pack, people: frozenset[UUID], audience: Audience, cited: frozenset[UUID]) -> Offered:
    """What of a pack concerns these people of the case: the reader and the children for whom they answer.

    Words are shown of `cited` items alone: what no decision rests on is destroyed soon, and must not stay as a copy here.
    """
    questions = tuple(
        one for one in pack.enquiries if any(person.id in people for person in one.content.persons)
    )
    mine = {one.facts.id: {who.name for who in one.content.persons if who.id in people} for one in questions}
    items = [
        one for one in standing(pack)
        if one.enquiry_id in mine and (not one.claim.about or set(one.claim.about) & mine[one.enquiry_id])
    ]  # fmt: skip
    kinds = tuple(one for one in items if one.claim.label in SHOWN_LABELS)
    shown = [as_shown(one, pack.agencies[one.enquiry_id], audience) for one in kinds if one.id in cited]
    others = tuple(one.enquiry_id for one in items if one.claim.label in (Label.HUB_ONLY, Label.POINTER))
    return Offered(questions, kinds, tuple(one for one in shown if one is not None), others)


def as_shown(one: ReadItem, agency: str, audience: Audience) -> ShownItem | None:
    """An item as a family may read it, with what belongs to it; None where its label gives them no words."""
    claim = _read(one.claim, audience)
    if claim is None or not (claim.text or claim.summary):
        return None
    beside = tuple(each for each in (_read(text, audience) for text in one.beside) if each is not None)
    return ShownItem(one.id, agency, kind_of(one), claim, beside)


def compose(
    facts: CaseFacts, sender: str, decided: Decided | None, found: Offered, agencies: Mapping[UUID, str], chosen: Chosen
) -> Outcome:  # fmt: skip
    """What this reader will read. Whoever told the hub is named only where an organisation wrote."""
    told = [one for one in found.questions if one.facts.id not in chosen.later]
    ids = {one.facts.id for one in told}
    kinds = [one for one in found.kinds if one.enquiry_id in ids]
    by_id = {one.id: one.enquiry_id for one in found.kinds}
    outcome, decided_on = outcome_words(facts, decided)
    return Outcome(
        reference=facts.reference, received_on=_day(facts.received_at), came=came_words(facts, sender),
        asked=tuple(_asked(one, kinds, agencies, chosen) for one in told),
        items=tuple(one for one in found.showable if one.id in chosen.shown and by_id[one.id] in ids),
        others=sum(each in ids for each in found.others), is_held=bool(chosen.later), outcome=outcome,
        decided_on=decided_on, why=chosen.why.strip(),
    )  # fmt: skip


def came_words(facts: CaseFacts, sender: str) -> str:
    """How it came, for a family. Somebody of the public is never named; an organisation is."""
    if facts.source is Source.PACKAGE and sender:
        return f"{sender} told us."
    return _CAME.get(facts.source, "Somebody told us. We do not say who.")


def outcome_words(facts: CaseFacts, decided: Decided | None) -> tuple[str, date]:
    """What was decided in plain words, and when."""
    if decided is not None:
        return decided.outcome.plain, _day(decided.decided_at)
    words = _ELSEWHERE.get(facts.route, "It went another way.") if facts.route else "It went another way."
    return words, _day(facts.routed_at or facts.received_at)


def plain_question(one: OpenedEnquiry) -> str:
    """A first wording of what was asked, for the worker to put in plain words."""
    known = enquiries.data_items()
    sorts = dict.fromkeys(known[thing.data].words for thing in one.content.questions if thing.data in known)
    return f"We asked about: {'; '.join(sorts)}." if sorts else ""


def _asked(
    one: OpenedEnquiry, kinds: list[ReadItem], agencies: Mapping[UUID, str], chosen: Chosen
) -> AskedOf:
    counted = Counter(kind_of(item) for item in kinds if item.enquiry_id == one.facts.id)
    words = chosen.asked[one.facts.id].strip()
    return AskedOf(agencies[one.facts.id], words, _ANSWERS[one.facts.state], dict(sorted(counted.items())))


def _read(one: Passage, audience: Audience) -> Passage | None:
    shown = read_as(one, extent(one.label, audience))
    return None if shown is None else without_confidential(shown)


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
