"""A school with one concern of four statements, one of which is only about another pupil."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.living import Living

SECRET = "Her friend Wilhelmina Oakes cried as well."
WITHHELD = "His uncle said that he would come back."


@pytest.fixture
def living(db: None) -> Living:
    from fairward.kernel.vocabulary import Basis
    from fairward.school.concerns.report_answers import Said
    from tests.support.living import SAID, SAW, make_living

    living = make_living()
    texts = [
        (Basis.OBSERVED, SAW),
        (Basis.CHILD_SAID, SAID),
        (Basis.OBSERVED, SECRET),
        (Basis.OBSERVED, WITHHELD),
    ]
    living.file(living.report(*(Said(basis=basis, text=text) for basis, text in texts)))
    return living
