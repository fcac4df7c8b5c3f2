"""Signs and seals a package to a recipient, and opens one: the only two doors.

    raw = seal(package, ring_public=…, verifying_key=signing.verifying_key(us), sign=lambda message: signing.sign(us, message))
    opened = open_and_check(raw, organisation_id=us, privates=privates_by_ring(…), keys_of=…, was_seen=…)

Inside the seal:

    offset  bytes
         0     16  sender organisation
        16     32  sender's Ed25519 public key
        48     64  signature over "fairward package 1\\n" and the SHA-256 of the document
       112      4  length of the document
       116         document (canonical JSON), then the files in the document's order, without anything between

Nothing is read as JSON before the signature of a known organisation over exactly these bytes is found good. It may not store.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from fairward.exchange.package import canonical, envelope, limits, shapes
from fairward.exchange.package.checking import check, check_log_head
from fairward.exchange.package.contents import FORMAT, MAJOR, Manifest
from fairward.exchange.package.envelope import Outside, fingerprint, look_outside
from fairward.exchange.package.refusals import Refused
from fairward.keys import formats

_SIGNED = b"fairward package 1\n"
_INSIDE = struct.Struct(">16s32s64sI")


@dataclass(frozen=True, slots=True)
class Package:
    """A whole package, not sealed: the document, and the bytes of `manifest.files` in their order (the PDF first)."""

    manifest: Manifest
    contents: tuple[bytes, ...] = field(repr=False)

    @property
    def pdf(self) -> bytes:
        """The tagged PDF of its passages."""
        return self.contents[0]


@dataclass(frozen=True, slots=True)
class Opened:
    """A package that was accepted. `document` are the signed bytes, with `signature` the proof of who said it.

    `digest` is the SHA-256 of the document: the name of what was said, for receipts. `package_key` re-opens the content, so
    that it can be kept under another key than the ring.
    """

    package: Package
    outside: Outside
    digest: str
    sender_key: bytes
    signature: bytes = field(repr=False)
    document: bytes = field(repr=False)
    package_key: bytes = field(repr=False)


def seal(
    package: Package, *, ring_public: bytes, verifying_key: bytes, sign: Callable[[bytes], bytes]
) -> bytes:
    """The bytes that travel. `ring_public` is the recipient's exchange ring, `sign` signs as the sender. Refused if not whole."""
    manifest = package.manifest
    if manifest.recipient.ring != fingerprint(ring_public):
        raise Refused("unknown_ring", "recipient.ring")
    if manifest.sender.key != fingerprint(verifying_key):
        raise Refused("wrong_sender", "sender.key")
    check(shapes.checked(manifest))
    check_log_head(manifest, verifying_key)
    check_files(manifest, package.contents)
    document = canonical.encode(shapes.plain(manifest))
    canonical.decode(document)  # within its bounds
    signature = sign(signed_message(document))
    head = _INSIDE.pack(manifest.sender.organisation.bytes, verifying_key, signature, len(document))
    return seal_content(manifest, ring_public, b"".join((head, document, *package.contents)))


def seal_content(manifest: Manifest, ring_public: bytes, content: bytes) -> bytes:
    """Seal what `seal` put together; by itself it proves nothing."""
    ring = bytes.fromhex(manifest.recipient.ring)
    head = envelope.bound(manifest.id, manifest.recipient.organisation, ring, manifest.minor)
    key = formats.new_key()
    sealed_key = formats.seal(ring_public, key, envelope.key_place(head))
    raw = envelope.wrap(head, sealed_key, formats.encrypt(key, content, envelope.content_place(head)))
    if len(raw) > limits.MOST_BYTES:
        raise Refused("too_large")
    return raw


def signed_message(document: bytes) -> bytes:
    """What the sender signs."""
    return _SIGNED + hashlib.sha256(document).digest()


def open_and_check(
    raw: bytes,
    *,
    organisation_id: UUID,
    privates: Mapping[str, bytes],
    keys_of: Callable[[UUID], Collection[bytes]],
    was_seen: Callable[[UUID], bool],
) -> Opened:
    """Open a package that came for `organisation_id`, or raise Refused; nothing else is ever raised for bad bytes.

    `privates` are the private halves of the exchange ring's versions by fingerprint (`privates_by_ring`). `keys_of` gives
    the signing keys on the card of an organisation that was compared by telephone, none for a stranger. `was_seen` says
    whether a package was accepted before.
    """
    outside = look_outside(raw, organisation_id=organisation_id, rings=privates, was_seen=was_seen)
    try:
        private = privates[outside.ring]
        package_key = formats.open_sealed(private, outside.sealed_key, envelope.key_place(outside.bound))
    except formats.FormatError:
        raise Refused("does_not_open") from None
    return open_content(outside, package_key, keys_of)


def privates_by_ring(privates: Iterable[bytes]) -> dict[str, bytes]:
    """Private halves of a ring's versions by the fingerprint of their public halves."""
    return {fingerprint(formats.public_of(one)): one for one in privates}


def open_content(
    outside: Outside, package_key: bytes, keys_of: Callable[[UUID], Collection[bytes]]
) -> Opened:
    """Open and check the content with its package key: also for a package that was accepted and kept sealed."""
    try:
        content = formats.decrypt(package_key, outside.sealed_content, envelope.content_place(outside.bound))
    except (formats.FormatError, ValueError):
        raise Refused("does_not_open") from None
    sender, sender_key, signature, document = _divided(content)
    if not any(hmac.compare_digest(sender_key, known) for known in keys_of(sender)):
        raise Refused("unknown_sender")
    if not _is_signed(sender_key, signature, signed_message(document)):
        raise Refused("wrong_signature")
    manifest = _manifest(document)
    _check_parties(manifest, outside, sender, sender_key)
    check(manifest)
    check_log_head(manifest, sender_key)
    files = _files(manifest, memoryview(content)[_INSIDE.size + len(document) :])
    digest = hashlib.sha256(document).hexdigest()
    return Opened(Package(manifest, files), outside, digest, sender_key, signature, document, package_key)


def _divided(content: bytes) -> tuple[UUID, bytes, bytes, bytes]:
    if len(content) < _INSIDE.size:
        raise Refused("truncated")
    sender, key, signature, size = _INSIDE.unpack_from(content)
    if size > limits.MOST_DOCUMENT:
        raise Refused("too_large")
    if len(content) < _INSIDE.size + size:
        raise Refused("truncated")
    return UUID(bytes=sender), key, signature, content[_INSIDE.size : _INSIDE.size + size]


def _is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _manifest(document: bytes) -> Manifest:
    """The document; another major version is said before anything else of it is looked at."""
    value = canonical.decode(document)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise Refused("not_a_package", "format")
    major = value.get("major")
    if major != MAJOR or isinstance(major, bool):
        raise Refused("unknown_version", "major")
    return shapes.read(Manifest, value)


def _check_parties(manifest: Manifest, outside: Outside, sender: UUID, sender_key: bytes) -> None:
    if manifest.sender.organisation != sender or manifest.sender.key != fingerprint(sender_key):
        raise Refused("wrong_sender", "sender")
    if manifest.recipient.organisation != outside.recipient or manifest.recipient.ring != outside.ring:
        raise Refused("wrong_addressee", "recipient")
    if manifest.id != outside.package:
        raise Refused("wrong_id", "id")


def _files(manifest: Manifest, rest: memoryview) -> tuple[bytes, ...]:
    found, start = [], 0
    for one in manifest.files:
        found.append(bytes(rest[start : start + one.size]))
        start += one.size
    if start != len(rest):
        raise Refused("truncated" if start > len(rest) else "too_long", "files")
    check_files(manifest, found)
    return tuple(found)


def check_files(manifest: Manifest, contents: Collection[bytes]) -> None:
    """Refuse files that are not, byte by byte, those that the document names."""
    if len(contents) != len(manifest.files):
        raise Refused("wrong_digest", "files")
    for one, content in zip(manifest.files, contents, strict=True):
        if len(content) != one.size or hashlib.sha256(content).hexdigest() != one.sha256:
            raise Refused("wrong_digest", "files")
