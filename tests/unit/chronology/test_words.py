"""Words of the child's pages: when, state, search results with their context, the picture. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from markupsafe import Markup

from fairward.design.statements import statement
from fairward.files.content import EntryContent, StatementContent
from fairward.files.rendering import (
    Context,
    RenderedAnnotation,
    RenderedEntry,
    render_statements,
    statement_words,
)
from fairward.files.search_index import stems
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import AnnotationKind, Basis, EntryKind, EntryState, Outcome, WhenPrecision
from fairward.school.chronology.presenters import (
    chronology_lanes,
    found_fields,
    highlighted,
    on_page,
    passages,
    state_words,
    when_words,
)

AT, TODAY = datetime(2026, 5, 12, 9, 30, tzinfo=UTC), date(2026, 5, 20)
BRUISE = StatementContent(Basis.OBSERVED, "A bruise on the left forearm.")
SAID = StatementContent(Basis.CHILD_SAID, "I fell <off> my bike")
FELL = RenderedAnnotation(new_id(), AnnotationKind.EXPLANATION, "He fell off his bike.", "Amira Khan", AT)


def entry(**changes: object) -> RenderedEntry:
    context = Context(annotations={BRUISE.id: (FELL,)}, outcome=None, people={})
    made = RenderedEntry(
        id=new_id(), file_id=new_id(), kind=EntryKind.CONCERN, state=EntryState.OPEN, occurred_at=AT,
        precision=WhenPrecision.MINUTE, recorded_at=AT, by="Tom Adeyemi", where="Playground", themes=(),
        fields={"told": "His teacher"}, statements=render_statements(EntryContent((BRUISE, SAID)), context),
        annotations=(), outcome=None, version=1, about_entry_id=None, owner="", due_on=None, done_at=None,
        kept_because="", review_on=TODAY, destroy_on=TODAY,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        (WhenPrecision.UNKNOWN, "date not known"),
        (WhenPrecision.MONTH, "in May 2026"),
        (WhenPrecision.DAY, "12 May 2026"),
        (WhenPrecision.ABOUT_DAY, "about 12 May 2026"),
        (WhenPrecision.ABOUT_TIME, "about 12 May 2026, 10:30"),
    ],
)
def test_when_is_said_as_exactly_as_it_is_known(precision: WhenPrecision, words: str) -> None:
    assert when_words(entry(precision=precision)) == words


def test_where_an_entry_stands_is_said_in_words() -> None:
    action = entry(kind=EntryKind.ACTION, due_on=date(2026, 5, 19))
    assert state_words(action, TODAY) == "overdue since 19 May 2026"
    assert state_words(replace(action, due_on=TODAY), TODAY) == "due 20 May 2026"
    assert state_words(replace(action, done_at=AT), TODAY) == "done 12 May 2026"
    assert state_words(entry(), TODAY) == "waiting for a decision"
    assert state_words(entry(outcome=Outcome.EXPLAINED), TODAY).startswith("decided: ")
    assert state_words(entry(kind=EntryKind.MEETING), TODAY) == ""
    assert on_page(action, TODAY).is_overdue


def test_a_found_statement_comes_with_its_explanation() -> None:
    """A search result once showed the bruise and not the fall from the bike."""
    [found] = passages(entry(), stems("bruises"))
    assert found.text == Markup("A <mark>bruise</mark> on the left forearm.")
    drawn = statement(found, "found")
    assert "He fell off his bike." in drawn
    assert "Seen or heard" in drawn
    assert "<mark>bruise</mark>" in drawn


def test_words_of_a_child_stay_in_quotes_and_escaped_when_found() -> None:
    first, second = passages(entry(), stems("bike"))
    assert "off his <mark>bike</mark>" in statement(first)
    assert "“I fell &lt;off&gt; my <mark>bike</mark>”" in statement(second)


def test_other_texts_of_an_entry_are_found_too() -> None:
    assert found_fields(entry(), stems("teacher")) == [("Told already", Markup("His <mark>teacher</mark>"))]
    assert found_fields(entry(), stems("playgrounds")) == [("Where", Markup("<mark>Playground</mark>"))]
    assert passages(entry(), stems("teacher")) == ()


def test_highlights_escape_what_people_wrote() -> None:
    assert highlighted("<b>bruise</b> & more", stems("bruise")) == Markup(
        "&lt;b&gt;<mark>bruise</mark>&lt;/b&gt; &amp; more"
    )


def test_a_statement_in_a_list_says_first_how_it_is_known() -> None:
    bruise, said = entry().statements
    assert statement_words(bruise) == "Seen or heard: A bruise on the left forearm."
    assert statement_words(said) == "The child said: “I fell <off> my bike”"


def test_the_picture_has_a_lane_for_each_kind_over_the_time_of_the_page() -> None:
    later = entry(occurred_at=AT + timedelta(days=10), kind=EntryKind.MEETING)
    between = entry(occurred_at=AT + timedelta(days=5))
    lanes = chronology_lanes([on_page(one, TODAY) for one in (entry(), later, between)])
    assert lanes is not None
    assert [(lane.name, [place for place, _ in lane.marks]) for lane in lanes.lanes] == [
        ("Concern", [0.0, 50.0]),
        ("Meeting", [100.0]),
    ]
    assert chronology_lanes([on_page(entry(), TODAY)]) is None
