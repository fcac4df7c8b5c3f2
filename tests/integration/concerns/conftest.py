"""A school whose rows are really committed, two children, and somebody who reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests.support.reporting import Reporter, add_child

if TYPE_CHECKING:
    from uuid import UUID

    from tests.personas import Persona, School


@pytest.fixture
def report_pages(settings: Any) -> None:
    """Only the pages of reporting, with a plain shell."""
    settings.ROOT_URLCONF = "tests.support.report_addresses"
    settings.FAIRWARD_SHELL = "fairward.web.shell.plain"


@pytest.fixture
def school(transactional_db: None, report_pages: None) -> School:
    """A school with everybody in it and keys set up."""
    from tests.personas import make_school

    return make_school()


@pytest.fixture
def amy(school: School) -> UUID:
    return add_child(school, "Amy", "Fairbairn")


@pytest.fixture
def jack(school: School) -> UUID:
    return add_child(school, "Jack", "Oduya", 4, "4B")


@pytest.fixture
def as_reporter(school: School) -> Callable[..., Reporter]:
    """Somebody with a browser of their own: `as_reporter(TEACHER)`."""
    from tests.personas import sign_in

    def sign(persona: Persona, *, unlocked: bool = False) -> Reporter:
        return Reporter(sign_in(Client(), school[persona], unlocked=unlocked))

    return sign


@pytest.fixture
def dawn(as_reporter: Callable[..., Reporter]) -> Reporter:
    """The lunchtime supervisor."""
    from tests.personas import SUPERVISOR

    return as_reporter(SUPERVISOR)
