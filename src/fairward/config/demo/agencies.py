"""Which organisation of the demo stands for an agency that a scenario names. It may not make one."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from fairward.config.demo.organisations import PRIMARY, SECONDARY
from fairward.kernel.vocabulary import OrganisationKind as Kind


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation: what it is called, and what it is if it has to be made."""

    name: str
    kind: Kind


def _health(name: str) -> Place:
    """Parts of the health service keep records of their own, and none reads the other's: each is an organisation."""
    return Place(f"Westmere {name}", Kind.HEALTH)


SOCIAL_CARE = Place("Westmere Children’s Services", Kind.SOCIAL_CARE)
# The first that fits: a school nurse is health's, a nursery is neither a nurse nor a school.
_PLACES = (
    (r"school_nurs", _health("School nursing")),
    (r"health_visit", _health("Health visiting")),
    (r"(^|_)gps?(_|$)|general_pract|primary_care|doctor", _health("Doctors")),
    (r"camhs|mental_health", _health("Mental health")),
    (r"hospital|paediatric|emergency_department|(^|_)a_and_e(_|$)", _health("Hospital")),
    (r"midwi|maternity", _health("Midwifery")),
    (r"ambulance|paramedic", _health("Ambulance")),
    (r"dent(al|ist)", _health("Dentist")),
    (r"nurs(?!ery)|health|(^|_)nhs(_|$)", _health("Health")),
    (r"nursery_school|(^|_)(primary|infant|junior)(_|$)", Place(PRIMARY, Kind.SCHOOL)),
    (r"(^|_)secondary|college|sixth_form", Place(SECONDARY, Kind.SCHOOL)),
    (r"nursery|early_years|child_?mind|pre_?school", Place("Westmere Early years", Kind.EARLY_HELP)),
    (r"(^|_)mash(_|$)|safeguarding_hub|multi_agency|^hub$", Place("Westmere Safeguarding Hub", Kind.HUB)),
    (r"police", Place("Westmere Police", Kind.POLICE)),
    (r"social_care|social_work|child(ren)?s?_(social|services)|(^|_)csc(_|$)", SOCIAL_CARE),
    (r"housing|landlord", Place("Westmere Homes", Kind.HOUSING)),
    (r"youth_justice|youth_offending|(^|_)yot(_|$)", Place("Westmere Youth justice", Kind.YOUTH_JUSTICE)),
    (r"probation", Place("Westmere Probation", Kind.PROBATION)),
    (r"education_.|._education|attendance", Place("Westmere Education", Kind.EDUCATION)),
)  # fmt: skip
_LONGEST = 60  # letters of an organisation's name
_SOME_SCHOOL = re.compile(r"school|academy|^education$|(^|_)pru(_|$)|pupil_referral|alternative_provision")
# What is left of a school's name without these words says which school it is.
_ANY_SCHOOL = frozenset(
    "an and at education form head high infant infants junior juniors lead lower nursery of office pastoral primary "
    "safeguarding school schools secondary sixth staff teacher teachers team the upper academy college dsl".split()
)


def word_of(agency: str) -> str:
    """The agency as the table compares it: `Health visiting` is `health_visiting`. No two agencies become one for being
    written in other letters, or in none."""
    word = re.sub(r"[\W_]+", "_", agency.lower().replace("'", "").replace("’", "")).strip("_")
    word = word or "_".join(f"{ord(letter):x}" for letter in agency.strip())
    mark = hashlib.sha256(word.encode()).hexdigest()[:8]
    return word if len(word) <= _LONGEST else f"{word[:_LONGEST]}_{mark}"


def place_of(agency: str, school: str) -> Place:
    """The organisation for an agency; `school` is the one that fits the child's age, for a school that is not named."""
    word = word_of(agency)
    for pattern, place in _PLACES:
        if re.search(pattern, word):
            return _named(word, place) if place.kind is Kind.SCHOOL else place
    if _SOME_SCHOOL.search(word):
        return _named(word, Place(school, Kind.SCHOOL))
    kind = Kind.EARLY_HELP if re.search(r"early|family", word) else Kind.VOLUNTARY
    return Place(f"Westmere {word.replace('_', ' ').capitalize()}", kind)


def _named(word: str, usual: Place) -> Place:
    """The usual school, or one of its own where the scenario says which: two schools must not become one."""
    known = next((one for one in (PRIMARY, SECONDARY) if word_of(one) == word), None)
    if known is not None:
        return Place(known, Kind.SCHOOL)
    if set(word.split("_")) <= _ANY_SCHOOL:
        return usual
    return Place(f"Westmere {word.replace('_', ' ').capitalize()}", Kind.SCHOOL)
