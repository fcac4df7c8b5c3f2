"""Gathers what an answer is made of: entries as they were decided, looks with their proofs, the pieces drawn so far.

Each opening is a look. It may not draw, and it gives nothing that was not decided.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from django.utils import timezone

from fairward.access_requests import answer_words
from fairward.access_requests.models import AccessRequest, AnswerPiece, CasePassage
from fairward.access_requests.passages import DecidedUnit, decided_of
from fairward.access_requests.policies import Chosen
from fairward.access_requests.queries import RequestView, of_child, request_for
from fairward.access_requests.review_queries import entries_in_case, is_own, reasons_of, unit_of_row
from fairward.access_requests.searching import MOST_LOOKS
from fairward.access_requests.vocabulary import Part as PassagePart
from fairward.access_requests.vocabulary import PassageDecision, PieceKind
from fairward.access_requests.writing import PIECE_TABLE
from fairward.audit import gathering
from fairward.audit.log import record_list
from fairward.audit.reading import who_looked
from fairward.cases.models import Case
from fairward.files.models import File
from fairward.files.rendering import RenderedEntry
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Purpose, RingKind
from fairward.keys.records import GONE, open_records
from fairward.organisations.queries import organisation
from fairward.rights.answer import (
    NOTHING_ATTACHED,
    RECORD,
    Answer,
    AnswerEntry,
    KeptUntil,
    Look,
    NotYet,
    Passage,
    Unanswerable,
    WithheldPassage,
)
from fairward.rights.answer_making import entry_of
from fairward.rights.answer_parts import ENTRIES, Part, left_out_of
from fairward.rights.letters import challenge
from fairward.rights.redaction import whole
from fairward.rules import exemptions

WHY_MAKING = "answering an access request"
_HIDDEN = ("staff_concern", "staff_file")


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries of one step: those disclosed, and for each reason how many are left out whole."""

    first: int
    count: int
    entries: Sequence[AnswerEntry]
    left_out: dict[str, int]


@dataclass(frozen=True, slots=True)
class Drawn:
    """How far the drawing is: which entries and looks are done, how many the answer has, and its pages."""

    kinds: frozenset[PieceKind]
    entries_done: int
    entries_total: int
    items: int
    pages: int
    looks_done: int

    @property
    def is_finished(self) -> bool:
        """The first pages are drawn last."""
        return PieceKind.FRONT in self.kinds


@dataclass(frozen=True, slots=True)
class LooksAndProofs:
    """Who looked, as it stood when the drawing came there, and the proofs for it."""

    looks: Sequence[Look]
    proofs: str


def drawn_of(organisation_id: UUID, case_id: UUID) -> Drawn:
    """Counts and states of the pieces; opens none."""
    rows = list(
        AnswerPiece.objects.filter(organisation_id=organisation_id, case_id=case_id).values_list(
            "kind", "count", "items", "pages"
        )
    )
    passages = CasePassage.objects.filter(organisation_id=organisation_id, case_id=case_id)
    notes = [row for row in rows if row[0] == PieceKind.NOTES]
    return Drawn(
        kinds=frozenset(PieceKind(row[0]) for row in rows),
        entries_done=sum(row[1] for row in notes),
        entries_total=passages.values("entry_place").distinct().count(),
        items=sum(row[2] for row in notes),
        pages=sum(row[3] for row in rows if row[0] != PieceKind.FRONT),
        looks_done=sum(row[1] for row in rows if row[0] == PieceKind.READERS),
    )


def batch_for(actor: Actor, view: RequestView, drawn: Drawn, why: str = WHY_MAKING) -> Batch:
    """The next entries as they were decided, numbered on from those drawn before."""
    places = _entry_places(view.case)[drawn.entries_done : drawn.entries_done + ENTRIES]
    rows: dict[UUID, list[CasePassage]] = {}
    mine = CasePassage.objects.filter(organisation_id=actor.organisation_id, case_id=view.case.id)
    for row in mine.filter(entry_place__in=places).order_by("entry_place", "place"):
        rows.setdefault(row.entry_id, []).append(row)
    reasons = reasons_of(actor, view.case, [row for found in rows.values() for row in found], why=why)
    entries: list[AnswerEntry] = []
    left_out: dict[str, int] = {}
    for entry in entries_in_case(actor, view.case, list(rows), why):
        made = _answer_entry(drawn.items + len(entries) + 1, entry, rows[entry.id], reasons, view)
        if made is None:
            code = next((row.exemption for row in rows[entry.id] if row.exemption), "third_party")
            left_out[code] = left_out.get(code, 0) + 1
        else:
            entries.append(made)
    return Batch(drawn.entries_done, len(places), entries, left_out)


def _entry_places(case: Case) -> list[int]:
    rows = CasePassage.objects.filter(organisation_id=case.organisation_id, case_id=case.id)
    return list(rows.order_by("entry_place").values_list("entry_place", flat=True).distinct())


def _answer_entry(
    number: int,
    entry: RenderedEntry,
    rows: Sequence[CasePassage],
    reasons: dict[UUID, Chosen],
    view: RequestView,
) -> AnswerEntry | None:
    on = timezone.localdate()
    units = [
        DecidedUnit(
            unit_of_row(row),
            reasons.get(row.id, Chosen(PassageDecision(row.decision))),
            exemptions.exemption(row.exemption, on) if row.exemption else None,
        )
        for row in rows
        if row.decision not in (PassageDecision.UNDECIDED, PassageDecision.CONSULT)
    ]
    own = is_own(view.request)
    decided = decided_of(entry, units, version=rows[0].entry_version, asker_is_child=own)
    try:
        made = entry_of(number, entry, decided, asker_is_child=own)
    except Unanswerable as changed:
        raise Denied("changed_since", str(changed)) from None
    documents = [row for row in rows if row.part == PassagePart.ATTACHMENT]
    if made is None or not documents:
        return made
    return replace(made, passages=(*made.passages, *(_document(row, on) for row in documents)))


def _document(row: CasePassage, on: date) -> Passage | WithheldPassage:
    """A document is given beside the answer, or left out; what it is called may name somebody, so that is not said."""
    if row.exemption:
        found = exemptions.exemption(row.exemption, on)
        return WithheldPassage(found.id, found.mark)
    words = whole("A document belongs to this note. You get it with this answer.")
    return Passage("", RECORD, whole("Attached document"), words, NOTHING_ATTACHED)


def looks_for(actor: Actor, view: RequestView, why: str = WHY_MAKING) -> LooksAndProofs:
    """Who looked at the child’s record until now, with proofs of those lines that have their place in the log."""
    case = view.case
    name = organisation(actor.organisation_id).name
    record_list(actor, item_kind="log", item_ids=(), subject_id=case.child_id, why=why)
    lines = who_looked(
        actor.organisation_id, subject_id=of_child(case), limit=MOST_LOOKS, without_kinds=_HIDDEN
    )
    found = answer_words.looks(lines, name, timezone.localtime(case.received_at).date())
    proofs = "".join(
        f"{line}\n" for line in gathering.excerpt(actor.organisation_id, answer_words.line_ids(found))
    )
    return LooksAndProofs(found, proofs if any(one.line for one in found) else "")


def looks_to_bytes(found: LooksAndProofs) -> bytes:
    """For sealing."""
    return json.dumps({"looks": [asdict(one) for one in found.looks], "proofs": found.proofs}).encode()


def looks_from(raw: bytes) -> LooksAndProofs:
    """What `looks_to_bytes` wrote."""
    body = json.loads(raw)
    return LooksAndProofs([Look(**one) for one in body["looks"]], body["proofs"])


def pieces_for(
    actor: Actor, case: Case, kinds: Sequence[PieceKind], why: str = WHY_MAKING
) -> list[tuple[PieceKind, bytes]]:
    """Opened pieces of these kinds, in their order."""
    rows = list(
        AnswerPiece.objects.filter(
            organisation_id=actor.organisation_id, case_id=case.id, kind__in=[int(kind) for kind in kinds]
        )
        .order_by("kind", "first")
        .values_list("id", "kind", "sealed")
    )
    if not rows:
        return []
    keys = open_records(
        actor, record_ids=[row[0] for row in rows], ring=RingKind.RIGHTS, item_kind="case", item_ids=[case.id],
        subject_id=case.child_id, why=why,
    )  # fmt: skip
    if any(row[0] not in keys for row in rows):
        raise Denied("no_key", GONE)  # never an answer that lacks a part without saying so
    return [
        (PieceKind(kind), keys[id_].open(bytes(sealed), table=PIECE_TABLE, version=1))
        for id_, kind, sealed in rows
    ]


def parts_of(pieces: Sequence[tuple[PieceKind, bytes]]) -> tuple[list[Part], dict[str, int]]:
    """The drawn parts, and how many entries are left out whole for each reason."""
    parts: list[Part] = []
    whole_entries: dict[str, int] = {}
    for kind, raw in pieces:
        if kind is PieceKind.PLAN:
            continue
        line, _, rest = raw.partition(b"\n")
        for code, count in json.loads(line).items():
            whole_entries[code] = whole_entries.get(code, 0) + count
        if rest:
            parts.append(Part.from_bytes(rest))
    return parts, whole_entries


def part_to_bytes(part: Part | None, left_out: dict[str, int]) -> bytes:
    """A part, and what is left out whole beside it, for sealing."""
    return json.dumps(left_out).encode() + b"\n" + (part.to_bytes() if part else b"")


def answer_of(
    view: RequestView, *, parts: Sequence[Part] = (), whole_entries: dict[str, int] | None = None,
    found: LooksAndProofs | None = None, on: date | None = None,
) -> Answer:  # fmt: skip
    """The answer but its entries and looks, as far as it is known; a silent one knows nothing."""
    name = organisation(view.case.organisation_id).name
    day = on or timezone.localdate()
    bare = Answer(
        organisation_name=name, child_name=view.head.child, asked_by=view.asker,
        asked_on=timezone.localtime(view.case.received_at).date(), answered_on=day, reference=f"R-{view.case.number}",
        challenge=challenge(name, answer_words.REACHED_BY), silent=True,
    )  # fmt: skip
    if is_silent(view, day):
        return bare
    return replace(
        bare,
        silent=False,
        searched=answer_words.searched(view.searched),
        left_out=left_out_of(parts, whole_entries or {}, day),
        kept=_kept(view.case),
        not_yet=_not_yet(view.request),
        entry_count=sum(part.count for part in parts if part.kind == "entries"),
        look_count=len(found.looks) if found else 0,
        proofs=found.proofs if found else "",
    )


def _not_yet(request: AccessRequest) -> NotYet | None:
    if request.unfiled_count is None or request.unfiled_look_on is None:
        return None
    return NotYet(request.unfiled_count, request.unfiled_look_on)


def is_silent(view: RequestView, on: date) -> bool:
    """Two people agreed to neither confirm nor deny, and the day on which that ends has not come."""
    request = view.request
    return bool(request.silent_second_by and request.silent_until_on and on <= request.silent_until_on)


def _kept(case: Case) -> tuple[KeptUntil, ...]:
    rows = File.objects.filter(organisation_id=case.organisation_id, child_id=of_child(case)).order_by(
        "purpose"
    )
    return tuple(
        KeptUntil(
            f"{Purpose(row.purpose).word} file".capitalize(),
            row.kept_because,
            answer_words.until(row.destroy_on),
        )
        for row in rows
        if Purpose(row.purpose) is not Purpose.STAFF_CONDUCT
    )


def made_for(actor: Actor, case_id: UUID, why: str = WHY_MAKING) -> tuple[RequestView, Answer, list[Part]]:
    """A finished answer’s parts, opened, to be put together now."""
    view = request_for(actor, case_id, why)
    pieces = pieces_for(actor, view.case, list(PieceKind), why)
    parts, whole_entries = parts_of(pieces)
    found = next((looks_from(raw) for kind, raw in pieces if kind is PieceKind.PLAN), None)
    others = [part for part in parts if part.kind != "front"]
    answer = answer_of(
        view,
        parts=others,
        whole_entries=whole_entries,
        found=found,
        on=timezone.localtime(view.request.made_at).date(),
    )
    return view, answer, parts


@dataclass(frozen=True, slots=True)
class AnswerState:
    """How far the drawing is, for the page: steps done and in all."""

    drawn: Drawn
    done: int
    total: int


def answer_state(actor: Actor, case: Case) -> AnswerState:
    """Entries and the last pages, counted as steps. Nothing is opened; that the pieces exist is a list in the log."""
    record_list(actor, item_kind="case", item_ids=[case.id], subject_id=case.child_id, why=WHY_MAKING)
    drawn = drawn_of(actor.organisation_id, case.id)
    extra = len(drawn.kinds - {PieceKind.NOTES})
    total = max(drawn.entries_total + 4, drawn.entries_done + extra)
    return AnswerState(drawn, total if drawn.is_finished else drawn.entries_done + extra, total)


@dataclass(frozen=True, slots=True)
class DocumentToGive:
    """A document that is given beside the answer."""

    passage_place: int
    attachment_id: UUID


def documents_for(actor: Actor, case: Case, why: str = WHY_MAKING) -> list[DocumentToGive]:
    """The documents that are disclosed. Their names are content and not opened here."""
    rows = CasePassage.objects.filter(
        organisation_id=actor.organisation_id, case_id=case.id, part=int(PassagePart.ATTACHMENT),
        decision=int(PassageDecision.DISCLOSE),
    ).order_by("place")  # fmt: skip
    found = [DocumentToGive(row.place, row.part_id) for row in rows]
    record_list(
        actor,
        item_kind="attachment",
        item_ids=[one.attachment_id for one in found],
        subject_id=case.child_id,
        why=why,
    )
    return found
