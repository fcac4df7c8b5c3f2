"""Who can be let into one file, and who is. It may not open content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.files.policies import READERS
from fairward.files.queries import FileHead
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Role
from fairward.keys.file_keys import standing_grants
from fairward.keys.persons import people_with_keys
from fairward.organisations.queries import members
from fairward.people.queries import ChildName


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who can be let in, or is until `until`."""

    account_id: UUID
    words: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Who is let in, who could be, and who could be once they have a passphrase."""

    granted: Sequence[Colleague]
    possible: Sequence[Colleague]
    without_passphrase: Sequence[str]


def colleagues_for(actor: Actor, head: FileHead, child: ChildName) -> Colleagues:
    """The pastoral leads of the child's year for a file that their role may read."""
    people = {one.account_id: one for one in members(actor.organisation_id)}
    granted = [
        Colleague(account_id, f"{people[account_id].name}, {people[account_id].job_title}", until)
        for account_id, until in standing_grants(actor.organisation_id, head.id)
        if account_id in people
    ]
    may = Role.PASTORAL in READERS[head.purpose]
    wanted = [
        one
        for one in people.values()
        if may and one.role is Role.PASTORAL and child.year_group in one.year_groups
    ]
    have_key = people_with_keys([one.account_id for one in wanted])
    return Colleagues(
        granted,
        [
            Colleague(one.account_id, f"{one.name}, {one.job_title}")
            for one in wanted
            if one.account_id in have_key
        ],
        [one.name for one in wanted if one.account_id not in have_key],
    )
