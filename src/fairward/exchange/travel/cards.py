"""The signed card of an organisation, as text, and the digits by which two people compare it. Pure."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from fairward.audit.leaves import canonical
from fairward.kernel.vocabulary import OrganisationKind
from fairward.keys import formats
from fairward.keys.signing import is_signed

VERSION = 1
LONGEST_CARD = 8192  # characters; a card has about 2,100
GROUPS, GROUP = 6, 5  # 30 digits: about 100 bits, read out in a minute
_SIGNED_AS = b"fairward card 1\n"
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class CardError(ValueError):
    """Text that is not a card; the sentence is for whoever pasted it."""


@dataclass(frozen=True, slots=True)
class Card:
    """Who an organisation is, where its packages go, which key signs for it, which ring they are sealed to."""

    organisation_id: UUID
    name: str
    kind: OrganisationKind
    address: str
    signing_key: bytes
    ring_id: UUID
    ring_version: int
    ring_key: bytes
    made_at: datetime


def write(card: Card, sign: Callable[[bytes], bytes]) -> str:
    """The card as text, signed with the key that stands on it."""
    fields = {
        "fairward_card": VERSION,
        "organisation": str(card.organisation_id),
        "name": card.name,
        "kind": card.kind.code,
        "address": card.address,
        "signing_key": _to_text(card.signing_key),
        "ring": str(card.ring_id),
        "ring_version": card.ring_version,
        "ring_key": _to_text(card.ring_key),
        "made_at": card.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    signature = sign(_SIGNED_AS + canonical(fields))
    return json.dumps({**fields, "signature": _to_text(signature)}, indent=1, ensure_ascii=True) + "\n"


def read(text: str) -> Card:
    """The card that was pasted, once its own signature is right; CardError says what to do otherwise."""
    fields = _fields_of(text)
    try:
        card, signature = _card_of(fields), _to_bytes(fields.pop("signature"))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise CardError("A part of this card is missing or damaged. Ask them to send it again.") from None
    if not is_signed(card.signing_key, signature, _SIGNED_AS + canonical(fields)):
        raise CardError("This card was changed after it was made. Do not use it: ask them to send it again.")
    return card


def fingerprint(card: Card) -> tuple[str, ...]:
    """Six groups of five digits that stand for the organisation and the key that signs for it.

    The ring is left out on purpose: it is replaced whenever a holder leaves, and a new one is signed with this key.
    """
    material = b"fairward fingerprint 1\n" + card.organisation_id.bytes + card.signing_key
    number = int.from_bytes(hashlib.sha512(material).digest(), "big") % 10 ** (GROUPS * GROUP)
    digits = str(number).zfill(GROUPS * GROUP)
    return tuple(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))


def is_newer(card: Card, other: Card) -> bool:
    """Whether a card of the same key replaces another: never with an older ring, however late it was made."""
    return (card.ring_version, card.made_at) > (other.ring_version, other.made_at)


def is_heard(card: Card, heard: str) -> bool:
    """Whether the digits that somebody read out are those of this card; spaces and hyphens do not matter."""
    return "".join(sign for sign in heard if sign.isalnum()) == "".join(fingerprint(card))


def is_usable(address: str, *, plain_loopback: bool) -> bool:
    """Whether packages may be sent to this address: https, no path, no name or password in it.

    `plain_loopback` allows http to this same machine, for demonstrations and tests.
    """
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    is_bare = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username or parts.password)
    is_safe = parts.scheme == "https" or (
        plain_loopback and parts.scheme == "http" and parts.hostname in _LOOPBACK
    )
    return bool(parts.hostname) and is_bare and is_safe and address.isascii() and address.isprintable()


def _fields_of(text: str) -> dict[str, Any]:
    if len(text) > LONGEST_CARD:
        raise CardError(
            "This is much longer than a card. Paste the card alone, from the first { to the last }."
        )
    try:
        fields = json.loads(text)
    except ValueError:
        fields = None
    if not isinstance(fields, dict) or "fairward_card" not in fields:
        raise CardError("This is not a card. Paste all of it, from the first { to the last }.")
    if fields["fairward_card"] != VERSION:
        raise CardError(
            "This card was made by a newer Fairward. Ask whoever runs yours to bring it up to date."
        )
    return fields


def _card_of(fields: dict[str, Any]) -> Card:
    kind = next((one for one in OrganisationKind if one.code == fields["kind"]), None)
    name = str(fields["name"])
    made_at = datetime.strptime(fields["made_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    signing, ring = _to_bytes(fields["signing_key"]), _to_bytes(fields["ring_key"])
    is_sound = 0 < len(name.strip()) <= 200 and name.isprintable() and len(str(fields["address"])) <= 300
    is_ring = ring[:2] == formats.PUBLIC and len(ring) == 2 + 32 + 1184
    version = fields["ring_version"]
    if kind is None or not is_sound or not is_ring or len(signing) != 32 or type(version) is not int:
        raise ValueError("a field of the card is not what it should be")
    return Card(
        UUID(fields["organisation"]), name, kind, str(fields["address"]), signing, UUID(fields["ring"]), version, ring,
        made_at,
    )  # fmt: skip


def _to_text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _to_bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
