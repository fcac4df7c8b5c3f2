"""What was sealed with the first version of each format still opens, and the formats have not moved by a byte."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fairward.keys import formats, words

FOLDER = Path(__file__).resolve().parents[2] / "vectors" / "keys"


def vector(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text())
    return found


def unhex(given: dict[str, Any], name: str) -> bytes:
    return bytes.fromhex(given[name])


def test_a_place_is_these_bytes() -> None:
    given = vector("place")
    organisation, row = UUID(given["organisation"]), UUID(given["row"])
    assert formats.bind(organisation, given["table"], row, given["version"]) == unhex(given, "bytes")
    assert formats.bind(None, "keys_personkey", row, 1) == unhex(given, "of_nobody")


def test_symmetric_opens() -> None:
    given = vector("symmetric")
    opened = formats.decrypt(unhex(given, "key"), unhex(given, "ciphertext"), unhex(given, "place"))
    assert opened.decode() == given["plaintext"]


def test_symmetric_is_plain_aes_gcm_in_the_documented_layout() -> None:
    given = vector("symmetric")
    raw = unhex(given, "ciphertext")
    assert raw[:2] == b"\x01\x01"
    opened = AESGCM(unhex(given, "key")).decrypt(raw[2:14], raw[14:], raw[:2] + unhex(given, "place"))
    assert opened.decode() == given["plaintext"]


def test_a_pair_is_these_bytes() -> None:
    given = vector("pair")
    private, public = unhex(given, "private"), unhex(given, "public")
    assert private == b"\x01\x04" + unhex(given, "x25519_private") + unhex(given, "mlkem_seed")
    assert formats.public_of(private) == public
    assert (len(private), len(public), public[:2]) == (98, 1218, b"\x01\x03")


def test_a_seal_opens() -> None:
    given = vector("sealed")
    sealed = unhex(given, "sealed")
    assert (
        formats.open_sealed(unhex(given, "private"), sealed, unhex(given, "place")).decode()
        == given["plaintext"]
    )
    assert len(sealed) == 2 + 1120 + len(given["plaintext"].encode()) + 16


def test_a_passphrase_opens_in_either_spelling() -> None:
    given = vector("passphrase")
    for typed in (given["passphrase"], " five plain words on a wall "):
        opened = formats.decrypt_under_passphrase(typed, unhex(given, "ciphertext"), unhex(given, "place"))
        assert opened.decode() == given["plaintext"]


def test_a_passphrase_is_plain_argon2id_in_the_documented_layout() -> None:
    given = vector("passphrase")
    raw = unhex(given, "ciphertext")
    header, nonce, body = raw[:24], raw[24:36], raw[36:]
    assert header[:8] == b"\x01\x05" + (256).to_bytes(4, "big") + b"\x02\x01"
    stretch = Argon2id(salt=header[8:], length=32, iterations=2, lanes=1, memory_cost=256)
    key = stretch.derive(b"five plain words on a wall")
    assert AESGCM(key).decrypt(nonce, body, header + unhex(given, "place")).decode() == given["plaintext"]


def test_recovery_words_open() -> None:
    given = vector("words")
    assert words.entropy_of(given["words"]) == unhex(given, "entropy")
    opened = formats.decrypt_under_words(
        unhex(given, "entropy"), unhex(given, "ciphertext"), unhex(given, "place")
    )
    assert opened.decode() == given["plaintext"]


def test_the_sheet_always_gives_the_same_pair() -> None:
    given = vector("sheet")
    pair = formats.pair_from_words(unhex(given, "entropy"))
    assert (pair.private, pair.public) == (unhex(given, "private"), unhex(given, "public"))
    derived = HKDF(algorithm=SHA256(), length=96, salt=None, info=b"fairward escrow pair 1")
    assert pair.private[2:] == derived.derive(unhex(given, "entropy"))


def test_a_held_secret_is_these_bytes() -> None:
    given = vector("held")
    secret, stored = unhex(given, "secret"), unhex(given, "stored")
    assert formats.unpack_held(stored) == secret
    assert stored == b"\x01\x07" + secret + hashlib.sha256(secret).digest()[:4]


def test_a_digest_is_these_bytes() -> None:
    given = vector("digest")
    found = formats.keyed_digest(unhex(given, "key"), given["label"], given["value"].encode())
    assert found == unhex(given, "digest")


OPENERS = {
    "symmetric": ("ciphertext", lambda g, raw: formats.decrypt(unhex(g, "key"), raw, unhex(g, "place"))),
    "sealed": ("sealed", lambda g, raw: formats.open_sealed(unhex(g, "private"), raw, unhex(g, "place"))),
    "words": (
        "ciphertext",
        lambda g, raw: formats.decrypt_under_words(unhex(g, "entropy"), raw, unhex(g, "place")),
    ),
    "held": ("stored", lambda g, raw: formats.unpack_held(raw)),
}


@pytest.mark.parametrize("name", OPENERS)
def test_no_byte_can_change_and_none_be_cut_or_added(name: str) -> None:
    column, opens = OPENERS[name]
    given = vector(name)
    raw = unhex(given, column)
    for place in range(len(raw)):
        changed = raw[:place] + bytes([raw[place] ^ 0x40]) + raw[place + 1 :]
        with pytest.raises(formats.FormatError):
            opens(given, changed)
    for changed in (raw[:-1], raw[1:], raw + b"\0", b"", raw[:1], raw[:2]):
        with pytest.raises(formats.FormatError):
            opens(given, changed)


def test_no_byte_of_a_passphrase_wrap_can_change() -> None:
    given = vector("passphrase")
    raw = unhex(given, "ciphertext")
    for place in range(len(raw)):
        changed = raw[:place] + bytes([raw[place] ^ 0x40]) + raw[place + 1 :]
        with pytest.raises(formats.FormatError):
            formats.decrypt_under_passphrase(given["passphrase"], changed, unhex(given, "place"))
