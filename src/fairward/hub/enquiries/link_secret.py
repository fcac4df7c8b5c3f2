"""The two halves that open a one-time link: the link itself, and a code that is told another way. Neither is kept."""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

from fairward.keys import formats
from fairward.keys.persons import passphrase_cost

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that look alike when read out
TABLE = "enquiries_onetimelink"
QUESTION, DRAFT = f"{TABLE}.question", f"{TABLE}.draft"


def fresh() -> tuple[str, str]:
    """A new link's own half, 256 bits, and eight letters and digits to read out."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return secrets.token_urlsafe(32), f"{code[:4]} {code[4:]}"


def digest(token: str) -> bytes:
    """How a link is recognised without being kept."""
    return hashlib.sha256(token.encode()).digest()


def lock(organisation_id: UUID, link_id: UUID, place: str, token: str, code: str, content: bytes) -> bytes:
    """Seal content so that link and code together open it, and nothing that is kept does."""
    where = formats.bind(organisation_id, place, link_id, 1)
    return formats.encrypt_under_passphrase(_together(token, code), content, where, passphrase_cost())


def unlock(organisation_id: UUID, link_id: UUID, place: str, token: str, code: str, locked: bytes) -> bytes:
    """Undo `lock`; FormatError for a wrong code."""
    where = formats.bind(organisation_id, place, link_id, 1)
    return formats.decrypt_under_passphrase(_together(token, code), locked, where)


def _together(token: str, code: str) -> str:
    return f"{token} {''.join(code.upper().split())}"
