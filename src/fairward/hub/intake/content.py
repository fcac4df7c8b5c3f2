"""What is sealed of a contact, and what is known of somebody in a case, as values and as bytes. It may not touch rows or keys."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from fairward.exchange.package import canonical, shapes
from fairward.exchange.package.contents import PDF, Manifest
from fairward.kernel.vocabulary import Label

FORMAT = 1
_NUMBER = re.compile(r"\+?[\d ()-]{7,20}")


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody said or wrote, in their words. `who` describes the child where nobody knows the name."""

    words: str
    who: str = ""
    where: str = ""
    how_known: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Who told it. `wants_nobody_told`: they asked that nobody learns who they are; for the public that is so anyway."""

    name: str = ""
    reach: str = ""
    who_they_are: str = ""
    wants_nobody_told: bool = True

    @property
    def dial(self) -> str:
        """The number as a telephone dials it, where how to reach them is a telephone number and nothing else."""
        found = "".join(sign for sign in self.reach if sign.isdigit() or sign == "+")
        return found if _NUMBER.fullmatch(self.reach.strip()) else ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody in a case is: a name, or what they look like; for an adult what they are to the child."""

    name: str = ""
    born_on: date | None = None
    home: str = ""
    looks: str = ""
    to_child: str = ""

    @property
    def words(self) -> str:
        """What they are called on a page."""
        return self.name or self.looks or "not known by name"


def typed_bytes(typed: Typed | Told) -> bytes:
    """Serialise for sealing (JSON, UTF-8, with a format number)."""
    return _bytes({**asdict(typed), "format": FORMAT})


def typed_from(raw: bytes) -> Typed:
    """Read what `typed_bytes` wrote of a contact."""
    return Typed(**_plain(raw))


def told_from(raw: bytes) -> Told:
    """Read what `typed_bytes` wrote of who told it."""
    return Told(**_plain(raw))


def identity_bytes(identity: Identity) -> bytes:
    """Serialise for the directory key."""
    born = identity.born_on.isoformat() if identity.born_on else None
    return _bytes({**asdict(identity), "born_on": born, "format": FORMAT})


def identity_from(raw: bytes) -> Identity:
    """Read what `identity_bytes` wrote."""
    value = _plain(raw)
    born = value.pop("born_on")
    return Identity(**value, born_on=date.fromisoformat(born) if born else None)


def for_everybody_here(manifest: Manifest) -> tuple[Manifest, int]:
    """The document without what only people named by the sender may read, and how many items were taken out."""
    passages = tuple(one for one in manifest.passages if one.label is not Label.SEALED)
    form = tuple(one for one in manifest.form if one.label is not Label.SEALED)
    files = tuple(one for one in manifest.files if one.label is not Label.SEALED)
    out_files = [one for one in manifest.files if one.label is Label.SEALED and one.role != PDF]
    out = len(manifest.passages) - len(passages) + len(manifest.form) - len(form) + len(out_files)
    return replace(manifest, passages=passages, form=form, files=files), out


def document_bytes(manifest: Manifest) -> bytes:
    """The document of a package, for sealing."""
    return canonical.encode(shapes.plain(manifest))


def document_from(raw: bytes) -> Manifest:
    """Read what `document_bytes` wrote."""
    return shapes.read(Manifest, canonical.decode(raw))


def _bytes(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(raw: bytes) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(raw)
    if value.pop("format") != FORMAT:
        raise ValueError("this was written by a newer version of Fairward")
    return value
