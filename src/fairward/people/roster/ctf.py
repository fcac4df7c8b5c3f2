"""Reads the DfE Common Transfer File. It may not build a tree, follow a reference or keep more than identity."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from fairward.people.roster.assembly import Assembler
from fairward.people.roster.limits import MAX_CELL, PIECE, Bounded
from fairward.people.roster.results import Roster, RosterProblem

MAX_DEPTH = 30
MAX_ATTRIBUTES = 20
MAX_ELEMENTS = 3_000_000
ENCODINGS = {
    "utf-8": "utf-8", "utf8": "utf-8", "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
    "iso-8859-1": "iso-8859-1", "latin1": "iso-8859-1", "windows-1252": "cp1252", "cp1252": "cp1252",
    "us-ascii": "ascii", "ascii": "ascii", "iso-8859-15": "iso-8859-15",
}  # fmt: skip
_ENTITIES = "The file declares a document type or entities. A Common Transfer File has none, so it was refused unread."

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

# Where identity stands inside <Pupil> and inside <Contact>; everything else is left behind.
_ADDRESS = {
    "BS7666Address/SAON": "address_1", "BS7666Address/PAON": "address_2", "BS7666Address/Street": "address_3",
    "BS7666Address/Locality": "address_4", "BS7666Address/Town": "address_5", "BS7666Address/PostTown": "address_6",
    "BS7666Address/AdministrativeArea": "address_7", "AddressLines/AddressLine1": "address_1",
    "AddressLines/AddressLine2": "address_2", "AddressLines/AddressLine3": "address_3",
    "AddressLines/AddressLine4": "address_4", "AddressLines/AddressLine5": "address_5", "County": "address_7",
    "PostCode": "postcode", "BS7666Address/PostCode": "postcode",
}  # fmt: skip
_HOME = {f"Address/{path}": key for path, key in _ADDRESS.items()}
_PHONES = {
    "Phones/Phone": "phone",
    "Phones/Phone/PhoneNo": "phone",
    "Phones/Phone/Number": "phone",
    "Phone": "phone",
}
_NAMES = {"Surname": "surname", "Forename": "forename"}
PUPIL = _HOME | _PHONES | _NAMES | {
    "UPN": "upn", "DOB": "born_on", "Sex": "sex", "Gender": "sex",
    "BasicDetails/FormerUPN": "former_upn", "BasicDetails/PreferredSurname": "preferred_surname",
    "BasicDetails/PreferredForename": "preferred_forename", "BasicDetails/MiddleNames": "middle_names",
    "BasicDetails/NCyearActual": "year_group", "NCyearActual": "year_group", "MiddleNames": "middle_names",
    "BasicDetails/RegGroup": "class_name", "RegGroup": "class_name", "BasicDetails/RegistrationGroup": "class_name",
}  # fmt: skip
CONTACT = _HOME | _PHONES | _NAMES | {
    "Title": "title", "Relationship": "relationship", "Responsibility": "has_responsibility",
    "ParentalResponsibility": "has_responsibility", "Address/AddressAsPupil": "address_as_pupil",
    "AddressAsPupil": "address_as_pupil",
}  # fmt: skip
# Elements that only hold others, or say nothing about anybody.
_FRAMES = {"BasicDetails", "Address", "Contacts", "Contact", "Phones", "BS7666Address", "AddressLines", "Phone",
           "Order", "TelephoneType", "PhoneType"}  # fmt: skip


class _Pupils:
    """Receives the parser's events; holds one pupil at a time, so memory does not grow with the file."""

    def __init__(self, assembler: Assembler) -> None:
        self._assembler, self.roster = assembler, assembler.roster
        self.line, self.count = 1, 0
        self._path: list[str] = []
        self._elements = 0
        self._pupil: dict[str, str] | None = None
        self._contacts: list[dict[str, str]] = []
        self._contact: dict[str, str] | None = None
        self._base = 0
        self._text: list[str] | None = None
        self._length = 0
        self._is_behind = 0
        self._first_line = 1

    @property
    def where(self) -> str:
        """How far the reading came, for a sentence."""
        return f"line {self.line} (pupil {self.count})" if self.count else f"line {self.line}"

    def doctype(self, *_parts: object) -> None:
        raise RosterProblem(_ENTITIES)

    def pi(self, *_parts: object) -> None:
        """Instructions to programs are not followed."""

    def comment(self, _words: str) -> None:
        """Comments are not read."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self._path.append(name)
        self._elements += 1
        self._check_size(attributes)
        if self._pupil is None:
            self._start_outside(name)
        elif not self._is_behind:
            self._start_inside(name)

    def _check_size(self, attributes: dict[str, str]) -> None:
        if len(self._path) > MAX_DEPTH:
            raise RosterProblem(f"The elements are nested more than {MAX_DEPTH} deep at {self.where}.")
        if len(attributes) > MAX_ATTRIBUTES:
            raise RosterProblem(f"An element has more than {MAX_ATTRIBUTES} attributes at {self.where}.")
        if self._elements > MAX_ELEMENTS:
            raise RosterProblem(f"The file has more than {MAX_ELEMENTS:,} elements, at {self.where}.")

    def _start_outside(self, name: str) -> None:
        if len(self._path) == 1 and name not in ("CTfile", "ATfile"):
            raise RosterProblem(
                "This XML is not a Common Transfer File: its outermost element should be CTfile."
            )
        if name == "Pupil" and len(self._path) == 3 and self._path[1] in ("CTFpupilData", "ATFpupilData"):
            self.count += 1
            self._pupil, self._contacts, self._base = {}, [], len(self._path)
            self._first_line = self.line
        elif self._path[1:] == ["Header", "DocumentQualifier"]:
            self._listen()

    def _start_inside(self, name: str) -> None:
        path = "/".join(self._path[self._base :])
        if path == "Contacts/Contact":
            self._contact, self._base = {}, len(self._path)
            return
        wanted = CONTACT if self._contact is not None else PUPIL
        if path in wanted:
            self._listen()
        elif name not in _FRAMES:
            self._is_behind = len(self._path)
            prefix = "Contact/" if self._contact is not None else ""
            self.roster.leave_behind([(prefix + path)[:80]])

    def _listen(self) -> None:
        self._text, self._length = [], 0

    def data(self, words: str) -> None:
        if self._text is not None and not self._is_behind and self._length <= MAX_CELL:
            self._text.append(words)
            self._length += len(words)

    def end(self, _tag: str) -> None:
        depth = len(self._path)
        if self._is_behind:
            if depth == self._is_behind:
                self._is_behind = 0
        elif self._text is not None:
            self._end_text()
        elif depth == self._base:
            self._end_group()
        self._path.pop()

    def _end_text(self) -> None:
        words, self._text = "".join(self._text or []), None
        if self._pupil is None:
            self.roster.is_partial = words.strip().casefold() != "full"
            return
        cells = self._contact if self._contact is not None else self._pupil
        key = (CONTACT if self._contact is not None else PUPIL).get("/".join(self._path[self._base :]))
        if key == "phone":
            key = f"phone_{1 + sum(taken.startswith('phone_') for taken in cells)}"
        if key and words.strip():
            cells.setdefault(key, words)

    def _end_group(self) -> None:
        if self._contact is not None:
            if len(self._contacts) < 100:
                self._contacts.append(self._contact)
            self._contact, self._base = None, 3
        elif self._pupil is not None:
            place = f"Pupil {self.count} (line {self._first_line})"
            self._assembler.add(place, self.count, self._pupil, self._contacts)
            self._pupil, self._base = None, 0

    def close(self) -> Roster:
        return self.roster


def read(source: Bounded, opening: bytes, today: date) -> Roster:
    """Read a Common Transfer File. `opening` is what was already taken from the source to recognise it."""
    pupils = _Pupils(Assembler(Roster("Common Transfer File"), today))
    pupils.roster.is_partial = True
    parser = etree.XMLParser(  # type: ignore[call-overload]  # the stub asks for a narrower target
        target=pupils, encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False,
        dtd_validation=False, attribute_defaults=False, huge_tree=False, recover=False,
    )  # fmt: skip
    try:
        for line in _lines(source, opening, pupils):
            parser.feed(line.encode("utf-8"))
            pupils.line += line.count("\n")
    except etree.XMLSyntaxError:
        sentence = (
            f"The file is not well-formed XML: the fault is at {pupils.where}. Nothing was taken from it."
        )
        raise RosterProblem(sentence) from None
    try:
        parser.close()
    except etree.XMLSyntaxError:
        sentence = (
            f"The file is cut off: it ends too early, at {pupils.where}. Nothing was taken; ask for it again."
        )
        raise RosterProblem(sentence) from None
    if not pupils.count:
        raise RosterProblem("The file holds no pupil.")
    return pupils.roster


def _lines(source: Bounded, opening: bytes, pupils: _Pupils) -> Iterator[str]:
    """The decoded file, a line or a piece at a time; refuses document types before the parser can see them."""
    decoder = codecs.getincrementaldecoder(_encoding(opening))(errors="strict")
    tail, piece = "", opening
    while True:
        try:
            words = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError:
            raise RosterProblem(
                f"After {pupils.where} the file holds bytes that do not fit the encoding it names. "
                "Export it again as UTF-8."
            ) from None
        if re.search(r"<!\s*(DOCTYPE|ENTITY|ELEMENT|ATTLIST)", tail + words, re.IGNORECASE):
            raise RosterProblem(_ENTITIES)
        if "\x00" in words:
            raise RosterProblem(f"After {pupils.where} the file holds zero bytes: it is damaged.")
        yield from words.splitlines(keepends=True)
        tail = words[-12:]
        if not piece:
            return
        piece = source.read(PIECE)


def _encoding(opening: bytes) -> str:
    """By byte-order mark, then declaration, else UTF-8. Unusual ones are refused: parsers differ on them."""
    for mark, name in _MARKS:
        if opening.startswith(mark):
            return name
    if opening.startswith(b"<\x00"):
        return "utf-16-le"
    if opening.startswith(b"\x00<"):
        return "utf-16-be"
    declared = re.match(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']", opening[:400])
    if not declared:
        return "utf-8"
    named = ENCODINGS.get(declared[1].decode("ascii").lower())
    if named is None or named.startswith("utf-16"):
        raise RosterProblem(
            "The first line names an encoding that does not fit the file. Export it again as UTF-8."
        )
    return named
