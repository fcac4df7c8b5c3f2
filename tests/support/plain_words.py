"""How old somebody must be to read a text, by a count of syllables and words. It may not understand a text.

Flesch–Kincaid's grade (0.39 words a sentence + 11.8 syllables a word - 15.59); a grade and five make an age.
"""

from __future__ import annotations

import re

AGE = 5  # years at the beginning of the first grade
OLDEST = 11.5
LONGEST = 24  # words in a sentence
# Names, and words of the law that stand beside their plain word.
TERMS = re.compile(
    r"Information Commissioner \(ICO\)|personal data breach|access request|data protection officer|information|[\w.-]+@?[\w-]*"
    r"\.(?:jsonl?|uk\S*)|log-proofs\S*|fairward audit verify.*|\{\w+\}|Citizens Advice", re.IGNORECASE,
)  # fmt: skip
VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    word = re.sub(r"[^a-z]", "", word.lower())
    count = len(VOWELS.findall(word))
    silent = (word.endswith("e") and not word.endswith(("le", "ee"))) or re.search(
        r"[^td]ed$|[^sxz]es$", word
    )
    return max(1, count - bool(silent and count > 1))


def sentences(text: str) -> list[list[str]]:
    plain = TERMS.sub("it", text)
    found = [
        re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", one) for one in re.split(r"[.!?:]+\s+|[.!?:]+$", plain)
    ]
    return [one for one in found if one]


def age(text: str) -> float:
    found = sentences(text)
    words = [word for one in found for word in one]
    grade = 0.39 * len(words) / len(found) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return grade + AGE
