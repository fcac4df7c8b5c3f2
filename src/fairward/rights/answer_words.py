"""Puts parts of an answer into words of the page, for its templates. It may not see what has not been redacted."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from fairward.design.words import listed, plural
from fairward.rights.answer import AnswerEntry, Attached, Context, LeftOut, Passage, WithheldPassage
from fairward.rights.redaction import Kept, Redacted

# How something is known stands as a word and as a shape, like on the screen: an eye's round, a bubble, an arrow, a sheet, a
# diamond. Borders and corners are no pictures: a screen reader, to which the word is said, has nothing to skip.
STYLE = """
.about { color: #484949; }
.basis { font-weight: bold; margin: 0; break-after: avoid; }
.basis::before { content: ""; display: inline-block; width: 2.6mm; height: 2.6mm; margin-right: 2mm; background: #0b0c0c; }
.observed::before { border-radius: 50%; }
.child_said::before { border-radius: 1mm 1mm 1mm 0; width: 3.4mm; }
.told_by::before { background: none; width: 0; height: 0; border: solid transparent; border-width: 1.5mm 0 1.5mm 3mm;
  border-left-color: #0b0c0c; }
.document::before { background: none; border: 0.4mm solid #0b0c0c; width: 1.8mm; height: 2.6mm; }
.opinion::before { transform: rotate(45deg); }
.record::before { height: 0.6mm; margin-bottom: 1mm; }
.only { margin-bottom: 3mm; }
.only::before { display: none; }
.attached { margin: -1mm 0 3mm; padding-left: 3mm; border-left: 1mm solid #8eb8dc; }
"""


def left_out_words(one: LeftOut) -> str:
    """How much is left out for one reason: "2 whole notes and 3 places in other notes"."""
    found = []
    if one.entries:
        found.append(plural(one.entries, "whole note"))
    if one.places:
        found.append(plural(one.places, "place in a note", "places in notes"))
    return listed(found) or "nothing"


def codes_in(entry: AnswerEntry) -> list[str]:
    """The exemption of every gap of an entry."""
    found: list[str] = []
    texts = [entry.by, entry.where, entry.owner, *_texts_of(entry.context)]
    for one in entry.passages:
        texts += _texts_of(one.context)
        if isinstance(one, WithheldPassage):
            found.append(one.code)
        else:
            texts += [one.basis_words, one.text, one.when, *one.about, *one.marks]
    return found + [code for text in texts for gap in text.gaps for code in gap.codes]


def capital(text: Redacted) -> Redacted:
    """The text with a capital at its beginning, unless it begins with a gap."""
    first = text.pieces[0] if text.pieces else None
    if not isinstance(first, Kept):
        return text
    return Redacted((Kept(first.text[:1].upper() + first.text[1:]), *text.pieces[1:]))


def is_withheld(one: Passage | WithheldPassage) -> bool:
    """Whether nothing of a passage is disclosed."""
    return isinstance(one, WithheldPassage)


def _texts_of(context: Context) -> list[Redacted]:
    return [text for one in context.attached for text in (one.text, one.by)]


def joined(texts: Iterable[Redacted]) -> Markup:
    """Several texts, with commas."""
    return Markup(", ").join(escape(one) for one in texts)


def attached(context: Context) -> Markup:
    """What belongs to a passage, beside it."""
    return Markup("").join(_one_attached(one) for one in context.attached)


def _one_attached(one: Attached) -> Markup:
    by = Markup(", {}").format(one.by) if one.by else ""
    on = f", {one.made_on}" if one.made_on else ""
    kind = f"{one.kind[:1].upper()}{one.kind[1:]}"
    return Markup('<p class="attached"><b>{}</b>{}{}<br>{}</p>').format(kind, by, on, one.text)


def rests_words(entry: AnswerEntry, passage: Passage) -> str:
    """What an opinion rests on, by the numbers that the answer gives."""
    here, is_elsewhere = entry.numbers_of(passage.rests_on)
    found = [f"what {number} says" for number in here]
    return listed(found + (["something in another note, or left out"] if is_elsewhere else []))


# What the templates of entries use beside their values.
HELP = {
    "is_withheld": is_withheld, "joined": joined, "attached": attached, "rests_words": rests_words, "capital": capital,
}  # fmt: skip
