"""Every byte format of keys and ciphertexts, each with a version byte. It may not store or log anything.

docs/reference/key-formats.md draws the layouts; tests/vectors/keys holds one committed example of each, so
that what was sealed today can be opened for as long as the records must be kept.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
import unicodedata
from dataclasses import dataclass, field
from uuid import UUID

from argon2.exceptions import Argon2Error
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = 1
_FROM_WORDS = b"fairward recovery words 1"
# The first byte of everything is the version, the second says which format it is.
SYMMETRIC = bytes((VERSION, 0x01))
SEALED = bytes((VERSION, 0x02))
PUBLIC = bytes((VERSION, 0x03))
PRIVATE = bytes((VERSION, 0x04))
UNDER_PASSPHRASE = bytes((VERSION, 0x05))
UNDER_WORDS = bytes((VERSION, 0x06))
HELD = bytes((VERSION, 0x07))

KEY_SIZE = 32
NONCE_SIZE = 12
SALT_SIZE = 16
_COST = struct.Struct(">IBB")  # memory in KiB, passes, lanes
# Bytes from a stolen or damaged row may not make the server allocate what it likes.
_MEMORY_CEILING_KIB, _PASSES_CEILING, _LANES_CEILING = 1024 * 1024, 64, 16

# RFC 9180 with the ML-KEM-768 + X25519 hybrid: records stay private for longer than curves alone can promise.
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class FormatError(Exception):
    """The bytes are not what they should be: wrong key, wrong place, wrong version, damaged or forged."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A hybrid key pair as bytes: `private` is 98 bytes, `public` 1,218."""

    private: bytes = field(repr=False)
    public: bytes


@dataclass(frozen=True, slots=True)
class PassphraseCost:
    """What one guess costs (Argon2id): memory in KiB, passes, lanes. Only tests may use less."""

    memory_kib: int = 65536
    passes: int = 3
    lanes: int = 4


# --- context --------------------------------------------------------------------------------------


def bind(organisation_id: UUID | None, table: str, row_id: UUID, version: int) -> bytes:
    """Return the one byte string that names this place; a ciphertext bound to it opens nowhere else.

    None stands for what belongs to no organisation (a person's own key). Lengths are fixed or stated, so that
    two different places never give the same bytes.
    """
    name = table.encode()
    owner = organisation_id.bytes if organisation_id else bytes(16)
    return b"fw1" + struct.pack(">H", len(name)) + name + owner + row_id.bytes + struct.pack(">I", version)


# --- symmetric ------------------------------------------------------------------------------------


def new_key() -> bytes:
    """Return a fresh symmetric key of 32 random bytes."""
    return os.urandom(KEY_SIZE)


def encrypt(key: bytes, plaintext: bytes, context: bytes) -> bytes:
    """AES-256-GCM, random 96-bit nonce, bound to `context`: header, nonce, ciphertext with its tag."""
    return _encrypt(SYMMETRIC, key, plaintext, context)


def decrypt(key: bytes, ciphertext: bytes, context: bytes) -> bytes:
    """Undo `encrypt`; FormatError unless key, context and every byte are right."""
    return _decrypt(SYMMETRIC, key, ciphertext, context)


def _encrypt(header: bytes, key: bytes, plaintext: bytes, context: bytes) -> bytes:
    nonce = os.urandom(NONCE_SIZE)
    return header + nonce + AESGCM(key).encrypt(nonce, plaintext, header + context)


def _decrypt(header: bytes, key: bytes, ciphertext: bytes, context: bytes) -> bytes:
    start = len(header)
    if ciphertext[:start] != header or len(ciphertext) < start + NONCE_SIZE + 16:
        raise FormatError("not a ciphertext of this version")
    try:
        nonce, body = ciphertext[start : start + NONCE_SIZE], ciphertext[start + NONCE_SIZE :]
        return AESGCM(key).decrypt(nonce, body, header + context)
    except (InvalidTag, ValueError):
        raise FormatError("does not open with this key in this place") from None


# --- pairs and seals ------------------------------------------------------------------------------


class PrivateKey:
    """A loaded private key, for opening several seals; it shows nothing and cannot be pickled or copied."""

    __slots__ = ("_loaded",)

    def __init__(self, private: bytes) -> None:
        x25519, mlkem = _load_private(private)
        self._loaded = MLKEM768X25519PrivateKey(mlkem, x25519)

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """Open one seal made for this key and `context`; FormatError otherwise."""
        if sealed[:2] != SEALED:
            raise FormatError("not a seal of this version")
        try:
            return _SUITE.decrypt(sealed[2:], self._loaded, info=SEALED + context)
        except (InvalidTag, ValueError):
            raise FormatError("does not open with this key in this place") from None

    def __repr__(self) -> str:
        return "<PrivateKey>"

    def __reduce_ex__(self, _protocol: object) -> str:
        raise TypeError("a private key is not copied or pickled")


def generate_pair() -> Pair:
    """Make a fresh hybrid pair."""
    return _pair(os.urandom(32), os.urandom(64))


def public_of(private: bytes) -> bytes:
    """Return the public half of a serialised private key."""
    return _pair(private[2:34], private[34:]).public if _is_private(private) else _refuse("private key")


def seal(public: bytes, plaintext: bytes, context: bytes) -> bytes:
    """HPKE (RFC 9180) to a public key, bound to `context`: header, encapsulation (1,120), ciphertext."""
    if public[:2] != PUBLIC or len(public) != 2 + 32 + 1184:
        _refuse("public key")
    try:
        x25519 = X25519PublicKey.from_public_bytes(public[2:34])
        mlkem = MLKEM768PublicKey.from_public_bytes(public[34:])
        loaded = MLKEM768X25519PublicKey(mlkem, x25519)
        return SEALED + _SUITE.encrypt(plaintext, loaded, info=SEALED + context)
    except ValueError:
        raise FormatError("not a public key") from None


def open_sealed(private: bytes, sealed: bytes, context: bytes) -> bytes:
    """Undo `seal`; FormatError unless key, context and every byte are right."""
    return PrivateKey(private).open(sealed, context)


def _is_private(private: bytes) -> bool:
    return private[:2] == PRIVATE and len(private) == 2 + 32 + 64


def _refuse(what: str) -> bytes:
    raise FormatError(f"not a {what} of this version")


def _load_private(private: bytes) -> tuple[X25519PrivateKey, MLKEM768PrivateKey]:
    if not _is_private(private):
        _refuse("private key")
    mlkem = MLKEM768PrivateKey.from_seed_bytes(private[34:])
    return X25519PrivateKey.from_private_bytes(private[2:34]), mlkem


def _pair(x25519_private: bytes, mlkem_seed: bytes) -> Pair:
    private = PRIVATE + x25519_private + mlkem_seed
    x25519, mlkem = _load_private(private)
    public = PUBLIC + x25519.public_key().public_bytes_raw() + mlkem.public_key().public_bytes_raw()
    return Pair(private, public)


# --- what a person remembers or keeps on paper ----------------------------------------------------


def encrypt_under_passphrase(
    passphrase: str, plaintext: bytes, context: bytes, cost: PassphraseCost
) -> bytes:
    """Argon2id, then AES-256-GCM: header, cost (6 bytes, so that it can rise), salt, nonce, ciphertext."""
    salt = os.urandom(SALT_SIZE)
    header = UNDER_PASSPHRASE + _COST.pack(cost.memory_kib, cost.passes, cost.lanes) + salt
    return _encrypt(header, _stretch(passphrase, salt, cost), plaintext, context)


def decrypt_under_passphrase(passphrase: str, ciphertext: bytes, context: bytes) -> bytes:
    """Undo `encrypt_under_passphrase`; FormatError for a wrong passphrase as for damaged bytes."""
    end = 2 + _COST.size + SALT_SIZE
    header = ciphertext[:end]
    if header[:2] != UNDER_PASSPHRASE or len(header) != end:
        _refuse("passphrase wrap")
    cost = PassphraseCost(*_COST.unpack(header[2 : 2 + _COST.size]))
    return _decrypt(header, _stretch(passphrase, header[-SALT_SIZE:], cost), ciphertext, context)


def _stretch(passphrase: str, salt: bytes, cost: PassphraseCost) -> bytes:
    too_dear = (
        cost.memory_kib > _MEMORY_CEILING_KIB or cost.passes > _PASSES_CEILING or cost.lanes > _LANES_CEILING
    )
    if too_dear:
        raise FormatError("asks for more memory or passes than any passphrase needs")
    # One spelling for one passphrase, whichever keyboard typed it.
    secret = unicodedata.normalize("NFKC", passphrase).strip().encode()
    try:
        return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_SIZE, Type.ID)
    except Argon2Error:
        raise FormatError("the cost of the passphrase is not usable") from None


def encrypt_under_words(entropy: bytes, plaintext: bytes, context: bytes) -> bytes:
    """AES-256-GCM under a key derived from the 32 bytes behind 24 words: header, nonce, ciphertext."""
    return _encrypt(UNDER_WORDS, _derive(entropy, _FROM_WORDS, KEY_SIZE), plaintext, context)


def decrypt_under_words(entropy: bytes, ciphertext: bytes, context: bytes) -> bytes:
    """Undo `encrypt_under_words`; FormatError unless the words, context and every byte are right."""
    return _decrypt(UNDER_WORDS, _derive(entropy, _FROM_WORDS, KEY_SIZE), ciphertext, context)


def pair_from_words(entropy: bytes) -> Pair:
    """The escrow pair behind the 24 words on the sheet in the safe: the same words, the same pair."""
    material = _derive(entropy, b"fairward escrow pair 1", 32 + 64)
    return _pair(material[:32], material[32:])


def _derive(entropy: bytes, label: bytes, size: int) -> bytes:
    if len(entropy) != 32:
        _refuse("set of 24 words")
    return HKDF(algorithm=SHA256(), length=size, salt=None, info=label).derive(entropy)


# --- held by the server, and keyed digests --------------------------------------------------------


def pack_held(secret: bytes) -> bytes:
    """A server-held secret as it lies at the key provider: header, 32 bytes, 4 bytes of their SHA-256."""
    return HELD + secret + hashlib.sha256(secret).digest()[:4]


def unpack_held(stored: bytes) -> bytes:
    """Undo `pack_held`; FormatError when a file was cut short, rather than encrypt under half a key."""
    secret = stored[2 : 2 + KEY_SIZE]
    if len(stored) != 2 + KEY_SIZE + 4 or pack_held(secret) != stored:
        _refuse("held secret")
    return secret


def keyed_digest(key: bytes, label: str, value: bytes) -> bytes:
    """HMAC-SHA256 of a labelled value: equality can be matched by whoever has the key, and by nobody else."""
    name = label.encode()
    return hmac.digest(key, b"fw1" + struct.pack(">H", len(name)) + name + value, "sha256")
