"""An access request from the call to the answer: each state, what the answer holds and what it does not."""

from __future__ import annotations

import io

import pypdf

from fairward.access_requests import answer_actions
from fairward.access_requests.policies import Chosen
from fairward.access_requests.vocabulary import HowSent, Part, PassageDecision
from fairward.cases.vocabulary import CaseOutcome, CaseState
from tests.personas import DPO
from tests.support.living import SAID, SAW, Living
from tests.support.requesting import Requesting


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def test_from_the_call_to_the_answer(living: Living) -> None:
    request = Requesting.noted(living).ready_to_review()
    view = request.shown()
    assert view.head.state is CaseState.REVIEWING
    assert view.asker == "Morag Fairbairn"
    assert view.progress.total == len(request.passages()) > 4

    request.decide(
        request.place_of("Wilhelmina"),
        Chosen(
            PassageDecision.REDACT, "third_party", reasons="Another pupil, who was not asked.",
            cuts={f"statement:{request.view(request.place_of('Wilhelmina')).unit.id}:text": [(11, 27)]},
        ),
    )  # fmt: skip
    request.decide(
        request.place_of("uncle"),
        Chosen(PassageDecision.WITHHOLD, "third_party", reasons="About the uncle alone."),
    )
    request.disclose_rest()
    assert request.shown().progress.is_ready

    made = request.made()
    words = text_of(made.pdf)
    assert (
        SAW in words
        and SAID in words
        and "Her friend [withheld: about another person] cried as well." in words
    )
    for hidden in (b"Wilhelmina", b"Oakes", b"uncle"):
        assert hidden not in made.pdf and hidden not in made.data
    assert "Wilhelmina" not in words and "uncle" not in words
    assert "R-1" in words

    with living.school.transaction():
        officer = living.actor(DPO)
        answer_actions.note_sent(
            by=officer, case_id=request.case_id, how=HowSent.PRINTED, on=view.due.at.date().today()
        )
        answer_actions.close_request(by=officer, case_id=request.case_id)
    done = request.shown()
    assert done.head.state is CaseState.CLOSED and done.case.outcome == CaseOutcome.SENT
    assert done.openings == []


def test_the_parts_of_an_entry_are_passages(living: Living) -> None:
    request = Requesting.noted(living).ready_to_review()
    assert len(request.passages(Part.STATEMENT)) == 4
    assert len(request.passages(Part.HEAD)) == 1
