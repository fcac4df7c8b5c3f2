"""What one person is shown is built out of what staff see: what is not theirs is not there, and nothing goes bare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from fairward.files.rendering import RenderedAnnotation, RenderedEntry, RenderedStatement, shortened
from fairward.kernel.vocabulary import (
    AnnotationKind,
    Basis,
    EntryKind,
    EntryState,
    Outcome,
    Purpose,
    Role,
    WhenPrecision,
)
from fairward.rights.building import (
    CHILD_VOICE,
    DECIDED_BECAUSE,
    REPORTED,
    SOMEBODY,
    TO_DO,
    Author,
    Side,
    Told,
    build,
    may_be_included,
    role_words,
    texts_of,
)
from fairward.rights.masking import Mask
from fairward.rights.masks import Masks
from fairward.rights.vocabulary import MaskWord

AT = datetime(2026, 5, 12, 10, tzinfo=UTC)
STAFF, OWN, FAMILY = (
    Author(Side.STAFF, "a member of staff"),
    Author(Side.OWN, "you"),
    Author(Side.FAMILY, "a member of the family"),
)


def note(
    text: str = "He fell off his bike.", kind: AnnotationKind = AnnotationKind.EXPLANATION, **more: Any
) -> RenderedAnnotation:  # fmt: skip
    return RenderedAnnotation(uuid4(), kind, text, "Amira Khan", AT, **more)


def statement(text: str = "A bruise.", basis: Basis = Basis.OBSERVED, **more: Any) -> RenderedStatement:
    given: dict[str, Any] = {
        "source": "", "rests_on": (), "about": (), "about_ids": (), "when": "12 May 2026", "marks": (), "annotations": (),
    }  # fmt: skip
    words = {Basis.TOLD_BY: f"told by {more.get('source', '')}"}.get(basis, basis.word)
    return RenderedStatement(id=uuid4(), basis=basis, basis_words=words, text=text, **{**given, **more})


def entry(*statements: RenderedStatement, **more: Any) -> RenderedEntry:
    given: dict[str, Any] = {
        "kind": EntryKind.CONCERN, "state": EntryState.OPEN, "where": "Playground", "themes": ("injury",), "fields": {},
        "annotations": (), "outcome": None, "owner": "", "due_on": None,
    }  # fmt: skip
    return RenderedEntry(
        id=uuid4(), file_id=uuid4(), occurred_at=AT, precision=WhenPrecision.DAY, recorded_at=AT, by="Amira Khan",
        statements=statements, version=1, about_entry_id=None, done_at=None, kept_because="", review_on=None,
        destroy_on=None, **{**given, **more},
    )  # fmt: skip


def told(authors: dict[UUID, Author] | None = None, **more: Any) -> Told:
    return Told(Purpose.CHILD_PROTECTION, role_words(Role.SAFEGUARDING_LEAD), authors or {}, **more)


def masks(*phrases: str, **more: Any) -> Masks:
    return Masks(tuple(Mask(one, MaskWord.ANOTHER_CHILD) for one in phrases), **more)


def words(shown: Any) -> str:
    return "\n".join(texts_of(shown))


def test_a_statement_keeps_its_basis_its_words_and_what_is_attached() -> None:
    explained = note()
    one = statement(annotations=(explained,))
    shown = build(entry(one), told({explained.id: STAFF}), Masks())
    (kept,) = shown.statements
    assert (kept.id, kept.basis, kept.text) == (one.id, Basis.OBSERVED, "A bruise.")
    assert [(each.text, each.by) for each in kept.annotations] == [
        ("He fell off his bike.", "a member of staff")
    ]
    assert shown.by == "the safeguarding lead" and "Amira" not in repr(shown)


def test_names_are_masked_in_every_text_and_the_themes_are_not_there() -> None:
    explained = note("Rosa saw it.")
    one = statement("Rosa hit him.", annotations=(explained,), when="when Rosa came")
    made = entry(one, where="At Rosa’s", fields={"action": "Ring Rosa", "flags": "sexual_abuse"})
    shown = build(made, told({explained.id: STAFF}), masks("Rosa"))
    assert "Rosa" not in repr(shown) and words(shown).count("[another child]") == 5
    assert shown.fields == {TO_DO: "Ring [another child]"}
    assert "injury" not in repr(shown) and "sexual_abuse" not in repr(shown)


def test_what_must_never_be_there_is_masked_whatever_was_chosen() -> None:
    never = (Mask("7 Sorrel Street", MaskWord.ADDRESS),)
    shown = build(entry(statement("They live at 7 Sorrel Street.")), told(never=never), Masks())
    assert shown.statements[0].text == "They live at [an address]."


def test_what_is_left_out_or_withdrawn_leaves_no_gap_and_takes_what_hangs_on_it() -> None:
    loose = note("About the second one.")
    first, second, third = statement("One."), statement("Two.", annotations=(note(),)), statement("Three.")
    made = entry(first, second, third, annotations=(loose,))
    around = told({loose.id: STAFF}, withdrawn=frozenset({third.id}), attached_to={loose.id: second.id})
    shown = build(made, around, masks(left_out={second.id: "third_party"}))
    assert [one.text for one in shown.statements] == ["One."]
    assert shown.annotations == () and "second" not in repr(shown)


def test_an_opinion_rests_on_what_is_shown_in_its_masked_words_only() -> None:
    seen, hidden = statement("Rosa hit him."), statement("His father hit him.")
    thought = statement(
        "He is afraid.", Basis.OPINION, rests_on=(shortened(seen.text), shortened(hidden.text), REPORTED)
    )
    shown = build(entry(seen, hidden, thought), told(), masks("Rosa", left_out={hidden.id: "third_party"}))
    assert shown.statements[1].rests_on == (shortened("[another child] hit him."), REPORTED)
    assert "father" not in repr(shown)


def test_whoever_told_us_is_someone_unless_the_lead_names_them() -> None:
    one = statement("He cried.", Basis.TOLD_BY, source="Mrs Oakes")
    assert build(entry(one), told(), Masks()).statements[0].basis_words == SOMEBODY
    named = build(entry(one), told(), masks(named=frozenset({one.id})))
    assert named.statements[0].basis_words == "told by Mrs Oakes"
    both = build(entry(one), told(), masks("Oakes", named=frozenset({one.id})))
    assert both.statements[0].basis_words == "told by Mrs [another child]"


def test_confidential_words_and_accounts_of_others_stay_out_and_are_offered_only_where_they_may_be() -> None:
    secret = note("Do not tell.", AnnotationKind.CHILD_ACCOUNT, is_confidential=True)
    other = note("I was there.", AnnotationKind.FAMILY_ACCOUNT)
    written_down = note("His dad says no.", AnnotationKind.DISPUTE)
    mine = note("My own words.", AnnotationKind.FAMILY_ACCOUNT)
    made = entry(statement(annotations=(secret, other)), annotations=(written_down, mine))
    around = told({secret.id: FAMILY, other.id: FAMILY, written_down.id: STAFF, mine.id: OWN})
    shown = build(made, around, Masks())
    assert "tell" not in repr(shown) and "there." not in repr(shown) and "dad" not in repr(shown)
    assert "My own words." not in repr(shown)  # their page holds the original beside the statement
    assert [one.id for one in may_be_included(made, around)] == [written_down.id, other.id]
    included = build(made, around, masks(included=frozenset({other.id, written_down.id, secret.id})))
    assert {each.text for each in included.statements[0].annotations} == {"I was there."}
    assert [each.text for each in included.annotations] == ["His dad says no."]


def test_an_attachment_whose_author_is_not_known_is_somebody_s_own() -> None:
    lost = note("Who wrote this?")
    assert build(entry(statement(annotations=(lost,))), told(), Masks()).statements[0].annotations == ()


@pytest.mark.parametrize("is_decided", [True, False])
def test_reasons_and_the_child_s_voice_come_with_the_last_decision(is_decided: bool) -> None:
    def decision(reason: str) -> RenderedEntry:
        said: Sequence[RenderedStatement] = (
            statement(reason, Basis.OPINION),
            statement("I fell", Basis.CHILD_SAID),
        )
        return entry(*said, kind=EntryKind.DECISION)

    made = entry(statement(), outcome=Outcome.EXPLAINED if is_decided else None)
    shown = build(made, told(decisions=(decision("Earlier."), decision("Rosa says so."))), masks("Rosa"))
    wanted = {DECIDED_BECAUSE: "[another child] says so.", CHILD_VOICE: "I fell"}
    assert shown.fields == (wanted if is_decided else {})
    assert shown.outcome == (Outcome.EXPLAINED.code if is_decided else "")


def test_nothing_that_is_left_out_changes_the_rest_by_a_byte() -> None:
    one, other = statement("One."), statement("Two.")
    made = entry(one, other)
    without = build(made, told(), masks(left_out={other.id: "third_party"}))
    assert without == build(replace(made, statements=(one,)), told(), Masks())


def test_staff_are_called_by_what_they_are() -> None:
    assert role_words(Role.HEADTEACHER) == "the headteacher"
    assert role_words(Role.RECORDER) == "a member of staff"
