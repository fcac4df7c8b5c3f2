"""Promise 2, on its way: whatever is chosen of a real file, everything that belongs to it goes along, and names its kind."""

from __future__ import annotations

from fairward.exchange.package.making import texts_of
from fairward.kernel.vocabulary import AnnotationKind, Outcome
from tests.personas import make_school
from tests.support import sending
from tests.support.kept import kept
from tests.support.living import WHY, Living, busy, make_living
from tests.support.travelling import arrivals, befriend, carry_due


def _living() -> Living:
    made = busy(make_living())
    for place, kind in enumerate(
        (AnnotationKind.EXPLANATION, AnnotationKind.DISPUTE, AnnotationKind.FAMILY_ACCOUNT)
    ):
        made.annotate(made.ids["entry"], f"Said of claim {place}.", place, kind)
    made.annotate(made.ids["entry"], "Said of the whole note.", None, AnnotationKind.CHILD_ACCOUNT)
    made.decide(made.ids["entry"], Outcome.PARTLY)
    return made


living = kept(_living)


def test_each_claim_arrives_with_all_that_belongs_to_it_and_its_outcome(living: Living) -> None:
    hill = make_school("Hill Top School")
    draft_id = sending.ready(living, befriend(living.school, hill))
    with living.school.transaction():
        draft = sending.draft_for(living.actor(), draft_id, WHY)
        entries = sending.entries_of(living.actor(), draft, WHY)
    sending.let_go(living, draft_id)
    carry_due(living.school)
    manifest = sending.open_arrived(hill, living.school, arrivals(hill)[0].id).package.manifest
    arrived = {one.id: one for one in manifest.passages}
    assert len(arrived) >= 5
    for entry in entries:
        for one in texts_of(entry):
            own = one.statement.annotations if one.statement else ()
            wanted = {(note.kind.code, note.text) for note in (*own, *entry.annotations)}
            context = arrived[one.id].context
            assert {(note.kind, note.text) for note in context.attached} == wanted
            assert (context.outcome.code if context.outcome else None) == (
                entry.outcome.code if entry.outcome else None
            )


def test_one_claim_alone_goes_with_its_explanation_and_not_with_that_of_another(living: Living) -> None:
    hill = make_school("Hill Top School")
    draft_id = sending.begin(living, befriend(living.school, hill))
    wanted = "He had a bruise on his left arm."
    sending.choose(living, draft_id, lambda one: sending.IN if one.text == wanted else sending.OUT)
    sending.read_through(living, draft_id)
    sending.let_go(living, draft_id)
    carry_due(living.school)
    (passage,) = sending.open_arrived(hill, living.school, arrivals(hill)[0].id).package.manifest.passages
    assert {one.text for one in passage.context.attached} == {"Said of claim 0.", "Said of the whole note."}
