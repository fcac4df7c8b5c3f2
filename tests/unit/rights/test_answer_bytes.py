"""A secret marker in every place that is withheld is nowhere in what leaves: words, metadata, bookmarks, tags, enclosed files."""

from __future__ import annotations

import contextlib
import io
import zlib

import pikepdf
import pypdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fairward.rights.answer import Attached, Context, WithheldPassage
from fairward.rights.answer_joining import DATA_NAME, Made, whole_answer
from fairward.rights.protecting import new_password, protect
from fairward.rights.redaction import Cut, Redacted, redact, withheld
from tests.unit.rights.answers import (
    HARM,
    THIRD,
    a_look,
    a_passage,
    an_answer,
    an_entry,
    attached,
    data_of,
    enclosed_in,
    everything_in,
    outline_of,
    plain_of,
    squeezed,
    text_of,
)  # fmt: skip

SECRETS = [f"Qz{number}vX{number}wK" for number in range(10, 20)]


def hidden(secret: str, before: str = "It was ", after: str = " who did it.") -> Redacted:
    return redact(before + secret + after, [Cut(len(before), len(before + secret), *THIRD)])


def an_answer_with(secrets: list[str]) -> Made:
    """One secret in each place that can hold a text."""
    passage = a_passage(
        hidden(secrets[0]), basis="told_by", basis_words=hidden(secrets[1], "told by ", ""), when=hidden(secrets[2]),
        about=(hidden(secrets[3]),), marks=(hidden(secrets[4]),), context=attached(hidden(secrets[5])),
    )  # fmt: skip
    entry = an_entry(
        1, passage, WithheldPassage(*HARM), by=hidden(secrets[6]), where=hidden(secrets[7]), context=attached(hidden(secrets[8])),
    )  # fmt: skip
    other = an_entry(2, a_passage(hidden(secrets[9])))
    return whole_answer(an_answer(entry_count=2, look_count=1), [entry, other], [a_look()])


@pytest.fixture(scope="module")
def made() -> Made:
    return an_answer_with(SECRETS)


def test_no_secret_is_anywhere(made: Made) -> None:
    found = squeezed(
        everything_in(made.pdf) + made.data.decode() + everything_in(protected_and_opened(made.pdf))
    )
    for secret in SECRETS:
        assert secret not in found
        assert secret.encode("utf-16-be").hex() not in found.lower()


def test_the_search_for_secrets_can_find_one() -> None:
    leaky = whole_answer(
        an_answer(), [an_entry(1, a_passage("It was Qz10vX10wK"), when="Qz11vX11wK May")], []
    )
    found = squeezed(everything_in(leaky.pdf))
    assert found.count("Qz10vX10wK") >= 2  # on the page and in the enclosed file
    assert found.count("Qz11vX11wK") >= 3  # and in a bookmark


def test_the_markers_are_there_in_words_and_in_data(made: Made) -> None:
    mark = squeezed("[withheld: about another person]")
    assert squeezed(text_of(made.pdf)).count(mark) == len(SECRETS)
    assert made.data.decode().count('{"withheld":[{"code":"third_party"') == len(SECRETS)
    assert squeezed(text_of(made.pdf)).count(squeezed("[withheld: could seriously harm somebody]")) == 1


def test_the_answer_is_the_same_whatever_was_withheld(made: Made) -> None:
    """Not one byte depends on it: neither its letters nor how many there were."""
    other = an_answer_with([f"Wj{'ü' * number * 7}" for number in range(1, 11)])
    assert other.data == made.data
    assert other.pdf == made.pdf


def test_it_is_tagged_and_says_what_it_is(made: Made) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made.pdf))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True and root["/Lang"] == "en-GB"
    assert reader.metadata is not None and reader.metadata.title == "Answer to request R-2026-7"
    assert set(reader.metadata) == {"/Title", "/Creator", "/Producer"}
    xmp = root["/Metadata"].get_data().decode()
    assert "pdfuaid:part" in xmp and "Answer to request R-2026-7" in xmp
    assert "Marsh" not in xmp + str(reader.metadata) + str(outline_of(made.pdf))


def test_every_word_is_reached_through_the_tags(made: Made) -> None:
    """Each marked piece of each page belongs to one element, which lies on that page and leads up to the document."""
    with pikepdf.open(io.BytesIO(made.pdf)) as paper:
        assert paper.check_pdf_syntax() == []
        tree = paper.Root.StructTreeRoot
        numbers = tree.ParentTree.Nums
        owners = {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
        assert len(owners) == len(numbers) // 2 >= len(paper.pages)
        reached = {child.objgen for child in _below(tree.K[0])}
        outside = 0
        for page in paper.pages:
            owned = owners[int(page.obj.StructParents)]
            marked = [
                int(words[1].MCID) for words, what in pikepdf.parse_content_stream(page) if str(what) == "BDC"
            ]
            assert sorted(marked) == list(range(len(owned)))
            for mark, element in enumerate(owned):
                assert element.Pg.objgen == page.obj.objgen and mark in [int(each) for each in element.K]
                outside += element.objgen not in reached
        assert outside == 2 * len(paper.pages)  # "Fairward" and the number of the page, below each


def _below(element: pikepdf.Object) -> list[pikepdf.Object]:
    found, waiting = [], [element]
    while waiting:
        one = waiting.pop()
        for child in one.get("/K", []):
            if isinstance(child, pikepdf.Dictionary):
                assert child.P.objgen == one.objgen
                found.append(child)
                waiting.append(child)
    return found


def test_bookmarks_lead_to_their_pages(made: Made) -> None:
    found = outline_of(made.pdf)
    assert found[0] == (1, "Answer to request R-2026-7", 1)
    entries = [(level, page) for level, title, page in found if title[0].isdigit()]
    assert [level for level, _ in entries] == [3, 3]
    assert "Who has looked" in [title for _, title, _ in found]


def test_the_file_inside_has_the_same_passages(made: Made) -> None:
    inside = enclosed_in(made.pdf)
    assert inside == {DATA_NAME: made.data}
    words = squeezed(text_of(made.pdf)).casefold()
    for entry in data_of(made.data)["entries"]:
        for passage in entry["passages"]:
            for text in filter(None, [passage.get("text"), passage.get("basis_words")]):
                assert squeezed(plain_of(text)).casefold() in words
            for one in passage.get("attached", []):
                assert squeezed(plain_of(one["text"])).casefold() in words


def protected_and_opened(pdf: bytes) -> bytes:
    password = new_password()
    with pikepdf.open(io.BytesIO(protect(pdf, password)), password=password) as paper:
        written = io.BytesIO()
        paper.save(written)
    return written.getvalue()


def test_protected_it_opens_with_its_password_only(made: Made) -> None:
    password = new_password()
    locked = protect(made.pdf, password)
    for wrong in ("", password + "x", password.upper()):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(locked), password=wrong)
    with pikepdf.open(io.BytesIO(locked), password=password) as paper:
        assert paper.check_pdf_syntax() == []
        assert paper.encryption.R == 6 and paper.encryption.bits == 256 and paper.allow.accessibility
        assert bytes(paper.attachments[DATA_NAME].get_file().read_bytes()) == made.data
    assert b"Answer to request" not in locked and b"R-2026-7" not in _unpacked(locked)
    assert len(password.split("-")) == 5 and password != new_password()
    with pytest.raises(ValueError, match="12"):
        protect(made.pdf, "short")


def _unpacked(raw: bytes) -> bytes:
    """Whatever in a file is deflated and can be read without a key."""
    found, place = [raw], raw.find(b"stream")
    while place >= 0:
        with contextlib.suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(raw[place + 6 :].lstrip(b"\r\n")))
        place = raw.find(b"stream", place + 6)
    return b"".join(found)


def test_a_withheld_explanation_keeps_its_place_and_nothing_else() -> None:
    gone = Context(("a-secret-id",), (Attached("a-secret-id", "explanation", withheld(*THIRD)),))
    passage = a_passage(context=gone)
    made = whole_answer(an_answer(), [an_entry(1, passage)], [])
    one = data_of(made.data)["entries"][0]["passages"][0]["attached"][0]
    assert one == {
        "id": None, "kind": "explanation", "by": [], "made_on": "",
        "text": [{"withheld": [{"code": THIRD[0], "words": THIRD[1]}]}],
    }  # fmt: skip
    assert "a-secret-id" not in everything_in(made.pdf)


# Letters alone: six digits in a row stand by chance among the places of words on a page.
SIGNS = st.text(st.sampled_from("bcdfghjkmnpqrtvwxzBCDFGHJKLMNPQRTVWXZ"), min_size=9, max_size=14)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.reuse, Phase.generate],
)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), min_size=2, max_size=2), SIGNS)
def test_no_part_of_a_secret_is_anywhere(around: list[str], secret: str) -> None:
    text = "a" + around[0] + " " + secret + " " + around[1]
    start = len(around[0].replace("\r\n", "\n")) + 2
    words = redact(text, [Cut(start, start + len(secret), *THIRD)])
    entry = an_entry(1, a_passage(words, context=attached(words)), by=words, context=attached(words, "a2"))
    made = whole_answer(an_answer(), [entry], [])
    found = squeezed(everything_in(made.pdf))
    allowed = squeezed(around[0] + "|" + around[1])
    parts = [secret[place : place + 6] for place in range(len(secret) - 5)]
    assert [part for part in parts if part in found and part not in allowed] == []
