"""Reads one case: its facts, people, what came in, notes, ratings. `case_for` opens it and writes the look. It may not write.

opened = case_for(actor, case_id, "weighing a case")
facts_of(opened.facts)          what the guards of `hub.workflow` know from intake; other rooms add theirs with `replace`
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.audit.log import record_list
from fairward.exchange.package.contents import Enclosed, Manifest
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.hub.intake.content import (
    Identity,
    Told,
    Typed,
    document_from,
    identity_from,
    told_from,
    typed_from,
)
from fairward.hub.intake.models import (
    Case,
    CaseLink,
    CaseNote,
    CasePerson,
    Contact,
    ContactFile,
    RatingGiven,
    Teller,
)
from fairward.hub.intake.vocabulary import Format, LinkKind, Missing, NoteKind, PersonKind, Source
from fairward.hub.intake.writing import CONTACT, FILE, NOTE, PERSON, TELLER
from fairward.hub.vocabulary import CaseState, Rating, Route
from fairward.hub.workflow import Facts
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import OrganisationKind, RingKind
from fairward.keys import directory
from fairward.keys.records import RecordKey, open_records
from fairward.rules.labels import Audience, Extent, extent

RATING = "intake_ratinggiven"


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """How a case stands: nothing of what anybody wrote, no name."""

    id: UUID
    reference: str
    source: Source
    kind: EnvelopeKind | None
    partner_id: UUID | None
    arrival_id: UUID | None
    package_id: UUID | None
    state: CaseState
    is_danger: bool
    has_identity: bool
    has_reason: bool
    missing: Missing
    for_named: int
    received_at: datetime
    acknowledged_at: datetime | None
    route: Route | None
    routed_at: datetime | None
    routed_by: UUID | None
    reasons_due: bool
    rating: Rating | None
    rated_at: datetime | None
    rated_by: UUID | None
    decide_by: datetime | None
    due_at: datetime
    held_by: UUID | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class InCase:
    """Somebody in a case."""

    id: UUID
    kind: PersonKind
    identity: Identity


@dataclass(frozen=True, slots=True)
class CameIn:
    """What came in, opened: the document of a package, or what somebody typed."""

    id: UUID
    made_at: datetime
    document: Manifest | None
    typed: Typed | None


@dataclass(frozen=True, slots=True)
class Noted:
    """A note of a case. `words` is None where the reader holds no key for it."""

    kind: NoteKind
    words: str | None
    written_at: datetime
    written_by: UUID


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating of a case, with its reasons."""

    rating: Rating
    reasons: str | None
    practice_version: int
    decide_by: datetime
    given_at: datetime
    given_by: UUID


@dataclass(frozen=True, slots=True)
class Linked:
    """Another case that somebody has linked with this one. `is_newer`: this one was opened again as that one."""

    other_id: UUID
    kind: LinkKind
    is_newer: bool


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case, opened. `came` is empty where the reader does not hold the key: before its way is chosen, the intake's."""

    facts: CaseFacts
    people: tuple[InCase, ...]
    came: tuple[CameIn, ...]
    notes: tuple[Noted, ...]
    ratings: tuple[Rated, ...]
    links: tuple[Linked, ...]
    has_teller: bool

    @property
    def children(self) -> tuple[InCase, ...]:
        """The children among its people."""
        return tuple(one for one in self.people if one.kind is PersonKind.CHILD)

    @property
    def heading(self) -> str:
        """What the case is called on a page."""
        named = ", ".join(one.identity.words for one in self.children)
        return named or f"Case {self.facts.reference}"


def case_for(actor: Actor, case_id: UUID, why: str) -> OpenedCase:
    """One case with its words, as far as the actor's keys open them; writes the look. NotFound for another organisation's."""
    facts = case_facts(actor.organisation_id, case_id)
    own = {"organisation_id": actor.organisation_id, "case_id": case_id}
    contacts = list(Contact.objects.filter(**own).order_by("made_at"))
    notes = list(CaseNote.objects.filter(**own).order_by("-written_at"))
    ratings = list(RatingGiven.objects.filter(**own).order_by("-given_at"))
    keys = _opened(actor, [row.id for row in (*contacts, *notes, *ratings)], case_id, why)
    return OpenedCase(
        facts, people_of(actor.organisation_id, [case_id]).get(case_id, ()),
        tuple(_came(row, keys[row.id]) for row in contacts if row.id in keys),
        tuple(_noted(row, keys.get(row.id)) for row in notes), tuple(_rated(row, keys.get(row.id)) for row in ratings),
        _links(actor.organisation_id, case_id), Teller.objects.filter(**own).exists(),
    )  # fmt: skip


def enclosed_for(
    actor: Actor, case_id: UUID, contact_id: UUID, place: int, why: str
) -> tuple[Enclosed, bytes]:
    """One file that came in a package, as far as the actor may read it."""
    own = {"organisation_id": actor.organisation_id}
    contact = Contact.objects.filter(
        **own, case_id=case_id, id=contact_id, format=int(Format.PACKAGE)
    ).first()
    row = ContactFile.objects.filter(**own, contact_id=contact_id, place=place).first()
    if contact is None or row is None:
        raise NotFound("contact")
    key = _opened(actor, [contact_id], case_id, why).get(contact_id)
    if key is None:
        raise Denied("no_key", "You do not hold a key for this.")
    document = document_from(key.open(bytes(contact.sealed), table=CONTACT, version=1))
    enclosed = document.files[place - 1]
    if extent(enclosed.label, Audience(OrganisationKind.HUB, actor.role)) is not Extent.FULL:
        raise NotFound("contact")
    return enclosed, key.open(bytes(row.sealed), table=FILE, version=place)


def teller_for(actor: Actor, case_id: UUID, why: str) -> Told:
    """Who told it: only with the intake's key, and a look of its own."""
    row = Teller.objects.filter(organisation_id=actor.organisation_id, case_id=case_id).first()
    if row is None:
        raise NotFound("teller")
    keys = open_records(
        actor, record_ids=[row.id], ring=RingKind.INTAKE, item_kind="case", item_ids=[case_id], why=why
    )
    return told_from(keys[row.id].open(bytes(row.sealed), table=TELLER, version=1))


def case_facts(organisation_id: UUID, case_id: UUID) -> CaseFacts:
    """How one case stands, for rooms that act on it; NotFound for another organisation's."""
    row = Case.objects.filter(organisation_id=organisation_id, id=case_id).first()
    if row is None:
        raise NotFound("case")
    return facts_from(row)


def facts_of(facts: CaseFacts, *, route: Route | None = None, is_noted: bool = True) -> Facts:
    """What intake knows of a case for the guards. `route` is one that somebody is about to choose."""
    chosen = route or facts.route
    return Facts(
        has_identity=facts.has_identity or chosen is Route.ADVICE_ONLY, has_reason=facts.has_reason,
        is_acknowledged=facts.acknowledged_at is not None, is_danger=facts.is_danger,
        missing="" if facts.missing is Missing.NOTHING else facts.missing.code, route=chosen,
        route_noted=_NOTED[chosen] if chosen and is_noted else frozenset(), rating=facts.rating,
        rated_by_qualified=facts.rated_by is not None, rating_has_reasons=facts.rated_by is not None,
    )  # fmt: skip


_NOTED: Mapping[Route, frozenset[str]] = {
    Route.EMERGENCY: frozenset({"called"}), Route.OPEN_CASE_FORWARDED: frozenset({"worker"}),
    Route.ADVICE_ONLY: frozenset({"advice"}), Route.RATE: frozenset(),
}  # fmt: skip


def people_of(organisation_id: UUID, case_ids: Iterable[UUID]) -> dict[UUID, tuple[InCase, ...]]:
    """Case -> its people, children first. Writes no look: the caller writes that of its list or page."""
    rows = list(
        CasePerson.objects.filter(organisation_id=organisation_id, case_id__in=list(case_ids)).order_by(
            "kind", "id"
        )
    )
    shown = (
        directory.reveal_many(organisation_id, PERSON, [(row.id, row.identity) for row in rows])
        if rows
        else ()
    )
    found: dict[UUID, tuple[InCase, ...]] = {}
    for row, raw in zip(rows, shown, strict=True):
        one = InCase(row.id, PersonKind(row.kind), identity_from(raw))
        found[row.case_id] = (*found.get(row.case_id, ()), one)
    return found


def facts_from(row: Case) -> CaseFacts:
    """A row as facts."""
    return CaseFacts(
        row.id, row.reference, Source(row.source), EnvelopeKind(row.kind) if row.kind else None, row.partner_id,
        row.arrival_id, row.package_id, CaseState(row.state), row.is_danger, row.has_identity, row.has_reason,
        Missing(row.missing), row.for_named, row.received_at, row.acknowledged_at, Route(row.route) if row.route else None,
        row.routed_at, row.routed_by, row.reasons_due, Rating(row.rating) if row.rating else None, row.rated_at,
        row.rated_by, row.decide_by, row.due_at, row.held_by, row.closed_at,
    )  # fmt: skip


def _opened(actor: Actor, record_ids: list[UUID], case_id: UUID, why: str) -> Mapping[UUID, RecordKey]:
    """The keys of a case that this person has: those of the cases, and of the intake for whoever looks first."""
    if not record_ids:
        record_list(actor, item_kind="case", item_ids=[case_id], why=why)
        return {}
    try:
        return open_records(
            actor, record_ids=record_ids, ring=RingKind.CASES, or_ring=RingKind.INTAKE, item_kind="case",
            item_ids=[case_id], why=why,
        )  # fmt: skip
    except Denied as denied:
        if denied.code != "no_key":
            raise
        return {}


def _came(row: Contact, key: RecordKey) -> CameIn:
    raw = key.open(bytes(row.sealed), table=CONTACT, version=1)
    if row.format == Format.PACKAGE:
        return CameIn(row.id, row.made_at, document_from(raw), None)
    return CameIn(row.id, row.made_at, None, typed_from(raw))


def _noted(row: CaseNote, key: RecordKey | None) -> Noted:
    words = key.open(bytes(row.sealed), table=NOTE, version=1).decode() if key else None
    return Noted(NoteKind(row.kind), words, row.written_at, row.written_by)


def _rated(row: RatingGiven, key: RecordKey | None) -> Rated:
    reasons = key.open(bytes(row.sealed), table=RATING, version=1).decode() if key else None
    return Rated(Rating(row.rating), reasons, row.practice_version, row.decide_by, row.given_at, row.given_by)


def _links(organisation_id: UUID, case_id: UUID) -> tuple[Linked, ...]:
    own = CaseLink.objects.filter(organisation_id=organisation_id, case_id=case_id).order_by("decided_at")
    others = CaseLink.objects.filter(organisation_id=organisation_id, other_case_id=case_id).order_by(
        "decided_at"
    )
    return (
        *(Linked(row.other_case_id, LinkKind(row.kind), False) for row in own),
        *(Linked(row.case_id, LinkKind(row.kind), True) for row in others),
    )  # fmt: skip
