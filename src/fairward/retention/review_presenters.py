"""The review desk in words and one picture. It may not query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Row
from fairward.design.words import MONTHS, date_words, listed, plural
from fairward.kernel.vocabulary import Basis, Purpose
from fairward.retention.batch_queries import Batch, Waiting
from fairward.retention.review_policies import (
    REMOVING,
    SEXUAL_ABUSE_CLASS,
    Decided,
    carried_out_from,
    class_of,
    is_one_by_one,
    kept_at_most,
    needs_second,
)
from fairward.retention.review_queries import Group, GroupKey, Listed
from fairward.retention.vocabulary import Choice

PROPOSED = {
    "review": "people decide one by one",
    "reduce": "reduce to a dated count, or destroy",
    "destroy": "destroy",
}
HEAD = ["What", "Due now", "In a month", "Children", "Oldest", "The schedule proposes"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One month of one class in the picture: where it stands, and how high (0 to 1)."""

    x: int
    height: float
    count: int


@dataclass(frozen=True, slots=True)
class Year:
    """What falls due in the next twelve months: short names of the months, for each class its bars, and the same as rows."""

    letters: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Bar]]]
    table: Sequence[Row]


def class_title(rule_id: str, today: date) -> str:
    """What the schedule calls a class."""
    found = class_of(rule_id, today)
    return found.title if found is not None else rule_id


def group_title(key: GroupKey, today: date) -> str:
    """What a group of alike entries is called."""
    if key.is_sweep:
        return "The end-of-term sweep"
    title = class_title(key.rule_id, today)
    outcome = key.outcomes[0]
    said = outcome.word if outcome else "not decided"
    purpose = (
        f"{key.purpose.word}: " if key.purpose and not title.lower().startswith(key.purpose.word) else ""
    )
    return f"{purpose[:1].upper()}{purpose[1:]}{title} ({said})"


def group_address(key: GroupKey) -> str:
    """Where a group is decided."""
    if key.is_sweep or key.purpose is None:
        return url("retention:sweep")
    outcome = key.outcomes[0].code if key.outcomes[0] else "none"
    return url("retention:group", purpose=key.purpose.code, rule_id=key.rule_id, outcome=outcome)


def group_rows(groups: Iterable[Group], today: date, *, may_decide: bool) -> list[Row]:
    """The table of the desk."""
    return [_group_row(one, today, may_decide=may_decide) for one in groups]


def _group_row(one: Group, today: date, *, may_decide: bool) -> Row:
    found = class_of(one.key.rule_id, today)
    chips = [Chip(f"{one.past_last_day:,} past the last day", "danger")] if one.past_last_day else []
    chips += [Chip(f"{one.held:,} held", "quiet")] if one.held else []
    if one.key.rule_id == SEXUAL_ABUSE_CLASS:
        chips.append(Chip("Two people", "due"))
    return Row(
        [
            Cell(
                group_title(one.key, today), group_address(one.key) if may_decide else "", chips,
                found.because if found is not None else "No class of the schedule names it any more.",
            ),
            Cell(f"{one.now:,}"), Cell(f"{one.soon:,}"), Cell(f"{one.children:,}"), Cell(date_words(one.oldest)),
            Cell(PROPOSED[found.then if found is not None else "review"]),
        ],
        tone="danger" if one.past_last_day else "plain",
    )  # fmt: skip


def choices_for(rows: Iterable[Listed]) -> list[Choice]:
    """What can be chosen for these: only child protection entries are moved to the welfare file."""
    is_protection = all(one.entry.purpose is Purpose.CHILD_PROTECTION for one in rows)
    return [one for one in Choice if one is not Choice.MOVE_DOWN or is_protection]


def entry_words(one: Listed) -> str:
    """One entry of a group, without its words."""
    outcome = f", {one.entry.outcome.word}" if one.entry.outcome else ""
    return f"{one.entry.kind.word.capitalize()} of {date_words(one.entry.occurred_at)}{outcome}"


def entry_chips(one: Listed, today: date) -> list[Chip]:
    """What stands in the way of deciding about it, or needs care."""
    chips = []
    if one.is_held:
        chips.append(Chip("Held", "danger"))
    if one.entry.destroy_on <= today:
        chips.append(Chip("Past its last day", "danger"))
    if needs_second(one.entry, Choice.DESTROY, (), today):
        chips.append(Chip("Two people to destroy", "due"))
    if one.opened_at is not None:
        chips.append(Chip(f"You opened it on {date_words(one.opened_at)}", "done"))
    elif is_one_by_one(one.entry.rule_id, today):
        chips.append(Chip("Open it before you decide", "due"))
    return chips


def what_happens(decided: Decided, rows: Sequence[Listed], two: int, today: date) -> list[str]:
    """In words and numbers, what the decision will do."""
    children = len({one.entry.child_id for one in rows})
    whole = f"{plural(len(rows), 'entry', 'entries')} of {plural(children, 'child', 'children')}"
    if decided.choice is Choice.KEEP:
        return _keeping(decided, rows, whole, today)
    said = {
        Choice.DESTROY: f"{whole} will be destroyed, with everything that belongs to them. Nobody can bring them back.",
        Choice.REDUCE_TO_COUNT: f"{whole} will be reduced to a dated count: their words, earlier versions, attachments and what families were shown will be destroyed.",  # noqa: E501
        Choice.REDUCE_TO_SUMMARY: f"{whole} will be reduced to the summary below: what they said before, earlier versions and what families were shown will be destroyed.",  # noqa: E501
        Choice.MOVE_DOWN: f"{whole} will be moved to the welfare file. Whoever reads welfare files reads them from then on.",
    }[decided.choice]
    words = [said]
    if two:
        words.append(
            f"{two:,} of them {'waits' if two == 1 else 'wait'} for a second person, who must agree first."
        )
    day = date_words(carried_out_from(today))
    words.append(f"Nothing happens now. It is carried out from {day}; until then it can be taken back.")
    if two:
        words[-1] = (
            f"Nothing happens now. It is carried out at the earliest on {day}, and not before a second person agreed."
        )
    if decided.choice is not Choice.DESTROY:
        words.append("A lead then carries it out on the review desk, because it needs somebody’s keys.")
    return words


def _keeping(decided: Decided, rows: Sequence[Listed], whole: str, today: date) -> list[str]:
    words = [f"{whole} will be kept, and looked at again on {date_words(decided.keep_until)}."]
    late = [one for one in rows if decided.keep_until and decided.keep_until > kept_at_most(one.entry, today)]
    if late:
        furthest = max(kept_at_most(one.entry, today) for one in late)
        words.append(
            f"This is longer than the schedule keeps {len(late):,} of them without another look "
            f"({date_words(furthest)} at the most). Your reason must say why."
        )
    return words


def decided_facts(decided: Decided) -> list[Fact]:
    """What was typed, once more."""
    facts = [Fact("What becomes of them", _capital(decided.choice.word)), Fact("Reason", decided.reason)]
    if decided.summary is not None:
        facts += summary_facts(
            decided.summary.text,
            decided.summary.basis,
            decided.summary.explanation,
            decided.summary.family_side,
        )
        facts.append(Fact("Attachments", "stay" if decided.keeps_attachments else "are destroyed"))
    return facts


def summary_facts(text: str, basis: Basis, explanation: str, side: str) -> list[Fact]:
    """A summary with everything that it is never without."""
    return [
        Fact("What stays", text),
        Fact("How it is known", _capital(basis.word)),
        Fact("What explains it", explanation),
        Fact("The family’s side", side or "None is recorded"),
    ]


def batch_facts(batch: Batch) -> list[Fact]:
    """A decision that is not over, for whoever judges it or takes it back."""
    facts = [
        Fact("What becomes of them", _capital(batch.choice.word)),
        Fact("Entries", f"{batch.total:,}"),
        Fact("Reason", batch.reason),
        Fact("Decided", f"{batch.decided_by}, {date_words(batch.decided_at)}"),
    ]
    if batch.keep_until:
        facts.append(Fact("Kept until", date_words(batch.keep_until)))
    if batch.second_at:
        facts.append(Fact("Second person", f"{batch.second_by}, {date_words(batch.second_at)}"))
    if batch.carry_out_on and batch.standing:
        facts.append(Fact("Carried out from", date_words(batch.carry_out_on)))
    if batch.summary is not None:
        one = batch.summary
        facts += summary_facts(one.text, one.basis, one.explanation, one.family_side)
        facts.append(Fact("Attachments", "stay" if batch.keeps_attachments else "are destroyed"))
    if batch.taken_back:
        facts.append(
            Fact("Taken back", f"{batch.taken_back:,}, by {batch.taken_back_by}: {batch.taken_back_because}")
        )
    facts.append(Fact("Where it stands", batch_state(batch)))
    return facts


def batch_state(batch: Batch) -> str:
    """Where a decision stands."""
    parts = []
    if batch.for_second:
        parts.append(f"{batch.for_second:,} waiting for a second person")
    if batch.standing - batch.for_second:
        parts.append(f"{batch.standing - batch.for_second:,} waiting for the day")
    if batch.carried_out:
        parts.append(f"{batch.carried_out:,} carried out")
    if batch.taken_back:
        parts.append(f"{batch.taken_back:,} taken back")
    return _capital(listed(parts))


def waiting_rows(waiting: Iterable[Waiting]) -> list[Row]:
    """Decisions that are not over: what waits for somebody else first."""
    rows = sorted(waiting, key=lambda one: (not (one.for_second and not one.is_own), one.decided_at))
    return [
        Row(
            [
                Cell(_capital(one.choice.word), url("retention:batch", batch_id=one.batch_id), _waiting_chips(one)),
                Cell(f"{one.entries:,}"), Cell(f"{one.decided_by}, {date_words(one.decided_at)}"),
                Cell(date_words(one.carry_out_on) if one.carry_out_on else "when a second person agrees"),
            ]
        )
        for one in rows
    ]  # fmt: skip


def _waiting_chips(one: Waiting) -> list[Chip]:
    if not one.for_second:
        return []
    return [Chip("Waits for somebody else" if one.is_own else "Waits for a second person", "due")]


def year_drawn(counts: Mapping[str, Sequence[int]], today: date) -> Year:
    """The next twelve months by class, as bars and as numbers."""
    months = [(today.month - 1 + place) % 12 + 1 for place in range(12)]
    years = [today.year + (today.month - 1 + place) // 12 for place in range(12)]
    most = max([count for row in counts.values() for count in row] or [1]) or 1
    rows = [
        (
            class_title(rule_id, today),
            [Bar(place * 28, count / most, count) for place, count in enumerate(row)],
        )
        for rule_id, row in sorted(counts.items(), key=lambda one: class_title(one[0], today))
    ]
    names = [f"{MONTHS[month]} {year}" for month, year in zip(months, years, strict=True)]
    table = [
        Row([Cell(name), Cell(title), Cell(f"{bars[place].count:,}")])
        for place, name in enumerate(names)
        for title, bars in rows
        if bars[place].count
    ]
    return Year([MONTHS[month][:3] for month in months], rows, table)


def is_removing(decided: Decided) -> bool:
    """Whether the decision takes words away."""
    return decided.choice in REMOVING


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
