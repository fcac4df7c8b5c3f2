"""What an access request is answered with, as plain values. It may not hold, or be given, anything that is withheld.

Every text that somebody typed (statement, source, place, name of a writer, explanation) is a `Redacted`, made by `redaction`;
a plain string is refused where one belongs. Plain strings are words of the system: kinds, purposes, dates in words, roles.
A passage without its basis or without its context cannot be made (promises 1 and 2): `Context` names what the file says is
attached and must hold exactly that, so forgetting to load the explanations fails instead of answering without them.

    entry = AnswerEntry(number=1, kind="concern", when="12 May 2026", purpose="child protection", by=whole("class teacher"),
        context=NOTHING_ATTACHED, passages=(
            Passage(id="…", basis="told_by", basis_words=redact("told by Ann Lee", [Cut(8, 15, "third_party", …)]),
                    text=whole("He fell."), context=Context(("7",), (Attached("7", "explanation", …),))),
            WithheldPassage("serious_harm_education", "telling you could cause serious harm"),
        ))

`answer_parts` draws it in short steps, `answer_joining` puts the steps together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fairward.kernel.vocabulary import Basis
from fairward.rights.redaction import Gap, Redacted

# Beside the five bases of a claim: a text that the system asked for, such as the reasons for a decision.
RECORD = "record"
BASES = frozenset({*(basis.code for basis in Basis), RECORD})
NOTHING = Redacted(())
_REFERENCE = re.compile(r"[A-Za-z0-9/._-]{1,40}")  # it is a file's title: no room for a name


class Unanswerable(ValueError):
    """An answer that would break a promise; the sentence says what is missing, never what is written."""


def _check_texts(owner: Any, *names: str) -> None:
    """Refuse whatever is not Redacted where a person's words belong."""
    for name in names:
        value = getattr(owner, name)
        for each in value if isinstance(value, tuple) else (value,):
            if not isinstance(each, Redacted):
                raise Unanswerable(
                    f"{type(owner).__name__}.{name} must be redacted first, even if nothing is withheld."
                )


@dataclass(frozen=True, slots=True)
class Attached:
    """An explanation, the family's account, a dispute, a correction or an outcome, which belongs to a passage for good.

    `kind` is `AnnotationKind.word`. A withheld one stays in its place with `text=withheld(…)`, without writer and day; its id,
    which would tell the day, stays out of the answer.
    """

    id: str
    kind: str
    text: Redacted
    by: Redacted = NOTHING
    made_on: str = ""

    def __post_init__(self) -> None:
        _check_texts(self, "text", "by")
        if not self.kind or not self.text:
            raise Unanswerable("Something attached has no kind or no words.")
        if self.text.is_withheld and (self.by or self.made_on):
            raise Unanswerable("Something attached that is withheld does not say who wrote it, or when.")


@dataclass(frozen=True, slots=True)
class Context:
    """Everything attached to a passage or an entry: `named` are the ids that the file says there are."""

    named: tuple[str, ...]
    attached: tuple[Attached, ...]

    def __post_init__(self) -> None:
        if sorted(self.named) != sorted(one.id for one in self.attached):
            raise Unanswerable("What is attached to a passage must come with it, all of it and nothing else.")


NOTHING_ATTACHED = Context((), ())


@dataclass(frozen=True, slots=True)
class Passage:
    """A claim that is disclosed, whole or in part.

    `basis` is a code of `Basis`, or "record" for a text that the system asked for; `basis_words` say how it is known, with the
    source, which may be redacted. `rests_on` are ids of passages that an opinion rests on. `marks` are those of a body map.
    `checked_since`, a date in words: somebody checks whether it is right, and its use is restricted until then.
    """

    id: str
    basis: str
    basis_words: Redacted
    text: Redacted
    context: Context
    when: Redacted = NOTHING
    about: tuple[Redacted, ...] = ()
    rests_on: tuple[str, ...] = ()
    marks: tuple[Redacted, ...] = ()
    checked_since: str = ""

    def __post_init__(self) -> None:
        _check_texts(self, "basis_words", "text", "when", "about", "marks")
        if self.basis not in BASES or not self.basis_words:
            raise Unanswerable("A passage must say how it is known.")
        if not isinstance(self.context, Context):
            raise Unanswerable(
                "A passage must come with its context; where nothing is attached, say NOTHING_ATTACHED."
            )
        if not self.text:
            raise Unanswerable("A passage has no words. If all of it is withheld, give a WithheldPassage.")
        if self.text.is_withheld:
            raise Unanswerable("All of a passage is withheld: give a WithheldPassage instead.")


@dataclass(frozen=True, slots=True)
class WithheldPassage:
    """A claim of which nothing is disclosed: why, and nothing else. Its id would tell when it was written.

    What is attached to it may be disclosed, such as the asker's own account of it.
    """

    code: str
    words: str
    context: Context = NOTHING_ATTACHED

    def __post_init__(self) -> None:
        if not self.code or not self.words.strip():
            raise Unanswerable(
                "Say why a passage is withheld: the exemption, and what it means in plain words."
            )

    @property
    def gap(self) -> Gap:
        """The same as a place in a text."""
        return Gap(((self.code, self.words),))


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """One dated item of a file. `number` counts from 1 through the whole answer; passages are called 12.1, 12.2 after it.

    An entry of which nothing is disclosed does not come here: it counts in `Answer.left_out`. `outcome`, `state` (of an
    action), `themes` and `kept_until` are words of the system.
    """

    number: int
    kind: str
    when: str
    purpose: str
    by: Redacted
    passages: tuple[Passage | WithheldPassage, ...]
    context: Context
    where: Redacted = NOTHING
    owner: Redacted = NOTHING
    outcome: str = ""
    state: str = ""
    themes: tuple[str, ...] = ()
    kept_until: str = ""
    id: str = ""

    def __post_init__(self) -> None:
        _check_texts(self, "by", "where", "owner")
        if self.number < 1 or not self.kind or not self.when or not self.purpose:
            raise Unanswerable(
                "An entry needs its number, its kind, its date in words and what it is kept for."
            )
        if not isinstance(self.context, Context):
            raise Unanswerable("An entry must come with its context; where nothing is attached, say so.")
        if not all(isinstance(one, Passage | WithheldPassage) for one in self.passages):
            raise Unanswerable("An entry is made of passages.")
        if not any(isinstance(one, Passage) for one in self.passages):
            raise Unanswerable("Nothing of this entry is disclosed: count it among what is left out.")

    def numbers_of(self, ids: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
        """The numbers of those passages that are disclosed here, and whether some are not: in another note, or left out."""
        here = {
            one.id: f"{self.number}.{place}"
            for place, one in enumerate(self.passages, start=1)
            if isinstance(one, Passage)
        }
        found = tuple(here[each] for each in ids if each in here)
        return found, len(found) < len(ids)


@dataclass(frozen=True, slots=True)
class Searched:
    """One line of the search log: where, when, by which role, how many were found. Words of the system only."""

    where: str
    when: str
    by: str
    found: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much is withheld for one reason: whole entries, and places inside entries. `meaning` explains it in a sentence."""

    code: str
    words: str
    meaning: str
    entries: int = 0
    places: int = 0


@dataclass(frozen=True, slots=True)
class Challenge:
    """Whom to ask to look again: the organisation first, then the regulator. `how` are address, telephone or web page."""

    who: str
    what: str
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptUntil:
    """Why something is kept and until when, in words."""

    what: str
    why: str
    until: str


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody read something: when, as what, from where, what and why, in plain words.

    `line` is the id of the line in the log, as the proofs have it; empty where the line has no signed place yet.
    """

    when: str
    role: str
    organisation: str
    what: str
    why: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class NotYet:
    """Reports that came and that nobody has dealt with yet: how many, and when somebody looks at them for whoever asked."""

    reports: int
    look_on: date


@dataclass(frozen=True, slots=True)
class Answer:
    """All of an answer but its entries and looks, which are drawn in steps (`answer_parts`).

    `entry_count` and `look_count` are how many will come. `silent`: we neither say that there is something nor that there is
    not; such an answer holds nothing, and is the same whatever is held. `proofs` is an excerpt of the log (`audit.gathering`)
    with the lines of the looks; what was typed in them (details) does not go out (`proofs`).
    """

    organisation_name: str
    child_name: str
    asked_by: str
    asked_on: date
    answered_on: date
    reference: str
    challenge: tuple[Challenge, ...]
    searched: tuple[Searched, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    kept: tuple[KeptUntil, ...] = ()
    entry_count: int = 0
    look_count: int = 0
    proofs: str = field(default="", repr=False)
    silent: bool = False
    not_yet: NotYet | None = None

    def __post_init__(self) -> None:
        if not self.challenge:
            raise Unanswerable("An answer must say who can be asked to look again.")
        if not _REFERENCE.fullmatch(self.reference) or self.answered_on < self.asked_on:
            raise Unanswerable(
                "An answer needs a reference without spaces, and a day that is not before the request."
            )
        holds = (
            self.searched, self.left_out, self.kept, self.entry_count, self.look_count, self.proofs, self.not_yet,
        )  # fmt: skip
        if self.silent and any(holds):
            raise Unanswerable("A silent answer may hold nothing that depends on what is held.")
        if not self.silent and not self.searched:
            raise Unanswerable("An answer must say what was searched.")

    @property
    def title(self) -> str:
        """The title of the document and of its window: no name, because lists of files show it."""
        return f"Answer to request {self.reference}"

    @property
    def about(self) -> str:
        """Whom it is about, to the one who asked."""
        return "you" if self.asked_by == self.child_name else self.child_name
