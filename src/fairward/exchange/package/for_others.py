"""An encrypted file for a recipient without Fairward: age with a passphrase, which is spoken by telephone.

    made = file_for_others(package, verifying_key=…, sign=…)
    made.content, made.name        # to be handed over: on a stick, by the recipient's own upload page; never in a mail
    made.passphrase                # shown once to the person who telephones, kept nowhere

Any program for age (https://age-encryption.org) opens it. Inside is a ZIP, stored without compression: `read-me.html` with
all words and a receipt to print (no network, no script), the PDF, the document with its signature, the attachments.
It may not keep, log or send anything, least of all the passphrase.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pyrage
from django.template.loader import render_to_string
from markupsafe import escape

from fairward.exchange.package import shapes
from fairward.exchange.package.building import PDF_NAME
from fairward.exchange.package.checking import check, check_log_head
from fairward.exchange.package.contents import ATTACHMENT, Manifest
from fairward.exchange.package.envelope import fingerprint
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.sealing import Package, check_files, signed_message
from fairward.exchange.package.words import body_of, json_of, title_of
from fairward.keys.words import random_words

# For `recipient.ring` where the recipient has no ring: nothing can be sealed to it.
NO_RING = "0" * 64
# 88 bits, enough by themselves: the file may be copied on its way and guessed at for as long as the child lives, and how dear
# age makes a guess depends on how busy the machine was.
WORDS = 8
READER, DOCUMENT, SIGNATURE = "read-me.html", "document.json", "signature.json"
_WHEN = (1980, 1, 1, 0, 0, 0)  # a ZIP has no "no time"
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
_PAGE = (
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    "<title>{title}</title><style>{style}</style></head><body><main>{body}{receipt}</main></body></html>"
)
_STYLE = """
body { font: 1rem/1.5 Helvetica, Arial, sans-serif; color: #0b0c0c; background: #fff; margin: 0; }
main { max-width: 44rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; } h2 { font-size: 1.3rem; margin-top: 2rem; } h3 { font-size: 1.1rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0;
  border-bottom: 1px solid #767676; }
.basis { font-weight: bold; margin-bottom: 0; } .claim { margin-top: 0; } .about { color: #484949; }
.attached { margin-left: .5rem; padding-left: .75rem; border-left: .25rem solid #5694ca; }
.receipt td { height: 2.5rem; width: 60%; }
@media print { .receipt { break-before: page; } h2, h3, .basis { break-after: avoid; } }
"""


@dataclass(frozen=True, slots=True)
class ForOthers:
    """The encrypted file with a name that says nothing, and the words that open it."""

    content: bytes = field(repr=False)
    name: str
    passphrase: str = field(repr=False)
    digest: str = ""


def file_for_others(package: Package, *, verifying_key: bytes, sign: Callable[[bytes], bytes]) -> ForOthers:
    """Encrypt a package (`recipient.ring` is NO_RING) under new words.

    Takes seconds, and up to 512 MiB for a moment: age asks of a guess what this machine can do in one second just then.

    `digest` is the SHA-256 of the document, which the receipt repeats.
    """
    manifest = package.manifest
    if manifest.recipient.ring != NO_RING or manifest.sender.key != fingerprint(verifying_key):
        raise Refused("wrong_sender", "sender.key")
    check(shapes.checked(manifest))
    check_log_head(manifest, verifying_key)
    check_files(manifest, package.contents)
    passphrase = " ".join(random_words(WORDS))
    inside = _zipped(package, verifying_key, sign)
    name = f"package-{str(manifest.id)[-12:]}.zip.age"
    digest = hashlib.sha256(json_of(manifest)).hexdigest()
    return ForOthers(pyrage.passphrase.encrypt(inside, passphrase), name, passphrase, digest)


def reader_of(manifest: Manifest) -> str:
    """The single-file page: every word of the document, and a receipt to print, sign and give back."""
    digest = hashlib.sha256(json_of(manifest)).hexdigest()
    receipt = render_to_string("exchange/package_receipt.html", {"shown": manifest, "digest": digest})
    title = escape(title_of(manifest))
    return _PAGE.format(title=title, style=_STYLE, body=body_of(manifest), receipt=receipt)


def _zipped(package: Package, verifying_key: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as made:
        for name, content in _files(package, verifying_key, sign):
            made.writestr(zipfile.ZipInfo(name, _WHEN), content)
    return held.getvalue()


def _files(
    package: Package, verifying_key: bytes, sign: Callable[[bytes], bytes]
) -> Iterator[tuple[str, bytes]]:
    document = json_of(package.manifest)
    yield READER, reader_of(package.manifest).encode()
    yield PDF_NAME, package.pdf
    yield DOCUMENT, document
    proof = {"public_key": verifying_key.hex(), "signature": sign(signed_message(document)).hex()}
    yield SIGNATURE, json.dumps(proof, indent=1).encode()
    for place, (one, content) in enumerate(zip(package.manifest.files, package.contents, strict=True)):
        if one.role == ATTACHMENT:
            yield f"files/{place:03}-{_plain_name(one.name)}", content


def _plain_name(name: str) -> str:
    """A name that every system can unpack, and that leads nowhere else."""
    return "".join(letter if letter in _LETTERS else "_" for letter in name).strip(".")[-80:] or "file"
