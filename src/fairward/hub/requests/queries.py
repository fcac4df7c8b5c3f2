"""Reads requests to see what the hub holds: the list, one of them, its passages with what originators think. It may not write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairward.access_requests.decided import Progress, progress_of_states
from fairward.access_requests.models import AccessRequest
from fairward.access_requests.policies import Chosen, check_is_access_request
from fairward.access_requests.reasons import chosen_from
from fairward.access_requests.vocabulary import PassageDecision, WhoseRight
from fairward.audit.log import record_list
from fairward.cases.clock import look_at_case
from fairward.cases.models import Case
from fairward.cases.texts import OpenedText, texts_of
from fairward.cases.vocabulary import CaseKind, CaseState, TextKind
from fairward.exchange.answering.consulting import Verdict
from fairward.exchange.travel.partner_queries import partners
from fairward.hub.requests.content import HeldWords, Said, said_from, words_from
from fairward.hub.requests.finding_queries import names_of_request
from fairward.hub.requests.models import HeldAnswer, HeldOpinion, HeldPassage, HeldReason
from fairward.hub.requests.policies import Asked, check_at_hub
from fairward.hub.requests.vocabulary import Held, HowConsulted, Origin
from fairward.hub.requests.writing import DATA, OPINION, PASSAGE, PDF, REASON
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Label, OrganisationKind, RingKind
from fairward.keys.records import open_records
from fairward.organisations.queries import organisation
from fairward.rules.clocks import Due, Standing

WHY = "answering a request to see what the hub holds"
CLOSED_SHOWN = 20
_OPEN = int(PassageDecision.UNDECIDED)


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request of the list, without content."""

    case_id: UUID
    number: int
    about: str
    state: CaseState
    due: Due | Standing
    due_at: datetime
    is_closed: bool


@dataclass(frozen=True, slots=True)
class OpenedRequest:
    """One request as its page shows it."""

    case: Case
    request: AccessRequest
    about: tuple[str, ...]
    due: Due | Standing
    texts: Sequence[OpenedText]
    progress: Progress
    answer: tuple[datetime, int, int] | None

    @property
    def state(self) -> CaseState:
        """Where it stands."""
        return CaseState(self.case.state)

    @property
    def asker(self) -> str:
        """Who asks, as it was noted."""
        found = [one.text for one in self.texts if one.kind is TextKind.WHO]
        return found[-1] if found else "somebody whose name was not noted"

    @property
    def whose(self) -> WhoseRight:
        """Whose right it is; until that is settled, as if somebody else asked for a child."""
        return WhoseRight(self.request.whose_right) if self.request.whose_right else WhoseRight.FOR_CHILD


@dataclass(frozen=True, slots=True)
class GivenOpinion:
    """What an originator thinks about one passage, or that they were asked. `said` is None until they answer."""

    who: str
    how: HowConsulted
    asked_at: datetime
    answer_by_on: date | None
    verdict: Verdict | None
    exemption: str
    said: Said | None
    came_at: datetime | None


@dataclass(frozen=True, slots=True)
class PassageLine:
    """A passage from outside: what it is, who wrote it, how it stands. Nothing of what it says."""

    id: UUID
    place: int
    hub_case_id: UUID
    held: Held
    origin: Origin
    partner_id: UUID | None
    originator: str
    kind: OrganisationKind | None
    package_id: UUID | None
    passage_id: UUID | None
    label: Label | None
    has_words: bool
    decision: PassageDecision
    exemption: str
    needs_second: bool
    decided_by: UUID | None
    decided_at: datetime | None
    second_by: UUID | None

    @property
    def waits_for_second(self) -> bool:
        """Somebody else must agree to it."""
        return self.needs_second and self.second_by is None


@dataclass(frozen=True, slots=True)
class OpenedPassage:
    """A passage with its words, what was decided and why, and what its originator thinks. `words`: None where none are."""

    line: PassageLine
    words: HeldWords | None
    chosen: Chosen | None
    opinions: tuple[GivenOpinion, ...]

    @property
    def asked(self) -> Asked:
        """What the guards need of the opinions."""
        days = [one.answer_by_on for one in self.opinions if one.answer_by_on]
        return Asked(
            bool(self.opinions),
            max(days, default=None),
            any(one.verdict is not None for one in self.opinions),
        )


def requests_for(actor: Actor, why: str = "seeing requests to see what is recorded") -> list[RequestLine]:
    """Open requests, the next due first, then those closed lately. The list is logged."""
    check_at_hub(organisation(actor.organisation_id).kind)
    rows = Case.objects.filter(organisation_id=actor.organisation_id, kind=int(CaseKind.ACCESS_REQUEST))
    found = [
        *rows.filter(closed_at__isnull=True).order_by("due_at"),
        *rows.filter(closed_at__isnull=False).order_by("-closed_at")[:CLOSED_SHOWN],
    ]
    record_list(actor, item_kind="case", item_ids=[one.id for one in found], why=why)
    return [
        RequestLine(
            row.id, row.number, ", ".join(names_of_request(row.organisation_id, row.id)), CaseState(row.state),
            look_at_case(row), row.due_at, row.closed_at is not None,
        )
        for row in found
    ]  # fmt: skip


def left_out_again(actor: Actor, today: date) -> list[tuple[UUID, int, int]]:
    """(request, its number, how many passages) of what was left out and is looked at again by today; the list is logged."""
    rows = HeldPassage.objects.filter(organisation_id=actor.organisation_id, look_again_on__lte=today)
    counts = Counter(rows.values_list("case_id", "case__number"))
    record_list(
        actor, item_kind="case", item_ids=[one[0] for one in counts], why="seeing what was left out before"
    )
    return [
        (case_id, number, count)
        for (case_id, number), count in sorted(counts.items(), key=lambda one: one[0][1])
    ]


def request_for(actor: Actor, case_id: UUID, why: str = WHY) -> OpenedRequest:
    """One request with its texts, opened with the ring of rights; writes the look."""
    own = actor.organisation_id
    check_at_hub(organisation(own).kind)
    case = check_is_access_request(Case.objects.filter(organisation_id=own, id=case_id).first())
    request = AccessRequest.objects.filter(organisation_id=own, case_id=case_id).first()
    drawn = HeldAnswer.objects.filter(organisation_id=own, case_id=case_id)
    return OpenedRequest(
        case, request or AccessRequest(organisation_id=own, case_id=case_id), tuple(names_of_request(own, case_id)),
        look_at_case(case), texts_of(actor, case_id, None, why), progress_of(own, case_id),
        drawn.values_list("made_at", "shown", "left_out").first(),
    )  # fmt: skip


def progress_of(organisation_id: UUID, case_id: UUID) -> Progress:
    """Counts over the passages, and the first that waits for a decision."""
    return progress_of_states(states_of(organisation_id, case_id))


def states_of(organisation_id: UUID, case_id: UUID) -> list[tuple[int, int, bool, UUID | None]]:
    """(place, decision, needs a second person, who that was) of each passage."""
    rows = HeldPassage.objects.filter(organisation_id=organisation_id, case_id=case_id)
    return list(rows.order_by("place").values_list("place", "decision", "needs_second", "second_by"))


def passages_for(actor: Actor, case_id: UUID, why: str = WHY) -> list[PassageLine]:
    """Every passage of a request from outside; the list is logged."""
    rows = list(
        HeldPassage.objects.defer("sealed", "enclosed").filter(
            organisation_id=actor.organisation_id, case_id=case_id
        )
    )
    record_list(actor, item_kind="passage", item_ids=[row.id for row in rows], why=why)
    wordless = _wordless(actor.organisation_id, case_id)
    names = _partners(actor.organisation_id)
    return sorted((_line(row, names, row.id not in wordless) for row in rows), key=lambda one: one.place)


def opened_passages(
    actor: Actor, case_id: UUID, places: Sequence[int] | None = None, why: str = WHY
) -> list[OpenedPassage]:
    """Passages with their words, opened with the ring of rights: all of a request, or those at these places."""
    rows = HeldPassage.objects.defer("enclosed").filter(
        organisation_id=actor.organisation_id, case_id=case_id
    )
    found = list(
        rows.filter(place__in=places).order_by("place") if places is not None else rows.order_by("place")
    )
    if not found:
        record_list(actor, item_kind="passage", item_ids=[], why=why)
        return []
    names = _partners(actor.organisation_id)
    reasons = {row.reason_id: row.id for row in found if row.reason_id}
    opinions = _opinions(actor, found, names, why)
    words, chosen = _words(actor, found, why), _chosen(actor, reasons, why)
    return [
        OpenedPassage(_line(row, names, bool(bytes(row.sealed))), words.get(row.id), chosen.get(row.id), opinions.get(row.id, ()))
        for row in found
    ]  # fmt: skip


def passage_for(actor: Actor, case_id: UUID, place: int, why: str = WHY) -> OpenedPassage:
    """One passage."""
    found = opened_passages(actor, case_id, [place], why)
    if not found:
        raise NotFound("passage")
    return found[0]


def answer_for(actor: Actor, case_id: UUID, why: str = WHY) -> tuple[bytes, bytes]:
    """The drawn answer: PDF and JSON. NotFound before it is made."""
    row = HeldAnswer.objects.filter(organisation_id=actor.organisation_id, case_id=case_id).first()
    if row is None:
        raise NotFound("answer")
    key = open_records(
        actor, record_ids=[row.id], ring=RingKind.RIGHTS, item_kind="case", item_ids=[case_id], why=why
    )[row.id]
    return key.open(bytes(row.pdf), table=PDF, version=1), key.open(bytes(row.data), table=DATA, version=1)


def _line(
    row: HeldPassage, names: Mapping[UUID, tuple[str, OrganisationKind]], has_words: bool
) -> PassageLine:
    name, kind = names.get(row.partner_id, ("", None)) if row.partner_id else ("", None)
    return PassageLine(
        row.id, row.place, row.hub_case_id, Held(row.held), Origin(row.origin), row.partner_id,
        name or Origin(row.origin).word, kind, row.package_id, row.passage_id, Label(row.label) if row.label else None,
        has_words, PassageDecision(row.decision), row.exemption, row.needs_second, row.decided_by, row.decided_at,
        row.second_by,
    )  # fmt: skip


def _partners(organisation_id: UUID) -> dict[UUID, tuple[str, OrganisationKind]]:
    return {one.id: (one.card.name, one.card.kind) for one in partners(organisation_id)}


def _wordless(organisation_id: UUID, case_id: UUID) -> set[UUID]:
    rows = HeldPassage.objects.filter(organisation_id=organisation_id, case_id=case_id, sealed=b"")
    return set(rows.values_list("id", flat=True))


def _words(actor: Actor, rows: Sequence[HeldPassage], why: str) -> dict[UUID, HeldWords]:
    sealed = {row.id: bytes(row.sealed) for row in rows if bytes(row.sealed)}
    keys = open_records(
        actor,
        record_ids=list(sealed),
        ring=RingKind.RIGHTS,
        item_kind="passage",
        item_ids=list(sealed),
        why=why,
    )
    if keys.keys() != sealed.keys():
        raise Denied("no_key", "You do not hold the key for all of this.")
    return {one: words_from(keys[one].open(raw, table=PASSAGE, version=1)) for one, raw in sealed.items()}


def _chosen(actor: Actor, reasons: Mapping[UUID, UUID], why: str) -> dict[UUID, Chosen]:
    rows = HeldReason.objects.filter(organisation_id=actor.organisation_id, id__in=list(reasons))
    sealed = {row.id: bytes(row.sealed) for row in rows}
    keys = open_records(
        actor, record_ids=list(sealed), ring=RingKind.RIGHTS, item_kind="passage", item_ids=list(reasons.values()), why=why
    )  # fmt: skip
    return {reasons[one]: chosen_from(keys[one].open(sealed[one], table=REASON, version=1)) for one in keys}


def _opinions(
    actor: Actor, rows: Sequence[HeldPassage], names: Mapping[UUID, tuple[str, OrganisationKind]], why: str
) -> dict[UUID, tuple[GivenOpinion, ...]]:
    found = HeldOpinion.objects.filter(
        organisation_id=actor.organisation_id, passage_id__in=[row.id for row in rows]
    ).select_related("consultation").order_by("consultation__asked_at")  # fmt: skip
    listed = list(found)
    sealed = {one.id: bytes(one.sealed) for one in listed if bytes(one.sealed)}
    keys = open_records(
        actor, record_ids=list(sealed), ring=RingKind.RIGHTS, item_kind="passage",
        item_ids=[one.passage_id for one in listed if one.id in sealed], why=why,
    )  # fmt: skip
    by_passage: dict[UUID, tuple[GivenOpinion, ...]] = {}
    for one in listed:
        said = (
            said_from(keys[one.id].open(sealed[one.id], table=OPINION, version=1)) if one.id in keys else None
        )
        asked = one.consultation
        who = names.get(asked.partner_id, ("", None))[0] if asked.partner_id else ""
        given = GivenOpinion(
            who, HowConsulted(asked.how), asked.asked_at, asked.answer_by_on,
            Verdict(one.verdict) if one.verdict else None, one.exemption, said, one.came_at,
        )  # fmt: skip
        by_passage[one.passage_id] = (*by_passage.get(one.passage_id, ()), given)
    return by_passage
