"""A decided case whose family was let in, for tests of what a family of a hub sees.

told = make_told()                       # weighed, decided, people of the case let in: the mother for Robin, the man for himself
told.show(MOTHER, shown=told.items())    # sealed to her alone
told.reads(MOTHER)                       # as she reads it
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.accounts import actions as accounts
from fairward.families.first_use import begin_use
from fairward.families.models import FamilyAccount
from fairward.families.vocabulary import IdentityCheck
from fairward.hub.decisions.queries import decision_for
from fairward.hub.families.letting_actions import Invitation, let_in
from fairward.hub.families.models import CaseReader, OwnSide, ShownOutcome
from fairward.hub.families.my_queries import MyReading, my_cases, my_reading_for
from fairward.hub.families.offering import offered_to
from fairward.hub.families.policies import Chosen
from fairward.hub.families.queries import Reader, standing_readers
from fairward.hub.families.showing_actions import show_outcome
from fairward.hub.families.vocabulary import Ground
from fairward.hub.intake.case_queries import case_facts
from fairward.hub.intake.models import CasePerson
from fairward.hub.packs.queries import pack_for
from fairward.hub.vocabulary import CaseState
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Role
from fairward.keys import persons
from fairward.organisations.queries import member_by_account
from tests.personas import PASSWORD, Person, Persona
from tests.support.asking import MOTHER, STRANGER, WHY
from tests.support.hubs import HUB_MANAGER, SCREENER
from tests.support.weighing import Weighing, make_weighing

ROBIN = "Robin Marsh"
PLAIN = "You want help, and Robin is not safe outside at night."
ASKED = "We asked if they were called to your home, and if they know you."


@dataclass
class Told:
    """A hub that has decided, and the people whom it let in."""

    weighing: Weighing
    personas: dict[str, Persona] = field(default_factory=dict)

    @property
    def hub(self) -> Any:
        return self.weighing.asking.hub

    @property
    def case_id(self) -> UUID:
        return self.weighing.case_id

    def person(self, name: str) -> UUID:
        return self.weighing.asking.people[name]

    def let_in(
        self, name: str, ground: Ground = Ground.RESPONSIBILITY, children: Sequence[str] = (ROBIN,), **more: Any
    ) -> Persona:  # fmt: skip
        """Let somebody in, who comes in with their sheet at once; `told.hub[persona]` finds them."""
        asked = Invitation(
            self.case_id,
            self.person(name),
            ground,
            IdentityCheck.KNOWN,
            frozenset(map(self.person, children)),
            **more,
        )
        with self.hub.transaction():
            sheet = let_in(by=self.hub.actor(SCREENER), invitation=asked)
            assert sheet is not None
            account = accounts.account_with_code(sheet.sign_in, sheet.code)
            account.set_password(PASSWORD)
            account.save(update_fields=["password"])
            role = Role.YOUNG_PERSON if sheet.is_young_person else Role.FAMILY
            who = Persona(name, role, "")
            words = persons.create_person_key(account.id, who.passphrase)
            found = member_by_account(self.hub.organisation_id, account.id)
            assert found is not None
            self.hub.people[name] = Person(
                who, self.hub.organisation_id, found.membership_id, account.id, account.sign_in, words
            )
            begin_use(self.hub.actor(who))
        self.personas[name] = who
        return who

    def reader(self, name: str) -> Reader:
        with self.hub.transaction():
            found = standing_readers(self.hub.organisation_id, self.case_id)
        return next(one for one in found if one.person_id == self.person(name))

    def offered(self, name: str, persona: Persona = HUB_MANAGER) -> Any:
        pack, reader = self._pack(persona), self.reader(name)
        with self.hub.transaction():
            return offered_to(self.hub.organisation_id, pack, reader)

    def show(
        self, name: str, shown: Iterable[UUID] = (), persona: Persona = HUB_MANAGER, **changes: Any
    ) -> UUID:
        """Seal to somebody what they may see; `changes` of what was chosen."""
        pack, reader = self._pack(persona), self.reader(name)
        asked = {one.facts.id: ASKED for one in self.offered(name, persona).questions}
        chosen = Chosen(**{"why": PLAIN, "asked": asked, "shown": frozenset(shown), **changes})
        with self.hub.transaction():
            by = self.hub.actor(persona)
            decided = decision_for(by, self.case_id, WHY)
            return show_outcome(by=by, pack=pack, decided=decided, reader=reader, chosen=chosen)

    def reads(self, name: str) -> MyReading:
        """The case as somebody of the family reads it."""
        with self.hub.transaction():
            actor = self.hub.actor(self.personas[name])
            (one,) = [one for one in my_cases(actor) if one.reader.case_id == self.case_id]
            return my_reading_for(actor, one.reader.id, WHY)

    def _pack(self, persona: Persona) -> Any:
        with self.hub.transaction():
            is_closed = case_facts(self.hub.organisation_id, self.case_id).state is CaseState.CLOSED
            return pack_for(self.hub.actor(persona), self.case_id, WHY, "family" if is_closed else "")


def decided(weighing: Weighing) -> Told:
    """The case weighed and decided; nobody of the family let in."""
    weighing.weigh()
    assert weighing.decide()
    return Told(weighing)


def make_told(**changes: Any) -> Told:
    """Police said something (`changes` of the item); the mother answers for Robin, the man sees what is about himself."""
    told = decided(make_weighing(**changes))
    told.let_in(MOTHER)
    told.let_in(STRANGER, Ground.SELF, ())
    return told


def fill_hub_families(organisation_id: UUID) -> None:
    """A row in each table of what families of a hub see; what is sealed is any bytes. After `fill_intake` and families."""
    own: dict[str, Any] = {"organisation_id": organisation_id}
    now, who = timezone.now(), new_id()
    person_id, case_id = CasePerson.objects.filter(**own).values_list("id", "case_id")[0]
    account = FamilyAccount.objects.filter(**own)[0]
    reader = CaseReader.objects.create(
        **own, case_id=case_id, person_id=person_id, family_account_id=account.id, membership_id=account.membership_id,
        account_id=account.account_id, ground=1, since_at=now, given_by=who,
    )  # fmt: skip
    of = {**own, "case_id": case_id, "reader_id": reader.id}
    ShownOutcome.objects.create(**of, version=1, sealed=b"x", made_at=now, made_by=who)
    OwnSide.objects.create(**of, sealed=b"x", made_at=now)
