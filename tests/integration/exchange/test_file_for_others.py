"""The encrypted file for a recipient without Fairward: opened as they would, read in a browser without network or script."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import pyrage
import pytest
from axe_playwright_python.sync_playwright import Axe
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from playwright.sync_api import Page

from fairward.exchange.package import for_others
from fairward.exchange.package.building import build
from fairward.exchange.package.for_others import NO_RING, ForOthers, file_for_others, reader_of
from fairward.exchange.package.making import ChosenEntry
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.sealing import Package, signed_message
from tests.support.packages import EXPLAINED, HE_SAID, MARSH, SAW, attachment, choices, entry, head, usual
from tests.unit.rights.answers import text_of


@pytest.fixture(scope="module")
def package() -> Package:
    made = entry()
    to = replace(head().recipient, ring=NO_RING, name="Far <Away> School")
    named = replace(attachment(), name="../../böse\\drawing 1.txt")
    return build(head(recipient=to), [ChosenEntry(made, choices(made))], [named])


@pytest.fixture(scope="module")
def made(package: Package) -> ForOthers:
    return file_for_others(package, verifying_key=MARSH.verifying_key, sign=MARSH.signer.sign)


@pytest.fixture(scope="module")
def unpacked(made: ForOthers) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(pyrage.passphrase.decrypt(made.content, made.passphrase)))


def test_it_holds_pages_pdf_document_and_files(package: Package, unpacked: zipfile.ZipFile) -> None:
    assert unpacked.namelist() == [
        "read-me.html", "passages.pdf", "document.json", "signature.json", "files/001-_.._b_se_drawing_1.txt",
    ]  # fmt: skip
    assert SAW in text_of(unpacked.read("passages.pdf"))
    assert unpacked.read("files/001-_.._b_se_drawing_1.txt") == package.contents[1]
    assert all(one.compress_type == zipfile.ZIP_STORED for one in unpacked.infolist())


def test_the_signature_can_be_checked_by_anybody(made: ForOthers, unpacked: zipfile.ZipFile) -> None:
    document = unpacked.read("document.json")
    proof = json.loads(unpacked.read("signature.json"))
    assert bytes.fromhex(proof["public_key"]) == MARSH.verifying_key
    Ed25519PublicKey.from_public_bytes(MARSH.verifying_key).verify(
        bytes.fromhex(proof["signature"]), signed_message(document)
    )
    assert made.digest == hashlib.sha256(document).hexdigest()
    assert made.digest in unpacked.read("read-me.html").decode()


def test_name_and_file_say_nothing_and_other_words_do_not_open(made: ForOthers) -> None:
    assert made.name == "package-0000000001f4.zip.age"
    assert len(made.passphrase.split()) == for_others.WORDS and made.passphrase not in repr(made)
    for words in (SAW, "Robin", "Marsh", made.passphrase):
        assert words.encode() not in made.content
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(made.content, made.passphrase + "s")


def test_a_package_for_a_ring_is_not_handed_out_like_this() -> None:
    with pytest.raises(Refused, match="wrong_sender"):
        file_for_others(usual(), verifying_key=MARSH.verifying_key, sign=MARSH.signer.sign)


def test_the_page_is_read_without_network_or_script(
    plain_phone: Page, package: Package, tmp_path: Any
) -> None:
    asked: list[str] = []
    plain_phone.on("request", lambda request: asked.append(request.url))
    path = tmp_path / "read-me.html"
    path.write_text(reader_of(package.manifest), encoding="utf-8")
    plain_phone.goto(path.as_uri())
    assert asked == [path.as_uri()]
    words = plain_phone.inner_text("main")
    for text in (SAW, EXPLAINED, f"“{HE_SAID}”", "Far <Away> School", "Receipt", "Signature"):
        assert text in words
    assert words.index(SAW) < words.index(EXPLAINED)
    assert plain_phone.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_page_is_accessible(page: Page, package: Package) -> None:
    page.set_content(
        reader_of(package.manifest).replace("default-src 'none'; ", "")
    )  # axe itself is a script
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.locator("h1").count() == 1 and page.locator("script, link, img, iframe, a").count() == 0
