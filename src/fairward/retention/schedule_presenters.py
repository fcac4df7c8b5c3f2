"""The schedule and its changes as words, rows and facts. It may not query or write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Row
from fairward.design.words import date_words, plural
from fairward.retention.schedule_preview import Effects
from fairward.retention.schedule_queries import Change
from fairward.retention.schedule_words import kind_words, leaves_guidance, limits_words, then_words
from fairward.rules.records import CONFIDENCE_WORDS
from fairward.rules.retention import Limit, RetentionClass

COLUMNS = ("What is kept, and why", "Looked at again", "Destroyed at the latest", "Where it comes from")
HISTORY = ("When", "Who", "What", "Why")
SPANS = ("Last day", "Now", "Then")
OWN, WAITS = Chip("Your own period", "done"), Chip("Change waits", "due")


def class_rows(rules: Sequence[RetentionClass], changes: Sequence[Change]) -> list[Row]:
    """Every class, by the periods that count here."""
    standing = {one.rule_id: one for one in changes if one.stands}
    waiting = {one.rule_id for one in changes if one.waits}
    return [_class_row(rule, standing.get(rule.id), rule.id in waiting) for rule in rules]


def _class_row(rule: RetentionClass, own: Change | None, waits: bool) -> Row:
    review, destroy = (own.review, own.destroy) if own else (rule.review, rule.destroy)
    chips, about = [OWN] * bool(own) + [WAITS] * waits, rule.provenance
    return Row(
        [
            Cell(rule.title, url("schedule:class", rule_id=rule.id), note=rule.because),
            Cell(limits_words(review, is_latest=rule.is_latest)),
            Cell(limits_words(destroy, is_latest=rule.is_latest), note=then_words(rule)),
            Cell(about.source, chips=chips, note=CONFIDENCE_WORDS[about.confidence]),
        ],
        tone="due" if waits else "plain",
    )


def class_facts(rule: RetentionClass, own: Change | None) -> list[Fact]:
    """Everything the schedule says of one class."""
    review, destroy = (own.review, own.destroy) if own else (rule.review, rule.destroy)
    facts = [
        Fact("What it is about", kind_words(rule)),
        Fact("Why it is kept", rule.because),
        Fact("Looked at again", limits_words(review, is_latest=rule.is_latest)),
        Fact("Destroyed at the latest", limits_words(destroy, is_latest=rule.is_latest)),
        Fact("What then", then_words(rule)),
        Fact("Source", rule.provenance.source),
        Fact("How sure we are", CONFIDENCE_WORDS[rule.provenance.confidence]),
    ]
    if own:
        facts += [
            Fact("The schedule itself says", shipped_words(rule)),
            Fact(
                "Your own period",
                f"Approved by {own.approver} on {date_words(own.approved_at)}: {own.reason}",
            ),
        ]
    return facts


def shipped_words(rule: RetentionClass) -> str:
    """Both periods of the class as they ship."""
    review = limits_words(rule.review, is_latest=rule.is_latest)
    destroy = limits_words(rule.destroy, is_latest=rule.is_latest)
    return f"Looked at again: {review}. Destroyed at the latest: {destroy}."


def proposal_facts(rule: RetentionClass, review: Sequence[Limit], destroy: Sequence[Limit]) -> list[Fact]:
    """What is proposed, beside what the schedule says."""
    return [
        Fact("Looked at again", limits_words(review, is_latest=rule.is_latest)),
        Fact("Destroyed at the latest", limits_words(destroy, is_latest=rule.is_latest)),
        Fact("The schedule itself says", shipped_words(rule)),
    ]


def warnings(rule: RetentionClass, review: Sequence[Limit], destroy: Sequence[Limit]) -> list[str]:
    """Where it leaves the guidance, and what the source of the guidance is."""
    found = leaves_guidance(rule, review, destroy)
    about = rule.provenance
    if found:
        found.append(
            f"What the schedule says comes from: {about.source}. {CONFIDENCE_WORDS[about.confidence]}."
        )
    return found


def effect_words(found: Effects) -> list[str]:
    """What it would do, in sentences."""
    if not found.records:
        return ["Nothing is kept by this rule at the moment, so nothing changes today."]
    records, files = plural(found.records, "record"), plural(found.files, "file")
    words = [
        f"Kept by this rule today: {records} in {files}, each with the actions and decisions about it.",
        f"An earlier last day than now: {plural(found.earlier, 'record')}. A later one: {plural(found.later, 'record')}.",
        f"Falling due at once, to be looked at again: {plural(found.newly_due, 'record')} more than now.",
    ]
    if found.would_be_last_day > found.last_day_now:
        more = plural(found.would_be_last_day - found.last_day_now, "record")
        words.append(
            f"Past their last day at once: {more} more than now. Nothing goes before somebody has decided it."
        )
    return words


def span_rows(found: Effects) -> list[Row]:
    """How many go when, now and then."""
    return [Row([Cell(name), Cell(f"{now:,}"), Cell(f"{would:,}")]) for name, now, would in found.spans]


def history_rows(changes: Sequence[Change], titles: Mapping[str, str]) -> list[Row]:
    """Every change, newest first."""
    return [
        Row(
            [
                Cell(
                    date_words(one.proposed_at),
                    url("schedule:change", change_id=one.id),
                    note=titles[one.rule_id],
                ),
                Cell(one.proposer),
                Cell(chips=[Chip(*_state(one))], note=_answer(one)),
                Cell(one.reason),
            ]
        )
        for one in changes
    ]


def _state(one: Change) -> tuple[str, str]:
    if one.waits:
        return "Waits for approval", "due"
    if one.stands:
        return "In force", "done"
    return ("Ended", "quiet") if one.approved_at else ("Not approved", "quiet")


def _answer(one: Change) -> str:
    said = [f"approved by {one.approver} on {date_words(one.approved_at)}"] if one.approved_at else []
    if one.ended_at:
        said.append(f"ended by {one.ender} on {date_words(one.ended_at)}")
    return ", ".join(said)
