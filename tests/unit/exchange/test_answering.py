"""Questions and items as they stand in packages; warnings before an answer goes; nothing outside the question in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairward.exchange.answering import items
from fairward.exchange.answering.asking import ALL_LABELS, Asked, AskedPerson, AskedThing, asked_of, form_of
from fairward.exchange.answering.items import Item, pointer
from fairward.exchange.answering.looking import check_can_go, missing_in, warnings_of
from fairward.exchange.answering.returning import How, answer_head, returned_of
from fairward.exchange.package.building import Head, build
from fairward.exchange.package.contents import Child, Coded, Manifest, Person, Recipient, Sender, Told
from fairward.exchange.package.envelope import fingerprint
from fairward.exchange.package.refusals import Refused
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Basis, DisclosureKind, Label, OrganisationKind
from tests.support.packages import AT, HUB, SMALL_PDF, Party, an_id, answered, party

POLICE = party(5, "Eastbridge Police", OrganisationKind.POLICE)
CHILD, MOTHER = an_id(11), an_id(12)
MANAGER = Person("Marta Kowal", "hub manager")
ASKED = Asked(
    about=Child(CHILD, "Robin Marsh", date(2015, 3, 3), ""), purpose=Coded("child_in_need", "whether in need"),
    power=Coded("ca1989_s17", "section 17"), why="Bruises.", told=Told(True, None, None),
    persons=(
        AskedPerson(CHILD, "Robin Marsh", "child", "He was hurt.", date(2015, 3, 3)),
        AskedPerson(MOTHER, "Anna Marsh", "parent_carer", "She lives with him."),
    ),
    questions=(AskedThing("incidents", "Were you called?"), AskedThing("missing", "Was he missing?")),
    look_back_from=date(2025, 5, 12), answer_by=datetime(2026, 5, 12, 15, tzinfo=UTC), agreement="Tier two", named=(MANAGER,),
)  # fmt: skip
ITEM = Item(
    Basis.OBSERVED, "He was alone on the bridge.", Label.RELEASABLE, about=(CHILD,), happened_on=date(2026, 2, 1),
    relevance="He is out at night.",
)  # fmt: skip


def parties(by: Party, to: Party, seconds: Sequence[Person] = ()) -> dict[str, Any]:
    joan = Person("Joan Pike", "navigator")
    return {
        "sender": Sender(by.id, by.name, by.kind, fingerprint(by.verifying_key), joan, tuple(seconds)),
        "recipient": Recipient(to.id, to.name, to.kind, fingerprint(to.ring.public), ()),
    }


def question(asked: Asked = ASKED) -> Manifest:
    head = Head(
        kind=DisclosureKind.ENQUIRY, about=asked.about, purpose=asked.purpose, reason=asked.why, basis=asked.power,
        tests=answered(), told=asked.told, asks=tuple(one.words for one in asked.questions), form=form_of(asked),
        **parties(HUB, POLICE),
    )  # fmt: skip
    return build(head, [], draw=lambda _: SMALL_PDF).manifest


def answer(*said: Item, how: How = How.RELEVANT, seconds: Sequence[Person] = ()) -> Manifest:
    head = answer_head(ASKED, how, "Answer.", log_head="", to=an_id(500), **parties(POLICE, HUB, seconds))
    chosen = [items.chosen(one, ASKED.names, "Joan Pike", AT) for one in said]
    return build(head, chosen, draw=lambda _: SMALL_PDF).manifest


def codes(one: Item, asked: Asked = ASKED) -> set[str]:
    return {lack.code for lack in missing_in(one, asked)}


def test_a_question_comes_out_as_it_went_in_and_says_no_more() -> None:
    sent = question()
    read = asked_of(sent)
    assert (read.persons, read.questions, read.labels) == (ASKED.persons, ASKED.questions, ALL_LABELS)
    assert (read.look_back_from, read.answer_by, read.named) == (
        ASKED.look_back_from,
        ASKED.answer_by,
        (MANAGER,),
    )
    assert sent.passages == () and {one.value for one in sent.form if one.id.startswith("p")} == {
        "Robin Marsh",
        "Anna Marsh",
    }


@pytest.mark.parametrize("gone", ["look_back_from", f"w{CHILD.hex}", "q1_incidents"])
def test_half_a_question_is_refused(gone: str) -> None:
    whole = question()
    with pytest.raises(Refused):
        asked_of(replace(whole, form=tuple(one for one in whole.form if one.id != gone)))


def test_an_answer_that_is_no_question_is_refused() -> None:
    with pytest.raises(Refused):
        asked_of(answer(ITEM))
    with pytest.raises(Refused):
        returned_of(question())


def test_an_item_comes_back_with_what_belongs_to_it() -> None:
    read = returned_of(answer(replace(ITEM, although="It is the same man.", happened_on=date(2014, 1, 1))))
    (one,) = read.items
    assert (read.how, one.claim.text, one.claim.about) == (How.RELEVANT, ITEM.text, ("Robin Marsh",))
    assert [text.text for text in one.beside] == ["He is out at night.", "It is the same man."]
    assert {text.label for text in one.beside} == {Label.RELEASABLE}


def test_of_a_pointer_only_whom_to_ring_goes() -> None:
    sent = answer(pointer("Duty desk, 01632 960 555"))
    (one,) = returned_of(sent).items
    assert (one.claim.call, one.claim.text, one.claim.note, one.beside) == (
        "Duty desk, 01632 960 555",
        "",
        None,
        (),
    )


def test_a_summary_goes_with_its_wording() -> None:
    made = replace(ITEM, label=Label.RELEASABLE_SUMMARY, summary="He needs somebody at night.")
    (one,) = returned_of(answer(made)).items
    assert (one.claim.text, one.claim.summary) == (ITEM.text, "He needs somebody at night.")


def test_an_answer_of_nothing_has_no_item_and_one_with_items_is_not_nothing() -> None:
    assert returned_of(answer(how=How.NOTHING)).items == ()
    for wrong in (answer(ITEM, how=How.NOTHING), answer(how=How.RELEVANT)):
        with pytest.raises(Refused):
            returned_of(wrong)


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"happened_on": date(2015, 3, 2)}, "before_birth"),
        ({"happened_on": date(2025, 5, 11)}, "beyond_look_back"),
        ({"text": "He was arrested in May."}, "arrest_without_charge"),
        ({"is_arrest_only": True}, "arrest_without_charge"),
        ({"is_about_others": True}, "adult_outside_gate"),
        ({"about": (an_id(99),)}, "adult_outside_gate"),
        ({"text": "She comes for counselling."}, "sensitive_service"),
        ({"is_sensitive": True}, "sensitive_service"),
        ({"text": "word " * 700}, "whole_record"),
        ({"text": "; ".join(f"{day}.03.2026 seen" for day in range(1, 15))}, "whole_record"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_warning_is_met_and_holds_the_item_back(change: dict[str, Any], warning: str) -> None:
    made = replace(ITEM, **change)
    assert warning in {one.id for one in warnings_of(made, ASKED)}
    assert warning in codes(made)


def test_what_was_charged_is_no_arrest_without_charge() -> None:
    assert codes(replace(ITEM, text="He was arrested and charged in May.")) == set()


def test_a_reason_lets_it_go_but_nobody_outside_the_question() -> None:
    old = replace(ITEM, happened_on=date(2014, 1, 1), although="The same man lives there.")
    assert codes(old) == set()
    assert codes(replace(ITEM, is_sensitive=True, although="It matters.")) == {"sensitive_service"}
    assert codes(replace(ITEM, is_sensitive=True, sensitive_test="child_agreed")) == set()
    assert codes(replace(ITEM, is_about_others=True, although="It matters.")) == {"adult_outside_gate"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": " "}, "no_text"),
        ({"basis": Basis.TOLD_BY}, "no_source"),
        ({"basis": Basis.DOCUMENT}, "no_source"),
        ({"happened_on": None}, "no_date"),
        ({"about": ()}, "about_nobody"),
        ({"relevance": ""}, "no_relevance"),
        ({"label": Label.RELEASABLE_SUMMARY}, "no_summary"),
        ({"grade": "2BC"}, "wrong_grade"),
        ({"label": Label.POINTER}, "no_call"),
    ],
)
def test_each_lack_of_an_item_has_its_sentence(change: dict[str, Any], code: str) -> None:
    assert code in codes(replace(ITEM, **change))


def test_labels_are_those_of_the_agreement_and_a_refusal_names_it() -> None:
    narrow = replace(ASKED, labels=(Label.RELEASABLE, Label.POINTER))
    (lack,) = missing_in(replace(ITEM, label=Label.HUB_ONLY), narrow)
    assert lack.code == "label_outside" and "Tier two" in lack.sentence
    assert codes(replace(ITEM, label=Label.SEALED), replace(ASKED, named=())) == {"nobody_named"}
    assert "pointer_only" in codes(ITEM, replace(ASKED, is_pointer_only=True))


def test_an_empty_answer_is_not_sent() -> None:
    with pytest.raises(Denied) as denied:
        check_can_go([], ASKED)
    assert denied.value.code == "no_items"


def test_items_are_kept_as_they_were_written() -> None:
    made = replace(ITEM, grade="2BP", summary="x", call="y", sensitive_test="child_agreed", is_sensitive=True)
    assert items.from_bytes(items.to_bytes([made], seen=3)) == ((made,), {"seen": 3})


EVERYBODY: tuple[UUID, ...] = (CHILD, MOTHER, an_id(98), an_id(99))
ANY_ITEM = st.builds(
    Item,
    basis=st.sampled_from(Basis), text=st.sampled_from(["He was there.", "He was arrested.", "", "w " * 2000]),
    label=st.sampled_from(Label), about=st.lists(st.sampled_from(EVERYBODY), unique=True, max_size=3).map(tuple),
    source=st.sampled_from(["", "A neighbour"]), relevance=st.sampled_from(["", "It is now."]),
    happened_on=st.sampled_from([None, date(2014, 1, 1), date(2026, 2, 1)]), when=st.sampled_from(["", "in spring"]),
    summary=st.sampled_from(["", "Wording."]), call=st.sampled_from(["", "Desk"]),
    grade=st.sampled_from(["", "1AP", "2BC"]), although=st.sampled_from(["", "Still so."]),
    is_about_others=st.booleans(), id=st.uuids(),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    st.lists(ANY_ITEM, max_size=3, unique_by=lambda one: one.id),
    st.lists(st.sampled_from(Label), unique=True),
    st.booleans(),
)
def test_whatever_may_go_is_about_people_of_the_question_with_labels_of_the_agreement(
    said: list[Item], labels: list[Label], only_pointers: bool
) -> None:
    """And what a package holds of it is what the hub reads: never somebody or a label that was not asked for."""
    asked = replace(ASKED, labels=tuple(labels), is_pointer_only=only_pointers)
    try:
        check_can_go(said, asked)
    except Denied:
        return
    seconds = [Person("Leo Hartmann", "manager")]
    for one in returned_of(answer(*said, seconds=seconds)).items:
        assert set(one.claim.about) <= {"Robin Marsh", "Anna Marsh"}
        assert one.claim.label in labels
        assert one.claim.label is Label.POINTER or not only_pointers
        if one.claim.label is Label.POINTER:
            assert one.claim.text == "" and one.beside == ()
        if one.claim.grade.endswith("C"):
            assert one.claim.label in (Label.HUB_ONLY, Label.SEALED)
