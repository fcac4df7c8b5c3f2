"""What must be true before a question of a hub is answered. Pure."""

from __future__ import annotations

from uuid import UUID

from fairward.kernel.denied import Denied
from fairward.school.questions.vocabulary import QuestionState
from fairward.school.questions.workflow import may_become


def check_move(state: QuestionState, to: QuestionState) -> None:
    """A question is answered once, and not after its hub took it back."""
    if state is QuestionState.WITHDRAWN:
        raise Denied("withdrawn", "The hub has taken this question back. You need not answer it.")
    if not may_become(state, to):
        raise Denied("answered", f"This was {state.word} already.")


def check_from_file(*, is_pointer_only: bool) -> None:
    """Where only was asked whether the child is known, nothing of the file goes."""
    if is_pointer_only:
        raise Denied(
            "pointer_only",
            "They ask only whether you know the child. Say whom they can ring, or that you do not.",
        )


def check_one_at_a_time(open_draft: UUID | None) -> None:
    """One answer is prepared at a time."""
    if open_draft is not None:
        raise Denied(
            "begun", "Somebody has begun an answer to this already. Go on with it, or throw it away first."
        )


def check_words(words: str, sentence: str) -> str:
    """Something must be said."""
    if not words.strip():
        raise Denied("no_words", sentence)
    return words.strip()
