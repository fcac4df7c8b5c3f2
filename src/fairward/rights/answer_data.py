"""An answer as JSON: the same words as the PDF, no more and no less (docs/reference/answer-format.md). It may not draw."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from fairward.rights.answer import Answer, AnswerEntry, Attached, Context, Look, Passage, WithheldPassage
from fairward.rights.redaction import Gap, Redacted
from fairward.rules import glossary

FORMAT = "fairward-answer"
VERSION = 1


def entry_data(entry: AnswerEntry) -> dict[str, Any]:
    """One entry."""
    return {
        "number": entry.number,
        "id": entry.id,
        "kind": entry.kind,
        "when": entry.when,
        "purpose": entry.purpose,
        "by": text_data(entry.by),
        "where": text_data(entry.where),
        "owner": text_data(entry.owner),
        "outcome": entry.outcome,
        "state": entry.state,
        "themes": list(entry.themes),
        "kept_until": entry.kept_until,
        "passages": [
            _withheld(f"{entry.number}.{place}", one)
            if isinstance(one, WithheldPassage)
            else _passage(entry, f"{entry.number}.{place}", one)
            for place, one in enumerate(entry.passages, start=1)
        ],
        "attached": _context(entry.context),
    }


def text_data(text: Redacted) -> list[Any]:
    """A text as its pieces: a string is disclosed, an object is a gap with its reasons."""
    return [_gap(one) if isinstance(one, Gap) else one.text for one in text.pieces]


def look_data(number: int, look: Look) -> dict[str, Any]:
    """One look."""
    return {
        "number": number, "when": look.when, "role": look.role, "organisation": look.organisation, "what": look.what,
        "why": look.why, "line": look.line or None,
    }  # fmt: skip


def lines(items: Iterable[dict[str, Any]]) -> bytes:
    """Items as they stand in the file, one on a line, without the brackets around them."""
    return b",\n".join(_json(one) for one in items)


def document(answer: Answer, entries: Sequence[bytes], looks: Sequence[bytes]) -> bytes:
    """The whole file from the `lines` of its parts."""
    head = _json(_head(answer))
    assert head.endswith(b"}")  # noqa: S101 - an object, to which two lists are added
    listed = [b'"entries":[' + _list(entries) + b"]", b'"looks":[' + _list(looks) + b"]"]
    return head[:-1] + b",\n" + b",\n".join(listed) + b"}\n"


def _list(parts: Sequence[bytes]) -> bytes:
    filled = [part for part in parts if part]
    return b"\n" + b",\n".join(filled) + b"\n" if filled else b""


def _head(answer: Answer) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "reference": answer.reference,
        "organisation": answer.organisation_name,
        "about": answer.child_name,
        "asked_by": answer.asked_by,
        "asked_on": answer.asked_on.isoformat(),
        "answered_on": answer.answered_on.isoformat(),
        "silent": answer.silent,
        "searched": [
            {"where": one.where, "when": one.when, "by": one.by, "found": one.found} for one in answer.searched
        ],
        "left_out": [
            {
                "code": one.code, "words": one.words, "meaning": one.meaning, "entries": one.entries,
                "places": one.places,
            }
            for one in answer.left_out
        ],
        "not_yet": None if answer.not_yet is None else {
            "reports": answer.not_yet.reports, "look_on": answer.not_yet.look_on.isoformat(),
        },
        "challenge": [
            {"who": one.who, "what": one.what, "how": list(one.how)} for one in answer.challenge
        ],
        "kept": [{"what": one.what, "why": one.why, "until": one.until} for one in answer.kept],
        "bases": {} if answer.silent else {one.id: _explained(one) for one in glossary.bases()},
        "words": {} if answer.silent else {one.id: _explained(one) for one in glossary.words()},
    }  # fmt: skip


def _explained(one: glossary.ExplainedWord) -> dict[str, str]:
    return {"words": one.words, "meaning": one.meaning}


def _gap(gap: Gap) -> dict[str, Any]:
    return {"withheld": [{"code": code, "words": words} for code, words in gap.reasons]}


def _passage(entry: AnswerEntry, number: str, one: Passage) -> dict[str, Any]:
    here, is_elsewhere = entry.numbers_of(one.rests_on)
    return {
        "number": number,
        "id": one.id,
        "basis": one.basis,
        "basis_words": text_data(one.basis_words),
        "when": text_data(one.when),
        "text": text_data(one.text),
        "about": [text_data(each) for each in one.about],
        "rests_on": list(here),
        "rests_elsewhere": is_elsewhere,
        "marks": [text_data(each) for each in one.marks],
        "checked_since": one.checked_since,
        "attached": _context(one.context),
    }


def _withheld(number: str, one: WithheldPassage) -> dict[str, Any]:
    return {"number": number, **_gap(one.gap), "attached": _context(one.context)}


def _context(context: Context) -> list[dict[str, Any]]:
    return [_attached(one) for one in context.attached]


def _attached(one: Attached) -> dict[str, Any]:
    return {
        "id": None if one.text.is_withheld else one.id,
        "kind": one.kind,
        "by": text_data(one.by),
        "made_on": one.made_on,
        "text": text_data(one.text),
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
