"""What a reader would think of this child: counts of what goes, and what is not in it. Pure; no score, and nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from fairward.design.pieces import Fact
from fairward.design.words import date_words, plural
from fairward.exchange.package.contents import RECORD, LeftOut, Manifest, Passage
from fairward.exchange.package.views import seen_by
from fairward.exchange.package.words import body_of, title_of
from fairward.kernel.vocabulary import AnnotationKind, Basis, Label
from fairward.rules import sending, themes
from fairward.rules.labels import Audience

_ACCOUNTS = (AnnotationKind.EXPLANATION.code, AnnotationKind.FAMILY_ACCOUNT.code)
_FACTS = (Basis.OBSERVED.code, Basis.DOCUMENT.code)
# Somebody reads this of a child: what is older than it is worth a second thought.
LONG_AGO_DAYS = 3 * 365


@dataclass(frozen=True, slots=True)
class Impression:
    """What the reader would take away: what there is, and what to think about before it goes."""

    facts: list[Fact]
    questions: list[str]


def as_its_reader_sees(manifest: Manifest) -> tuple[str, Markup]:
    """The title and the document exactly as the recipient's page shows it."""
    shown = seen_by(manifest, Audience.of_organisation(manifest.recipient.kind))
    return title_of(shown), Markup(body_of(shown))  # noqa: S704 - drawn by a template that escapes


def impression_of(manifest: Manifest) -> Impression:
    """Counts of one document, with the questions that they raise."""
    shown = seen_by(manifest, Audience.of_organisation(manifest.recipient.kind))
    return Impression(_facts(shown), _questions(shown))


def left_out_words(found: Iterable[LeftOut]) -> list[str]:
    """What stays here, by class and reason."""
    return [f"{plural(one.count, 'passage')} {one.what.words}: {one.why.words}" for one in found]


def _facts(shown: Manifest) -> list[Fact]:
    by = Counter(one.basis for one in shown.passages if one.label is not Label.POINTER)
    accounts, strengths = _accounts(shown.passages), _strengths(shown.passages)
    oldest = min((one.note.occurred_at for one in shown.passages if one.note), default=None)
    rows = [
        ("Seen, heard or read", sum(by[one] for one in _FACTS)),
        ("The child’s own words", by[Basis.CHILD_SAID.code]),
        ("Told by somebody else", by[Basis.TOLD_BY.code]),
        ("Opinions", by[Basis.OPINION.code]),
        ("From the record: decisions and reasons", by[RECORD]),
        ("Explanations and what the family says", accounts),
        ("What goes well", strengths),
        ("Passages in which names were replaced", sum(one.is_masked for one in shown.passages)),
        ("Only a summary", sum(bool(one.summary) and not one.text for one in shown.passages)),
        ("Only whom to call", sum(one.label is Label.POINTER for one in shown.passages)),
    ]
    kept = [Fact(name, str(count)) for name, count in rows]
    return [*kept, Fact("The oldest is of", date_words(oldest) if oldest else "nothing goes")]


def _questions(shown: Manifest) -> list[str]:
    by = Counter(one.basis for one in shown.passages)
    groundless = sum(_is_groundless(one) for one in shown.passages)
    asked = [
        (bool(shown.passages) and not _strengths(shown.passages), "Nothing in it says what goes well for this child."),
        (bool(shown.passages) and not by[Basis.CHILD_SAID.code], "The child’s own words are not in it."),
        (
            bool(shown.passages) and not _accounts(shown.passages),
            "No explanation and no word of the family is in it. Is there none, or does it stand elsewhere?",
        ),
        (bool(groundless), _groundless_words(groundless)),
        (_opinions_lead(by), "There are more opinions and hearsay in it than what somebody saw, heard or read."),
        (_is_long_ago(shown), "Some of it is more than three years old. Is it still true of this child?"),
    ]  # fmt: skip
    return [words for is_so, words in asked if is_so]


def _groundless_words(count: int) -> str:
    if count == 1:
        return "One opinion does not say what it rests on."
    return f"{count} opinions do not say what they rest on."


def _is_groundless(one: Passage) -> bool:
    return one.basis == Basis.OPINION.code and bool(one.text) and not one.because


def _opinions_lead(by: Counter[str]) -> bool:
    return by[Basis.OPINION.code] + by[Basis.TOLD_BY.code] > sum(by[one] for one in _FACTS)


def _is_long_ago(shown: Manifest) -> bool:
    days = [(shown.made_at - one.note.occurred_at).days for one in shown.passages if one.note]
    return any(one > LONG_AGO_DAYS for one in days)


def _accounts(passages: Sequence[Passage]) -> int:
    return len({each.id for one in passages for each in one.context.attached if each.kind in _ACCOUNTS})


def _strengths(passages: Sequence[Passage]) -> int:
    words = {themes.words_of(one) for one in sending.first().themes}
    return sum(one.note is not None and bool(words & set(one.note.themes)) for one in passages)
