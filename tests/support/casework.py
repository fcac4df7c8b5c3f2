"""What a school does with reports, by the same actions that its people use. It may not write around them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Basis, FamilyDecision, Outcome, Purpose
from fairward.people.identity import AdultIdentity
from fairward.people.vocabulary import RelationshipKind
from fairward.rights.writing import FamilyChoice
from fairward.school.concerns.decide_actions import decide_concern
from fairward.school.concerns.decide_policies import Decision
from fairward.school.concerns.decide_queries import family_of
from fairward.school.concerns.models import Part
from fairward.school.concerns.report_actions import send_report
from fairward.school.concerns.report_answers import NOT_SAFE, SAFE, Answers, Said
from fairward.school.concerns.report_times import OTHER, TypedWhen
from fairward.school.concerns.triage_actions import file_concern
from fairward.school.concerns.triage_policies import Filing, ImmediateAction
from fairward.school.concerns.triage_queries import concern_for

if TYPE_CHECKING:
    from tests.personas import School

WHY = "a test"
BRUISE = "A bruise on the left forearm, about 3 cm."


def said(text: str = BRUISE, basis: Basis = Basis.OBSERVED, **more: Any) -> Said:
    """One statement of a report."""
    return Said(basis=basis, text=text, **more)


def report(
    by: Actor, children: Sequence[UUID], *statements: Said, ago: timedelta = timedelta(hours=2), danger: bool = False
) -> UUID:  # fmt: skip
    """Report a concern as it was some time ago."""
    at = timezone.localtime() - ago
    when = TypedWhen(OTHER, str(at.day), str(at.month), str(at.year), f"{at:%H:%M}")
    answers = Answers(
        children=dict.fromkeys(children, Part.MAIN), safe=NOT_SAFE if danger else SAFE,
        statements=list(statements) or [said()], when=when, where="Playground",
    )  # fmt: skip
    return send_report(by=by, answers=answers, at=at)


def report_unknown(by: Actor, described: str) -> UUID:
    """Report a concern about a child whose name the reporter does not know."""
    answers = Answers(
        is_unknown=True, unknown_child=described, safe=SAFE, statements=[said()], when=TypedWhen("today")
    )
    return send_report(by=by, answers=answers)


def file(
    by: Actor, concern_id: UUID, purpose: Purpose = Purpose.CHILD_PROTECTION, *, action: str = "",
    owner: UUID | None = None, due_on: date | None = None, themes: Sequence[str] = (),
) -> list[UUID]:  # fmt: skip
    """File a concern for every child with all its statements; the entries."""
    opened = concern_for(by, concern_id, WHY)
    day = due_on or timezone.localdate() + timedelta(days=2)
    actions = (ImmediateAction(action, owner or by.membership_id, day),) if action else ()
    every = tuple(one.id for one in opened.content.statements)
    filings = [
        Filing(child.id, purpose, every, themes=tuple(themes), actions=actions) for child in opened.children
    ]
    return file_concern(by=by, concern=opened, filings=filings)


def decide(by: Actor, entry_id: UUID, *, review_in: int = 90, talk_in: int | None = None) -> None:
    """Decide a concern: shared now with everybody, or after a talk in so many days."""
    from fairward.files.queries import entry_for

    shown, opened, _ = entry_for(by, entry_id, WHY)
    family = family_of(by, opened.child_id)
    today = timezone.localdate()
    kind = FamilyDecision.SHARE_NOW if talk_in is None else FamilyDecision.SHARE_AFTER_TALK
    talk_by = None if talk_in is None else today + timedelta(days=talk_in)
    choices = tuple(FamilyChoice(person.id, kind, talk_by=talk_by) for person in family)
    decision = Decision(
        Outcome.PARTLY, "It fits what the child says.", tuple(one.id for one in shown.statements), "I fell", "",
        choices, today + timedelta(days=review_in),
    )  # fmt: skip
    decide_concern(by=by, file=opened, entry_id=entry_id, decision=decision, family=family)


def add_mother(school: School, child_id: UUID, forename: str = "Rosa", surname: str = "Fairbairn") -> UUID:
    """An adult of the child."""
    from fairward.people.actions import add_adult
    from tests.personas import ADMINISTRATOR

    with school.transaction():
        return add_adult(
            by=school.actor(ADMINISTRATOR), child_id=child_id, identity=AdultIdentity(surname, forename),
            kind=RelationshipKind.MOTHER, has_responsibility=True, lives_with=True,
        )  # fmt: skip
