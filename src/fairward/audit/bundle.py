"""A log, or the lines about one child, as a file that anybody can check without us. It may not reach a database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from fairward.audit.evidence import Evidence, PlacedLine
from fairward.audit.leaves import Leaf, canonical, commit
from fairward.audit.merkle import ProofError, verify_inclusion
from fairward.audit.notes import Checkpoint, NoteError, PublicKey, open_checkpoint, origin_of

VERSION = 1


class BundleError(ValueError):
    """A file that is not a bundle."""


@dataclass(slots=True)
class Bundle:
    """One log of a bundle. An excerpt holds some lines with a proof each, a whole log holds them all."""

    organisation_id: UUID
    keys: list[PublicKey]
    is_excerpt: bool = False
    notes: list[str] = field(default_factory=list)
    lines: list[PlacedLine] = field(default_factory=list)
    proofs: dict[int, list[bytes]] = field(default_factory=dict)
    waiting: list[Leaf] = field(default_factory=list)

    def evidence(self, *, keys: Iterable[PublicKey], earlier: Iterable[str]) -> Evidence:
        """What `check_log` takes; keys given from outside replace those that the file brings along."""
        trusted = list(keys) or self.keys
        return Evidence(
            origin_of(self.organisation_id), self.organisation_id, self.lines, self.notes, trusted,
            earlier=list(earlier), waiting=self.waiting,
        )  # fmt: skip


def header(organisation_id: UUID, keys: Iterable[PublicKey], *, is_excerpt: bool = False) -> str:
    """The first line of each log in a bundle."""
    return _json(
        {
            "fairward_log": VERSION,
            "organisation": str(organisation_id),
            "excerpt": is_excerpt,
            "keys": [str(key) for key in keys],
        }
    )


def line(placed: PlacedLine, proof: Iterable[bytes] | None = None) -> str:
    """A line with its place, and its detail as far as that is not erased."""
    assert placed.leaf is not None  # noqa: S101 - what is gone cannot be exported
    found: dict[str, Any] = {"place": placed.place, "leaf": placed.leaf.to_dict()}
    if placed.detail is not None:
        salt, body = placed.detail
        found |= {"salt": bytes(salt).hex(), "detail": bytes(body).decode()}
    if proof is not None:
        found["proof"] = [node.hex() for node in proof]
    return _json(found)


def checkpoint(note: str) -> str:
    """A signed checkpoint."""
    return _json({"checkpoint": note})


def waiting(leaf: Leaf) -> str:
    """A line that has no place yet."""
    return _json({"waiting": leaf.to_dict()})


def read(text_lines: Iterable[str]) -> Iterator[Bundle]:
    """The logs of a bundle, one after the other. Raises BundleError naming the line of the file."""
    bundle: Bundle | None = None
    for number, text in enumerate(text_lines, start=1):
        try:
            found = json.loads(text)
            if "fairward_log" in found:
                if bundle is not None:
                    yield bundle
                bundle = _opened(found)
            elif bundle is None:
                raise ValueError("the file does not begin with a header")
            else:
                _add(bundle, found)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BundleError(f"Line {number} of the file is not part of a bundle: {error}.") from None
    if bundle is None:
        raise BundleError("The file is empty.")
    yield bundle


def check_excerpt(bundle: Bundle, keys: Iterable[PublicKey]) -> list[str]:
    """What is wrong with lines that bring a proof each: sentences, none if all is well."""
    trusted = list(keys) or bundle.keys
    try:
        signed = _signed_head(bundle, trusted)
    except (NoteError, BundleError) as error:
        return [str(error)]
    findings = []
    for placed in bundle.lines:
        leaf = placed.leaf
        if leaf is None or leaf.organisation_id != bundle.organisation_id:
            findings.append(f"Line {placed.place + 1} belongs to another organisation.")
            continue
        try:
            verify_inclusion(
                leaf.hash(), placed.place, signed.size, bundle.proofs.get(placed.place, []), signed.root
            )
        except ProofError as error:
            findings.append(f"Line {placed.place + 1} is not in the log that was signed: {error}.")
    return [*findings, *_changed_details(bundle)]


def _changed_details(bundle: Bundle) -> list[str]:
    return [
        f"The detail of line {placed.place + 1} (why, or which items) was changed."
        for placed in bundle.lines
        if placed.detail is not None
        and placed.leaf is not None
        and commit(*placed.detail) != placed.leaf.commitment
    ]


def _signed_head(bundle: Bundle, keys: list[PublicKey]) -> Checkpoint:
    if len(bundle.notes) != 1:
        raise BundleError("An excerpt brings exactly one checkpoint.")
    found = open_checkpoint(bundle.notes[0], keys)
    if found.origin != origin_of(bundle.organisation_id):
        raise BundleError("The checkpoint is that of another log.")
    return found


def _opened(found: dict[str, Any]) -> Bundle:
    if found["fairward_log"] != VERSION:
        raise ValueError("the version is not known")
    keys = [PublicKey.parse(key) for key in found["keys"]]
    return Bundle(UUID(found["organisation"]), keys, bool(found["excerpt"]))


def _add(bundle: Bundle, found: dict[str, Any]) -> None:
    if "checkpoint" in found:
        bundle.notes.append(str(found["checkpoint"]))
    elif "waiting" in found:
        bundle.waiting.append(Leaf.from_dict(found["waiting"]))
    else:
        place = found["place"]
        if type(place) is not int or place < 0:
            raise ValueError("a place is a number from 0")
        detail = (bytes.fromhex(found["salt"]), found["detail"].encode()) if "detail" in found else None
        bundle.lines.append(PlacedLine(place, Leaf.from_dict(found["leaf"]), None, detail))
        if "proof" in found:
            bundle.proofs[place] = [bytes.fromhex(node) for node in found["proof"]]


def _json(value: dict[str, Any]) -> str:
    return canonical(value).decode()
