"""Writes docs/reference/rules.md from the data files, so that the page and the rules cannot disagree.

It may not hold a rule. Run `python -m fairward.rules.reference` after changing a data file; a test compares.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from fairward.rules import (
    ages,
    clocks,
    exemptions,
    family,
    hints,
    labels,
    packages,
    receiving,
    records,
    retention,
    sending,
    themes,
)
from fairward.rules.records import Provenance

HERE = Path(__file__).parent
MEASURED = HERE / "data" / "hints_measured.json"
PAGE = HERE.parents[2] / "docs" / "reference" / "rules.md"

INTRODUCTION = """\
# The rules Fairward applies

<!-- Made from src/fairward/rules/data by `python -m fairward.rules.reference`. Do not edit by hand. -->

Every rule is a dated record in `src/fairward/rules/data/`, which a data protection officer can read and an
organisation can override with a reason. **This is not legal advice.** Confidence: *seen* = read in a source;
*recalled* = known from the statute or guidance, to be checked by a lawyer before live use; *product* = our own
default, no rule is published; *local* = differs from place to place.
"""

RETENTION = """\
## How long things are kept

The first row that fits applies. "Review" is when people must look at it and decide; "goes" is when it goes unless
somebody has recorded a reason to keep it or a hold freezes it; "looked at" is how often it is looked at before that.
Only a row that says "by itself" goes without anybody's decision. A file goes with its longest-kept entry and is looked
at with its first due one. A recorded reason to keep lasts
12 months, then it is asked again.
"""

DEADLINES = """\
## Deadlines

Months are calendar months: the same day number, or the last day of a shorter month. The day it starts does not count.
Where a row says so, a last day on a weekend or bank holiday in England moves to the next working day, and time spent
waiting for an answer that is needed does not count. School days are counted with the school's own term dates; where
they are not known, working days are counted and the deadline says so.
"""

EXEMPTIONS = """\
## Leaving a passage out of an answer to an access request

Passage by passage, never a whole file. Each one stores the reason, the answer to the question, who decided and when.
The reply says that something was left out and how to challenge it.
"""

AGES = """\
## Growing up

Staff are prompted ahead of these birthdays. Nothing changes by the date alone.
"""

LABELS = """\
## Who may read what was told outside

The author of a passage sets its label. Whoever holds it may tighten it, never loosen it. What no row allows is not read.
"""

SENDING = """\
## What is proposed to go outside

When somebody chooses what of a file goes to another organisation, the first row that fits an entry says what is proposed. It
decides nothing: a person looks at every passage, and may choose otherwise with a reason. An entry that nobody has decided
about, or that is not decided, is *open*; an action or a decision stands as what it is about.
"""

HINTS = """\
## Questions while writing

Shown once at "check your answers" as questions that can be waved away. They never stop anybody, are not stored, and
are never asked inside the child's own words (neither in a "the child said" statement nor between quotation marks).
"""

MEASURING = """\
### How often the questions are right

Word lists are a weak sign. Measured by asking every sentence as something "seen or heard", with its time given:
*precision* is how many of the sentences asked about deserved it, *base rate* how many deserve it at all (asking
about everything would have this precision), *recall* how many of those that deserve it were asked about, *false
alarms* how many of the others were asked about anyway. Measure again with `python -m benchmarks.hints_measure`.
"""

MEASURED_NOTE = """\
NewsSD-ENG (CC BY 4.0) is news, not school notes. The school notes were written and labelled by the author of the
lists, so they flatter them; they are there to keep plain notes from being questioned.
"""


def page() -> str:
    """The whole page as Markdown."""
    parts = [
        INTRODUCTION,
        RETENTION,
        *_retention(),
        DEADLINES,
        *_deadlines(),
        EXEMPTIONS,
        *_exemptions(),
        AGES,
        *_ages(),
        "## Telling the family\n",
        *_family(),
        "## Themes\n",
        "Chosen by the lead, never asked of a reporter. An organisation may hide themes and add its own.\n",
        *_themes(),
        LABELS,
        *_labels(),
        SENDING,
        *_sending(),
        "## What arrives from others\n",
        *_receiving(),
        HINTS,
        *_hints(),
        MEASURING,
        *_measured(),
        MEASURED_NOTE,
    ]
    return "\n".join(parts)


def write() -> None:
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    names = list(head)
    lines = [names, ["---"] * len(names), *(list(row) for row in rows)]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines] + [""]


def _retention() -> list[str]:
    rows = (
        [
            f"{rule.title} (`{rule.id}`)",
            rule.purpose,
            ", ".join(rule.outcomes) + "".join(f" + {flag}" for flag in sorted(rule.flags)),
            _limits(rule.review, is_latest=rule.is_latest),
            f"{_limits(rule.destroy, is_latest=rule.is_latest)}; {rule.then}{', by itself' * rule.is_automatic}",
            f"every {_amount(rule.meanwhile)}",
            *_provenance(rule.provenance),
        ]
        for rule in retention.schedule()
    )
    head = (
        "what",
        "purpose",
        "outcomes, flags",
        "review",
        "goes",
        "looked at",
        "source",
        "confidence",
        "since",
    )
    unknown = (f"- **{each.trigger}** ({each.purpose}): {each.because}" for each in retention.unknowns())
    return [*_table(head, rows), "When a day is not known:\n", *unknown, ""]


def _deadlines() -> list[str]:
    rows = (
        [
            f"{rule.title} (`{rule.id}`)",
            rule.trigger,
            clocks.words(rule.within) + (f", + {clocks.words(rule.extension)}" if rule.extension else ""),
            _moves(rule),
            rule.note,
            *_provenance(rule.provenance),
        ]
        for rule in clocks.deadlines()
    )
    return _table(("what", "from", "within", "moves", "note", "source", "confidence", "since"), rows)


def _moves(rule: clocks.Deadline) -> str:
    said = ["to the next working day"] * rule.rolls + ["stops while an answer is awaited"] * rule.may_stop
    return "; ".join(said)


def _exemptions() -> list[str]:
    people = {True: "two", False: "one"}
    rows = (
        [
            f"{each.words} (`{each.id}`)",
            each.plain,
            each.question,
            " or ".join(sorted(each.usable_for)).replace("_", " "),
            ", ".join(sorted(each.covers)).replace("_", " "),
            people[each.needs_two_people] + (", harm shown" if each.needs_harm_evidence else ""),
            each.ask.replace("_", " "),
            each.note,
            *_provenance(each.provenance),
        ]
        for each in exemptions.exemptions()
    )
    head = (
        "reason",
        "said to the family",
        "the test",
        "when asked by",
        "kind of passage",
        "people who decide",
    )
    return _table((*head, "ask first", "note", "source", "confidence", "since"), rows)


def _ages() -> list[str]:
    rows = (
        [
            str(each.at_age),
            f"{each.words} (`{each.id}`)",
            each.question,
            f"{each.months_ahead} months ahead",
            each.done_when,
            each.note,
            *_provenance(each.provenance),
        ]
        for each in ages.ages()
    )
    return _table(
        ("age", "what", "question", "prompted", "done when", "note", "source", "confidence", "since"), rows
    )


def _family() -> list[str]:
    choices = (
        [kind.words, kind.sentence, ", ".join(kind.needs).replace("_", " ")] for kind in family.kinds()
    )
    reasons = (
        [f"{each.words} (`{each.id}`)", each.question, f"{each.working_days} working days"]
        for each in family.grounds()
    )
    source, confidence, since = _provenance(family.provenance())
    return [
        *_table(("choice", "meaning", "needs"), choices),
        "Grounds for holding back:\n",
        *_table(("ground", "the question to answer", "looked at again within"), reasons),
        f"Source: {source} ({confidence}, since {since}).\n",
    ]


def _themes() -> list[str]:
    rows = (
        [theme.words, f"`{theme.id}`", ", ".join(sorted(theme.purposes))] for theme in themes.all_themes()
    )
    return _table(("theme", "id", "purposes"), rows)


def _labels() -> list[str]:
    meanings = ([one.words, f"`{one.label.code}`", one.meaning] for one in labels.explained())
    source, confidence, since = _provenance(labels.provenance())
    left_out = ([one.words, f"`{one.id}`"] for one in (*packages.classes(), *packages.reasons()))
    return [
        *_table(("label", "id", "meaning"), meanings),
        *_table(("label", "read by", "as", "how much"), map(_reader, labels.readers())),
        f"Source: {source} ({confidence}, since {since}).\n",
        "Classes of what is left out of a package, and reasons:\n",
        *_table(("words", "id"), left_out),
    ]


def _sending() -> list[str]:
    rows = ([*_fitting(one), _proposed(one), one.words] for one in sending.defaults())
    why = ([one.kind.word, one.words, f"`{one.id}`", one.plain] for one in sending.all_purposes())
    source, confidence, since = _provenance(sending.provenance())
    return [
        *_table(("sent as", "file", "entry", "outcome", "due", "proposed", "why"), rows),
        "What it may be sent for:\n",
        *_table(("sent as", "purpose", "id", "said to the family"), why),
        f"Source: {source} ({confidence}, since {since}).\n",
    ]


def _fitting(one: sending.Default) -> list[str]:
    limits = (one.kinds, one.purposes, one.entries, one.outcomes)
    said = [", ".join(sorted(limit)).replace("_", " ").replace("none", "open") or "any" for limit in limits]
    return [*said, one.due.value or "any"]


def _proposed(one: sending.Default) -> str:
    if one.proposed is not sending.Proposed.OUT:
        return {sending.Proposed.IN: "goes", sending.Proposed.ASK: "nothing: somebody decides"}[one.proposed]
    return f"stays: {one.what.words}; {one.why.words}"


def _receiving() -> list[str]:
    source, confidence, since = _provenance(receiving.provenance())
    rows = ([one.length, f"`{one.id}`", one.words] for one in receiving.periods())
    return [*_table(("how long", "id", "what"), rows), f"Source: {source} ({confidence}, since {since}).\n"]


def _reader(one: labels.Reads) -> list[str]:
    kinds = sorted("any organisation" if kind is None else kind.word for kind in one.kinds)
    named = ", to whom it was sent by name" if one.is_named else ""
    named += ", once it was taken into a file" if one.is_in_file else ""
    roles = ", ".join(role.word for role in sorted(one.roles))
    return [one.label.word, ", ".join(kinds) or "the family", roles + named, one.extent.name.lower()]


def _hints() -> list[str]:
    words = {raw["code"]: raw.get("words", []) for raw in records.load("hints")["hint"]}
    rows = (
        [each.code, ", ".join(sorted(each.bases)), each.question, ", ".join(words[each.code]) or "(missing)"]
        for each in hints.questions()
    )
    return _table(("kind", "asked about", "question", "words"), rows)


def _measured() -> list[str]:
    found: Mapping[str, Any] = json.loads(MEASURED.read_text(encoding="utf-8"))
    shown = ("sentences", "base_rate", "precision", "recall", "false_alarms")
    rows = ([name, *(str(result[column]) for column in shown)] for name, result in found.items())
    kinds = [
        [name, code, str(asked), str(right)]
        for name, result in found.items()
        for code, (asked, right) in result["kinds"].items()
    ]
    head = ("sentences from", *(column.replace("_", " ") for column in shown))
    return [*_table(head, rows), *_table(("sentences from", "kind", "asked", "deserved"), kinds)]


def _limits(limits: Iterable[retention.Limit], *, is_latest: bool) -> str:
    said = [
        f"{limit.trigger} + {_amount(limit.amount)}" if any(limit.amount.values()) else f"at {limit.trigger}"
        for limit in limits
    ]
    return said[0] if len(said) == 1 else ("later of " if is_latest else "earlier of ") + " and ".join(said)


def _amount(amount: Mapping[str, int]) -> str:
    names = {"school_year_ends": "end of the school year"}
    said = [
        names.get(unit) or f"{value} {unit.removesuffix('s') if value == 1 else unit}"
        for unit, value in amount.items()
    ]
    return " ".join(said)


def _provenance(about: Provenance) -> list[str]:
    until = f" to {about.effective_to}" if about.effective_to else ""
    status = "" if about.status == "in_force" else f" ({about.status})"
    return [about.source, about.confidence + status, f"{about.effective_from}{until}"]


if __name__ == "__main__":
    write()
