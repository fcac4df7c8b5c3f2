"""Reasons to leave a passage out of an answer to an access request: the test of each, and what it needs.

It may not decide about a passage, and no reason covers a whole file: people choose, with reasons, passage by passage.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from fairward.rules import records
from fairward.rules.records import BadRule, Provenance

REQUESTERS = ("parent", "young_person")
KINDS = ("any", "education", "health", "social_work", "court")
ASKED = ("", "child", "third_person", "originator", "health_professional")


@dataclass(frozen=True)
class Exemption:
    """One reason.

    words: for staff · mark: in the place of what was left out · plain: for the family, in the reply ·
    question: the test to answer in writing ·
    usable_for: who may be asking ("parent", "young_person") · covers: kinds of passage · ask: who is asked first
    ("child", "third_person", "originator", "health_professional" or nobody, "").
    """

    id: str  # the code, for example "third_party"
    words: str
    mark: str
    plain: str
    question: str
    usable_for: frozenset[str]
    covers: frozenset[str]
    ask: str
    needs_two_people: bool
    needs_harm_evidence: bool
    is_whole_request: bool
    note: str
    provenance: Provenance

    @property
    def applies_to_young_person(self) -> bool:
        """Whether it can be used against the young person's own request."""
        return "young_person" in self.usable_for

    def covers_kind(self, kind: str) -> bool:
        """kind: education, health, social_work, court, or any other word for the rest."""
        return bool({"any", kind} & self.covers)


@dataclass(frozen=True)
class Reply:
    """What every reply says about what was left out."""

    withheld: str
    challenge: str
    looked_at_again: str
    provenance: Provenance


@cache
def exemptions() -> tuple[Exemption, ...]:
    """Every reason, in every version, in the order in which the tests are asked."""
    return tuple(_exemption(raw) for raw in records.load("exemptions")["exemption"])


def exemption(code: str, on: date) -> Exemption:
    """The version that applies on a day; KeyError for a code that is not on the list."""
    return {each.id: each for each in records.in_force(exemptions(), on)}[code]


def usable(requester: str, on: date, *, kind: str | None = None) -> list[Exemption]:
    """The reasons that may be used when this kind of person asks ("parent", "young_person"), for a passage of a kind.

    Without a kind: for any. Reasons about the whole request are left out; `exemption("not_theirs_to_ask", on)` has it.
    """
    if requester not in REQUESTERS:
        raise ValueError(f"A requester is one of {', '.join(REQUESTERS)}.")
    return [
        each
        for each in records.in_force(exemptions(), on)
        if requester in each.usable_for
        and not each.is_whole_request
        and (kind is None or each.covers_kind(kind))
    ]


def reply() -> Reply:
    about = records.load("exemptions")["about"]
    return Reply(
        about["withheld"], about["challenge"], about["looked_at_again"], records.provenance_of(about)
    )


def _exemption(raw: Mapping[str, Any]) -> Exemption:
    code = raw["code"]
    usable_for, covers = frozenset(raw["for"]), frozenset(raw["covers"])
    if not usable_for or not usable_for <= set(REQUESTERS):
        raise BadRule(f"{code}: for names some of {', '.join(REQUESTERS)}")
    if not covers or not covers <= set(KINDS):
        raise BadRule(f"{code}: covers names some of {', '.join(KINDS)}")
    if raw["ask"] not in ASKED:
        raise BadRule(f"{code}: ask is one of {', '.join(filter(None, ASKED))}, or empty")
    return Exemption(
        id=code,
        words=raw["words"],
        mark=raw["mark"],
        plain=raw["plain"],
        question=raw["question"],
        usable_for=usable_for,
        covers=covers,
        ask=raw["ask"],
        needs_two_people=raw["needs_two_people"],
        needs_harm_evidence=raw["needs_harm_evidence"],
        is_whole_request=raw.get("whole_request", False),
        note=raw["note"],
        provenance=records.provenance_of({"id": code, **raw}),
    )
