"""Which column of a pupil list holds what, by the headings that school systems write. It may not read a row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fairward.people.roster.results import RosterProblem

ALIASES: dict[str, tuple[str, ...]] = {
    "forename": ("forename", "firstname", "givenname", "legalforename", "legalfirstname", "pupilforename",
                 "studentforename"),
    "surname": ("surname", "lastname", "familyname", "legalsurname", "legallastname", "pupilsurname", "studentsurname"),
    "middle_names": ("middlename", "middlenames"),
    "preferred_forename": ("preferredforename", "preferredfirstname", "chosenforename", "knownas", "preferredname"),
    "preferred_surname": ("preferredsurname", "preferredlastname", "chosensurname"),
    "upn": ("upn", "uniquepupilnumber", "pupilupn", "studentupn"),
    "former_upn": ("formerupn", "previousupn"),
    "born_on": ("dob", "dateofbirth", "birthdate", "birthday", "dateofbirthddmmyyyy"),
    "sex": ("sex", "gender", "legalsex"),
    "year_group": ("year", "yeargroup", "yr", "ncyear", "ncyearactual", "nationalcurriculumyear", "currentyear",
                   "curriculumyear"),
    "class_name": ("reg", "reggroup", "registrationgroup", "registrationform", "form", "formgroup", "tutorgroup",
                   "class", "classname", "tutorgrp", "reggrp", "registration"),
    "address_1": ("address", "addressline1", "address1", "housenumber", "housename", "houseno"),
    "address_2": ("addressline2", "address2", "street"),
    "address_3": ("addressline3", "address3", "locality", "district"),
    "address_4": ("addressline4", "address4", "town", "city", "towncity"),
    "address_5": ("addressline5", "address5", "county"),
    "postcode": ("postcode", "postalcode", "zip"),
    "phone_1": ("telephone", "phone", "hometelephone", "homephone", "telephonenumber", "phonenumber"),
    "phone_2": ("mobile", "mobilephone", "mobilenumber"),
}  # fmt: skip
_BY_HEADING = {alias: key for key, aliases in ALIASES.items() for alias in aliases}
_CONTACT = re.compile(r"(?:priority)?(?:contact|parent|guardian|carer|parentcarer)(\d?)(.*)")
_CONTACT_MORE = {
    "relationship": ("relationship", "relation", "relationshiptopupil", "relationshiptostudent"),
    "has_responsibility": ("parentalresponsibility", "responsibility", "hasparentalresponsibility", "pr"),
    "title": ("title",), "address_as_pupil": ("livesatsameaddress", "sameaddress", "addressaspupil", "liveswithpupil"),
}  # fmt: skip
_BY_CONTACT_HEADING = {alias: key for key, aliases in _CONTACT_MORE.items() for alias in aliases}

Column = tuple[int, str]  # (0 for the pupil or the number of the contact, the key)


def recognise(heading: str) -> Column | None:
    """What a heading means, or None when its column is left behind."""
    bare = re.sub(r"[^a-z0-9]", "", heading.casefold())
    key = _BY_HEADING.get(bare)
    if key:
        return 0, key
    contact = _CONTACT.fullmatch(bare)
    if contact:
        inner = _BY_CONTACT_HEADING.get(contact[2]) or _BY_HEADING.get(contact[2])
        if inner and inner not in ("upn", "former_upn", "born_on", "sex", "year_group", "class_name"):
            return int(contact[1] or 1), inner
    return None


def count_known(row: Sequence[str]) -> int:
    """How many cells of a row are headings that we know."""
    return sum(recognise(cell) is not None for cell in row)


def columns_of(row: Sequence[str]) -> dict[int, Column]:
    """Position -> meaning; refuses a heading row without names, or with the same thing twice."""
    columns: dict[int, Column] = {}
    for position, heading in enumerate(row):
        column = recognise(heading)
        if column is None:
            continue
        if column in columns.values():
            earlier = next(place for place, known in columns.items() if known == column)
            raise RosterProblem(
                f"Columns {earlier + 1} and {position + 1} of the heading row mean the same. Remove one of them."
            )
        columns[position] = column
    missing = [word for word in ("forename", "surname") if (0, word) not in columns.values()]
    if missing:
        raise RosterProblem(
            f"The heading row has no column for the {' and no column for the '.join(missing)}."
        )
    if (0, "upn") not in columns.values() and (0, "born_on") not in columns.values():
        raise RosterProblem(
            "The heading row has neither a UPN nor a date of birth, so pupils cannot be told apart."
        )
    return columns
