"""Opens what a case of the hub holds about somebody, for a request that stands open; each opening is a look. It may not write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from fairward.design.words import date_words, moment_words
from fairward.exchange.package.contents import PDF
from fairward.exchange.travel.partner_queries import partner
from fairward.hub.decisions.queries import ToldLine, decisions_of, told_of
from fairward.hub.decisions.vocabulary import Whom
from fairward.hub.enquiries.gate_queries import OpenedGate, gate_for, versions_of
from fairward.hub.enquiries.models import Item
from fairward.hub.intake.case_queries import CameIn, CaseFacts, OpenedCase, enclosed_for, teller_for
from fairward.hub.intake.content import Told
from fairward.hub.intake.vocabulary import Source
from fairward.hub.packs.queries import Pack, pack_for
from fairward.hub.requests.copying import (
    New,
    Whence,
    closed_item,
    masked,
    of_contact,
    of_document,
    of_item,
    own,
)
from fairward.hub.requests.vocabulary import Held, Origin
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Label
from fairward.organisations.queries import organisation

WHY = "gathering for a request to see what is recorded"
REASON = "asked"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one case holds about somebody. `not_about`: items that name other people alone, which are not copied."""

    passages: tuple[New, ...]
    not_about: int


def gathered_for(actor: Actor, hub_case_id: UUID, person_ids: Iterable[UUID], why: str = WHY) -> Gathered:
    """Everything of one case that is about these people, opened with the ring of cases."""
    pack = pack_for(actor, hub_case_id, why, REASON)
    wanted = set(person_ids)
    names = {one.identity.name for one in pack.case.people if one.id in wanted}
    hub = organisation(actor.organisation_id).name
    items, not_about = _items(actor, pack, names)
    found = [
        *_contacts(actor, pack.case), *_ratings(pack.case, hub), *_gates(actor, hub_case_id, wanted, hub),
        *_questions(pack, names, hub), *items, *_analysis(pack, hub), *_decision(actor, hub_case_id, hub),
        *_told(told_of(actor, hub_case_id, WHY), wanted, hub), *_notes(pack.case, hub),
    ]  # fmt: skip
    return Gathered(tuple(masked(found, _teller(actor, pack.case))), not_about)


def _teller(actor: Actor, case: OpenedCase) -> Told | None:
    """Who told it, only so that their name is masked; Denied where this person cannot know it, and so cannot mask it."""
    if not case.has_teller:
        return None
    try:
        return teller_for(actor, case.facts.id, WHY)
    except Denied as denied:
        if denied.code != "no_key":
            raise
        raise Denied(
            "no_key",
            "Somebody who holds the key of the intake gathers this: the name of whoever told it is masked.",
        ) from None


def _contacts(actor: Actor, case: OpenedCase) -> list[New]:
    whence = _whence(actor.organisation_id, case.facts)
    found = [one for came in case.came for one in of_contact(came, whence)]
    found += [one for came in case.came for one in _documents(actor, case, came, whence)]
    closed = [
        New(
            Held.CONTACT, whence.origin, case.facts.id, None, part=f"named-{number}", partner_id=whence.partner_id,
            package_id=whence.package_id, label=Label.SEALED,
        )
        for number in range(case.facts.for_named)
    ]  # fmt: skip
    return [*found, *closed]


def _documents(actor: Actor, case: OpenedCase, came: CameIn, whence: Whence) -> Iterable[New]:
    files = came.document.files if came.document is not None else ()
    for place, one in enumerate(files, start=1):
        if one.role == PDF:
            continue
        try:
            _, content = enclosed_for(actor, case.facts.id, came.id, place, WHY)
        except NotFound:  # its sender allows it to people by name alone, or as a summary
            yield of_document(came, place, whence, None)
        else:
            yield of_document(came, place, whence, content)


def _whence(organisation_id: UUID, facts: CaseFacts) -> Whence:
    if facts.partner_id is not None:
        name = partner(organisation_id, facts.partner_id).card.name
        return Whence(Origin.PARTNER, name, facts.partner_id, facts.package_id)
    return Whence(Origin.PUBLIC if facts.source is Source.PUBLIC else Origin.CALLER, "")


def _ratings(case: OpenedCase, hub: str) -> list[New]:
    found = []
    for number, one in enumerate(reversed(case.ratings)):
        texts = [(str(number), f"why it was rated {one.rating.word}", one.reasons or "")]
        found += own(Held.RATING, case.facts.id, hub, "Rating", moment_words(one.given_at), texts)
    return found


def _notes(case: OpenedCase, hub: str) -> list[New]:
    found = []
    for number, one in enumerate(reversed(case.notes)):
        texts = [(f"note-{number}", f"noted when somebody {one.kind.word}", one.words or "")]
        found += own(Held.NOTE, case.facts.id, hub, "Note", moment_words(one.written_at), texts)
    return found


def _gates(actor: Actor, hub_case_id: UUID, wanted: set[UUID], hub: str) -> list[New]:
    found = []
    for facts in versions_of(actor.organisation_id, hub_case_id):
        gate = gate_for(actor, hub_case_id, WHY, facts.version)
        if gate is not None:
            when = moment_words(facts.opened_at)
            found += own(
                Held.GATE, facts.id, hub, f"Gate, version {facts.version}", when, _gate_texts(gate, wanted)
            )
    return found


def _gate_texts(gate: OpenedGate, wanted: set[UUID]) -> list[tuple[str, str, str]]:
    content, facts = gate.content, gate.facts
    people = "\n".join(f"{one.name}: {one.reason}" for one in content.persons if one.id in wanted)
    told = "The family was told." if facts.is_told else "The family was not told yet."
    later = f" It is looked at again on {date_words(facts.look_again_on)}." if facts.look_again_on else ""
    return [
        ("why", "why others were asked", content.why), ("people", "why you were asked about", people),
        ("questions", "what might be asked", "\n".join(one.words for one in content.questions)),
        ("look_back", "why so far back", content.look_back_why),
        ("family_first", "whether the family could be asked first", content.family_first),
        ("told", "whether the family was told", f"{told}{later} {content.told_words}".strip()),
        ("without_consent", "why without agreement", content.without_consent),
        ("widened", "why more was asked", content.widened_because), ("signature", "why a manager signed", gate.signature),
    ]  # fmt: skip


def _questions(pack: Pack, names: set[str], hub: str) -> list[New]:
    found = []
    for one in pack.enquiries:
        if not names & {person.name for person in one.content.persons}:
            continue
        asked = "\n".join(each.words for each in one.content.questions)
        noted = "\n".join(f"{each.what}: {each.words}" for each in one.content.noted)
        texts = [
            ("asked", f"what {one.content.to} was asked", asked),
            ("noted", "what was noted about it", noted),
        ]
        found += own(
            Held.QUESTION,
            one.facts.id,
            hub,
            f"Question to {one.content.to}",
            moment_words(one.facts.asked_at),
            texts,
        )
    return found


def _items(actor: Actor, pack: Pack, names: set[str]) -> tuple[list[New], int]:
    """Items that name them, pointers, and that there are items for people by name; how many are about others alone."""
    asked = {one.facts.id: one for one in pack.enquiries}
    found, not_about = [], 0
    for one in pack.items:
        if one.claim.label is Label.SEALED:
            continue  # counted below: its words are not copied for anybody but those who were named
        if one.claim.label is not Label.POINTER and one.claim.about and not names & set(one.claim.about):
            not_about += 1
        else:
            found.append(of_item(one, asked[one.enquiry_id]))
    rows = Item.objects.filter(
        organisation_id=actor.organisation_id, case_id=pack.case.facts.id, label=int(Label.SEALED)
    ).order_by("arrived_at", "id")  # fmt: skip
    for row in rows:
        to = asked[row.enquiry_id].facts.partner_id if row.enquiry_id in asked else None
        found.append(closed_item(row.id, row.passage_id, row.package_id, to))
    return found, not_about


def _analysis(pack: Pack, hub: str) -> list[New]:
    if pack.analysis is None:
        return []
    said = pack.analysis.weighed
    texts = [
        ("strengths", "what is going well", said.strengths), ("gaps", "what is not known", said.gaps),
        ("child", "what the child says or would say", said.child),
        ("challenge", "what speaks against it", said.challenge), ("view", "what it comes to", said.view),
    ]  # fmt: skip
    version = pack.analysis.version
    of_version = [(f"{version}-{part}", asked, words) for part, asked, words in texts]
    title = f"What the hub made of it, version {version}"
    return own(
        Held.ANALYSIS, pack.case.facts.id, hub, title, moment_words(pack.analysis.written_at), of_version
    )


def _decision(actor: Actor, hub_case_id: UUID, hub: str) -> list[New]:
    """The decision, and what was decided before it was decided anew."""
    found = []
    for one in decisions_of(actor, hub_case_id, WHY):
        said, title = one.reasons, "Decision, replaced since" if one.replaced_at else "Decision"
        texts = [
            ("outcome", "what was decided", one.outcome.words), ("reasons", "why it was decided", said.reasons),
            ("dissent", "who disagreed, and why", said.dissent), ("present", "who took part", said.present),
            ("minimum", "what the next team must know", said.minimum),
        ]  # fmt: skip
        found += own(Held.DECISION, one.id, hub, title, moment_words(one.decided_at), texts)
    return found


def _told(lines: Sequence[ToldLine], wanted: set[UUID], hub: str) -> list[New]:
    """Who heard what; what somebody else of the family heard is theirs."""
    found = []
    for one in lines:
        if one.whom is Whom.FAMILY and one.person_id not in wanted:
            continue
        who = one.name if one.partner_id or one.person_id else "whoever told the hub"
        texts = [("", f"what {who} was told" if one.how else f"why {who} hears it later", one.words)]
        found += own(Held.TOLD, one.id, hub, "Who was told", moment_words(one.noted_at), texts)
    return found
