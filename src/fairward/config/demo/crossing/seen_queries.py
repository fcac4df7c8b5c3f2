"""What one person can open now, with their own key, through the functions that fetch: files, reports, packages, cases, questions.

Every one of them writes its look. Whoever holds no key, or may not, gets nothing; it may not guess what somebody could see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from fairward.agency.answers.question_queries import question_for
from fairward.audit.models import Leaf
from fairward.config.demo.crossing.said import marks_in
from fairward.config.demo.crossing.version_queries import Memory, Versions
from fairward.exchange.answering.crossing import opened
from fairward.exchange.package.contents import Manifest, Passage
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.views import seen_by
from fairward.exchange.travel.arrival_queries import is_kept
from fairward.files.queries import Filters, chronology_for, file_for, heads_of_child, words_of
from fairward.hub.decisions.queries import decision_for, told_of
from fairward.hub.enquiries.closed import AFTER_CLOSING
from fairward.hub.intake.case_queries import CameIn, case_facts, case_for
from fairward.hub.packs.queries import Pack, pack_for
from fairward.hub.vocabulary import CaseState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import OrganisationKind, RingKind
from fairward.keys.records import open_records
from fairward.rules.labels import Audience
from fairward.school.concerns.content import CONCERN_TABLE, concern_from_bytes
from fairward.school.concerns.models import Concern
from fairward.school.concerns.triage_queries import concern_for

WHY = "the report of a scenario"
OWN, NONE = "own_record", ""


@dataclass(frozen=True, slots=True, order=True)
class Opened:
    """An event whose words somebody can open: by what, from whom, in which package and under which label."""

    number: int
    by: str
    sender: str = NONE
    label: str = NONE
    package: str = NONE
    with_reason: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look in one organisation: its kind, children, reports, questions and cases by id."""

    kind: OrganisationKind
    children: Sequence[UUID]
    concerns: Sequence[UUID]
    questions: Sequence[UUID]
    cases: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class Package:
    """A package that somebody can open, whatever is in it."""

    kind: str
    sender: str
    package: str


def log_length(organisation_id: UUID) -> int:
    """How many lines an organisation's log has: as long as none is added, nothing was written there."""
    return Leaf.objects.filter(organisation_id=organisation_id).count()


def opened_by(
    actor: Actor, place: Place, memory: Memory, versions: Versions
) -> tuple[set[Opened], set[Package]]:
    """Everything of a scenario that this person can open now; what did not change since they opened it is as they read it."""
    audience = Audience(place.kind, actor.role)

    def all_of(sort: str, ids: Iterable[UUID], read: Callable[[UUID], Iterable[Any]]) -> set[Any]:
        each = (memory.recall(actor, sort, one, versions, lambda one=one: read(one)) for one in ids)  # type: ignore[misc]
        return set().union(*each)

    found = all_of("report", place.concerns, lambda one: _report(actor, one))
    if place.kind is OrganisationKind.SCHOOL:
        found |= all_of("file", place.children, lambda one: _files(actor, one))
    else:
        found |= all_of("question", place.questions, lambda one: _question(actor, one))
    found |= all_of("case", place.cases, lambda one: _case(actor, one, audience))
    came = all_of("package", versions.ids("package"), lambda one: _package(actor, one, audience))
    packages = {one for one in came if isinstance(one, Package)}
    return found | (came - packages), packages


T = TypeVar("T")


def _may(read: Callable[[], T]) -> T | None:
    """What a read gives; None where it is refused or not there."""
    try:
        return read()
    except (Denied, NotFound, Refused):
        return None


def _marked(texts: Iterable[str], by: str, **more: Any) -> Iterator[Opened]:
    for number in marks_in(texts):
        yield Opened(number, by, **more)


def _report(actor: Actor, concern_id: UUID) -> Iterator[Opened]:
    """A report of the own organisation: at a school's desk, elsewhere with the ring that it was sealed to."""
    desk = _may(lambda: concern_for(actor, concern_id, WHY))
    if desk is not None:
        yield from _marked((said.text for said in desk.content.statements), OWN)
    for content in _may(lambda: _sealed_reports(actor, [concern_id])) or ():
        yield from _marked((said.text for said in content.statements), OWN)


def _sealed_reports(actor: Actor, concern_ids: Sequence[UUID]) -> list[Any]:
    rows = list(
        Concern.objects.filter(
            organisation_id=actor.organisation_id, id__in=concern_ids, sealed__isnull=False
        )
    )
    if not rows:
        return []
    ids = [row.id for row in rows]
    keys = open_records(
        actor, record_ids=ids, ring=RingKind.INTAKE, item_kind="concern", item_ids=ids, why=WHY
    )
    return [
        concern_from_bytes(keys[row.id].open(bytes(row.sealed or b""), table=CONCERN_TABLE, version=1))
        for row in rows if row.id in keys
    ]  # fmt: skip


def _files(actor: Actor, child_id: UUID) -> Iterator[Opened]:
    for head in _may(lambda: heads_of_child(actor, child_id)) or ():
        found = _may(lambda head=head: file_for(actor, head.id, WHY))  # type: ignore[misc]
        if found is None:
            continue
        page, pages = 1, 1
        while page <= pages:
            shown = chronology_for(actor, found[1], Filters(page=page), WHY)
            for entry in shown.entries:
                yield from _marked([words_of(entry)], OWN)
            page, pages = page + 1, shown.pages


def _package(actor: Actor, arrival_id: UUID, audience: Audience) -> Iterator[Package | Opened]:
    """What arrived and is still kept, opened with the exchange ring and checked anew."""
    came = (
        _may(lambda: opened(actor, arrival_id, WHY)) if is_kept(actor.organisation_id, arrival_id) else None
    )
    if came is not None:
        sent = came.manifest
        made = Package(sent.kind.code, sent.sender.name, str(sent.id))
        yield made
        yield from _in_manifest(seen_by(sent, audience), made.kind, made.sender, made.package)


def _in_manifest(shown: Manifest, by: str, sender: str, package: str) -> Iterator[Opened]:
    for one in shown.passages:
        yield from _in_passage(one, by, sender, package)
    around = [
        shown.reason,
        *shown.asks,
        *(one.value for one in shown.form),
        *(one.reason for one in shown.tests),
    ]
    yield from _marked(around, by, sender=sender, package=package)


def _in_passage(
    one: Passage, by: str, sender: str, package: str, *, with_reason: bool = False
) -> Iterator[Opened]:
    more = {"sender": sender, "label": one.label.code, "package": package, "with_reason": with_reason}
    yield from _marked([one.text, one.summary, *(each.text for each in one.context.attached)], by, **more)


def _question(actor: Actor, question_id: UUID) -> Iterator[Opened]:
    found = _may(lambda: question_for(actor, question_id, WHY))
    if found is not None:
        asked = found.asked
        texts = [asked.why, *(one.words for one in asked.questions), *(one.reason for one in asked.persons)]
        yield from _marked(texts, "enquiry", sender=asked.asker, package=str(asked.package_id))


def _case(actor: Actor, case_id: UUID, audience: Audience) -> Iterator[Opened]:
    """A case of the hub: what came in, what was answered, what was made of it. A closed one gives its pack with a reason only."""
    is_closed = case_facts(actor.organisation_id, case_id).state is CaseState.CLOSED
    reason = next(iter(AFTER_CLOSING)) if is_closed else ""
    pack = _may(lambda: pack_for(actor, case_id, WHY, reason))
    found = pack.case if pack is not None else _may(lambda: case_for(actor, case_id, WHY))
    if found is None:
        return
    for came in found.came:
        yield from _came(came, audience)
    noted = [one.words or "" for one in found.notes] + [one.reasons or "" for one in found.ratings]
    yield from _marked(noted, "case")
    if pack is not None:
        yield from _pack(pack, with_reason=is_closed)
        yield from _decided(actor, case_id)


def _came(came: CameIn, audience: Audience) -> Iterator[Opened]:
    if came.typed is not None:
        typed = came.typed
        yield from _marked([typed.words, typed.who, typed.how_known, typed.asked], "contact")
    if came.document is not None:
        shown = seen_by(came.document, audience)
        yield from _in_manifest(shown, shown.kind.code, shown.sender.name, str(shown.id))


def _pack(pack: Pack, *, with_reason: bool) -> Iterator[Opened]:
    for one in pack.items:
        for passage in (one.claim, *one.beside):
            sender = pack.agencies.get(one.enquiry_id, "")
            yield from _in_passage(passage, "return", sender, str(one.package_id), with_reason=with_reason)
    if pack.analysis is not None:
        weighed = pack.analysis.weighed
        texts = [weighed.strengths, weighed.gaps, weighed.child, weighed.challenge, weighed.view]
        yield from _marked([*texts, *weighed.cites.values()], "analysis", with_reason=with_reason)


def _decided(actor: Actor, case_id: UUID) -> Iterator[Opened]:
    decided = _may(lambda: decision_for(actor, case_id, WHY))
    if decided is not None:
        said = decided.reasons
        yield from _marked([said.reasons, said.dissent, said.present, said.minimum], "decision")
    for one in _may(lambda: told_of(actor, case_id, WHY)) or ():
        yield from _marked([one.words], "decision")
