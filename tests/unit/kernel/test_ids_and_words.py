"""Ids are in the order of time and never the same; words of the domain are whole and stable."""

from __future__ import annotations

import time
from uuid import UUID

import pytest

from fairward.kernel import vocabulary
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Basis, Purpose, RingKind, Role, Worded

ENUMS = [
    one
    for one in vars(vocabulary).values()
    if isinstance(one, type) and issubclass(one, Worded) and one is not Worded
]


def test_an_id_is_a_uuid_of_version_7_with_the_time_in_front() -> None:
    before, made, after = time.time_ns() // 1_000_000, new_id(), time.time_ns() // 1_000_000
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= after


def test_ids_are_never_the_same_and_sort_by_time() -> None:
    made = [new_id() for _ in range(5_000)]
    assert len(set(made)) == len(made)
    milliseconds = [one.int >> 80 for one in made]
    assert milliseconds == sorted(milliseconds)


@pytest.mark.parametrize("enum", ENUMS, ids=lambda one: one.__name__)
class TestWords:
    def test_every_member_has_a_word_of_its_own(self, enum: type[Worded]) -> None:
        words = [member.word for member in enum]
        assert all(words) and len(set(words)) == len(words)

    def test_no_number_is_used_twice(self, enum: type[Worded]) -> None:
        assert len({int(member) for member in enum}) == len(enum.__members__), (
            "a second name would hide the first"
        )

    def test_codes_are_plain(self, enum: type[Worded]) -> None:
        assert all(member.code.replace("_", "").isalpha() and member.code.islower() for member in enum)

    def test_a_member_is_found_by_its_number(self, enum: type[Worded]) -> None:
        assert [enum(int(member)) for member in enum] == list(enum)


def test_every_purpose_has_a_ring_of_its_own() -> None:
    rings = {RingKind.of(purpose) for purpose in Purpose}
    assert len(rings) == len(Purpose) and not rings & {RingKind.INTAKE, RingKind.EXCHANGE}
    assert [RingKind.of(purpose).code for purpose in Purpose] == [purpose.code for purpose in Purpose]


def test_the_numbers_of_stored_words_do_not_change() -> None:
    """They lie in databases for decades: a new number is added, an old one never moved."""
    assert {one.name: int(one) for one in Basis} == {
        "OBSERVED": 1, "CHILD_SAID": 2, "TOLD_BY": 3, "DOCUMENT": 4, "OPINION": 5,
    }  # fmt: skip
    assert {one.name: int(one) for one in Purpose} == {
        "CHILD_PROTECTION": 1, "WELFARE": 2, "BEHAVIOUR": 3, "STAFF_CONDUCT": 4,
    }  # fmt: skip


def test_a_refusal_shows_its_code_and_never_its_sentence_in_a_traceback() -> None:
    refused = Denied("not_yours", "Amy's report belongs to somebody else.")
    assert (str(refused), refused.args) == ("not_yours", ("not_yours",))
    assert refused.sentence.startswith("Amy")


def test_an_actor_cannot_be_changed_and_shows_no_key() -> None:
    actor = Actor(UUID(int=1), UUID(int=2), UUID(int=3), Role.RECORDER, unlocked="the private key")
    assert "private key" not in repr(actor)
    with pytest.raises(AttributeError):
        actor.role = Role.HEADTEACHER  # type: ignore[misc]
    assert actor == Actor(UUID(int=1), UUID(int=2), UUID(int=3), Role.RECORDER)
