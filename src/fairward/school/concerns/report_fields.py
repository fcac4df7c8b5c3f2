"""What each page of a report draws, made from what was typed so far. It may not read a request, a row or a key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.template import engines
from markupsafe import Markup

from fairward.design.bridge import Drawn, Option
from fairward.kernel.vocabulary import Basis
from fairward.school.concerns import report_times
from fairward.school.concerns.report_answers import NOT_SAFE, NOT_SURE, SAFE, TOLD_NO, TOLD_YES, Answers, Said
from fairward.school.concerns.report_forms import Question

BASIS_WORDS = {
    Basis.OBSERVED: ("I saw or heard this", ""),
    Basis.CHILD_SAID: ("The child said this", "Write the child’s own words. We add the quotation marks."),
    Basis.TOLD_BY: ("Someone told me", ""),
    Basis.DOCUMENT: ("I read this", ""),
    Basis.OPINION: ("I think this", "A worry or a guess is welcome. It is kept apart from what was seen."),
}
SAFE_WORDS = {SAFE: "Yes", NOT_SAFE: "No", NOT_SURE: "I am not sure"}
TOLD_WORDS = {TOLD_YES: "Yes", TOLD_NO: "No"}
_DAY_WORDS = {
    report_times.TODAY: "Today",
    report_times.YESTERDAY: "Yesterday",
    report_times.OTHER: "Another day",
    report_times.UNKNOWN: "I do not know",
}


@dataclass(frozen=True, slots=True)
class DrawnStatement:
    """The boxes of one statement."""

    id: UUID
    number: int
    basis: Drawn
    text: Drawn
    marks: int
    can_have_marks: bool


class Errors:
    """The sentence for a box, of the questions that are asked now."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._by_target: dict[str, str] = {}
        for one in questions:
            self._by_target.setdefault(one.target, one.text)

    def at(self, target: str) -> str:
        """What is asked about this box, or nothing."""
        return self._by_target.get(target, "")


def _box(
    kind: str, name: str, label: str, value: str = "", *, error: str = "", hint: str = "", **extra: object
) -> Drawn:
    described = [f"{name}-hint"] * bool(hint) + [f"{name}-error"] * bool(error)
    # The browser may not offer or remember what is typed about a child.
    attributes = {"autocomplete": "off"} if kind in ("text", "textarea") else {}
    return Drawn(
        kind=kind, id=name, name=name, label=label, hint=hint, error=error, value=value,
        heading=bool(extra.pop("heading", False)), described_by=" ".join(described),
        label_class=str(extra.pop("size", "s")), attributes=attributes, extra=extra,
    )  # fmt: skip


def _with_choices(drawn: Drawn, words: Mapping[str, tuple[str, str]], chosen: Iterable[str]) -> Drawn:
    """Give radios or checkboxes their choices: value -> (words, hint)."""
    taken = set(chosen)
    for place, (value, (text, hint)) in enumerate(words.items(), start=1):
        identity = drawn.id if place == 1 else f"{drawn.id}-{place}"
        drawn.options.append(Option(value, text, identity, value in taken, hint))
    return drawn


def _plain(words: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    return {value: (text, "") for value, text in words.items()}


def _with_inside(drawn: Drawn, inside: Mapping[str, Drawn]) -> Drawn:
    """Put a box under the choice it belongs to; without script it always stands there."""
    environment: Any = engines["jinja2"]
    macros = environment.env.get_template("design/fields.html").module
    for option in drawn.options:
        if option.value in inside:
            option.more = Markup(macros.draw(inside[option.value]))  # noqa: S704 - the macro escaped it
    return drawn


def who_fields(answers: Answers, errors: Errors) -> dict[str, Drawn]:
    """Search, "I do not know the name", and the description."""
    label, hint = "Name, year or class", "For example, “amy 3a”. Some letters are enough."
    described = _box(
        "textarea",
        "unknown_child",
        "What did the child look like, and where were they?",
        answers.unknown_child,
        rows=2,
    )
    unknown = _box("checkboxes", "unknown", "Or")
    _with_choices(unknown, {"yes": ("I do not know the child’s name", "")}, ["yes"] * answers.is_unknown)
    return {
        "search": _box("text", "search", label, answers.search, error=errors.at("search"), hint=hint),
        "unknown": _with_inside(unknown, {"yes": described}),
        "unknown_child": described,
    }


def safe_fields(answers: Answers, errors: Errors) -> dict[str, Drawn]:
    """The one question, and room for a note."""
    safe = _box("radios", "safe", "Is the child safe right now?", error=errors.at("safe"), heading=True)
    note = "Where is the child now, and who is with them? (optional)"
    return {
        "safe": _with_choices(safe, _plain(SAFE_WORDS), [answers.safe]),
        "safe_note": _box("textarea", "safe_note", note, answers.safe_note, rows=2),
    }


def what_fields(answers: Answers, errors: Errors) -> dict[str, Any]:
    """The statements, and the box for a file."""
    hint = "A picture, a PDF or a text file of up to 10 MB. Never a photograph of a child’s body."
    return {
        "statements": statement_fields(answers, errors),
        "file": _box("file", "file", "Choose a file", error=errors.at("file"), hint=hint),
    }


def statement_fields(answers: Answers, errors: Errors) -> list[DrawnStatement]:
    """The boxes of every statement, in order."""
    return [
        _statement(said, place, answers, errors) for place, said in enumerate(answers.statements, start=1)
    ]


def _statement(said: Said, number: int, answers: Answers, errors: Errors) -> DrawnStatement:
    words = {str(int(one)): said_words for one, said_words in BASIS_WORDS.items()}
    name = str(said.id)
    chosen = [str(int(said.basis))] if said.basis else []
    basis = _box("radios", f"basis-{name}", "How do you know?", error=errors.at(f"basis-{name}"))
    inside = {
        Basis.TOLD_BY: _box(
            "text", f"told-{name}", "Who told you?", said.told, error=errors.at(f"told-{name}")
        ),
        Basis.DOCUMENT: _box("text", f"read-{name}", "Where did you read it?", said.read),
        Basis.OPINION: _because(said, answers, errors),
    }
    hint = "One sentence is enough." if number == 1 else ""
    error = errors.at(f"text-{name}")
    text = _box("textarea", f"text-{name}", "What was it?", said.text, error=error, hint=hint, rows=4)
    return DrawnStatement(
        id=said.id,
        number=number,
        basis=_with_inside(
            _with_choices(basis, words, chosen), {str(int(one)): drawn for one, drawn in inside.items()}
        ),
        text=text,
        marks=len(said.marks),
        can_have_marks=said.basis in (None, Basis.OBSERVED) or bool(said.marks),
    )


def _because(said: Said, answers: Answers, errors: Errors) -> Drawn:
    """The other statements to tick. The box that says "nothing" is there too: an honest answer."""
    words = {
        str(one.id): f"{place}. {_short(one)}"
        for place, one in enumerate(answers.statements, start=1)
        if one.id != said.id and not one.is_empty
    }
    words["nothing"] = "Nothing written here shows it"
    name = f"because-{said.id}"
    drawn = _box("checkboxes", name, "What makes you think so?", error=errors.at(name), small=True)
    chosen = [str(one) for one in said.because] + ["nothing"] * said.rests_on_nothing
    return _with_choices(drawn, _plain(words), chosen)


def _short(said: Said) -> str:
    text = " ".join(said.text.split()) or said.source
    return text if len(text) <= 60 else f"{text[:57]}…"


def when_fields(answers: Answers, errors: Errors) -> dict[str, Drawn]:
    """Day, time, place, and whom they told."""
    typed = answers.when
    on = _box("date", "on", "Which day?", error=errors.at("on-day"), hint="For example, 12 5 2026")
    on.boxes = {"day": typed.day, "month": typed.month, "year": typed.year}
    on.wrong_box = "all" if on.error else ""
    when = _with_choices(
        _box("radios", "when", "Which day was it?", error=errors.at("when")),
        _plain(_DAY_WORDS),
        [typed.choice],
    )
    about = _with_choices(_box("checkboxes", "about", "Day and time"), {"yes": ("It is only about then", "")},
                          ["yes"] * typed.is_about)  # fmt: skip
    told = _with_choices(
        _box("radios", "told", "Have you told anyone already? (optional)"), _plain(TOLD_WORDS), [answers.told]
    )
    whom = _box("text", "told_whom", "Whom did you tell, and when?", answers.told_whom)
    hint = "For example, 12:40 or 1pm"
    clock = _box(
        "text", "clock", "What time? (optional)", typed.clock, error=errors.at("clock"), hint=hint, width=10
    )
    return {
        "when": _with_inside(when, {report_times.OTHER: on}),
        "clock": clock,
        "about": about,
        "where": _box("text", "where", "Where was it? (optional)", answers.where),
        "told": _with_inside(told, {TOLD_YES: whom}),
    }
