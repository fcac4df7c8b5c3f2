"""A correction: which claim stays which, what is attached to it, what opinions rest on. Pure."""

from __future__ import annotations

from dataclasses import replace

from fairward.files.content import EntryContent, Mark, StatementContent
from fairward.files.correcting import Typed, corrected
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Basis

AMY = new_id()
BRUISE = StatementContent(
    Basis.OBSERVED, "A bruise\non the left arm", about=(AMY,), marks=(Mark("arm", "left"),)
)
SAID = StatementContent(Basis.CHILD_SAID, "I fell", about=(AMY,))
OPINION = StatementContent(Basis.OPINION, "Somebody held her", because=(BRUISE.id, SAID.id))
BEFORE = (BRUISE, SAID, OPINION)


def row(one: StatementContent, **changes: object) -> Typed:
    return replace(Typed(one.basis, one.text, one.source, one.id), **changes)  # type: ignore[arg-type]


def test_what_was_not_touched_is_the_very_same() -> None:
    """A browser's line ends once made every statement of several lines a new claim, parted from its explanation."""
    typed = [row(BRUISE, text="A bruise\r\non the left arm"), row(SAID), row(OPINION)]
    assert corrected(BEFORE, typed, AMY) == BEFORE


def test_corrected_words_stay_the_same_claim_with_its_marks() -> None:
    bruise, _, opinion = corrected(
        BEFORE, [row(BRUISE, text="A bruise on the right arm"), *map(row, BEFORE[1:])], AMY
    )
    assert (bruise.id, bruise.marks, bruise.text) == (BRUISE.id, BRUISE.marks, "A bruise on the right arm")
    assert opinion == OPINION


def test_a_claim_known_in_another_way_is_another_claim_and_opinions_rest_on_it() -> None:
    """Correcting a statement that an opinion rests on once ended in an error page."""
    told = row(BRUISE, basis=Basis.TOLD_BY, source="Her aunt")
    bruise, said, opinion = corrected(BEFORE, [told, row(SAID), row(OPINION)], AMY)
    assert bruise.id != BRUISE.id
    assert bruise.source == "Her aunt"
    assert opinion.because == (bruise.id, said.id)
    EntryContent((bruise, said, opinion)).check()


def test_what_is_taken_away_carries_no_opinion_and_lends_its_marks_to_nobody() -> None:
    """Rows were once paired by their place: after taking away the first, the second got its marks."""
    said, opinion = corrected(BEFORE, [row(SAID), row(OPINION)], AMY)
    assert said == SAID
    assert (opinion.id, opinion.because) == (OPINION.id, (SAID.id,))
    [alone] = corrected(BEFORE, [row(OPINION)], AMY)
    assert alone.because == ()
    assert alone.id != OPINION.id
    EntryContent((alone,)).check()


def test_grounds_in_another_entry_stay() -> None:
    """A decision rests on statements of the concern that it decides."""
    elsewhere = new_id()
    decision = StatementContent(Basis.OPINION, "It fits", because=(elsewhere,))
    [changed] = corrected((decision,), [row(decision, text="It fits well")], AMY)
    assert (changed.id, changed.because) == (decision.id, (elsewhere,))


def test_a_new_row_and_a_claim_of_somewhere_else_are_new() -> None:
    *_, fresh, strange = corrected(
        BEFORE, [*map(row, BEFORE), Typed(Basis.OBSERVED, "New"), Typed(Basis.OBSERVED, "Strange", claim=new_id())], AMY
    )  # fmt: skip
    assert fresh.about == (AMY,)
    assert {fresh.id, strange.id}.isdisjoint({one.id for one in BEFORE})
