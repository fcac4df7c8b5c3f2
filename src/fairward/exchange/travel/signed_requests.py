"""HTTP message signatures of what crosses (RFC 9421, one fixed list of components, Ed25519). Pure.

docs/reference/exchange-wire.md says the same for whoever builds the other side.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.keys.signing import is_signed

IN, RECEIPTS = "/exchange/in/", "/exchange/receipts/"
CONTENT_TYPE = "application/vnd.fairward"
SKEW = timedelta(minutes=5)  # clocks of two servers may differ by this much, and a copy is good for no longer
LONGEST_HEADER = 4096
_COMPONENTS = (
    "@method", "@path", "content-digest", "content-length", "content-type", "fairward-addressee", "fairward-head",
    "fairward-kind", "fairward-package", "fairward-ring", "fairward-sender",
)  # fmt: skip
HEADERS = tuple(name for name in _COMPONENTS if not name.startswith("@"))
_LISTED = "(" + " ".join(f'"{name}"' for name in _COMPONENTS) + ")"
_PARAMETERS = re.compile(r'sig=(\(.*\);created=(\d{1,12});keyid="([0-9a-f]{16})";alg="ed25519")')
_SIGNATURE = re.compile(r"sig=:([A-Za-z0-9+/=]{88}):")
_DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/=]{44}):")


class Unreadable(ValueError):
    """A request that is not written as it should be; nobody is told more than that."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands outside the seal: from whom, to whom, which package, what sort, sealed to which ring, the sender's head.

    `digest` is the SHA-256 of the body of `size` bytes; `head` a signed note of the sender's log, or nothing.
    """

    package_id: UUID
    sender_id: UUID
    addressee_id: UUID
    kind: EnvelopeKind
    digest: bytes
    size: int
    ring_id: UUID | None = None
    head: str = ""


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """An envelope as it was read from a request, with what its signature covers."""

    envelope: Envelope
    created: int
    key_id: str
    covered: bytes
    signature: bytes

    def is_from(self, public: bytes) -> bool:
        """Whether the holder of `public` signed exactly this."""
        return self.key_id == key_id(public) and is_signed(public, self.signature, self.covered)

    def is_fresh(self, now: datetime) -> bool:
        """Whether it was signed a moment ago."""
        return abs(now.timestamp() - self.created) <= SKEW.total_seconds()


def digest_of(body: bytes) -> bytes:
    """The SHA-256 that stands in the headers."""
    return hashlib.sha256(body).digest()


def key_id(public: bytes) -> str:
    """The short name of a key in a signature."""
    return hashlib.sha256(public).hexdigest()[:16]


def sign(
    envelope: Envelope, path: str, *, now: datetime, public: bytes, signer: Callable[[bytes], bytes]
) -> dict[str, str]:
    """The headers with which an envelope is posted to `path`."""
    plain = _headers_of(envelope)
    parameters = f'{_LISTED};created={int(now.timestamp())};keyid="{key_id(public)}";alg="ed25519"'
    signature = base64.b64encode(signer(_base("POST", path, plain, parameters))).decode()
    return {**plain, "signature-input": f"sig={parameters}", "signature": f"sig=:{signature}:"}


def read(method: str, path: str, headers: Mapping[str, str]) -> SignedRequest:
    """The envelope of a request. Says nothing yet about who signed it."""
    given = {name: headers.get(name, "") for name in (*HEADERS, "signature-input", "signature")}
    parameters = _PARAMETERS.fullmatch(given["signature-input"])
    signature = _SIGNATURE.fullmatch(given["signature"])
    if any(len(value) > LONGEST_HEADER for value in given.values()) or not parameters or not signature:
        raise Unreadable("the signature is not written as it should be")
    if not parameters[1].startswith(_LISTED + ";"):
        raise Unreadable("the signature covers something else")
    try:
        envelope = _envelope_of(given)
        signed = base64.b64decode(signature[1], validate=True)
    except (ValueError, KeyError, StopIteration):
        raise Unreadable("a header is not what it should be") from None
    return SignedRequest(
        envelope, int(parameters[2]), parameters[3], _base(method, path, given, parameters[1]), signed
    )


def _headers_of(envelope: Envelope) -> dict[str, str]:
    return {
        "content-digest": f"sha-256=:{base64.b64encode(envelope.digest).decode()}:",
        "content-length": str(envelope.size),
        "content-type": CONTENT_TYPE,
        "fairward-addressee": str(envelope.addressee_id),
        "fairward-head": base64.b64encode(envelope.head.encode()).decode() or "-",
        "fairward-kind": envelope.kind.code,
        "fairward-package": str(envelope.package_id),
        "fairward-ring": str(envelope.ring_id or "-"),
        "fairward-sender": str(envelope.sender_id),
    }


def _envelope_of(given: Mapping[str, str]) -> Envelope:
    digest, size = _DIGEST.fullmatch(given["content-digest"]), given["content-length"]
    if not digest or not (size.isascii() and size.isdigit() and len(size) < 12):
        raise ValueError("no digest or no length")
    if given["content-type"] != CONTENT_TYPE:
        raise ValueError("another type")
    head, ring = given["fairward-head"], given["fairward-ring"]
    try:
        note = "" if head == "-" else base64.b64decode(head, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise ValueError("not a head") from None
    return Envelope(
        package_id=_id(given["fairward-package"]),
        sender_id=_id(given["fairward-sender"]),
        addressee_id=_id(given["fairward-addressee"]),
        kind=next(one for one in EnvelopeKind if one.code == given["fairward-kind"]),
        digest=base64.b64decode(digest[1], validate=True),
        size=int(size),
        ring_id=None if ring == "-" else _id(ring),
        head=note,
    )


def _id(text: str) -> UUID:
    """Only one way to write an id: two spellings of one package would be two packages."""
    found = UUID(text)
    if str(found) != text:
        raise ValueError("an id is written in one way")
    return found


def _base(method: str, path: str, headers: Mapping[str, str], parameters: str) -> bytes:
    """The signature base of RFC 9421: one line a component, the parameters last."""
    lines = [f'"@method": {method}', f'"@path": {path}']
    lines += [f'"{name}": {headers[name]}' for name in HEADERS]
    return "\n".join([*lines, f'"@signature-params": {parameters}']).encode()
