"""What must hold before a pack is read or weighed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from fairward.access.decisions import check
from fairward.hub.packs.content import Weighed
from fairward.hub.vocabulary import CaseState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied

READ, WRITE = "hub:case:read", "hub:analysis:write"
LONGEST = 20_000
# Why a pack may be read when its case is closed; each look stands in the log with it.
AFTER_CLOSING: Mapping[str, str] = {
    "asked": "somebody asked to see what is recorded about them",
    "put_right": "something in it is said to be wrong",
    "complaint": "somebody complained",
    "family": "somebody of the family is shown what was decided",
    "new_contact": "a new contact about the same child",
    "court": "a court or an inquiry asks",
}
_WRITABLE = frozenset({CaseState.ANALYSIS})


def check_may_read(state: CaseState, reason: str) -> None:
    """After closing, only with a reason of the list."""
    if state is CaseState.CLOSED and reason not in AFTER_CLOSING:
        raise Denied("closed_needs_reason", "This case is closed. Choose why you need to read its pack now.")


def check_can_weigh(actor: Actor, state: CaseState) -> None:
    """Whoever weighs, while it is weighed."""
    check(actor, WRITE)
    if state not in _WRITABLE:
        raise Denied(
            "not_weighed_now", f"This case is {state.word}. It is weighed when agencies have answered."
        )


def is_weak(grade: str) -> bool:
    """Police intelligence of an untested source (3), or whose information is suspected to be false (E)."""
    return grade[:1] == "3" or grade[1:2] == "E"


def missing_in(weighed: Weighed, known: Mapping[UUID, str]) -> list[tuple[str, str]]:
    """What an analysis still needs: (the answer's name, a sentence). `known` are the items that may be cited, with grades."""
    asked = (
        ("strengths", weighed.strengths, "Write what is going well. “None known” is an answer."),
        ("gaps", weighed.gaps, "Write what you do not know, and whom you have not asked."),
        ("child", weighed.child, "Write what the child says, or would say."),
        ("challenge", weighed.challenge, "Write what speaks against what you think."),
        ("view", weighed.view, "Write what it comes to."),
    )
    missing = [(name, sentence) for name, words, sentence in asked if not words.strip()]
    missing += [(name, "Shorten this.") for name, words, _ in asked if len(words) > LONGEST]
    for item_id, why in weighed.cites.items():
        if item_id not in known:
            missing.append(("cites", "An item that you chose is not in this pack."))
        elif is_weak(known[item_id]) and not why.strip():
            missing.append(
                ("cites", f"An item graded {known[item_id]} is weak. Say why you use it, or leave it out.")
            )
    return missing
