"""What must be true before a question is answered, declined, added to or put right. Pure."""

from __future__ import annotations

from uuid import UUID

from fairward.agency.answers.reply_content import ReplyContent
from fairward.agency.answers.reply_queries import ReplyFacts
from fairward.agency.answers.vocabulary import QuestionState, ReplyState
from fairward.exchange.answering.looking import check_can_go, needs_second
from fairward.kernel.denied import Denied


def check_waits(state: QuestionState) -> None:
    """A question is answered once; what comes later is added or put right."""
    if state is QuestionState.WITHDRAWN:
        raise Denied("withdrawn", "The hub has withdrawn this question. You need not answer it.")
    if state is not QuestionState.WAITS:
        raise Denied("answered", f"This was {state.word} already.")


def check_can_change(reply: ReplyFacts, standing: int) -> None:
    """Only an answer that is still written, and the version that the writer saw."""
    if reply.state is ReplyState.SENT:
        raise Denied("sent", "This answer has gone. Put it right instead.")
    if reply.version != standing:
        raise Denied(
            "changed",
            "Somebody else has changed this answer. Open it again; what you wrote is below, to copy.",
        )


def check_can_send(reply: ReplyFacts, content: ReplyContent) -> None:
    """Every item is whole, every warning is answered, and a second person has agreed where something is sealed.

    A correction may put nothing in the place of what was wrong.
    """
    if content.items or content.corrects is None:
        check_can_go(content.items, content.asked)
    if needs_second(content.items) and not reply.is_agreed:
        raise Denied(
            "needs_second", "Something is for named people only. A second person must agree to it first."
        )


def check_can_agree(reply: ReplyFacts, content: ReplyContent, by: UUID) -> None:
    """The second person is not the one who wrote it."""
    if reply.changed_by == by:
        raise Denied("own", "You wrote this yourself. Somebody else must agree to it.")
    if not needs_second(content.items):
        raise Denied("no_second_needed", "Nothing in this answer needs a second person.")
