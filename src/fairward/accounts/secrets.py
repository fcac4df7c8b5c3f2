"""One-time codes, and the sealing of second-factor secrets in the database. It may never touch a key of a record."""

from __future__ import annotations

import base64
import hashlib
import secrets

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

from fairward.keys import formats

# Without 0 and O, 1, I and L: the code is copied from paper by hand. Sixteen of these are 79 bits.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CONTEXT = b"fairward second factor"


def new_code() -> str:
    """A one-time code in four groups, for printing."""
    letters = [secrets.choice(ALPHABET) for _ in range(16)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, 16, 4))


def code_hash(code: str) -> bytes:
    """What is stored of a one-time code. A plain hash is enough: 79 random bits cannot be guessed offline either."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(b"fairward first code" + plain.encode()).digest()


def _key(secret: str | bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=CONTEXT).derive(force_bytes(secret))


def seal(text: str) -> str:
    """Encrypt a second-factor secret under the installation's own secret, so that a stolen database is not enough."""
    return base64.b64encode(formats.encrypt(_key(settings.SECRET_KEY), text.encode(), CONTEXT)).decode()


def unseal(sealed: str) -> str:
    """The secret that `seal` encrypted; older installation secrets are tried while they are still listed."""
    raw = base64.b64decode(sealed)
    candidates = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    for secret in candidates[:-1]:
        try:
            return formats.decrypt(_key(secret), raw, CONTEXT).decode()
        except formats.FormatError:
            continue
    return formats.decrypt(_key(candidates[-1]), raw, CONTEXT).decode()
