"""The check letter, on numbers of the samples and on damaged ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairward.people.roster import upn

REAL = ("U925999923001", "H925999923002", "P925999920003", "A925999922004", "K925999921009")


@pytest.mark.parametrize("number", REAL)
def test_numbers_of_the_samples_fit(number: str) -> None:
    assert upn.fault(number) == ""


@given(st.from_regex(r"[0-9]{12}", fullmatch=True), st.integers(0, 11))
def test_every_single_slip_of_a_digit_is_found(body: str, place: int) -> None:
    """23 is prime and no weight is a multiple of it, so one wrong digit always shows."""
    right = upn.check_letter(body) + body
    slip = str((int(body[place]) + 1) % 10)
    wrong = right[: place + 1] + slip + right[place + 2 :]
    assert upn.fault(right) == ""
    assert "should be" in upn.fault(wrong)


def test_a_temporary_number_ends_in_a_letter() -> None:
    body = "92599992200A"
    assert upn.fault(upn.check_letter(body) + body) == ""
    assert upn.is_temporary("U" + body)
    assert "temporary" in upn.fault("A" + body)


@pytest.mark.parametrize(
    "number", ["", "U92599992300", "U9259999230011", "1925999923001", "Ü925999923001", "U92599992300١"]
)
def test_what_is_not_a_number(number: str) -> None:
    assert "12 digits" in upn.fault(number)


def test_spaces_and_small_letters_are_forgiven() -> None:
    assert upn.tidy(" u925 9999 23001 ") == "U925999923001"
