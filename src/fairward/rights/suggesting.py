"""Finds what a lead may want to mask before somebody is shown an entry, and warns. Suggestions only: a person confirms them.

It may not mask anything, query, or call a text clean: it finds what it knows and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fairward.files.rendering import RenderedEntry
from fairward.kernel.vocabulary import Basis
from fairward.rights.masking import Mask, occurs, same
from fairward.rights.masks import Masks
from fairward.rights.vocabulary import Caution, MaskWord

PARENTS = frozenset({"mother", "father", "parent", "step-parent", "foster parent", "carer or guardian"})
_PHONE = re.compile(r"(?<!\d)(?:\+44|0)(?:[ ()-]?\d){9,10}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b", re.IGNORECASE)
_STREET = re.compile(
    r"\b(?:flat \w+,? )?\d+[a-z]?,? (?:[\w'’-]+ ){1,3}"
    r"(?:road|street|lane|avenue|close|drive|way|court|place|crescent|terrace|gardens|grove|hill|park|square|walk|rd|st|ave)\b",
    re.IGNORECASE,
)
_OTHER_PARENT = re.compile(
    r"\b(?:mum|mummy|mom|mam|mother|dad|daddy|father|stepdad|stepmum|step-?father|step-?mother|ex-?partner|ex-?husband|ex-?wife)\b",
    re.IGNORECASE,
)
_CONFIDENCE = re.compile(
    r"\b(?:in confidence|confidential\w*|anonymous\w*|(?:do not|don['’]t|not to|never) (?:tell|say)|secret\w*|"
    r"between (?:us|ourselves)|afraid|frightened|scared)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whose name may stand in a text: the forms of it, what would stand instead, and who they are in words."""

    forms: tuple[str, ...]
    word: MaskWord
    who: str
    is_parent: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words found in the text, what would stand in their place, and why they are suggested."""

    phrase: str
    word: MaskWord
    why: str

    @property
    def mask(self) -> Mask:
        """As a mask."""
        return Mask(self.phrase, self.word)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the texts that one person would be shown."""

    suggestions: tuple[Suggestion, ...]
    warnings: frozenset[Caution]


def find(
    texts: Sequence[str], names: Iterable[Named], entry: RenderedEntry, masks: Masks, own: Sequence[str] = ()
) -> Found:
    """What to mask and what to be warned of in texts that are about to be shown; `own`: the reader's address and numbers."""
    text = "\n".join(texts)
    suggestions: list[Suggestion] = []
    warnings: set[Caution] = set()
    for named in names:
        found = [form for form in named.forms if occurs(form, text)]
        suggestions += [Suggestion(form, named.word, named.who) for form in found]
        if found and named.is_parent:
            warnings.add(Caution.OTHER_PARENT)
        if found and named.word is MaskWord.ANOTHER_CHILD:
            warnings.add(Caution.OTHER_CHILD)
    contacts = [one for one in _contacts(text) if not any(occurs(mine, one.phrase) for mine in own)]
    if contacts:
        warnings.add(Caution.ADDRESS)
    suggestions += contacts
    for source in _sources(entry, masks):
        if occurs(source, text):
            suggestions.append(Suggestion(source, MaskWord.WHO_TOLD_US, "told us this"))
            warnings.add(Caution.SOURCE)
    warnings |= _warned_by_words(text, entry, masks)
    return Found(tuple(once(suggestions)), frozenset(warnings))


def unconfirmed(found: Found, masks: Masks) -> Found:
    """What of it the lead has neither masked nor knowingly left standing, nor seen as a warning."""
    handled = [*masks.kept, *(one.phrase for one in masks.phrases)]
    return Found(
        tuple(one for one in found.suggestions if not any(same(one.phrase, other) for other in handled)),
        found.warnings - masks.seen,
    )


def _contacts(text: str) -> list[Suggestion]:
    patterns = (
        (_PHONE, MaskWord.TELEPHONE, "a telephone number"),
        (_EMAIL, MaskWord.EMAIL, "an e-mail address"),
        (_STREET, MaskWord.ADDRESS, "looks like an address"),
        (_POSTCODE, MaskWord.ADDRESS, "a postcode"),
    )
    return [
        Suggestion(" ".join(found.group().split()), word, why)
        for pattern, word, why in patterns
        for found in pattern.finditer(text)
    ]


def _sources(entry: RenderedEntry, masks: Masks) -> list[str]:
    """Who told us, where the lead does not name them and the words are not about the child's family at large."""
    return [
        one.source.strip()
        for one in entry.statements
        if one.basis is Basis.TOLD_BY and one.id not in masks.named and len(one.source.strip()) > 2
    ]


def _warned_by_words(text: str, entry: RenderedEntry, masks: Masks) -> set[Caution]:
    found: set[Caution] = set()
    if _OTHER_PARENT.search(text):
        found.add(Caution.OTHER_PARENT)
    if _CONFIDENCE.search(text):
        found.add(Caution.CONFIDENCE)
    shown = [one for one in entry.statements if one.id not in masks.left_out]
    if any(one.basis is Basis.TOLD_BY for one in shown):
        found.add(Caution.SOURCE)
    if any(one.basis is Basis.CHILD_SAID for one in shown):
        found.add(Caution.CHILDS_WORDS)
    return found


def once(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """The same words once, as they were found first."""
    kept: list[Suggestion] = []
    for one in suggestions:
        if not any(same(one.phrase, other.phrase) for other in kept):
            kept.append(one)
    return kept
