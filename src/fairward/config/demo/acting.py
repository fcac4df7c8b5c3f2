"""Lets the demo's people do what people do: report, file, explain, decide. It may not write around the actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from fairward.exchange.choosing.content import Answer
from fairward.exchange.choosing.content import Decision as Passing
from fairward.exchange.choosing.draft_actions import save_draft
from fairward.exchange.choosing.draft_queries import draft_for
from fairward.exchange.choosing.entry_queries import entries_of
from fairward.exchange.choosing.second_actions import confirm_read
from fairward.exchange.choosing.sending_actions import send
from fairward.exchange.choosing.sending_queries import seen_for
from fairward.exchange.package.making import texts_of
from fairward.files import actions as files
from fairward.files.queries import entry_for
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import AnnotationKind, FamilyDecision, Outcome, Purpose
from fairward.rights.writing import FamilyChoice
from fairward.rules import disclosure, sending
from fairward.school.concerns.decide_actions import decide_concern
from fairward.school.concerns.decide_policies import Decision
from fairward.school.concerns.decide_queries import family_of
from fairward.school.concerns.models import Part
from fairward.school.concerns.report_actions import send_report
from fairward.school.concerns.report_answers import NOT_SAFE, SAFE, TOLD_NO, Answers, Said
from fairward.school.concerns.report_times import OTHER, TypedWhen
from fairward.school.concerns.triage_actions import file_concern
from fairward.school.concerns.triage_policies import Filing, ImmediateAction
from fairward.school.concerns.triage_queries import concern_for

WHY = "the demonstration"
STAYS = Passing(False, why="not_the_least")


def report(
    by: Actor,
    child_ids: Sequence[UUID],
    said: Sequence[Said],
    *,
    at: datetime,
    where: str = "",
    danger: bool = False,
) -> UUID:
    """Report a concern about these children as it was at `at`."""
    moment = timezone.localtime(at)
    answers = Answers(
        children=dict.fromkeys(child_ids, Part.MAIN),
        safe=NOT_SAFE if danger else SAFE,
        statements=list(said),
        when=TypedWhen(OTHER, str(moment.day), str(moment.month), str(moment.year), f"{moment:%H:%M}"),
        where=where,
        told=TOLD_NO,
    )
    return send_report(by=by, answers=answers, at=at + timedelta(minutes=40))


def file(
    by: Actor,
    concern_id: UUID,
    purpose: Purpose,
    *,
    themes: Sequence[str] = (),
    action: str = "",
    due_on: date | None = None,
) -> list[UUID]:
    """File the concern for every child it is about, with all its statements; returns the entries."""
    opened = concern_for(by, concern_id, WHY)
    actions = (ImmediateAction(action, by.membership_id, due_on),) if action and due_on else ()
    every = tuple(one.id for one in opened.content.statements)
    filings = [
        Filing(child.id, purpose, every, themes=tuple(themes), actions=actions) for child in opened.children
    ]
    return file_concern(by=by, concern=opened, filings=filings)


def attach(
    by: Actor, entry_id: UUID, kind: AnnotationKind, text: str, *, to_statement: int | None = None
) -> None:
    """Attach an explanation or account to the entry, or to one of its statements (from 0)."""
    shown, opened, _ = entry_for(by, entry_id, WHY)
    statement_id = shown.statements[to_statement].id if to_statement is not None else None
    files.annotate(by=by, file=opened, entry_id=entry_id, kind=kind, text=text, statement_id=statement_id)


def decide(
    by: Actor, entry_id: UUID, outcome: Outcome, rationale: str, *, voice: str = "", no_voice: str = "",
    review_in: timedelta = timedelta(days=90),
) -> None:  # fmt: skip
    """Decide the concern: shared now with everybody whom it is about."""
    shown, opened, _ = entry_for(by, entry_id, WHY)
    family = family_of(by, opened.child_id)
    choices = tuple(FamilyChoice(person.id, FamilyDecision.SHARE_NOW) for person in family)
    decision = Decision(
        outcome, rationale, tuple(one.id for one in shown.statements), voice, no_voice, choices,
        timezone.localdate() + review_in,
    )  # fmt: skip
    decide_concern(by=by, file=opened, entry_id=entry_id, decision=decision, family=family)


def because(opinion: Said, *others: Said) -> Said:
    """The opinion, resting on the others."""
    return replace(opinion, because=[one.id for one in others])


def send_prepared(
    by: Actor, draft_id: UUID, goes: Passing, reason: str, *, only_statements: bool = False
) -> None:
    """Every passage of what is prepared goes as `goes` says, or its statements alone; read through, and sent."""
    draft = draft_for(by, draft_id, WHY)
    texts = [text for entry in entries_of(by, draft, WHY) for text in texts_of(entry)]
    chosen = replace(
        draft.chosen, passages={one.id: goes if one.statement or not only_statements else STAYS for one in texts},
        tests={one.id: Answer("yes") for one in disclosure.tests()}, is_told=True, reason=reason, basis="safeguarding_task",
        purpose=sending.purposes(draft.facts.kind)[0].id, names_looked=frozenset(one.id for one in texts),
    )  # fmt: skip
    save_draft(by=by, draft=draft, chosen=chosen)
    confirm_read(by=by, seen=seen_for(by, draft_id, WHY))
    send(by=by, draft=draft_for(by, draft_id, WHY))
