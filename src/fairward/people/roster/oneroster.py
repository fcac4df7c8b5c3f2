"""Reads OneRoster 1.1 CSV, from a zip or a folder. It may not read a file that identity does not need."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from typing import IO

from fairward.people.roster.assembly import Assembler
from fairward.people.roster.decoding import read_text, rows
from fairward.people.roster.limits import MAX_BYTES, MAX_ROWS, Bounded, check_time
from fairward.people.roster.results import Roster, RosterProblem

NEEDED = ("users.csv", "demographics.csv", "classes.csv", "enrollments.csv", "manifest.csv")
KEPT = {
    "users.csv": {"sourcedId", "status", "role", "userIds", "givenName", "familyName", "middleName", "identifier",
                  "sms",                   "phone", "agentSourcedIds", "grades"},
    "demographics.csv": {"sourcedId", "status", "birthDate", "sex"},
    "classes.csv": {"sourcedId", "status", "title", "classType"},
    "enrollments.csv": {"status", "classSourcedId", "userSourcedId", "role"},
}  # fmt: skip
_SILENT = {
    "dateLastModified",
    "orgSourcedIds",
    "enabledUser",
    "courseSourcedId",
    "schoolSourcedId",
    "termSourcedIds",
    "primary",
}
MAX_MEMBERS = 60
FAMILY = {"parent", "guardian", "relative"}

Row = dict[str, str]
Open = Callable[[str], IO[bytes] | None]


def read_folder(folder: Path, deadline: float, today: date) -> Roster:
    """Read the CSV files of a folder."""
    return _read(
        lambda name: (folder / name).open("rb") if (folder / name).is_file() else None, deadline, today
    )


def read_zip(stream: IO[bytes], deadline: float, today: date) -> Roster:
    """Read a zip of the CSV files. What it claims about sizes is not believed: bytes are counted as they come out."""
    try:
        with zipfile.ZipFile(stream) as bundle:
            names = _members(bundle)
            return _read(lambda name: bundle.open(names[name]) if name in names else None, deadline, today)
    except RosterProblem:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError):
        # RuntimeError is what zipfile raises for a password; the others are all ways of being damaged.
        raise RosterProblem(
            "The zip is damaged, cut off or locked with a password. Export it again."
        ) from None


def _members(bundle: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = bundle.infolist()
    if len(infos) > MAX_MEMBERS:
        raise RosterProblem(
            f"The zip holds more than {MAX_MEMBERS} files. A OneRoster bundle has about a dozen."
        )
    found: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = PurePosixPath(info.filename).name
        if name not in NEEDED:
            continue
        if name in found:
            raise RosterProblem(f"The zip holds {name} twice.")
        found[name] = info
    if "users.csv" not in found:
        if any(info.filename.startswith("xl/") for info in infos):
            raise RosterProblem("This is an Excel workbook. Save it as CSV UTF-8 and import that.")
        raise RosterProblem("The zip holds no users.csv, so it is not a OneRoster bundle.")
    return found


def _read(opened: Open, deadline: float, today: date) -> Roster:
    reader = _Bundle(opened, deadline)
    roster = Roster("OneRoster 1.1", is_partial=reader.is_delta())
    births = {row["sourcedId"]: row for row in reader.rows("demographics.csv", roster)}
    classes = _homerooms(reader, roster)
    students: list[tuple[int, Row]] = []
    family: dict[str, Row] = {}
    for number, row in reader.numbered("users.csv", roster):
        role = row.get("role", "").casefold()
        if role == "student":
            students.append((number, row))
        elif role in FAMILY and not _is_deleted(row):
            family[row.get("sourcedId", "")] = row
    assembler = Assembler(roster, today)
    for number, row in students:
        check_time(deadline)
        source_id = row.get("sourcedId", "")
        cells = _pupil(row, births.get(source_id, {}), classes.get(source_id, ""))
        agents = [family[agent] for agent in _listed(row.get("agentSourcedIds", "")) if agent in family]
        assembler.add(
            f"users.csv row {number}",
            number,
            cells,
            [_contact(agent) for agent in agents],
            has_left=_is_deleted(row),
        )
    if not students:
        raise RosterProblem("users.csv holds no user with the role student.")
    return roster


class _Bundle:
    """The files of one bundle, read under one budget of bytes and one of rows."""

    def __init__(self, opened: Open, deadline: float) -> None:
        self._opened, self._deadline = opened, deadline
        self._rows_left = MAX_ROWS

    def is_delta(self) -> bool:
        """Whether the manifest says that users.csv holds only changes."""
        return any(row.get("propertyName") == "file.users" and row.get("value", "").casefold() == "delta"
                   for row in self.rows("manifest.csv", None))  # fmt: skip

    def rows(self, name: str, roster: Roster | None) -> Iterator[Row]:
        return (row for _number, row in self.numbered(name, roster))

    def numbered(self, name: str, roster: Roster | None) -> Iterator[tuple[int, Row]]:
        """(row number, heading -> cell) of one file; nothing if the file is not there."""
        stream = self._opened(name)
        if stream is None:
            if name == "users.csv":
                raise RosterProblem("The folder holds no users.csv, so it is not a OneRoster bundle.")
            return
        with stream:
            text = read_text(Bounded(stream, MAX_BYTES), b"")
        heading: list[str] = []
        for number, cells in rows(text, ",", self._deadline):
            if not heading:
                heading = self._heading(name, cells, roster)
                continue
            self._count(name, number, cells, heading)
            if any(cells):
                yield number, dict(zip(heading, cells, strict=True))

    def _heading(self, name: str, cells: list[str], roster: Roster | None) -> list[str]:
        heading = [cell.strip() for cell in cells]
        missing = (
            {"sourcedId", "role", "givenName", "familyName"} - set(heading) if name == "users.csv" else set()
        )
        if missing or (name != "manifest.csv" and "sourcedId" not in heading):
            raise RosterProblem(f"{name} row 1 does not name the columns that OneRoster 1.1 asks for.")
        if roster is not None:
            kept = KEPT.get(name, set()) | _SILENT
            roster.leave_behind(f"{name}: {cell}"[:80] for cell in heading if cell and cell not in kept)
        return heading

    def _count(self, name: str, number: int, cells: list[str], heading: list[str]) -> None:
        self._rows_left -= 1
        if self._rows_left < 0:
            raise RosterProblem(f"The bundle has more than {MAX_ROWS:,} rows, at {name} row {number}.")
        if cells and len(cells) != len(heading):
            raise RosterProblem(
                f"{name} row {number} has {len(cells)} cells and its heading row has {len(heading)}."
            )


def _homerooms(reader: _Bundle, roster: Roster) -> dict[str, str]:
    """User -> title of the class where they are registered; lessons are left behind."""
    titles = {row["sourcedId"]: row.get("title", "") for row in reader.rows("classes.csv", roster)
              if row.get("classType", "").casefold() == "homeroom" and not _is_deleted(row)}  # fmt: skip
    enrolled = (row for row in reader.rows("enrollments.csv", roster)
                if row.get("role") == "student" and not _is_deleted(row))  # fmt: skip
    return {row.get("userSourcedId", ""): titles[row.get("classSourcedId", "")]
            for row in enrolled if row.get("classSourcedId") in titles}  # fmt: skip


def _pupil(row: Row, birth: Row, class_name: str) -> Row:
    return {
        "surname": row.get("familyName", ""), "forename": row.get("givenName", ""),
        "middle_names": row.get("middleName", ""), "upn": _upn(row), "born_on": birth.get("birthDate", ""),
        "sex": birth.get("sex", ""), "year_group": _listed(row.get("grades", ""))[0], "class_name": class_name,
    }  # fmt: skip


def _contact(row: Row) -> Row:
    return {
        "surname": row.get("familyName", ""), "forename": row.get("givenName", ""),
        "relationship": row.get("role", ""), "phone_1": row.get("phone", ""), "phone_2": row.get("sms", ""),
    }  # fmt: skip


def _upn(row: Row) -> str:
    named = re.search(r"\{UPN:([^}]*)\}", row.get("userIds", ""), re.IGNORECASE)
    return named[1] if named else row.get("identifier", "")


def _listed(value: str) -> list[str]:
    return [part.strip() for part in value.split(",")]


def _is_deleted(row: Row) -> bool:
    return row.get("status", "").casefold() == "tobedeleted"
