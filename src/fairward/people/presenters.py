"""Plans, imports and children as rows and words of a page. They may not query or decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse

from fairward.design.pieces import Cell, Chip, Fact, Row
from fairward.design.words import date_words, moment_words, plural
from fairward.people.models import RosterImport
from fairward.people.plan import Addition, Change, KnownChild, Plan
from fairward.people.queries import AdultOfChild, ChildRecord, FoundChild
from fairward.people.roster.results import Problem
from fairward.people.vocabulary import ImportState, RollStatus, year_word

SHOWN_AT_MOST = 300


def plan_facts(plan: Plan) -> list[Fact]:
    """The counts at the top of a preview."""
    rows_left_out = len({problem.place for problem in plan.blocked})
    return [
        Fact("Format", plan.format),
        Fact("Added", plural(len(plan.added), "child", "children")),
        Fact("Changed", plural(len(plan.changed), "child", "children")),
        Fact("Marked as left", plural(len(plan.left), "child", "children")),
        Fact("Unchanged", plural(plan.unchanged + len(plan.same), "child", "children")),
        Fact("To be answered", plural(len(plan.conflicts), "row")),
        Fact("Left out", plural(rows_left_out, "row")),
    ]


def problem_rows(problems: Iterable[Problem]) -> list[Row]:
    """Rows with a fault: those that are left out first."""
    ordered = sorted(problems, key=lambda problem: not problem.blocks)
    return [
        Row([
            Cell(problem.place, chips=[Chip("Left out", "due")] if problem.blocks else [Chip("Imported", "quiet")]),
            Cell(problem.field, note=problem.value),
            Cell(problem.sentence),
        ])
        for problem in ordered
    ]  # fmt: skip


def addition_rows(added: Sequence[Addition]) -> list[Row]:
    """New children."""
    return [
        Row([
            Cell(f"{one.pupil.forename} {one.pupil.surname}"),
            Cell(year_word(one.pupil.year_group)),
            Cell(one.pupil.class_name),
            Cell(date_words(one.pupil.born_on)),
        ])
        for one in added[:SHOWN_AT_MOST]
    ]  # fmt: skip


def change_rows(changed: Sequence[Change]) -> list[Row]:
    """What would be different, child by child."""
    return [
        Row([
            Cell(one.child.identity.full, chips=[Chip("Back on roll", "done")] if one.is_back else ()),
            Cell("; ".join(f"{c.label}: {c.before or 'nothing'} → {c.after or 'nothing'}" for c in one.changes)),
        ])
        for one in changed[:SHOWN_AT_MOST]
    ]  # fmt: skip


def leaver_rows(left: Sequence[KnownChild]) -> list[Row]:
    """Children who would be marked as left."""
    return [
        Row([Cell(one.identity.full), Cell(year_word(one.year_group)), Cell(one.identity.class_name)])
        for one in left[:SHOWN_AT_MOST]
    ]


def import_rows(imports: Sequence[RosterImport], names: Mapping[UUID, str]) -> list[Row]:
    """The history: newest first."""
    rows = []
    for one in imports:
        state = ImportState(one.state)
        is_waiting = state is ImportState.WAITING
        href = reverse("people:preview", args=[one.id]) if is_waiting else ""
        counts = f"{one.added} added, {one.changed} changed, {one.left} left, {one.left_out} left out"
        rows.append(
            Row([
                Cell(moment_words(one.started_at), href=href),
                Cell(one.format),
                Cell(names.get(one.started_by, "The command line")),
                Cell(
                    counts if state is ImportState.APPLIED else "",
                    chips=[Chip(state.word, "due" if is_waiting else "quiet")],
                ),
            ])
        )  # fmt: skip
    return rows


def child_rows(children: Sequence[FoundChild]) -> list[Row]:
    """The roll."""
    return [
        Row([
            Cell(one.name.full, href=reverse("people:child", args=[one.id])),
            Cell(year_word(one.name.year_group)),
            Cell(one.name.class_name),
        ])
        for one in children
    ]  # fmt: skip


def child_facts(child: ChildRecord) -> list[Fact]:
    """Identity, as far as it is known."""
    identity = child.identity
    home = ", ".join((*identity.address, identity.postcode)).strip(", ")
    known = [
        ("Forename", identity.forename), ("Middle names", identity.middle_names), ("Surname", identity.surname),
        ("Called", identity.full), ("Date of birth", date_words(identity.born_on)), ("Sex", identity.sex),
        ("UPN", identity.upn), ("Year", year_word(child.year_group)), ("Class", identity.class_name),
        ("Address", home), ("Telephone", ", ".join(identity.phones)),
        ("On roll", "Yes" if child.status is RollStatus.ON_ROLL else f"Left on {date_words(child.left_on)}"),
    ]  # fmt: skip
    return [Fact(name, value) for name, value in known if value]


def adult_rows(child_id: UUID, adults: Sequence[AdultOfChild]) -> list[Row]:
    """Who is in the child's life."""
    words = {True: "Yes", False: "No", None: "Not known"}
    return [
        Row([
            Cell(
                one.identity.full,
                href=reverse("people:relationship", args=[child_id, one.relationship_id]),
                chips=[Chip("Order or restriction", "danger")] if one.is_restricted else (),
                note=one.restriction,
            ),
            Cell(one.kind.word),
            Cell(words[one.has_responsibility]),
            Cell(words[one.lives_with]),
            Cell(", ".join(one.identity.phones)),
        ])
        for one in adults
    ]  # fmt: skip


def relationship_words(adult: AdultOfChild) -> dict[str, object]:
    """What the form about a relationship begins with."""
    words = {True: "yes", False: "no", None: ""}
    return {
        "kind": int(adult.kind),
        "has_responsibility": words[adult.has_responsibility],
        "lives_with": words[adult.lives_with],
        "restriction": adult.restriction,
    }
