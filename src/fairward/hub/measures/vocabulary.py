"""What is counted apart from a case, and in which groups. It may not hold rules.

Five groups of ethnicity, as the Office for National Statistics puts the answers of the census of 2021 together: finer ones
would be below ten in nearly every quarter, and so be hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fairward.kernel.vocabulary import OrganisationKind, Worded


class What(Worded):
    """Of what a number says how many there were. `about` of a number says more: which way, rating, agency or ground."""

    CAME = 1, "contacts, by their way"
    IN_TIME = 2, "decided in time, by rating and hours"
    OVER_TIME = 3, "decided too late, by rating and hours"
    AGAIN = 4, "contacts about a child of an earlier contact"
    FIRST = 5, "contacts about a child of no earlier contact"
    CORRECTED = 6, "decisions whose ground was put right, by what became of them"
    ANSWER_IN_TIME = 7, "answers in time, by agency"
    ANSWER_LATE = 8, "answers too late or never, by agency"
    SOMETHING = 9, "answers that told something or declined, by agency"
    NOTHING = 10, "answers with nothing relevant, by agency"
    ASKED = 11, "questions to agencies"
    LEFT_OUT = 12, "items that were not taken in"
    RETURNED = 13, "items that came back"
    RELIED_ON = 14, "items that an analysis rests on"
    DESTROYED = 15, "items destroyed"
    GATE = 16, "families told before asking, or the ground why not"
    HEARD = 17, "people told what was decided, or the ground why not"


class Feature(Worded):
    """By what outcomes are looked at, each apart from the others."""

    ETHNICITY = 1, "ethnicity"
    DECILE = 2, "deprivation of the neighbourhood"
    SOURCE = 3, "where it came from"


class Ethnicity(Worded):
    """The child's, by the words of the family or of the child."""

    NOT_TOLD = 0, "not told"
    ASIAN = 1, "Asian, Asian British or Asian Welsh"
    BLACK = 2, "Black, Black British, Black Welsh, Caribbean or African"
    MIXED = 3, "mixed or multiple ethnic groups"
    WHITE = 4, "white"
    OTHER = 5, "another ethnic group"


class SourceKind(Worded):
    """From whom a contact came."""

    SCHOOL = 1, "a school"
    POLICE = 2, "the police"
    HEALTH = 3, "health"
    SOCIAL_CARE = 4, "social care"
    AGENCY = 5, "another organisation"
    PUBLIC = 6, "the public, by the form"
    TELEPHONE = 7, "somebody by telephone"
    REOPENED = 8, "the hub, which opened a case again"


class OutcomeGroup(Worded):
    """What became of a case, in few groups."""

    NOTHING = 1, "nothing more"
    HELP = 2, "advice or help"
    ASSESSED = 3, "assessment"
    PROTECTED = 4, "protection"
    PASSED_ON = 5, "passed on"


DECILES = (
    0,
    *range(1, 11),
)  # 0: not told; 1: the tenth of England's neighbourhoods with the most deprivation
GROUPS: Mapping[str, OutcomeGroup] = MappingProxyType(
    {
        "no_further_action": OutcomeGroup.NOTHING, "mistaken_or_malicious": OutcomeGroup.NOTHING,
        "duplicate": OutcomeGroup.NOTHING, "advice": OutcomeGroup.HELP, "universal": OutcomeGroup.HELP,
        "family_help": OutcomeGroup.HELP, "section_17": OutcomeGroup.ASSESSED,
        "strategy_discussion": OutcomeGroup.PROTECTED, "section_47": OutcomeGroup.PROTECTED,
        "added_to_open_case": OutcomeGroup.PASSED_ON, "transferred_area": OutcomeGroup.PASSED_ON,
        "lado": OutcomeGroup.PASSED_ON, "adult_safeguarding": OutcomeGroup.PASSED_ON, "police_only": OutcomeGroup.PASSED_ON,
    }
)  # fmt: skip
OF_PARTNER: Mapping[OrganisationKind, SourceKind] = MappingProxyType(
    {
        OrganisationKind.SCHOOL: SourceKind.SCHOOL, OrganisationKind.TRUST: SourceKind.SCHOOL,
        OrganisationKind.POLICE: SourceKind.POLICE, OrganisationKind.HEALTH: SourceKind.HEALTH,
        OrganisationKind.SOCIAL_CARE: SourceKind.SOCIAL_CARE,
    }
)  # fmt: skip


def values_of(feature: Feature) -> tuple[tuple[int, str], ...]:
    """Every value of a feature, with its words."""
    if feature is Feature.DECILE:
        return tuple((one, decile_words(one)) for one in DECILES)
    kinds: tuple[type[Worded], ...] = (Ethnicity, SourceKind)
    return tuple((int(one), one.word) for one in kinds[feature is Feature.SOURCE])


def decile_words(decile: int) -> str:
    """A tenth as people say it."""
    if not decile:
        return "not told"
    more = {1: ", the most deprived tenth", 10: ", the least deprived tenth"}
    return f"{decile}{more.get(decile, '')}"
