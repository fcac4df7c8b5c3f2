"""What must be answered before a disclosure is recorded. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairward.exchange.vocabulary import HowTold
from fairward.kernel.vocabulary import OrganisationKind
from fairward.rules import disclosure, family


@dataclass(frozen=True, slots=True)
class NewDisclosure:
    """What somebody records about having told somebody outside. `yes` holds the ids of the tests answered with yes."""

    entry_ids: tuple[UUID, ...]
    told_at: datetime
    how: HowTold | None
    recipient_kind: OrganisationKind | None
    recipient: str
    said: str
    basis: str
    yes: frozenset[str]
    reasons: str
    is_told: bool | None
    ground: str = ""
    tell_by: date | None = None


def missing_in(new: NewDisclosure, now: datetime) -> list[tuple[str, str]]:
    """What it still needs: (the answer's name, a sentence); empty when it is whole.

    A test answered "no" is no refusal here, for it has been told already: the reasons must then say so.
    """
    asked: Sequence[tuple[str, bool, str]] = (
        ("entries", bool(new.entry_ids), "Choose at least one entry of which you told something."),
        ("told_on", new.told_at <= now, "The day on which you told them cannot lie ahead."),
        ("how", new.how is not None, "Choose how you told them."),
        ("recipient_kind", new.recipient_kind is not None, "Choose what sort of organisation it was."),
        ("recipient", bool(new.recipient.strip()), "Write whom you told: the organisation and the person's role."),
        ("said", bool(new.said.strip()), "Write what you told them, in a few sentences."),
        ("basis", new.basis in {one.id for one in disclosure.bases()}, "Choose why you were allowed to."),
    )  # fmt: skip
    missing = [(name, sentence) for name, is_given, sentence in asked if not is_given]
    unanswered = {one.id for one in disclosure.tests()} - new.yes
    if unanswered and not new.reasons.strip():
        missing.append(("reasons", "You did not tick every question. Write why you told them all the same."))
    return missing + _missing_about_family(new, now.date())


def _missing_about_family(new: NewDisclosure, today: date) -> list[tuple[str, str]]:
    if new.is_told is None:
        return [("is_told", "Say whether the family knows.")]
    if new.is_told:
        return []
    grounds = {each.id: each for each in family.grounds()}
    if new.ground not in grounds:
        return [("ground", "Choose the ground for not telling the family yet.")]
    latest = grounds[new.ground].review_by(today)
    if new.tell_by is None or not today < new.tell_by <= latest:
        words = f"after today, by {latest.day} {latest:%B %Y} at the latest."
        return [("tell_by", f"Say when telling the family is looked at again: {words}")]
    return []
