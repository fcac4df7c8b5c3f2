"""The question that a draft answers: whom a claim is about, and that it is sealed and read back whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from fairward.exchange.answering.asking import Asked, AskedPerson, AskedThing
from fairward.exchange.choosing.content import Addressee, Chosen, from_bytes, to_bytes
from fairward.exchange.choosing.replying import Replying, answer_fields, as_asked
from fairward.exchange.package.contents import Child, Coded, Told
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Label, OrganisationKind
from tests.support.packages import entry

ROBIN, ANNA = new_id(), new_id()
OURS, MOTHER, BROTHER = new_id(), new_id(), new_id()
ASKED = Asked(
    about=Child(ROBIN, "Robin Marsh", date(2015, 3, 3), ""), purpose=Coded("child_in_need", "a child in need"),
    power=Coded("ca1989_s17", "the Children Act"), why="He came with bruises.", told=Told(True, None, None),
    persons=(
        AskedPerson(ROBIN, "Robin Marsh", "child", "It is about him.", date(2015, 3, 3)),
        AskedPerson(ANNA, "Anna Marsh", "parent_carer", "She looks after him."),
    ),
    questions=(AskedThing("incidents", "Was he hurt?"),), look_back_from=date(2025, 1, 1),
    answer_by=datetime(2026, 1, 1, 12, tzinfo=UTC), labels=(Label.RELEASABLE, Label.HUB_ONLY), package_id=new_id(),
)  # fmt: skip
REPLYING = Replying(ASKED, OURS, {ANNA: MOTHER})


def test_a_claim_takes_the_names_of_the_question() -> None:
    assert REPLYING.about((OURS, MOTHER)) == ("Robin Marsh", "Anna Marsh")
    assert REPLYING.about((OURS, BROTHER)) == ("Robin Marsh",)
    assert REPLYING.outsiders((OURS, BROTHER)) == [1]


def test_a_claim_about_nobody_by_name_is_about_the_child_of_the_file() -> None:
    assert REPLYING.about(()) == ("Robin Marsh",)


def test_a_claim_about_others_alone_is_about_nobody() -> None:
    assert REPLYING.about((BROTHER,)) == ()


def test_an_entry_goes_about_people_of_the_question_and_is_otherwise_the_same() -> None:
    before = entry()
    before = replace(
        before, statements=tuple(replace(one, about_ids=(OURS, BROTHER)) for one in before.statements)
    )
    after = as_asked(before, REPLYING)
    assert all(one.about == ("Robin Marsh",) for one in after.statements)
    assert replace(after, statements=()) == replace(before, statements=())
    assert [one.text for one in after.statements] == [one.text for one in before.statements]
    assert as_asked(before, None) is before


def test_it_is_kept_with_what_was_chosen() -> None:
    chosen = Chosen(Addressee("Hub", OrganisationKind.HUB), replying=REPLYING)
    found = from_bytes(to_bytes(chosen)).replying
    assert found is not None and (found.child, found.people) == (OURS, {ANNA: MOTHER})
    assert (found.asked.questions, found.asked.labels) == (ASKED.questions, ASKED.labels)
    assert from_bytes(to_bytes(Chosen(Addressee("Hub", OrganisationKind.HUB)))).replying is None


def test_a_draft_of_before_answers_no_question() -> None:
    """Bytes that were written before there were answers have no such key."""
    raw = to_bytes(Chosen(Addressee("Hub", OrganisationKind.HUB))).replace(b',"replying":null', b"")
    assert b"replying" not in raw and from_bytes(raw).replying is None


def test_only_an_answer_says_which_answer_it_is() -> None:
    assert [one.id for one in answer_fields(REPLYING)] == ["answer_relevant"]
    assert answer_fields(None) == ()
