"""Checks a package of disclosure-format.md from its description alone: needs Python and the library `cryptography` 48 or newer.

    python check_disclosure.py VECTOR.json

VECTOR.json is one of the committed examples (tests/vectors/packages). It writes "accepted" and the digest of the document, or
"refused" and why. It checks what makes a package genuine (outside, seal, signature, spelling, parties, files), not every rule
about passages. None of Fairward's own code is used, so that two programs say the same about the same bytes.
"""

import base64
import hashlib
import json
import struct
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
MOST = 64 * 1024 * 1024


class Refusal(Exception):
    """Why a package is not genuine."""


def demand(is_so, why):
    if not is_so:
        raise Refusal(why)


def uuid_text(raw):
    digits = raw.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def outside(raw, organisation, seen):
    demand(len(raw) <= MOST, "too_large")
    demand(raw[:6] == b"FWPACK", "not_a_package")
    demand(raw[6] == 1, "unknown_version")
    key_size, content_size = struct.unpack(">IQ", raw[72:84])
    demand(content_size <= MOST, "too_large")
    demand(len(raw) >= 84 + key_size + content_size, "truncated")
    demand(len(raw) == 84 + key_size + content_size, "too_long")
    demand(uuid_text(raw[24:40]) == organisation, "wrong_addressee")
    demand(uuid_text(raw[8:24]) not in seen, "seen_before")
    return raw[:72], raw[84 : 84 + key_size], raw[84 + key_size :]


def opened(bound, sealed_key, sealed_content, ring_private):
    demand(ring_private[:2] == b"\x01\x04", "not a ring's private half")
    x25519 = X25519PrivateKey.from_private_bytes(ring_private[2:34])
    mlkem = MLKEM768PrivateKey.from_seed_bytes(ring_private[34:98])
    public = b"\x01\x03" + x25519.public_key().public_bytes_raw() + mlkem.public_key().public_bytes_raw()
    demand(hashlib.sha256(public).digest() == bound[40:72], "unknown_ring")
    demand(sealed_key[:2] == b"\x01\x02" and sealed_content[:2] == b"\x01\x01", "does_not_open")
    try:
        info = b"\x01\x02" + b"fairward package key\0" + bound
        key = SUITE.decrypt(sealed_key[2:], MLKEM768X25519PrivateKey(mlkem, x25519), info=info)
        associated = b"\x01\x01" + b"fairward package content\0" + bound
        return AESGCM(key).decrypt(sealed_content[2:14], sealed_content[14:], associated)
    except (InvalidTag, ValueError):
        raise Refusal("does_not_open") from None


def signed_document(content, known):
    demand(len(content) >= 116, "truncated")
    sender, public, signature = uuid_text(content[:16]), content[16:48], content[48:112]
    (size,) = struct.unpack(">I", content[112:116])
    demand(len(content) >= 116 + size, "truncated")
    document = content[116 : 116 + size]
    demand(public.hex() in known.get(sender, ()), "unknown_sender")
    try:
        message = b"fairward package 1\n" + hashlib.sha256(document).digest()
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise Refusal("wrong_signature") from None
    return sender, public, document, content[116 + size :]


def ordered(value):
    if isinstance(value, dict):
        return {key: ordered(value[key]) for key in sorted(value, key=lambda one: one.encode("utf-16-be"))}
    return [ordered(one) for one in value] if isinstance(value, list) else value


def read(document):
    try:
        value = json.loads(document)
        written = json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        demand(
            written.encode() == document and b"." not in json.dumps(numbers(value)).encode(), "not_canonical"
        )
    except (ValueError, RecursionError):
        raise Refusal("not_canonical") from None
    demand(value.get("format") == "fairward-package", "not_a_package")
    demand(value.get("major") == 1, "unknown_version")
    return value


def numbers(value):
    if isinstance(value, dict | list):
        inside = value.values() if isinstance(value, dict) else value
        return [number for one in inside for number in numbers(one)]
    return [value] if isinstance(value, int | float) else []


def check_parties(value, bound, sender, public):
    demand(value["sender"]["organisation"] == sender, "wrong_sender")
    demand(value["sender"]["key"] == hashlib.sha256(public).hexdigest(), "wrong_sender")
    demand(value["recipient"]["organisation"] == uuid_text(bound[24:40]), "wrong_addressee")
    demand(value["recipient"]["ring"] == bound[40:72].hex(), "wrong_addressee")
    demand(value["id"] == uuid_text(bound[8:24]), "wrong_id")


def check_files(value, rest):
    for one in value["files"]:
        content, rest = rest[: one["size"]], rest[one["size"] :]
        same = hashlib.sha256(content).hexdigest() == one["sha256"]
        demand(len(content) == one["size"] and same, "wrong_digest")
    demand(not rest, "too_long")


def check(vector):
    raw = base64.b64decode(vector["package"])
    bound, sealed_key, sealed_content = outside(raw, vector["organisation"], vector["seen"])
    content = opened(bound, sealed_key, sealed_content, bytes.fromhex(vector["ring_private"]))
    sender, public, document, rest = signed_document(content, vector["known"])
    value = read(document)
    check_parties(value, bound, sender, public)
    check_files(value, rest)
    return hashlib.sha256(document).hexdigest()


def main(path):
    try:
        sys.stdout.write(f"accepted {check(json.loads(Path(path).read_text(encoding='utf-8')))}\n")
    except Refusal as refusal:
        sys.stdout.write(f"refused {refusal}\n")


if __name__ == "__main__":
    main(sys.argv[1])
