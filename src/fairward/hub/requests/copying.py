"""Makes passages of what a case of the hub holds, each with who wrote it, how it is known, its label and its context. Pure.

Everything is of the cases and people whom a person confirmed. What agencies answered about others is counted, not copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from fairward.access_requests.naming import places_in
from fairward.design.words import date_words, moment_words
from fairward.exchange.package.contents import RECORD, Attached, Manifest, Passage
from fairward.hub.enquiries.enquiry_queries import OpenedEnquiry, ReadItem
from fairward.hub.intake.case_queries import CameIn
from fairward.hub.intake.content import Told
from fairward.hub.requests.content import Beside, HeldWords
from fairward.hub.requests.vocabulary import Held, Origin
from fairward.kernel.vocabulary import AnnotationKind, Basis, Label

_KINDS = {kind.code: kind.word for kind in AnnotationKind}
SOMEBODY = "somebody who told the hub"
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class New:
    """A passage that is to be kept for a request. `words` is None where only people named by its originator may read it."""

    held: Held
    origin: Origin
    source_id: UUID
    words: HeldWords | None = field(repr=False)
    part: str = ""
    partner_id: UUID | None = None
    package_id: UUID | None = None
    passage_id: UUID | None = None
    label: Label | None = None
    enclosed: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Whence:
    """Whose words came in: an organisation, or somebody whose name is always masked where they asked for that."""

    origin: Origin
    name: str
    partner_id: UUID | None = None
    package_id: UUID | None = None


def own(
    held: Held, source_id: UUID, hub: str, title: str, when: str, texts: Iterable[tuple[str, str, str]]
) -> list[New]:
    """Texts of the hub itself: (part, what the system asked, words); empty ones are not there."""
    return [
        New(
            held, Origin.HUB, source_id, HeldWords(title, when, hub, RECORD, asked, text.strip()), part=part,
            label=Label.RELEASABLE,
        )
        for part, asked, text in texts
        if text.strip()
    ]  # fmt: skip


def of_contact(came: CameIn, teller: Whence) -> list[New]:
    """What came in: the passages of a package, or what was typed."""
    if came.document is not None:
        return _of_document(came.id, came.document, teller)
    if came.typed is None:
        return []
    when = moment_words(came.made_at)
    told = came.typed
    texts = [
        ("words", "what they said", told.words), ("who", "who they said it is about", told.who),
        ("where", "where they said it was", told.where), ("how_known", "how they know it", told.how_known),
        ("asked", "what they asked for", told.asked),
    ]  # fmt: skip
    origin = teller.origin
    basis = "told by somebody of the public" if origin is Origin.PUBLIC else "told by somebody by telephone"
    return [
        New(
            Held.CONTACT, origin, came.id,
            HeldWords("Told to the hub", when, SOMEBODY, Basis.TOLD_BY.code, f"{basis}: {asked}", text.strip()),
            part=part,
        )
        for part, asked, text in texts
        if text.strip()
    ]  # fmt: skip


def of_item(one: ReadItem, to: OpenedEnquiry) -> New:
    """An item of an agency, with the texts that belong to it."""
    beside = [Beside(each.basis_words or "beside it", each.text or each.summary) for each in one.beside]
    return _of_passage(
        one.claim, Held.ITEM, one.id, Whence(Origin.PARTNER, to.content.to, to.facts.partner_id, one.package_id),
        [each for each in beside if each.text.strip()],
        [("Put right since", date_words(one.replaced_at.date()))] if one.replaced_at else [],
    )  # fmt: skip


def of_document(came: CameIn, place: int, teller: Whence, content: bytes | None) -> New:
    """A document that came with a contact. `content` is None where only people named by its originator may read it."""
    document = came.document
    if document is None:
        raise ValueError("documents come in packages")
    one = document.files[place - 1]
    words = HeldWords(
        "A document that came with it", moment_words(document.made_at), teller.name, RECORD,
        "a document that they sent with what they told", one.name, file=(one.name, one.type),
    )  # fmt: skip
    return New(
        Held.DOCUMENT, teller.origin, came.id, words if content is not None else None, part=f"file-{place}",
        partner_id=teller.partner_id, package_id=teller.package_id, label=one.label, enclosed=content or b"",
    )  # fmt: skip


def closed_item(item_id: UUID, passage_id: UUID, package_id: UUID, partner_id: UUID | None) -> New:
    """An item for people named by its agency alone: that it is there, and nothing of what it says."""
    return New(
        Held.ITEM, Origin.PARTNER, item_id, None, partner_id=partner_id, package_id=package_id, passage_id=passage_id,
        label=Label.SEALED,
    )  # fmt: skip


def masked(found: Sequence[New], teller: Told | None) -> list[New]:
    """The same, with the name of somebody of the public who told it masked wherever it stands, for good."""
    if teller is None or not teller.wants_nobody_told or not teller.name.strip():
        return list(found)
    forms = [teller.name, *(part for part in teller.name.split() if len(part) >= SHORTEST)]
    return [_masked(one, forms) for one in found]


def _masked(one: New, forms: Sequence[str]) -> New:
    if one.words is None:
        return one
    spans = {
        (text.place, *span)
        for text in one.words.texts()
        for form in forms
        for span in places_in(text.text, form)
    }
    return replace(one, words=replace(one.words, masked=tuple(sorted(spans)))) if spans else one


def _of_document(contact_id: UUID, document: Manifest, teller: Whence) -> list[New]:
    found = [_of_passage(one, Held.CONTACT, contact_id, teller, (), ()) for one in document.passages]
    when = moment_words(document.made_at)
    texts = [("reason", "why they told it", document.reason)]
    facts = "\n".join(f"{one.words}: {one.value}" for one in document.form)
    texts += [
        ("form", "what they filled in", facts),
        ("asks", "what they asked for", "\n".join(document.asks)),
    ]
    found += [
        New(
            Held.CONTACT, teller.origin, contact_id,
            HeldWords("Told to the hub", when, teller.name, RECORD, asked, text.strip()), part=part,
            partner_id=teller.partner_id, package_id=teller.package_id, label=Label.RELEASABLE,
        )
        for part, asked, text in texts
        if text.strip()
    ]  # fmt: skip
    return found


def _of_passage(
    one: Passage, held: Held, source_id: UUID, teller: Whence, beside: Iterable[Beside],
    more: Iterable[tuple[str, str]],
) -> New:  # fmt: skip
    """A passage as another organisation told it: label, grade and context come with it."""
    said = one.when or (one.note.when if one.note else "")
    facts = [
        ("About", ", ".join(one.about)),
        ("When, as they told it", said),
        ("Label", one.label.word),
        ("Police grade", one.grade),
        *more,
    ]
    text = f"Known to them. Ring: {one.call}" if one.label is Label.POINTER else one.text or one.summary
    outcome = one.context.outcome
    attached = [*beside, *(_beside(each) for each in one.context.attached)]
    attached += [Beside("how it turned out", outcome.words)] if outcome else []
    words = HeldWords(
        held.word.capitalize(), date_words(one.note.occurred_at.date()) if one.note else "day not known", teller.name,
        one.basis, f"{one.basis_words}, police grade {one.grade}" if one.grade else one.basis_words, text,
        tuple(each for each in facts if each[1]), tuple(attached),
    )  # fmt: skip
    return New(
        held, teller.origin, source_id, words, part=one.id.hex, partner_id=teller.partner_id,
        package_id=teller.package_id, passage_id=one.id, label=one.label,
    )  # fmt: skip


def _beside(one: Attached) -> Beside:
    text = f"{one.text or one.summary} ({one.feeling})" if one.feeling else one.text or one.summary
    return Beside(_KINDS.get(one.kind, one.kind), text, one.by, date_words(one.made_at))
