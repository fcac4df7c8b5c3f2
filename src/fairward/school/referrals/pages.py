"""The short pages of a referral: which questions stand on which, in their order. It may not hold an answer."""

from __future__ import annotations

from dataclasses import dataclass

from fairward.rules import referral

WHO, HOUSEHOLD, WORRY, FAMILY, ASKED = "who", "household", "worry", "family", "asked"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its title, and the fields that somebody writes there."""

    id: str
    title: str
    typed: tuple[str, ...]


PAGES = (
    Page(
        WHO,
        "Who refers, and who the child is",
        (
            "referrer_relation", "child_ethnicity", "child_religion", "child_language", "child_disability", "child_gp",
            "child_nhs_number",
        ),
    ),
    Page(HOUSEHOLD, "Who lives with the child, and who helps", ("agencies", "previous_work")),
    Page(WORRY, "What worries you, and what is working well", ("working_well", "lived_day", "no_child_words")),
    Page(
        FAMILY,
        "The family",
        ("agreed_by", "not_asked_because", "child_told", "parents_view"),
    ),
    Page(ASKED, "What you ask for", ("child_is_now", "risk_to_staff")),
)  # fmt: skip


def page_of(page_id: str) -> Page:
    """The page of that id; KeyError if there is none."""
    return {one.id: one for one in PAGES}[page_id]


def next_of(page_id: str) -> Page | None:
    """The page after it, None after the last."""
    ids = [one.id for one in PAGES]
    place = ids.index(page_id) + 1
    return PAGES[place] if place < len(PAGES) else None


def typed_on(page: Page, *, is_advice: bool) -> list[referral.Field]:
    """The fields that somebody writes on a page; where the child is not named, only those that may go then."""
    found = [referral.field_of(one) for one in page.typed]
    return [one for one in found if one.advice or not is_advice]
