"""What waits in the hub because something is said to be wrong or was put right: for the board and the page of a case."""

from __future__ import annotations

from uuid import UUID

from fairward.design.addresses import url
from fairward.design.pieces import Link
from fairward.design.words import listed, plural
from fairward.hub.corrections.queries import owed_in, put_right_of, waiting_lines
from fairward.hub.corrections.vocabulary import OPEN, PutRightState
from fairward.hub.decisions.queries import flagged_cases


def on_board(organisation_id: UUID) -> list[Link]:
    """One line for everything that waits here: how much, never what."""
    lines, flagged, owed = (
        waiting_lines(organisation_id),
        flagged_cases(organisation_id),
        owed_in(organisation_id),
    )
    ours = sum(one.state is PutRightState.ASKED for one in lines)
    said = [
        *(
            [f"{plural(len(lines), 'item')} asked to be put right ({_whose(ours, len(lines) - ours)})"]
            if lines
            else []
        ),
        *(
            [f"{plural(len(flagged), 'decision rests', 'decisions rest')} on something put right since"]
            if flagged
            else []
        ),
        *([f"{plural(sum(owed.values()), 'recipient')} to be told"] if owed else []),
    ]
    return [Link("Put right", url("corrections:waiting"), note=listed(said))] if said else []


def on_case(organisation_id: UUID, case_id: UUID) -> list[Link]:
    """The sentences for the page of one case."""
    here = {"case_id": case_id}
    lines = [one for one in put_right_of(organisation_id, case_id) if one.state in OPEN]
    ours = sum(one.state is PutRightState.ASKED for one in lines)
    owed = owed_in(organisation_id).get(case_id, 0)
    links = []
    if case_id in flagged_cases(organisation_id):
        words = "Something that the decision rests on was put right: look at the decision again"
        links.append(Link(words, url("corrections:case", **here)))
    if lines:
        note = _whose(ours, len(lines) - ours)
        links.append(
            Link(
                f"{plural(len(lines), 'item')} asked to be put right",
                url("corrections:case", **here),
                note=note,
            )
        )
    if owed:
        words = f"{plural(owed, 'recipient has', 'recipients have')} to hear what was put right"
        links.append(Link(words, url("corrections:case", **here)))
    return links


def _whose(ours: int, theirs: int) -> str:
    said = [f"{ours} waits for us" if ours == 1 else f"{ours} wait for us"] * bool(ours)
    said += [f"{theirs} waits for the agency" if theirs == 1 else f"{theirs} wait for the agency"] * bool(
        theirs
    )
    return listed(said)
