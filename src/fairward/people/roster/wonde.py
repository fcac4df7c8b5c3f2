"""Reads a page of students as Wonde's interface gives it (JSON; shape not verified). It may not follow its links."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from fairward.people.roster.assembly import Assembler
from fairward.people.roster.decoding import read_text
from fairward.people.roster.limits import MAX_JSON_BYTES, Bounded, check_time
from fairward.people.roster.results import Problem, Roster, RosterProblem

_KEPT = {"surname", "forename", "middle_names", "legal_surname", "legal_forename", "gender", "date_of_birth"}
_EDUCATION = {"upn", "former_upn", "current_nc_year"}
_SILENT = {"id", "upi", "mis_id", "title", "initials", "education_details"}


def read(source: Bounded, opening: bytes, today: date) -> Roster:
    """Read one page of students; the page says whether more follow, so it is never taken for the whole roll."""
    try:
        document = json.loads(read_text(source, opening, MAX_JSON_BYTES))
    except (json.JSONDecodeError, RecursionError, ValueError):
        raise RosterProblem(
            "The file is not well-formed JSON, or it is cut off. Nothing was taken from it."
        ) from None
    students = document.get("data") if isinstance(document, dict) else None
    if not isinstance(students, list) or not students:
        raise RosterProblem("The JSON holds no list of students under “data”.")
    roster = Roster("Wonde students", is_partial=True)
    assembler = Assembler(roster, today)
    for number, student in enumerate(students, start=1):
        check_time(source.deadline)
        if not isinstance(student, dict):
            assembler.complain(Problem(f"Student {number}", "student", "This is not a student."))
            continue
        education = _inner(student, "education_details")
        roster.leave_behind(str(key)[:80] for key in student if key not in _KEPT | _SILENT)
        roster.leave_behind(f"education_details: {key}"[:80] for key in education if key not in _EDUCATION)
        assembler.add(f"Student {number}", number, _pupil(student, education))
    return roster


def _inner(student: dict[str, Any], key: str) -> dict[str, Any]:
    outer = student.get(key)
    inner = outer.get("data") if isinstance(outer, dict) else None
    return inner if isinstance(inner, dict) else {}


def _pupil(student: dict[str, Any], education: dict[str, Any]) -> dict[str, str]:
    born = student.get("date_of_birth")
    legal_surname, legal_forename = _word(student.get("legal_surname")), _word(student.get("legal_forename"))
    surname, forename = _word(student.get("surname")), _word(student.get("forename"))
    return {
        "surname": legal_surname or surname, "forename": legal_forename or forename,
        "preferred_surname": surname, "preferred_forename": forename,
        "middle_names": _word(student.get("middle_names")), "sex": _word(student.get("gender")),
        "born_on": _word(born.get("date") if isinstance(born, dict) else born).partition(" ")[0],
        "upn": _word(education.get("upn")), "former_upn": _word(education.get("former_upn")),
        "year_group": _word(education.get("current_nc_year")),
    }  # fmt: skip


def _word(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
