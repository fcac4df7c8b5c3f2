"""People of the demo at work in several organisations, for stories that cross between them. It may not write anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from fairward.config.demo.crossing.travelling import carry
from fairward.config.demo.organisations import PRIMARY
from fairward.config.demo.partners import partner_named
from fairward.config.demo.people import DemoPerson, actor_of
from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Role
from fairward.tenancy.context import as_organisation

HUB, POLICE, SCHOOL = "Westmere Safeguarding Hub", "Westmere Police", PRIMARY


@dataclass(frozen=True, slots=True)
class Crew:
    """Everybody of the demo, by where they work and what they do there."""

    people: Sequence[DemoPerson]

    @contextmanager
    def at(self, name: str, role: Role) -> Iterator[Actor]:
        """Somebody of this role there, unlocked if they read, in their organisation's transaction."""
        person = next(one for one in self.people if one.organisation == name and one.role == role.code)
        with as_organisation(UUID(person.organisation_id)):
            yield actor_of(person, unlocked=person.is_reader)

    def partner(self, name: str, other: str) -> UUID:
        """The partner that `other` is at `name`. Inside the transaction of `name`."""
        return partner_named(self._id(name), self._id(other))

    def carry(self, name: str) -> None:
        """What the worker does each minute. Outside any transaction."""
        carry(self._id(name))

    def arrived(self, name: str, *kinds: EnvelopeKind) -> list[UUID]:
        """What waits at the door of `name`, oldest first. Inside its transaction."""
        return [one.arrival_id for one in waiting(self._id(name), kinds)]

    def _id(self, name: str) -> UUID:
        return next(UUID(one.organisation_id) for one in self.people if one.organisation == name)
