"""Somebody asks to see what is recorded: whoever told it is asked what they think, and says so. It may not read a row.

A consultation is a question (`ENQUIRY`) that names passages by their ids alone, so that nothing is told again; an opinion is an
answer to it (`RETURN`). Whoever asked decides: an opinion releases nothing and holds nothing back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.exchange.package.building import Head
from fairward.exchange.package.contents import Child, Coded, Field, Manifest, Recipient, Sender, Test, Told
from fairward.exchange.package.limits import FORM_VALUE
from fairward.exchange.package.refusals import Refused
from fairward.kernel.vocabulary import DisclosureKind, Label, Worded
from fairward.rules import enquiries

KIND, OPINION, BY = "consultation", "answer_opinion", "answer_by"
PURPOSE = Coded("access_request", "somebody asks to see what is recorded about them")
BASIS = Coded("uk_gdpr_15", "UK GDPR article 15; Data Protection Act 2018 section 45")
ASKS = ("May what you told us be shown to them: all of it, a part, or would that do harm?",)
MOST, LONGEST = 100, FORM_VALUE


class Verdict(Worded):
    """What whoever told something thinks about showing it."""

    SHOW = 1, "it may be shown"
    PART = 2, "a part may be shown"
    HOLD = 3, "it should be held back"
    NOT_OURS = 4, "not our decision"


@dataclass(frozen=True, slots=True)
class Named:
    """A passage, by its id and that of the package in which it was told; `words` say when, nothing of what."""

    passage_id: UUID
    package_id: UUID
    words: str


@dataclass(frozen=True, slots=True)
class Consulted:
    """A consultation as its recipient reads it."""

    about: Child
    reason: str
    asked_by: str
    asker: str
    passages: tuple[Named, ...]
    answer_by: date


@dataclass(frozen=True, slots=True)
class Opinion:
    """What whoever told a passage thinks; `exemption` is a code of `rules.exemptions`, or empty."""

    passage_id: UUID
    verdict: Verdict
    exemption: str = ""
    reason: str = ""


def consultation_head(
    sender: Sender, recipient: Recipient, about: Child, reason: str, passages: Sequence[Named], answer_by: date,
    log_head: str,
) -> Head:  # fmt: skip
    """A consultation: no passage is in it, only their numbers."""
    fields = [
        _field(KIND, "Kind", "somebody asks to see what is recorded"),
        _field(BY, "Wished for by", answer_by.isoformat()),
    ]
    for one in passages[:MOST]:
        fields.append(_field(f"c{one.passage_id.hex}", one.words[:400], one.package_id.hex))
    return Head(
        kind=DisclosureKind.ENQUIRY, sender=sender, recipient=recipient, about=about, purpose=PURPOSE, reason=reason,
        basis=BASIS, tests=tuple(Test(one.id, one.question, "yes", "") for one in enquiries.consult_tests()),
        told=Told(True, None, None), asks=ASKS, form=tuple(fields), log_head=log_head,
    )  # fmt: skip


def consulted_of(manifest: Manifest) -> Consulted | None:
    """A consultation read from a package that was opened; None where it is another question. Refused when it is not whole."""
    values = {one.id: one for one in manifest.form}
    if manifest.kind is not DisclosureKind.ENQUIRY or KIND not in values or manifest.about is None:
        return None
    try:
        by = date.fromisoformat(values[BY].value)
        found = tuple(
            Named(UUID(hex=one.id[1:]), UUID(hex=one.value), one.words)
            for one in manifest.form
            if one.id[0] == "c" and len(one.id) == 33
        )
    except (KeyError, ValueError):
        raise Refused("not_whole", "form") from None
    if not found:
        raise Refused("not_whole", "form")
    signed = manifest.sender.signed_by
    return Consulted(
        manifest.about, manifest.reason, f"{signed.name}, {signed.role}", manifest.sender.name, found, by
    )


def opinion_head(
    consulted: Consulted, opinions: Iterable[Opinion], sender: Sender, recipient: Recipient, log_head: str, *, to: UUID
) -> Head:  # fmt: skip
    """The answer to a consultation: what is thought of each passage."""
    fields = [_field(OPINION, "Answer", "what we think about showing it")]
    for one in opinions:
        key = one.passage_id.hex
        fields.append(_field(f"v{key}", "We think", one.verdict.code))
        fields += [_field(f"x{key}", "Reason in law", one.exemption)] if one.exemption else []
        fields += [_field(f"r{key}", "Because", one.reason)] if one.reason else []
    return Head(
        kind=DisclosureKind.RETURN, sender=sender, recipient=recipient, about=consulted.about, purpose=PURPOSE,
        reason="What we think about showing what we told you.", basis=BASIS,
        tests=tuple(Test(one.id, one.question, "yes", "") for one in enquiries.answer_tests()[:1]),
        told=Told(True, None, None), form=tuple(fields), reply_to=to, log_head=log_head,
    )  # fmt: skip


def opinions_of(manifest: Manifest) -> tuple[Opinion, ...] | None:
    """The opinions in an answer; None where it is another answer. Refused when it is not whole."""
    values = {one.id: one.value for one in manifest.form}
    if manifest.kind is not DisclosureKind.RETURN or OPINION not in values:
        return None
    verdicts = {one.code: one for one in Verdict}
    try:
        return tuple(
            Opinion(
                UUID(hex=key[1:]),
                verdicts[value],
                values.get(f"x{key[1:]}", ""),
                values.get(f"r{key[1:]}", ""),
            )
            for key, value in values.items()
            if key[0] == "v" and len(key) == 33
        )
    except (KeyError, ValueError):
        raise Refused("not_whole", "form") from None


def words_of(verdict: Verdict, exemption: str, marks: Mapping[str, str]) -> str:
    """An opinion in a sentence; `marks` are the words of exemptions by code."""
    law = f", because: {marks[exemption]}" if exemption in marks else ""
    return f"{verdict.word[:1].upper()}{verdict.word[1:]}{law}."


def _field(key: str, words: str, value: str) -> Field:
    return Field(key, words, value, Label.RELEASABLE)
