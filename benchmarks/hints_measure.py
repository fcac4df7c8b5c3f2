"""Measures how often the hints while writing are right: precision, recall and false alarms, per kind of hint.

It may not tune anything: it reads the committed lists and sentences and writes what it finds.
Run `python -m benchmarks.hints_measure` to see it, with `--write` to publish it in docs/reference/rules.md.
"""

import csv
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from fairward.rules import hints, reference

DATA = Path(__file__).parent / "data"
Labelled = Sequence[tuple[str, bool]]


def news() -> Labelled:
    """Sentences of NewsSD-ENG; true means that people called it subjective."""
    with (DATA / "newssd" / "newssd_eng_test.csv").open(encoding="utf-8") as lines:
        return [(row["Sentence"].strip(), row["Label"] == "SUBJ") for row in csv.DictReader(lines)]


def school_notes() -> Labelled:
    """Our own sentences; true means that a careful colleague would ask something back."""
    found = tomllib.loads((DATA / "school_notes.toml").read_text(encoding="utf-8"))
    return [(text, False) for text in found["plain"]] + [(text, True) for text in found["ask"]]


def codes_of(sentence: str) -> set[str]:
    """The kinds of hint on a sentence written as something seen or heard, with its time given."""
    claim = hints.Claim("1", "observed", sentence, has_because=True, names_who=True, has_when=True)
    return {hint.code for hint in hints.hints_for([claim])}


def measure(sentences: Labelled) -> dict[str, object]:
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for text, is_wanted in sentences:
        found = codes_of(text)
        asked.update(found | ({"any"} if found else set()))
        right.update((found | {"any"}) if found and is_wanted else ())
    wanted = sum(is_wanted for _, is_wanted in sentences)
    return {
        "sentences": len(sentences),
        "base_rate": _share(wanted, len(sentences)),
        "precision": _share(right["any"], asked["any"]),
        "recall": _share(right["any"], wanted),
        "false_alarms": _share(asked["any"] - right["any"], len(sentences) - wanted),
        "kinds": {code: [asked[code], right[code]] for code in sorted(asked) if code != "any"},
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def results() -> dict[str, object]:
    return {"NewsSD-ENG": measure(news()), "our own school notes": measure(school_notes())}


if __name__ == "__main__":
    text = json.dumps(results(), indent=2) + "\n"
    print(text)
    if "--write" in sys.argv:
        reference.MEASURED.write_text(text, encoding="utf-8")
        reference.write()
