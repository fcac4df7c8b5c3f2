"""The schedule of `data/retention.toml` as classes: what each fits, what it counts from, when it is looked at and goes.

It may not apply a class to an item: `retention` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from fairward.rules import records
from fairward.rules.records import BadRule, Provenance

KEPT_BY = ("school", "hub", "agency", "everybody")
TRIGGERS = ("birth", "closure", "leaving", "transfer", "employment_end", "recorded")


@dataclass(frozen=True)
class Limit:
    """So long after a trigger."""

    trigger: str
    amount: Mapping[str, int]


@dataclass(frozen=True)
class RetentionClass:
    """One row of the schedule: what it fits, when it is reviewed, when it goes."""

    id: str
    purpose: str
    outcomes: tuple[str, ...]
    flags: frozenset[str]
    title: str
    because: str
    review: tuple[Limit, ...]
    destroy: tuple[Limit, ...]
    is_latest: bool
    then: str
    meanwhile: Mapping[str, int]
    provenance: Provenance
    is_automatic: bool = False
    is_fixed: bool = False
    kept_by: str = "school"

    def fits(self, purpose: str, outcome: str, flags: frozenset[str]) -> bool:
        is_purpose = self.purpose in ("any", purpose)
        is_outcome = "any" in self.outcomes or outcome in self.outcomes
        return is_purpose and is_outcome and self.flags <= flags

    def is_kept_at(self, place: str) -> bool:
        """Whether an organisation of this sort (school, hub, agency) keeps anything of the class."""
        return self.kept_by in ("everybody", place)


@dataclass(frozen=True)
class Unknown:
    """What to count from when the day of a trigger is not known, and the sentence that says so."""

    trigger: str
    purpose: str
    count_from: str
    shift: Mapping[str, int]
    because: str
    review_within: Mapping[str, int] | None


@dataclass(frozen=True)
class Override:
    """An organisation's own period for one class, with its reason."""

    rule_id: str
    review: tuple[Limit, ...]
    destroy: tuple[Limit, ...]
    reason: str


@cache
def schedule() -> tuple[RetentionClass, ...]:
    """All classes of the schedule, in the order of the file, in every version."""
    return tuple(_class(record) for record in records.load("retention")["class"])


@lru_cache(maxsize=512)
def class_named(rule_id: str, on: date) -> RetentionClass:
    """The class with this id as it is in force on a day. An item of a class that is gone is kept as the last version
    said; one that no schedule ever named, as anything else."""
    standing = {rule.id: rule for rule in records.in_force(schedule(), on)}
    ever = {rule.id: rule for rule in schedule()}
    return standing.get(rule_id) or ever.get(rule_id) or schedule()[-1]


def automatic_rules(on: date) -> frozenset[str]:
    """The ids of the classes that go by themselves on their last day."""
    return frozenset(rule.id for rule in records.in_force(schedule(), on) if rule.is_automatic)


@cache
def unknowns() -> tuple[Unknown, ...]:
    """The stated fall-backs for days that are not known."""
    return tuple(
        Unknown(r["trigger"], r["purpose"], r["count_from"], r["shift"], r["because"], r.get("review_within"))
        for r in records.load("retention")["unknown"]
    )


def _class(record: Mapping[str, object]) -> RetentionClass:
    raw: dict[str, object] = dict(record)
    pick = raw.get("pick", "earliest")
    if pick not in ("latest", "earliest"):
        raise BadRule(f"{raw.get('id')}: pick is latest or earliest")
    kept_by = raw.get("kept_by", "school")
    if kept_by not in KEPT_BY:
        raise BadRule(f"{raw.get('id')}: kept_by is one of {', '.join(KEPT_BY)}")
    return RetentionClass(
        id=str(raw["id"]),
        purpose=str(raw["purpose"]),
        outcomes=_words(raw["outcomes"]),
        flags=frozenset(_words(raw.get("flags", []))),
        title=str(raw["title"]),
        because=str(raw["because"]),
        review=limits(raw["review"]),
        destroy=limits(raw["destroy"]),
        is_latest=pick == "latest",
        then=str(raw["then"]),
        meanwhile=_amount(raw["meanwhile"]),
        provenance=records.provenance_of(raw),
        is_automatic=_claim(raw, "automatic"),
        is_fixed=_claim(raw, "is_fixed"),
        kept_by=str(kept_by),
    )


def _claim(raw: Mapping[str, object], name: str) -> bool:
    found = raw.get(name, False)
    if not isinstance(found, bool):
        raise BadRule(f"{raw.get('id')}: {name} is true or false")
    return found


def limits(raw: object) -> tuple[Limit, ...]:
    """Limits as a data file or an organisation's override gives them: [{from = "birth", years = 25}]."""
    if not isinstance(raw, list) or not raw:
        raise BadRule("A period is a list with at least one limit.")
    return tuple(_limit(each) for each in raw)


def _limit(raw: object) -> Limit:
    if not isinstance(raw, dict) or raw.get("from") not in TRIGGERS:
        raise BadRule(f"A limit counts from one of {', '.join(TRIGGERS)}.")
    return Limit(raw["from"], _amount({name: value for name, value in raw.items() if name != "from"}))


def _amount(raw: object) -> Mapping[str, int]:
    units = {"years", "months", "days", "school_year_ends"}
    if not isinstance(raw, dict) or not raw or not set(raw) <= units:
        raise BadRule(f"A period is given in {', '.join(sorted(units))}.")
    if any(not isinstance(value, int) or value < 0 for value in raw.values()):
        raise BadRule("A period is a whole number, not negative.")
    return raw


def _words(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list):
        raise BadRule("A list of words was expected.")
    return tuple(str(word) for word in raw)
