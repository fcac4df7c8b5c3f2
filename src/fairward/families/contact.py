"""How to reach somebody of a family, under the directory key, and whether two addresses are one. It may not write to anybody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from uuid import UUID

from fairward.keys import directory

ACCOUNT_TABLE = "families_familyaccount"
DIGITS_AT_LEAST = 6


@dataclass(frozen=True, slots=True)
class Contact:
    """Mail address, telephone number, and what makes contact safe, in words. Any of them may be empty."""

    email: str = ""
    phone: str = ""
    safety: str = ""

    @property
    def mails(self) -> frozenset[str]:
        """The mail address as it is compared; nothing when there is none."""
        return frozenset({same_mail(self.email)} - {""})

    @property
    def numbers(self) -> frozenset[str]:
        """The telephone number as it is compared; nothing when there is none."""
        return numbers_of([self.phone])


def same_mail(email: str) -> str:
    """Equal for two spellings of one mailbox: capitals, blanks, and what follows a plus sign make no other one."""
    name, at, domain = email.strip().casefold().rpartition("@")
    return f"{name.partition('+')[0]}{at}{domain}"


def numbers_of(phones: Iterable[str]) -> frozenset[str]:
    """Telephone numbers as they are compared: digits only, and at home and from abroad alike (+44 7700 … is 07700 …)."""
    found = (_same_number(phone) for phone in phones)
    return frozenset(one for one in found if len(one) >= DIGITS_AT_LEAST)


def _same_number(phone: str) -> str:
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    return re.sub(r"^(0044|44(?=[1-9]\d{9}$))0?", "0", digits)


def protect_contact(organisation_id: UUID, family_account_id: UUID, contact: Contact) -> bytes:
    """The contact under the directory key, bound to this account's row; nothing stays nothing."""
    filled = {key: value for key, value in asdict(contact).items() if value}
    if not filled:
        return b""
    raw = json.dumps(filled, ensure_ascii=False, separators=(",", ":")).encode()
    return directory.protect(organisation_id, ACCOUNT_TABLE, family_account_id, raw)


def reveal_contact(organisation_id: UUID, family_account_id: UUID, sealed: bytes | memoryview) -> Contact:
    """Undo `protect_contact`."""
    if not sealed:
        return Contact()
    raw = directory.reveal(organisation_id, ACCOUNT_TABLE, family_account_id, bytes(sealed))
    return Contact(**json.loads(raw))
