"""What is cut out of a text is not in what comes out, and what comes out does not tell how much it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairward.rights.redaction import (
    BadCut,
    Cut,
    Gap,
    Kept,
    Redacted,
    cleaned,
    redact,
    still_readable,
    taken_words,
    whole,
    withheld,
)

OTHER = "about another person"
MARK = f"[withheld: {OTHER}]"


def cut(text: str, part: str, code: str = "third_party", words: str = OTHER) -> Cut:
    start = text.index(part)
    return Cut(start, start + len(part), code, words)


def out(text: str, *parts: str) -> str:
    return redact(text, [cut(text, part) for part in parts]).plain


def test_a_cut_leaves_a_marker() -> None:
    assert out("Sam hit Robin.", "Sam") == f"{MARK} hit Robin."
    assert out("He fell off his bike.") == "He fell off his bike."
    assert redact("x", [cut("x", "x")]) == withheld("third_party", OTHER)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Sam hit him.", "Sam"), ("Sam  hit him.", "Sam "), ("Al hit him.", "Al"), ("Bartholomew hit him.", "Bartholomew "),
        ("Bartholomew  hit him.", "Barth"), ("  Sam hit him.", "Sam"), ("Sam\thit him.", "am"), ("Zoe\u0308 hit him.", "Zoe"),
    ],
)  # fmt: skip
def test_the_length_does_not_show(text: str, part: str) -> None:
    assert out(text, part) == f"{MARK} hit him."


@pytest.mark.parametrize(
    "names", [("Sam", "Porter"), ("Sam ", "Porter"), ("Sam Porter",), ("Sam P", "Porter"), ("Sam", " Porter")]
)
def test_the_number_of_words_does_not_show(names: tuple[str, ...]) -> None:
    assert out("He saw Sam Porter, twice.", *names) == f"He saw {MARK}, twice."


def test_what_stands_around_a_gap_stays() -> None:
    assert out("Sam's mum (Ann) came", "Sam", "Ann") == f"{MARK}'s mum ({MARK}) came"
    assert out("He said:\nAnn did it\nand left", "Ann did it") == f"He said:\n{MARK}\nand left"
    assert out("“Ann did it.”", "Ann did it.") == f"“{MARK}”"


def test_no_part_of_a_word_stays() -> None:
    assert out("Bartholomew came", "Barth") == out("Bartholomew came", "lomew") == f"{MARK} came"
    assert out("O'Brien came", "Brien") == f"O'{MARK} came"


def test_scripts_without_capitals_are_cut_where_it_is_said() -> None:
    assert out("小明打了他", "小明") == f"{MARK} 打了他"
    assert out("سامي ضربه", "سامي") == f"{MARK} ضربه"
    assert "\u0301" not in out("a e\u0301 b", "e")


def test_two_reasons_stand_in_one_gap() -> None:
    text = "Sam Porter came"
    found = redact(text, [cut(text, "Sam Po", "b", "two"), cut(text, "Porter", "a", "one")])
    assert found.plain == "[withheld: one; two] came" and found.gaps[0].codes == ("a", "b")


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 2), (0, 6), (9, 10)])
def test_a_cut_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(BadCut, match="inside"):
        redact("abcde", [Cut(start, end, "third_party", OTHER)])


@pytest.mark.parametrize(("code", "words"), [("", OTHER), ("third_party", " ")])
def test_a_cut_without_a_reason_is_refused(code: str, words: str) -> None:
    with pytest.raises(BadCut, match="why"):
        redact("abcde", [Cut(0, 5, code, words)])
    with pytest.raises(BadCut, match="why"):
        Gap(((code, words),))


def test_it_is_escaped_with_its_line_breaks() -> None:
    text = "a <b>&\nSam"
    assert redact(text, [cut(text, "Sam")]).__html__() == f"a &lt;b&gt;&amp;<br><b>{MARK}</b>"


def test_what_no_page_can_hold_is_replaced() -> None:
    assert cleaned("a\r\nb\x00c\ud800d\x0ce\ufffff\tg") == "a\nb\ufffdc\ufffdd\ufffde\ufffdf\tg"
    assert not whole("  \n") and whole("a").plain == "a"


def test_the_reviewer_is_told_what_can_still_be_read() -> None:
    first = "Sam Porter hit him. The person ran."
    texts = [(first, [cut(first, "Sam Porter"), cut(first, "person")])]
    taken = taken_words(texts)
    assert taken == {"sam porter", "porter", "person"}  # "Sam" stands in "same": too short to ask about
    assert still_readable(taken, "The PORTER boy was there, at a party", ()) == ("porter",)
    assert still_readable(taken, *texts[0]) == ()  # and the marker's own "person" is no leak
    assert still_readable(taken, "Sam\n Porter", ()) == ("porter", "sam porter")


WORD = st.text(
    st.characters(codec="utf-8", categories=["Lu", "Ll", "Lo", "Nd", "Mn", "So"]), min_size=1, max_size=12
)
GLUE = st.text(st.sampled_from(" \n\t.,'\"-–()’\u200d\u202e\x00"), min_size=1, max_size=3)


@st.composite
def texts_with_secrets(draw: st.DrawFn) -> tuple[str, list[Cut], list[str]]:
    """A text with secrets in it, no two alike, each inside a cut that may reach further than the secret."""
    text, cuts, secrets = "", [], []
    for number in range(draw(st.integers(1, 6))):
        text += draw(WORD) + draw(GLUE)
        secret = f"Xq{number}zk{draw(st.integers(1000, 9999))}"
        start = len(text)
        text += secret
        secrets.append(secret)
        text += draw(st.sampled_from(["", " ", "!", "ly"])) + draw(WORD)
        cuts.append(
            Cut(start, draw(st.integers(start + len(secret), len(text))), draw(st.sampled_from("ab")), OTHER)
        )
    return text, cuts, secrets


@given(texts_with_secrets())
def test_nothing_that_is_cut_comes_out(given_: tuple[str, list[Cut], list[str]]) -> None:
    text, cuts, secrets = given_
    found = redact(text, cuts)
    drawn = found.plain + found.__html__() + repr(found)
    for secret in secrets:
        for start in range(len(secret) - 3):
            assert secret[start : start + 4] not in drawn


@given(texts_with_secrets())
def test_the_same_comes_out_whatever_stood_there(given_: tuple[str, list[Cut], list[str]]) -> None:
    text, cuts, secrets = given_
    other, moved, shift = text, [], 0
    for each, secret in zip(cuts, secrets, strict=True):
        longer = "Y" + "y" * (len(secret) + len(moved) * 7)
        other = other.replace(secret, longer, 1)
        grown = len(longer) - len(secret)
        moved.append(Cut(each.start + shift, each.end + shift + grown, each.code, each.words))
        shift += grown
    assert redact(other, moved) == redact(text, cuts)


@given(st.text(max_size=60), st.data())
def test_everything_else_stays(text: str, data: st.DataObject) -> None:
    text = cleaned(text)
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=4))
    cuts = [Cut(start, end, "a", OTHER) for start, end in spans if start < end]
    found = redact(text, cuts)
    assert isinstance(found, Redacted)
    kept = "".join(one.text for one in found.pieces if isinstance(one, Kept))
    assert set("".join(kept.split())) <= set(text)
    if not cuts:
        assert kept == (text if text.strip() else "")
