"""Promise 2 in an answer to an access request: a claim goes out with its basis and all that belongs to it, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from fairward.files import actions
from fairward.files.queries import entry_for
from fairward.files.rendering import RenderedEntry
from fairward.kernel.vocabulary import AnnotationKind
from fairward.rights.answer import Answer, Searched, Unanswerable
from fairward.rights.answer_joining import Made, whole_answer
from fairward.rights.answer_making import Decided, cut_for, entry_of, texts_of
from fairward.rights.letters import challenge
from fairward.rules.exemptions import exemption
from tests.personas import LEAD, School, make_school
from tests.support.casework import BRUISE, file, report
from tests.support.kept import kept
from tests.support.reporting import add_child
from tests.unit.rights.answers import data_of, everything_in, plain_of, squeezed, text_of

EXPLAINED = "Fell off the bike on Saturday; Mrs Quixwold saw it."
ON = date(2026, 6, 8)
THIRD = exemption("third_party", ON)


school = kept(make_school)


@pytest.fixture
def entry_id(school: School) -> UUID:
    """A filed bruise with the explanation attached to the statement."""
    amy = add_child(school, "Amy", "Fairbairn")
    with school.transaction():
        lead = school.actor(LEAD)
        found = file(lead, report(lead, [amy]))[0]
        shown, opened, _ = entry_for(lead, found, "a test")
        actions.annotate(
            by=lead, file=opened, entry_id=found, kind=AnnotationKind.EXPLANATION, text=EXPLAINED,
            statement_id=shown.statements[0].id,
        )  # fmt: skip
    return found


@pytest.fixture
def entry(school: School, entry_id: UUID) -> RenderedEntry:
    with school.transaction():
        return entry_for(school.actor(LEAD), entry_id, "a test")[0]


def reviewed(entry: RenderedEntry) -> Decided:
    return Decided(entry.version, frozenset(one.place for one in texts_of(entry, asker_is_child=False)))


def answered(entry: RenderedEntry, decided: Decided) -> Made:
    made = entry_of(1, entry, decided, asker_is_child=False)
    assert made is not None
    answer = Answer(
        "Larchmoor", "Amy Fairbairn", "A Parent", date(2026, 5, 12), ON, "R-1", challenge("Larchmoor", ()),
        searched=(Searched("All files", "1 June 2026", "data protection officer", 1),), entry_count=1,
    )  # fmt: skip
    return whole_answer(answer, [made], [])


def test_pages_and_file_have_basis_and_explanation_beside_the_claim(entry: RenderedEntry) -> None:
    made = answered(entry, reviewed(entry))
    text = text_of(made.pdf)
    claim = text.index(BRUISE)
    assert text.rindex("Seen or heard", 0, claim) > text.index("What is written down")
    assert 0 < text.index(EXPLAINED, claim) - claim < 200
    passages = data_of(made.data)["entries"][0]["passages"]
    (passage,) = [one for one in passages if plain_of(one["text"]) == BRUISE]
    assert passage["basis"] == "observed" and [plain_of(one["text"]) for one in passage["attached"]] == [
        EXPLAINED
    ]


def test_a_name_withheld_in_the_explanation_is_nowhere_in_the_bytes(entry: RenderedEntry) -> None:
    place = f"annotation:{entry.statements[0].annotations[0].id}:text"
    start = EXPLAINED.index("Mrs Quixwold")
    decided = replace(reviewed(entry), cuts={place: [cut_for(THIRD, start, start + len("Mrs Quixwold"))]})
    made = answered(entry, decided)
    assert "Saturday; [withheld: about another person] saw it." in text_of(made.pdf)
    assert "Quixwold" not in squeezed(everything_in(made.pdf)) + made.data.decode()


def test_an_explanation_that_came_after_the_review_stops_the_answer(
    school: School, entry_id: UUID, entry: RenderedEntry
) -> None:
    decided = reviewed(entry)
    with school.transaction():
        lead = school.actor(LEAD)
        opened = entry_for(lead, entry_id, "a test")[1]
        actions.annotate(by=lead, file=opened, entry_id=entry_id, kind=AnnotationKind.DISPUTE, text="Not so.")
        changed = entry_for(lead, entry_id, "a test")[0]
    with pytest.raises(Unanswerable, match="Look at it again"):
        entry_of(1, changed, decided, asker_is_child=False)
