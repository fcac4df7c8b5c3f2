"""Certificates as words on the page and on paper. It may not query."""

from __future__ import annotations

from collections.abc import Sequence

from fairward.cases.vocabulary import CaseKind
from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Row
from fairward.design.words import date_words, listed, moment_words, plural
from fairward.retention.cases import DueCase
from fairward.retention.certificate_queries import CertificateLine
from fairward.retention.vocabulary import ONE, WhyDestroyed


def how_many(one: CertificateLine) -> str:
    """How many of what."""
    return listed([plural(count, ONE[kind], kind.word) for kind, count in one.kinds.items()])


def certificate_rows(found: Sequence[CertificateLine], *, may_open: bool) -> list[Row]:
    """The list: for whoever sees numbers only, without a way to one of them."""
    return [
        Row(
            [
                Cell(date_words(one.certified_at), url("certificates:one", certificate_id=one.id) if may_open else ""),
                Cell(one.title),
                Cell(how_many(one)),
                Cell(between(one)),
            ]
        )
        for one in found
    ]  # fmt: skip


def between(one: CertificateLine) -> str:
    """From when what was destroyed is."""
    first, last = date_words(one.first_recorded_on), date_words(one.last_recorded_on)
    return first if first == last else f"{first} to {last}"


def certificate_facts(one: CertificateLine) -> list[Fact]:
    """Everything that a certificate says."""
    facts = [
        Fact("What", one.title),
        Fact("How many", f"{how_many(one)}, with {plural(one.records, 'key')}"),
        Fact("Recorded", between(one)),
        Fact("Why", one.why.word.capitalize()),
        Fact("Ordered on", moment_words(one.ordered_at)),
        Fact("Destroyed on", moment_words(one.certified_at)),
        Fact("Decided by", one.decided_by or _nobody(one)),
    ]
    if one.second_by:
        facts.append(Fact("Second person", one.second_by))
    return [
        *facts,
        Fact("Rule", one.rule_id),
        Fact("Where the rule comes from", one.source or "set by the organisation"),
        Fact("Digest", one.digest),
    ]


def _nobody(one: CertificateLine) -> str:
    is_rule = one.why is WhyDestroyed.AUTOMATIC
    return "nobody: the schedule says that this class goes by itself" if is_rule else "not known"


def proof_words(findings: Sequence[str]) -> str:
    """Whether it holds, in a sentence."""
    if findings:
        return " ".join(findings)
    return "Its digest is that of what it lists, nothing of what it lists is there any more, and the log says the same."


def due_case_rows(found: Sequence[DueCase]) -> list[Row]:
    """Requests and complaints whose time is over."""
    return [
        Row(
            [
                Cell(f"R-{one.number}", note=CaseKind(one.kind).word),
                Cell(date_words(one.closed_on)),
                Cell(date_words(one.keep_until_on)),
                Cell(chips=[Chip("Held: stays", "quiet")] if one.is_held else [Chip("Due", "due")]),
            ]
        )
        for one in found
    ]
