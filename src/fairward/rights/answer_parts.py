"""Draws an answer in steps short enough for one request each. It may not see anything that has not been redacted.

A person waits with a progress bar, and only an unlocked person's own requests can read what is drawn. So:

    done = [entries(answer, first_ones, first_page=1)]      # `Part.to_bytes` can be sealed and kept between requests
    done.append(entries(answer, next_ones, first_page=pages_after(done)))
    done.append(looks(answer, some_looks, first=1, first_page=pages_after(done)))
    done.append(end(answer, first_page=pages_after(done)))
    answer = replace(answer, left_out=left_out_of(done, whole_entries, on))   # exact counts of what was withheld
    done.append(front(answer, done))                        # drawn last, because it says how many pages follow
    made = answer_joining.join(answer, done)                # made.pdf, made.data, made.proofs

A silent answer is `front(answer, [])` alone. `ENTRIES` and `LOOKS` say how many fit into a step.
`answer_joining.whole_answer` does all steps at once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import Any

from django.template.loader import render_to_string

from fairward.documents import joining, pdf
from fairward.rights import answer_data, answer_words, proofs
from fairward.rights.answer import (
    Answer,
    AnswerEntry,
    LeftOut,
    Look,
    Unanswerable,
)
from fairward.rules import exemptions, glossary, letters, records

ENTRIES, LOOKS = 25, 75  # in one step
FRONT, NOTES, READERS, END = "front", "entries", "looks", "end"


@dataclass(frozen=True, slots=True)
class Part:
    """One step of an answer: pages, the same as lines of JSON, how many items, and how often each exemption was used."""

    kind: str
    first: int
    count: int
    pages: int
    pdf: bytes = field(repr=False)
    data: bytes = field(repr=False, default=b"")
    gaps: dict[str, int] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """For keeping between two requests; it holds content, so seal it."""
        head = {
            "kind": self.kind, "first": self.first, "count": self.count, "pages": self.pages, "gaps": self.gaps,
            "data": len(self.data),
        }  # fmt: skip
        return json.dumps(head).encode() + b"\n" + self.data + self.pdf

    @classmethod
    def from_bytes(cls, raw: bytes) -> Part:
        """What `to_bytes` wrote."""
        line, _, rest = raw.partition(b"\n")
        head = json.loads(line)
        size = head.pop("data")
        return cls(**head, data=rest[:size], pdf=rest[size:])


def pages_after(parts: Iterable[Part]) -> int:
    """The number of the page that follows these parts; the first pages have numbers of their own (i, ii, iii)."""
    return 1 + sum(part.pages for part in parts if part.kind != FRONT)


def left_out_of(parts: Iterable[Part], whole_entries: Mapping[str, int], on: date) -> tuple[LeftOut, ...]:
    """How much is left out for each reason: places counted in the parts, and entries of which nothing is disclosed."""
    places: Counter[str] = Counter()
    for part in parts:
        places.update(part.gaps)
    codes = [one.id for one in records.in_force(exemptions.exemptions(), on)]
    unknown = (places.keys() | whole_entries.keys()) - set(codes)
    if unknown:
        raise Unanswerable("Something is withheld for a reason that is not on the list.")
    listed = [exemptions.exemption(code, on) for code in codes if places[code] or whole_entries.get(code)]
    return tuple(
        LeftOut(one.id, one.mark, one.plain, whole_entries.get(one.id, 0), places[one.id]) for one in listed
    )


def front(answer: Answer, others: Sequence[Part]) -> Part:
    """The first pages, when all other parts are drawn; of a silent answer the only ones."""
    page = "rights/silent.html" if answer.silent else "rights/answer_front.html"
    context = {
        "left_out_words": answer_words.left_out_words,
        "bases": glossary.bases(),
        "last_page": pages_after(others) - 1,
    }
    return _drawn(answer, FRONT, page, 1, context)


def entries(answer: Answer, some: Sequence[AnswerEntry], *, first_page: int) -> Part:
    """Some entries, in the order of their numbers, without a number missing."""
    _check_speaks(answer)
    numbers = [one.number for one in some]
    if not numbers or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        raise Unanswerable("Entries come in the order of their numbers, without one missing.")
    context = {"entries": some, "is_first": numbers[0] == 1, **answer_words.HELP}
    return _drawn(
        answer, NOTES, "rights/answer_entries.html", first_page, context,
        first=numbers[0], count=len(some), gaps=dict(Counter(chain.from_iterable(map(answer_words.codes_in, some)))),
        data=answer_data.lines(map(answer_data.entry_data, some)),
    )  # fmt: skip


def looks(answer: Answer, some: Sequence[Look], *, first: int, first_page: int) -> Part:
    """Some looks; the first of them is number `first` of all.

    A look whose line has no proof yet (it came after the newest signed checkpoint) says so.
    """
    _check_speaks(answer)
    proved = proofs.lines_in(answer.proofs)
    some = [one if one.line in proved else replace(one, line="") for one in some]
    data = answer_data.lines(
        answer_data.look_data(number, one) for number, one in enumerate(some, start=first)
    )
    context = {"looks": some, "first": first, "is_first": first == 1}
    return _drawn(
        answer,
        READERS,
        "rights/answer_looks.html",
        first_page,
        context,
        first=first,
        count=len(some),
        data=data,
    )


def end(answer: Answer, *, first_page: int) -> Part:
    """The last pages."""
    _check_speaks(answer)
    return _drawn(
        answer,
        END,
        "rights/answer_end.html",
        first_page,
        {"explained": glossary.words(), "keys": proofs.keys_in(answer.proofs)},
    )


def _drawn(
    answer: Answer, kind: str, page: str, first_page: int, context: dict[str, Any],
    *, first: int = 1, count: int = 0, data: bytes = b"", gaps: dict[str, int] | None = None,
) -> Part:  # fmt: skip
    html = render_to_string(page, {"answer": answer, "words": letters.answer_words(), **context})
    foot = pdf.Part(first_page, f"Request {answer.reference}", is_roman=kind == FRONT)
    made = pdf.render(html, title=answer.title, style=answer_words.STYLE, part=foot)
    return Part(kind, first, count, joining.pages_of(made), made, data, gaps or {})


def _check_speaks(answer: Answer) -> None:
    if answer.silent:
        raise Unanswerable("A silent answer has no entries, no looks and no last pages.")
