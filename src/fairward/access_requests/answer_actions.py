"""Making the answer in steps inside the officer’s own requests, handing it out, sending, closing. One act each."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access_requests import answer_queries as answers
from fairward.access_requests.gathering_queries import not_gathered
from fairward.access_requests.models import AccessRequest
from fairward.access_requests.policies import check_handles, check_state
from fairward.access_requests.queries import RequestView, request_for
from fairward.access_requests.vocabulary import HowSent, PieceKind
from fairward.access_requests.writing import NewPiece, drop_pieces, end_openings, locked, write_piece
from fairward.audit.log import record_act
from fairward.cases import writing as cases
from fairward.cases.models import Case
from fairward.cases.vocabulary import CaseOutcome, CaseState
from fairward.design.words import plural
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.rights import answer_parts
from fairward.rights.answer_joining import Made, join

MAKING = (CaseState.SEARCHING, CaseState.REVIEWING, CaseState.SECOND_CHECK)


@transaction.atomic
def draw_step(*, by: Actor, case_id: UUID) -> answers.Drawn:
    """Draw the next piece of the answer; call it until it is finished. Refuses while a passage waits for anybody."""
    check_handles(by)
    case, request = locked(by, case_id)
    view = request_for(by, case_id)
    silent = answers.is_silent(view, timezone.localdate())
    check_state(case, *(MAKING if silent else MAKING[1:]))
    if not silent:
        _check_ready(view)
    drawn = answers.drawn_of(by.organisation_id, case_id)
    if not drawn.is_finished:
        if not view.readiness.unfiled and request.unfiled_at is not None:
            view = _nothing_left(by, request)
        _draw(by, view, drawn, silent=silent)
        drawn = answers.drawn_of(by.organisation_id, case_id)
    if drawn.is_finished:
        request.made_at = timezone.now()
        request.save(update_fields=["made_at"])
    _log(by, "request.drawn", case)
    return drawn


def _check_ready(view: RequestView) -> None:
    """Nothing is passed over: every note of every file is gathered and decided."""
    missing = not_gathered(view.case, view.request)
    if missing:
        words = f"{plural(missing, 'note')} not gathered yet, new or changed. Gather again."
        raise Denied(
            "not_gathered", f"{words} If the family added something, a safeguarding lead reads it first."
        )
    if not view.progress.is_ready:
        raise Denied(
            "not_ready", "Decide every passage first, hear whom you asked, and let a second person agree."
        )
    if view.readiness.unfiled_wait:
        raise Denied(
            "reports_not_filed",
            "Reports about the child are in no file yet. File them, or say why the answer does not wait.",
        )
    if view.readiness.words_wait:
        raise Denied("words_not_looked_at", "Look first where words that you left out still stand.")


def _nothing_left(by: Actor, request: AccessRequest) -> RequestView:
    """The reports that the answer did not wait for are filed since: it no longer says that they are missing."""
    request.unfiled_count = request.unfiled_at = request.unfiled_by = request.unfiled_look_on = None
    request.save(update_fields=["unfiled_count", "unfiled_at", "unfiled_by", "unfiled_look_on"])
    return request_for(by, request.case_id)


def _draw(by: Actor, view: RequestView, drawn: answers.Drawn, *, silent: bool) -> None:
    case_id = view.case.id
    if silent:
        _keep(by, case_id, PieceKind.FRONT, answer_parts.front(answers.answer_of(view), ()))
    elif drawn.entries_done < drawn.entries_total:
        _draw_notes(by, view, drawn)
    elif PieceKind.PLAN not in drawn.kinds:
        raw = answers.looks_to_bytes(answers.looks_for(by, view))
        write_piece(by, case_id, NewPiece(PieceKind.PLAN, raw))
    elif PieceKind.END not in drawn.kinds:
        _draw_looks_or_end(by, view, drawn)
    else:
        _draw_front(by, view)


def _draw_notes(by: Actor, view: RequestView, drawn: answers.Drawn) -> None:
    batch = answers.batch_for(by, view, drawn)
    part = None
    if batch.entries:
        part = answer_parts.entries(answers.answer_of(view), batch.entries, first_page=1 + drawn.pages)
    write_piece(
        by,
        view.case.id,
        NewPiece(
            PieceKind.NOTES, answers.part_to_bytes(part, batch.left_out), first=batch.first, count=batch.count,
            items=len(batch.entries), pages=part.pages if part else 0,
        ),
    )  # fmt: skip


def _draw_looks_or_end(by: Actor, view: RequestView, drawn: answers.Drawn) -> None:
    plan = answers.pieces_for(by, view.case, [PieceKind.PLAN])[0][1]
    found = answers.looks_from(plan)
    answer = answers.answer_of(view, found=found)
    some = found.looks[drawn.looks_done : drawn.looks_done + answer_parts.LOOKS]
    page = 1 + drawn.pages
    if some:
        part = answer_parts.looks(answer, some, first=drawn.looks_done + 1, first_page=page)
        _keep(by, view.case.id, PieceKind.READERS, part, first=drawn.looks_done, count=len(some))
    else:
        _keep(by, view.case.id, PieceKind.END, answer_parts.end(answer, first_page=page))


def _draw_front(by: Actor, view: RequestView) -> None:
    pieces = answers.pieces_for(by, view.case, list(PieceKind))
    parts, whole_entries = answers.parts_of(pieces)
    found = next(answers.looks_from(raw) for kind, raw in pieces if kind is PieceKind.PLAN)
    answer = answers.answer_of(view, parts=parts, whole_entries=whole_entries, found=found)
    _keep(by, view.case.id, PieceKind.FRONT, answer_parts.front(answer, parts))


def _keep(
    by: Actor, case_id: UUID, kind: PieceKind, part: answer_parts.Part, *, first: int = 1, count: int = 0
) -> None:
    raw = answers.part_to_bytes(part, {})
    write_piece(
        by, case_id, NewPiece(kind, raw, first=first, count=count, items=part.count, pages=part.pages)
    )


@transaction.atomic
def begin_anew(*, by: Actor, case_id: UUID) -> None:
    """Drop what was drawn and draw it again, as things stand now."""
    check_handles(by)
    case, _ = locked(by, case_id)
    check_state(case, *MAKING)
    drop_pieces(by, case_id)
    _log(by, "request.made_anew", case)


@transaction.atomic
def take_answer(*, by: Actor, case_id: UUID) -> tuple[str, Made]:
    """Put the pieces together for printing or saving; from here on no log sees who reads it."""
    check_handles(by)
    case, request = locked(by, case_id)
    if request.made_at is None:
        raise Denied("not_made", "The answer is not made yet.")
    view, answer, parts = answers.made_for(by, case_id)
    made = join(answer, parts)
    _log(by, "request.taken", case)
    return f"R-{view.case.number}", made


@transaction.atomic
def note_sent(*, by: Actor, case_id: UUID, how: HowSent, on: date) -> None:
    """The answer went: how and when. The files stay open until the request is closed."""
    check_handles(by)
    case, request = locked(by, case_id)
    if request.made_at is None:
        raise Denied("not_made", "The answer is not made yet.")
    if not timezone.localtime(case.received_at).date() <= on <= timezone.localdate():
        raise Denied("bad_day", "The day lies between the request and today.")
    if CaseState(case.state) is CaseState.SEARCHING:  # a silent answer needs no passages
        cases.move(case, CaseState.REVIEWING)
    cases.move(case, CaseState.ANSWERED)
    request.sent_on, request.sent_how = on, int(how)
    request.save(update_fields=["sent_on", "sent_how"])
    _log(by, "request.sent", case)


@transaction.atomic
def close_request(*, by: Actor, case_id: UUID) -> None:
    """The end: files opened for it are closed again, and the case is kept for its time."""
    check_handles(by)
    case, request = locked(by, case_id)
    check_state(case, CaseState.ANSWERED)
    nothing = not request.silent_second_by and not answers.drawn_of(by.organisation_id, case_id).items
    cases.close(by, case, CaseOutcome.NOTHING_HELD if nothing else CaseOutcome.SENT)
    end_openings(by, case_id)
    _log(by, "request.closed", case)


def _log(by: Actor, act: str, case: Case) -> None:
    record_act(by, act=act, item_kind="case", item_id=case.id, subject_id=case.child_id)
