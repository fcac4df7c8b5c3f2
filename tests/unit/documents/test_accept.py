"""What is taken, what becomes of it, and what is refused with a sentence that helps."""

from __future__ import annotations

import io
import struct
import zlib

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from fairward.documents import attachments
from fairward.documents.attachments import RefusedFile, accept
from fairward.documents.kinds import MediaType, ScanState
from fairward.documents.naming import clean_name
from fairward.documents.sniffing import type_of
from tests.unit.documents.support_files import (
    MARKER,
    everything_in,
    laden_pdf,
    moving,
    photograph,
    picture,
)


def opened(raw: bytes) -> Image.Image:
    return Image.open(io.BytesIO(raw)).convert("RGB")


def refusal(raw: bytes) -> str:
    with pytest.raises(RefusedFile) as refused:
        accept("anything", raw)
    return refused.value.code


@pytest.mark.parametrize(
    ("kind", "media_type", "written_as"),
    [
        ("JPEG", MediaType.JPEG, "JPEG"),
        ("PNG", MediaType.PNG, "PNG"),
        ("WEBP", MediaType.WEBP, "WEBP"),
        ("GIF", MediaType.PNG, "PNG"),
    ],
)
def test_pictures_are_taken_by_content_whatever_they_are_called(
    kind: str, media_type: MediaType, written_as: str
) -> None:
    taken = accept("letter.pdf", picture(kind))
    assert (taken.media_type, taken.name) == (media_type, "letter" + media_type.extension)
    assert Image.open(io.BytesIO(taken.content)).format == written_as
    assert opened(taken.content).size == (60, 40)
    assert opened(taken.content).getpixel((5, 20))[0] > 150
    assert taken.scan_state is ScanState.NOT_SCANNED


def test_a_photograph_loses_camera_place_and_comment() -> None:
    raw = photograph()
    assert MARKER in raw
    taken = accept("photo.jpg", raw).content
    assert MARKER not in taken
    assert dict(Image.open(io.BytesIO(taken)).getexif()) == {}


def test_a_photograph_is_turned_upright_before_its_orientation_is_lost() -> None:
    image = opened(accept("photo.jpg", photograph(orientation=6)).content)
    assert image.size == (40, 60)
    assert image.getpixel((20, 5))[0] > 150 and image.getpixel((20, 55))[2] > 150


def test_bytes_after_the_picture_are_gone() -> None:
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        assert MARKER not in accept("x", picture(kind) + MARKER).content


def test_text_chunks_and_colour_profiles_of_a_picture_are_gone() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    body = b"Comment\0" + MARKER
    chunk = struct.pack(">I", len(body)) + b"tEXt" + body + struct.pack(">I", zlib.crc32(b"tEXt" + body))
    raw = picture("PNG", icc_profile=profile)
    taken = accept("x.png", raw[:33] + chunk + raw[33:])
    assert MARKER not in taken.content
    assert "icc_profile" not in Image.open(io.BytesIO(taken.content)).info


def test_a_large_photograph_is_made_smaller_and_a_giant_one_refused() -> None:
    assert max(opened(accept("x.jpg", picture("JPEG", (6000, 3000))).content).size) == 4096
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + b"IHDR"
        + header
        + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    )
    assert (
        refusal(bomb + struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND")))
        == "too_many_pixels"
    )


def test_a_pdf_keeps_its_pages_and_loses_everything_else() -> None:
    raw = laden_pdf()
    assert everything_in(raw).count(MARKER) >= 8
    taken = accept("letter.pdf", raw)
    assert taken.media_type is MediaType.PDF
    bare = everything_in(taken.content)
    assert MARKER not in bare
    for trace in (
        b"/JavaScript",
        b"/JS",
        b"/OpenAction",
        b"/EmbeddedFile",
        b"/URI",
        b"/AA",
        b"/Metadata",
        b"/Author",
    ):
        assert trace not in bare
    page = pypdf.PdfReader(io.BytesIO(taken.content)).pages[0]
    assert "Visible words" in page.extract_text()
    assert page.images[0].image is not None and page.images[0].image.size == (60, 40)


def test_links_inside_a_pdf_still_work() -> None:
    with pikepdf.new() as paper:
        page = paper.add_blank_page()
        paper.add_blank_page()
        goto = pikepdf.Dictionary(
            S=pikepdf.Name.GoTo, D=pikepdf.Array([paper.pages[1].obj, pikepdf.Name.Fit])
        )
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=goto
        )
        page.obj.Annots = pikepdf.Array([link])
        written = io.BytesIO()
        paper.save(written)
    with pikepdf.open(io.BytesIO(accept("x.pdf", written.getvalue()).content)) as taken:
        assert taken.pages[0].obj.Annots[0].A.S == "/GoTo"


@pytest.mark.parametrize("password", ["secret", ""])
def test_a_pdf_that_needs_a_password_is_refused_one_that_only_forbids_printing_is_freed(
    password: str,
) -> None:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(laden_pdf())) as paper:
        paper.save(written, encryption=pikepdf.Encryption(owner="owner", user=password))
    if password:
        assert refusal(written.getvalue()) == "password"
    else:
        assert not pypdf.PdfReader(io.BytesIO(accept("x.pdf", written.getvalue()).content)).is_encrypted


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"He said \xe2\x80\x9cno\xe2\x80\x9d.\n", "He said “no”.\n"),
        ("né".encode("cp1252"), "né"),
        ("né".encode("utf-16"), "né"),
        (b"\xef\xbb\xbfwith a mark", "with a mark"),
    ],
)
def test_plain_text_is_taken_and_becomes_utf_8(raw: bytes, expected: str) -> None:
    taken = accept("note.exe", raw)
    assert (taken.media_type, taken.name, taken.content.decode()) == (MediaType.TEXT, "note.txt", expected)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"x" * (attachments.MAX_BYTES + 1), "too_big"),
        (b"PK\x03\x04" + b"\0" * 30, "archive"),
        (b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml", "office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 30, "office"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "heic"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "video"),
        (b"RIFF\0\0\0\0WAVEfmt ", "video"),
        (b'<?xml version="1.0"?><svg onload="x()"/>', "svg"),
        (b"<!DOCTYPE html><p>hello", "svg"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "unknown"),
        (b"\x7fELF\x02\x01\x01\x00", "unknown"),
        (b"\xff\xd8\xff\xe0 this is no picture", "unreadable"),
        (b"%PDF-1.7\nthis is no paper", "unreadable"),
        (b"GIF89a", "unreadable"),
        (picture("PNG")[:70], "unreadable"),
        (moving(), "moving_picture"),
    ],
)
def test_what_is_refused_and_why(raw: bytes, code: str) -> None:
    assert refusal(raw) == code


def test_a_refusal_says_what_to_do_and_nothing_about_the_file() -> None:
    with pytest.raises(RefusedFile) as refused:
        accept(f"{MARKER.decode()}.docx", b"PK\x03\x04[Content_Types].xml" + MARKER)
    assert "Save it as a PDF" in refused.value.sentence
    assert MARKER.decode() not in str(refused.value) + refused.value.sentence


def test_a_report_can_have_ten_files() -> None:
    attachments.check_count(9)
    with pytest.raises(RefusedFile, match="too_many"):
        attachments.check_count(10)


def test_a_cleaned_file_does_not_print_its_name_or_content() -> None:
    assert MARKER.decode() not in repr(accept(f"{MARKER.decode()}.txt", MARKER))


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("..\\..\\etc\\passwd", "passwd.jpg"),
        ("/home/x/../../photo.png", "photo.jpg"),
        ("arm\u202egpj.exe", "armgpj.jpg"),
        ("a\r\nSet-Cookie: x", "aSet-Cookie_ x.jpg"),
        ("\0", "attachment.jpg"),
        ("", "attachment.jpg"),
        ("...", "attachment.jpg"),
        (".hidden", "hidden.jpg"),
        ("CON.jpg", "attachment.jpg"),
        ("x" * 300 + ".jpg", "x" * 100 + ".jpg"),
        ("Zoë’s  arm.JPEG", "Zoë’s arm.jpg"),
        ('a<b>"c"|d?.png', "a_b__c__d_.jpg"),
    ],
)
def test_names(given_name: str, expected: str) -> None:
    assert clean_name(given_name, MediaType.JPEG) == expected


@given(st.text())
def test_a_name_is_always_a_name(given_name: str) -> None:
    name = clean_name(given_name, MediaType.PDF)
    assert name.endswith(".pdf") and 4 < len(name) <= 104
    assert not set(name) & set('/\\\r\n\0"')


@given(st.binary(min_size=1, max_size=200))
@settings(max_examples=200)
def test_no_bytes_confuse_the_type_check(raw: bytes) -> None:
    try:
        assert type_of(raw) in (*MediaType, "gif")
    except RefusedFile as refused:
        assert refused.sentence
