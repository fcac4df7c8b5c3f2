"""Puts right that an entry was recorded with the wrong child, as a lead does. It decides nothing by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fairward.mistakes.vocabulary import How
from fairward.school.wrong_child.actions import Done, put_right
from fairward.school.wrong_child.policies import Chosen
from fairward.school.wrong_child.queries import mistake_for
from tests.support.living import Living


def correct(living: Living, entry: UUID, right: UUID | None, **more: Any) -> Done:
    """It is about `right` (None: nobody knows); everything that may go along does, unless `pieces` says otherwise."""
    with living.school.transaction():
        lead = living.actor()
        mistake = mistake_for(lead, entry)
        every = [mistake.main, *mistake.joined]
        pieces = [x.id for one in every for x in (*one.notes, *one.actions, *one.attachments)]
        chosen = Chosen(
            right, How.ALIKE_NAMES, "Thank you, it is put right.",
            frozenset(x.id for one in every for x in one.entry.statements), frozenset(more.pop("pieces", pieces)),
            frozenset(one.entry.id for one in mistake.joined), **more,
        )  # fmt: skip
        return put_right(by=lead, mistake=mistake, chosen=chosen)
