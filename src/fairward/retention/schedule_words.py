"""Periods of the schedule as people say them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from fairward.design.words import plural
from fairward.kernel.vocabulary import OrganisationKind
from fairward.rules import calendars
from fairward.rules.retention import Limit, RetentionClass

AFTER = {
    "birth": "birth", "closure": "it was closed", "leaving": "the child left", "transfer": "the next school confirmed",
    "employment_end": "the person left their job", "recorded": "it was recorded",
}  # fmt: skip
KINDS = {
    "child_protection": "Child protection", "welfare": "Welfare", "behaviour": "Behaviour", "staff_conduct": "Staff",
    "none": "Reports", "draft": "Reports", "access_log": "Log", "any": "Every file",
    "hub_return": "Cases of the hub", "hub_case": "Cases of the hub", "hub_case_proof": "Cases of the hub",
    "agency_reply": "Answers to a hub", "agency_question": "Answers to a hub", "agency_notice": "Notices to schools",
}  # fmt: skip
REQUESTS = "Requests and complaints"
THEN = {
    "review": "people decide, one by one", "reduce": "destroyed or reduced to a dated count", "destroy": "destroyed",
}  # fmt: skip
BY_ITSELF = "It goes by itself on that day."
BY_DECISION = "Nothing goes before somebody has decided it."


def kind_words(rule: RetentionClass) -> str:
    """What kind of record the class is about, in a word or two."""
    return KINDS.get(rule.purpose, REQUESTS)


def place_of(kind: OrganisationKind) -> str:
    """Which classes an organisation keeps anything of (`RetentionClass.kept_by`)."""
    if kind in (OrganisationKind.SCHOOL, OrganisationKind.TRUST):
        return "school"
    return "hub" if kind is OrganisationKind.HUB else "agency"


def then_words(rule: RetentionClass) -> str:
    """What happens at the end, and whether anybody is asked."""
    words = THEN[rule.then]
    return f"{words[0].upper()}{words[1:]}. {BY_ITSELF if rule.is_automatic else BY_DECISION}"


def amount_words(amount: Mapping[str, int]) -> str:
    """ "25 years and 6 months"; nothing for no time at all."""
    said = [plural(amount[f"{unit}s"], unit) for unit in ("year", "month", "day") if amount.get(f"{unit}s")]
    return " and ".join(said)


def limit_words(limit: Limit) -> str:
    """One period and what it counts from."""
    after = AFTER[limit.trigger]
    if limit.amount.get("school_year_ends"):
        return f"at the end of the school year in which {after}"
    words = amount_words(limit.amount)
    return f"{words} after {after}" if words else f"as soon as {after}"


def limits_words(limits: Sequence[Limit], *, is_latest: bool) -> str:
    """Several periods, and which of them counts."""
    said = [limit_words(limit) for limit in limits]
    words = (
        said[0]
        if len(said) == 1
        else f"{' or '.join(said)}, whichever is {'later' if is_latest else 'earlier'}"
    )
    return f"{words[0].upper()}{words[1:]}"


def leaves_guidance(rule: RetentionClass, review: Sequence[Limit], destroy: Sequence[Limit]) -> list[str]:
    """Where another period is longer or shorter than the schedule that ships, in sentences; none where it is the same."""
    return [
        *_differences(rule.review, review, "Looked at again"),
        *_differences(rule.destroy, destroy, "Destroyed"),
    ]


def _differences(shipped: Sequence[Limit], own: Sequence[Limit], what: str) -> list[str]:
    found = []
    for before, after in zip(shipped, own, strict=True):
        stands, would = _length(before), _length(after)
        if stands != would:
            how = "later" if would > stands else "earlier"
            found.append(
                f"{what} {how} than the schedule says: {limit_words(after)}, not {limit_words(before)}."
            )
    return found


def _length(limit: Limit) -> date:
    """A date to compare by."""
    return calendars.shift(date(2000, 1, 1), limit.amount)
