"""What a report and an addition need: one written word. It may not ask for more (danger is never slowed down)."""

from __future__ import annotations

from fairward.kernel.denied import Denied
from fairward.school.concerns.models import ConcernState
from fairward.school.concerns.report_answers import Answers
from fairward.school.concerns.report_forms import NOTHING_WRITTEN


def is_sendable(answers: Answers) -> bool:
    """Whether there is one written word, or one mark on the body map, to send."""
    return any(said.text.strip() or said.marks for said in answers.statements)


def check_can_send(answers: Answers) -> None:
    """Raise Denied if nothing was written at all."""
    if not is_sendable(answers):
        raise Denied("nothing_written", NOTHING_WRITTEN)


def check_can_add(state: ConcernState) -> None:
    """Raise Denied for a report whose text is destroyed: nobody would look there for what is added to it."""
    if state is ConcernState.TALKED:
        raise Denied(
            "report_is_gone",
            "This was dealt with by talking, and what you wrote is gone. Report it as a new concern.",
        )
