"""Which organisation of the demo stands for an agency that a scenario names. It may not make one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fairward.config.demo.organisations import PRIMARY, SECONDARY
from fairward.kernel.vocabulary import OrganisationKind as Kind


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation: what it is called, and what it is if it has to be made."""

    name: str
    kind: Kind


HEALTH = Place("Westmere Health", Kind.HEALTH)
SOCIAL_CARE = Place("Westmere Children’s Services", Kind.SOCIAL_CARE)
# The first that fits: a school nurse is health's, a nursery is neither a nurse nor a school.
_PLACES = (
    (r"nurs(?!ery)|health|primary_care|(^|_)gps?(_|$)|hospital|midwi|camhs|ambulance|paediatric|doctor|dent(al|ist)", HEALTH),
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
_SOME_SCHOOL = re.compile(r"school|academy|^education$")


def word_of(agency: str) -> str:
    """The agency as the table compares it: `Health visiting` is `health_visiting`."""
    return re.sub(r"[^a-z0-9]+", "_", agency.lower().replace("'", "").replace("’", "")).strip("_")


def place_of(agency: str, school: str) -> Place:
    """The organisation for an agency; `school` is the one that fits the child's age, for a school that is not named."""
    word = word_of(agency)
    for pattern, place in _PLACES:
        if re.search(pattern, word):
            return place
    if _SOME_SCHOOL.search(word):
        return Place(school, Kind.SCHOOL)
    kind = Kind.EARLY_HELP if re.search(r"early|family", word) else Kind.VOLUNTARY
    return Place(f"Westmere {word.replace('_', ' ').capitalize()}", kind)
