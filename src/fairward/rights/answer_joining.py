"""Puts the parts of an answer together: one PDF with the JSON and the proofs inside, and both by themselves.

It refuses an answer that says less than it withholds, or that lacks a part. It may not draw.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fairward.documents import joining
from fairward.rights import answer_data, answer_parts
from fairward.rights.answer import Answer, AnswerEntry, Look, Unanswerable
from fairward.rights.answer_parts import END, FRONT, NOTES, READERS, Part
from fairward.rights.proofs import lines_in, proofs_for

DATA_NAME, PROOFS_NAME = "answer.json", "log-proofs.jsonl"
_ORDER = (FRONT, NOTES, READERS, END)


@dataclass(frozen=True, slots=True)
class Made:
    """A finished answer. `pdf` is not encrypted: for printing, or for `protect`. `proofs` is empty where there are none."""

    pdf: bytes = field(repr=False)
    data: bytes = field(repr=False)
    proofs: bytes = field(repr=False)
    pages: int = 0


def join(answer: Answer, parts: Sequence[Part]) -> Made:
    """All parts of an answer, in any order. Unanswerable when one is missing, or when a gap's reason is not named in front."""
    parts = sorted(parts, key=lambda part: (_ORDER.index(part.kind), part.first))
    _check_whole(answer, parts)
    _check_says_what_it_withholds(answer, parts)
    entries, looks = ([part.data for part in parts if part.kind == kind] for kind in (NOTES, READERS))
    _check_proofs(answer, looks)
    data = answer_data.document(answer, entries, looks)
    proofs = proofs_for(answer.proofs.splitlines()).encode() if answer.proofs else b""
    pieces = [joining.Piece(part.pdf, _level(part)) for part in parts]
    return Made(
        joining.join(pieces, enclosed=_enclosed(data, proofs)),
        data,
        proofs,
        sum(part.pages for part in parts),
    )


def whole_answer(
    answer: Answer,
    entries: Sequence[AnswerEntry],
    looks: Sequence[Look],
    whole_entries: Mapping[str, int] | None = None,
) -> Made:
    """All steps at once, for small answers and for tests. `whole_entries`: left out whole, counted by reason."""
    done: list[Part] = []
    for start in range(0, len(entries), answer_parts.ENTRIES):
        some = entries[start : start + answer_parts.ENTRIES]
        done.append(answer_parts.entries(answer, some, first_page=answer_parts.pages_after(done)))
    for start in range(0, len(looks), answer_parts.LOOKS):
        seen = looks[start : start + answer_parts.LOOKS]
        page = answer_parts.pages_after(done)
        done.append(answer_parts.looks(answer, seen, first=start + 1, first_page=page))
    if not answer.silent:
        done.append(answer_parts.end(answer, first_page=answer_parts.pages_after(done)))
        answer = replace(
            answer, left_out=answer_parts.left_out_of(done, whole_entries or {}, answer.answered_on)
        )
    done.append(answer_parts.front(answer, done))
    return join(answer, done)


def _level(part: Part) -> int:
    """The level of a part's uppermost heading: the title, a section, an entry."""
    if part.kind == FRONT:
        return 1
    return 3 if part.kind == NOTES and part.first > 1 else 2


def _check_whole(answer: Answer, parts: Sequence[Part]) -> None:
    kinds = Counter(part.kind for part in parts)
    ends = 0 if answer.silent else 1
    if kinds[FRONT] != 1 or kinds[END] != ends:
        raise Unanswerable("An answer has its first pages and its last pages once each.")
    for kind, expected in ((NOTES, answer.entry_count), (READERS, answer.look_count)):
        place = 1
        for part in parts:
            if part.kind == kind:
                if part.first != place:
                    raise Unanswerable("A part of the answer is missing or there twice.")
                place += part.count
        if place - 1 != expected:
            raise Unanswerable("The answer has not as many entries and looks as it says.")


def _check_says_what_it_withholds(answer: Answer, parts: Sequence[Part]) -> None:
    said = {one.code: one.places for one in answer.left_out}
    used: Counter[str] = Counter()
    for part in parts:
        used.update(part.gaps)
    if {code: count for code, count in said.items() if count} != dict(used):
        raise Unanswerable("The first pages do not say how many places are left out for each reason.")


def _check_proofs(answer: Answer, looks: Sequence[bytes]) -> None:
    """No proof without its look: a line more would tell of something that the list leaves out."""
    listed = {look["line"] for part in looks for look in json.loads(b"[" + part + b"]")}
    if not lines_in(answer.proofs) <= listed:
        raise Unanswerable("The proofs hold a line of the log that is not listed among the looks.")


def _enclosed(data: bytes, proofs: bytes) -> list[joining.Enclosed]:
    found = [joining.Enclosed(DATA_NAME, "application/json", "The same words for a computer to read", data)]
    if proofs:
        words = "Proofs that the list of who looked was not changed"
        found.append(joining.Enclosed(PROOFS_NAME, "application/jsonl", words, proofs))
    return found
