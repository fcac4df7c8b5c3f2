"""Words about people: where a child stands on the roll, who an adult is to a child. It may not hold rules."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class RollStatus(Worded):
    """Whether a child is a pupil here now. A leaver stays until retention says otherwise."""

    ON_ROLL = 1, "on roll"
    LEFT = 2, "left"


class RelationshipKind(Worded):
    """Who somebody is to a child."""

    MOTHER = 1, "mother"
    FATHER = 2, "father"
    PARENT = 3, "parent"
    STEP_PARENT = 4, "step-parent"
    FOSTER_PARENT = 5, "foster parent"
    GRANDPARENT = 6, "grandparent"
    OTHER_RELATIVE = 7, "other relative"
    CARER = 8, "carer or guardian"
    SOCIAL_WORKER = 9, "social worker"
    CHILDMINDER = 10, "childminder"
    OTHER_ADULT = 20, "other adult"
    SIBLING = 50, "brother or sister"


class ImportState(Worded):
    """Where a roster import stands."""

    WAITING = 1, "waiting for somebody to confirm"
    APPLIED = 2, "done"
    DISCARDED = 3, "thrown away"
    EXPIRED = 4, "ran out before it was confirmed"


# Codes of the Common Transfer File and words of other systems; what is not known becomes "other adult".
_WORDS = {
    "mot": RelationshipKind.MOTHER, "mother": RelationshipKind.MOTHER, "mum": RelationshipKind.MOTHER,
    "fat": RelationshipKind.FATHER, "father": RelationshipKind.FATHER, "dad": RelationshipKind.FATHER,
    "par": RelationshipKind.PARENT, "parent": RelationshipKind.PARENT, "pam": RelationshipKind.PARENT,
    "paf": RelationshipKind.PARENT, "stm": RelationshipKind.STEP_PARENT, "stf": RelationshipKind.STEP_PARENT,
    "step-mother": RelationshipKind.STEP_PARENT, "step-father": RelationshipKind.STEP_PARENT,
    "stepmother": RelationshipKind.STEP_PARENT, "stepfather": RelationshipKind.STEP_PARENT,
    "fom": RelationshipKind.FOSTER_PARENT, "fof": RelationshipKind.FOSTER_PARENT,
    "foster parent": RelationshipKind.FOSTER_PARENT, "foster carer": RelationshipKind.FOSTER_PARENT,
    "gpa": RelationshipKind.GRANDPARENT, "gmo": RelationshipKind.GRANDPARENT, "gfa": RelationshipKind.GRANDPARENT,
    "grandmother": RelationshipKind.GRANDPARENT, "grandfather": RelationshipKind.GRANDPARENT,
    "grandparent": RelationshipKind.GRANDPARENT, "fam": RelationshipKind.OTHER_RELATIVE,
    "relative": RelationshipKind.OTHER_RELATIVE, "aunt": RelationshipKind.OTHER_RELATIVE,
    "uncle": RelationshipKind.OTHER_RELATIVE, "car": RelationshipKind.CARER, "carer": RelationshipKind.CARER,
    "guardian": RelationshipKind.CARER, "swr": RelationshipKind.SOCIAL_WORKER,
    "social worker": RelationshipKind.SOCIAL_WORKER, "chm": RelationshipKind.CHILDMINDER,
    "childminder": RelationshipKind.CHILDMINDER,
}  # fmt: skip


def relationship_of(word: str) -> RelationshipKind:
    """The kind that a word or code of a file means."""
    return _WORDS.get(word.strip().casefold(), RelationshipKind.OTHER_ADULT)


def year_word(year_group: int | None) -> str:
    """The year as people say it: "Year 3", "Reception", "Nursery"; empty if none is known."""
    if year_group is None:
        return ""
    if year_group > 0:
        return f"Year {year_group}"
    return "Reception" if year_group == 0 else "Nursery"
