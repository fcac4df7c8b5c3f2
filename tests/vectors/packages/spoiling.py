"""The committed packages: one good of each kind, one for each refusal. Keys, ids and times are fixed, seals are random."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from fairward.exchange.package import canonical, shapes
from fairward.exchange.package.contents import Change, Notice, Person
from fairward.exchange.package.making import Choice, ChosenEntry
from fairward.exchange.package.sealing import Package, seal_content
from fairward.kernel.vocabulary import DisclosureKind, Label
from tests.support.packages import (
    HILL,
    HUB,
    MARSH,
    STATEMENTS,
    STRANGER,
    Party,
    an_id,
    attachment,
    entry,
    head,
    sealed,
    undrawn,
)
from tests.support.signing import content_of

KNOWN = (MARSH, HUB)
Plain = dict[str, Any]


def good(kind: DisclosureKind) -> Package:
    """A package of a kind, with passages of every label that its recipient may read."""
    made = entry()
    summaries = dict.fromkeys((an_id(201), an_id(202)), "The family explained it.")
    chosen = ChosenEntry(
        made,
        {
            an_id(101): Choice(Label.RELEASABLE),
            an_id(102): Choice(Label.RELEASABLE_SUMMARY, "He said how it happened.", summaries),
            an_id(103): Choice(Label.SEALED),
            an_id(104): Choice(Label.POINTER, call="01632 960 001"),
        },
        masked={"Ben Okoro": "another pupil"},
    )
    sender = replace(head().sender, approved_by=(Person("Lee Ash", "headteacher"),))
    more: dict[str, Any] = {"kind": kind, "sender": sender}
    if kind is DisclosureKind.ADVICE:
        more["about"] = None
    if kind is DisclosureKind.CORRECTION_NOTICE:
        changes = (Change(an_id(101), "explained", "The family explained it."),)
        more["notice"] = Notice(an_id(499), changes, "acknowledge")
    return undrawn([chosen], [attachment()], **more)


def one_passage() -> Package:
    """A small good package."""
    made = entry(STATEMENTS[2:3])
    return undrawn([ChosenEntry(made, {an_id(103): Choice(Label.RELEASABLE)})], left_out=(), log_head="")


def plain() -> tuple[Plain, bytes]:
    """One small good document, to be spoiled, and its files."""
    package = one_passage()
    return shapes.plain(package.manifest), b"".join(package.contents)


def signed(value: Plain | bytes, files: bytes, by: Party = MARSH, said: Party = MARSH) -> bytes:
    """A document sealed to Hill Top, signed by `by`, who says to be `said`."""
    document = value if isinstance(value, bytes) else canonical.encode(value)
    package = undrawn(left_out=(), log_head="")
    return seal_content(package.manifest, HILL.ring.public, content_of(document, files, by, said))


PASSAGE = ("passages", 0)
GONE = object()
NOT_TOLD = {"is_told": False, "ground": None, "look_again_on": None}
# The place in the document that is spoiled for a refusal, and what then stands there.
SPOILED: tuple[tuple[str, tuple[str | int, ...], Any], ...] = (
    ("unknown_version_inside", ("major",), 2),
    ("not_whole", ("purpose",), None),
    ("wrong_id", ("id",), str(an_id(1))),
    ("wrong_addressee_inside", ("recipient", "organisation"), str(HUB.id)),
    ("wrong_sender", ("sender", "organisation"), str(HUB.id)),
    ("no_basis", (*PASSAGE, "basis"), GONE),
    ("no_label", (*PASSAGE, "label"), GONE),
    ("no_context", (*PASSAGE, "context"), GONE),
    ("no_source", (*PASSAGE, "source"), ""),
    ("no_words", (*PASSAGE, "text"), " "),
    ("no_summary", (*PASSAGE, "label"), "releasable_summary"),
    ("bare_pointer", (*PASSAGE, "label"), "pointer"),
    ("wrong_grade", (*PASSAGE, "grade"), "2BC"),
    ("wrong_chain", (*PASSAGE, "chain"), []),
    ("label_above", (*PASSAGE, "label"), "hub_only"),
    ("no_second", (*PASSAGE, "label"), "sealed"),
    ("no_child", ("about",), None),
    ("child_named", ("kind",), "advice"),
    ("no_notice", ("kind",), "correction_notice"),
    ("no_tests", ("tests",), []),
    ("test_failed", ("tests", 0, "answer"), "no"),
    ("not_told", ("told",), NOT_TOLD),
    ("wrong_log_head", ("log_head",), STRANGER.log_head),
    ("no_pdf", ("files", 0, "role"), "attachment"),
    ("too_many", ("asks",), ["When?"] * 201),
)  # fmt: skip


def spoil(value: Plain, place: tuple[str | int, ...], wanted: Any) -> None:
    """Put something else into one place."""
    holder: Any = value
    for key in place[:-1]:
        holder = holder[key]
    if wanted is GONE:
        del holder[place[-1]]
    else:
        holder[place[-1]] = wanted


def refused() -> Iterator[tuple[str, bytes]]:
    """Every refusal by its name, which begins with its code, and bytes that meet it."""
    made, files = plain()
    whole = signed(made, files)
    yield "not_a_package", b"PK\x03\x04" + whole[4:]
    yield "unknown_version_outside", whole[:6] + b"\x02" + whole[7:]
    yield "too_large", whole[:76] + (2**40).to_bytes(8, "big") + whole[84:]
    yield "truncated", whole[:-1]
    yield "too_long", whole + b"\0"
    yield "wrong_addressee_outside", whole[:24] + HUB.id.bytes + whole[40:]
    yield "unknown_ring", whole[:40] + bytes(32) + whole[72:]
    yield "does_not_open", whole[:-1] + bytes([whole[-1] ^ 1])
    yield "seen_before", whole
    yield "unknown_sender", signed(made, files, STRANGER, STRANGER)
    yield "wrong_signature", signed(made, files, STRANGER, MARSH)
    yield "wrong_digest", signed(made, files[:-1] + b"!")
    yield "not_canonical", signed(json.dumps(made).encode(), files)
    yield "twice", signed({**made, "passages": made["passages"] * 2}, files)
    for name, place, wanted in SPOILED:
        value = plain()[0]
        spoil(value, place, wanted)
        yield name, signed(value, files)


def vector(raw: bytes, expect: str, **more: Any) -> Plain:
    """What somebody needs to try a package."""
    return {
        "expect": expect,
        "organisation": str(HILL.id),
        "ring_private": HILL.ring.private.hex(),
        "known": {str(one.id): [one.verifying_key.hex()] for one in KNOWN},
        "seen": [str(an_id(500))] if expect == "seen_before" else [],
        **more,
        "package": base64.b64encode(raw).decode(),
    }


def code_of(name: str) -> str:
    """The refusal's code in the name of a vector."""
    return name.removesuffix("_inside").removesuffix("_outside")


def vectors() -> dict[str, Plain]:
    """All of them by the name of their file."""
    found = {}
    for kind in DisclosureKind:
        package = good(kind)
        document = canonical.encode(shapes.plain(package.manifest)).decode()
        found[f"good_{kind.code}"] = vector(sealed(package), "accepted", document=document)
    value, files = plain()
    newer = {**value, "minor": 7, "weather": {"sky": ["blue"]}}
    newer["passages"][0]["colour"] = 7
    document = canonical.encode(newer)
    found["good_newer_minor"] = vector(signed(document, files), "accepted", document=document.decode())
    return found | {f"refused_{name}": vector(raw, code_of(name)) for name, raw in refused()}
