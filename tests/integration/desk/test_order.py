"""The children of a report stand in an order that a person understands, not in the order of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fairward.school.concerns.models import Part
from fairward.school.concerns.triage_actions import name_child
from fairward.school.concerns.triage_queries import children_of
from tests.support import casework
from tests.support.reporting import add_child

if TYPE_CHECKING:
    from tests.personas import School


def test_main_children_first_then_by_name(school: School) -> None:
    from tests.personas import LEAD, TEACHER

    names = ["Wren", "Ada", "Milo", "Cleo", "Theo", "Bea"]
    ids = [add_child(school, name, "Penrose") for name in names]
    there = add_child(school, "Abe", "Adams")
    with school.transaction():
        concern = casework.report(school.actor(TEACHER), ids)
        name_child(by=school.actor(LEAD), concern_id=concern, child_id=there, part=Part.ALSO_THERE)
        found = [one.name.full for one in children_of(school.organisation_id, concern)]
    assert found == [*(f"{name} Penrose" for name in sorted(names)), "Abe Adams"]
