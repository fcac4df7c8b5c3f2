"""Digests by which people may suspect that two rows are one person or one home. It may not look anybody up or join anybody.

A digest says nothing outside this organisation, and not who it is inside it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from uuid import UUID

from fairward.hub.intake.content import Identity
from fairward.keys import directory

_UNFIT = re.compile(r"[^a-z0-9]+")


def name_digest(organisation_id: UUID, name: str) -> UUID | None:
    """Of a name alone, whatever its order, case and accents; None for fewer than two words."""
    words = sorted(_words(name))
    return _digest(organisation_id, "hub-name", " ".join(words)) if len(words) > 1 else None


def match_digest(organisation_id: UUID, name: str, born_on: date | None) -> UUID | None:
    """Of a name and a date of birth; None where either is not known."""
    words = sorted(_words(name))
    if len(words) < 2 or born_on is None:
        return None
    return _digest(organisation_id, "hub-person", f"{' '.join(words)} {born_on.isoformat()}")


def home_digest(organisation_id: UUID, home: str) -> UUID | None:
    """Of an address; None where it is too short to say where."""
    words = _words(home)
    return _digest(organisation_id, "hub-home", " ".join(words)) if len("".join(words)) > 7 else None


def digests(organisation_id: UUID, identity: Identity) -> dict[str, UUID | None]:
    """The three columns of a person."""
    return {
        "match_digest": match_digest(organisation_id, identity.name, identity.born_on),
        "name_digest": name_digest(organisation_id, identity.name),
        "home_digest": home_digest(organisation_id, identity.home),
    }


def _digest(organisation_id: UUID, label: str, value: str) -> UUID:
    return UUID(bytes=directory.digest(organisation_id, label, value))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return [word for word in _UNFIT.split(plain) if word]
