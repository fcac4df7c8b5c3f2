"""What must hold before a disagreement is noted, taken further or settled, and before a discussion is noted. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from fairward.hub.intake.case_queries import CaseFacts
from fairward.hub.talks.content import Discussed, Said
from fairward.hub.talks.vocabulary import About
from fairward.hub.vocabulary import CaseState, Route
from fairward.kernel.denied import Denied

READ = "hub:case:read"
SETTLE = "hub:case:rate"
LONGEST, MOST_PRESENT, FEWEST = 4000, 12, 2


def check_can_disagree(facts: CaseFacts, about: About, *, is_decided: bool) -> None:
    """With a rating once there is one, with a decision once there is one; with the rest at any time."""
    if about is About.RATING and facts.rating is None:
        raise Denied("not_rated", "It is not rated. Nobody can disagree with a rating yet.")
    if about is About.DECISION and not is_decided and facts.route in (None, Route.RATE):
        raise Denied(
            "not_decided", "Nothing is decided yet. Somebody who disagrees now says it to whoever decides."
        )


def check_said(said: Said, sentence: str) -> None:
    """Who, and what they said."""
    if not said.who.strip():
        raise Denied("no_who", "Write who it was, with their role.")
    if not said.words.strip():
        raise Denied("no_words", sentence)
    if len(said.words) > LONGEST:
        raise Denied("too_long", "Shorten this.")


def check_answer(words: str) -> None:
    """Whoever sent it from outside reads why it ended so."""
    if not words.strip():
        raise Denied("no_answer", "Write what they read: how it ended, and why.")
    if len(words) > LONGEST:
        raise Denied("too_long", "Shorten what they read.")


def check_is_open(is_settled: bool) -> None:
    """What is settled is not taken further; somebody may disagree anew."""
    if is_settled:
        raise Denied("settled", "This is settled. If somebody disagrees again, note it anew.")


def check_can_settle(own: UUID, concerned: Collection[UUID]) -> None:
    """Not whoever rated or decided what somebody disagrees with."""
    if own in concerned:
        raise Denied("own", "You rated or decided this. Somebody else settles it.")


def check_discussed(content: Discussed, held_at: datetime, now: datetime, known: Collection[UUID]) -> None:
    """At least two people, each with organisation and role; items of this pack; what was decided and by whom; not ahead."""
    if held_at > now:
        raise Denied("ahead", "Note it when it has been held.")
    _check_present(content, known)
    if not content.decided.strip():
        raise Denied("nothing_decided", "Write what was decided.")
    if not content.decided_by.strip():
        raise Denied("no_decider", "Write who decided it.")
    if len(content.decided) > LONGEST:
        raise Denied("too_long", "Shorten this.")


def _check_present(content: Discussed, known: Collection[UUID]) -> None:
    for one in content.present:
        if not (one.name.strip() and one.organisation.strip() and one.role.strip()):
            raise Denied("who_present", "Write the name, organisation and role of everybody who was there.")
        if not set(one.knew) <= set(known):
            raise Denied("not_in_pack", "An item that you chose is not in this pack.")
    if len(content.present) < FEWEST:
        raise Denied("too_few", "A discussion has at least two people. Write who was there.")


def check_may_discuss(facts: CaseFacts) -> None:
    """A child must be named, and the case open. A discussion never waits for anything else."""
    if facts.route is Route.ADVICE_ONLY:
        raise Denied("child_not_named", "No child is named in this case.")
    if facts.state is CaseState.CLOSED:
        raise Denied("closed", "This case is closed. Begin a new case from it.")
