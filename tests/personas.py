"""People of the tests: a school with one person of every role, keys set up, and a quick real way to sign in.

school = make_school()                      # inside django_db; about 0.2 s
sign_in(client, school[LEAD])               # signed in and unlocked
sign_in(client, school[LEAD], unlocked=False)
with school.transaction():                  # as_organisation of this school
    actor = school.actor(LEAD)              # unlocked Actor, for actions and queries
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.test import Client

from fairward.access.permissions import rings_of
from fairward.accounts import actions as accounts
from fairward.accounts import sessions
from fairward.accounts.first import BACKEND
from fairward.accounts.models import Account
from fairward.accounts.store import SessionStore
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import OrganisationKind, RingKind, Role
from fairward.keys import escrow, persons, rings, unlock
from fairward.organisations import actions as organisations
from fairward.organisations.models import Membership
from fairward.organisations.queries import CallLead
from fairward.tenancy.context import as_organisation

PASSWORD = "correct horse battery"  # same for all: each account is its own secret
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass(frozen=True)
class Persona:
    """A constant: who somebody is, before they exist in a school."""

    name: str
    role: Role
    job_title: str
    year_groups: tuple[int, ...] = ()

    @property
    def passphrase(self) -> str:
        """What this person unlocks with."""
        return f"{self.name.split()[0].lower()} walks seven quiet dogs"


SUPERVISOR = Persona("Dawn Pickering", Role.RECORDER, "Lunchtime supervisor")
TEACHER = Persona("Tom Adeyemi", Role.RECORDER, "Class teacher")
LEAD = Persona("Amira Khan", Role.SAFEGUARDING_LEAD, "Designated safeguarding lead")
DEPUTY = Persona("Ben Whitlock", Role.DEPUTY_LEAD, "Deputy safeguarding lead")
HEADTEACHER = Persona("Carys Bevan", Role.HEADTEACHER, "Headteacher")
SECOND_HEADTEACHER = Persona("Hugh Lamont", Role.HEADTEACHER, "Co-headteacher")
ADMINISTRATOR = Persona("Dilip Rao", Role.ADMINISTRATOR, "Office manager")
DPO = Persona("Esther Nwosu", Role.DATA_PROTECTION_OFFICER, "Data protection officer")
GOVERNOR = Persona("Farah Siddiqui", Role.GOVERNOR, "Safeguarding governor")
PASTORAL = Persona("Gethin Rowe", Role.PASTORAL, "Head of Year 4", (4,))

STAFF = (
    SUPERVISOR,
    TEACHER,
    LEAD,
    DEPUTY,
    HEADTEACHER,
    SECOND_HEADTEACHER,
    ADMINISTRATOR,
    DPO,
    GOVERNOR,
    PASTORAL,
)
_numbers = count(1)


@dataclass
class Person:
    """A persona who works in an organisation."""

    persona: Persona
    organisation_id: UUID
    membership_id: UUID
    account_id: UUID
    sign_in: str
    recovery_words: tuple[str, ...] = field(default=(), repr=False)

    @property
    def role(self) -> Role:
        return self.persona.role

    @property
    def name(self) -> str:
        return self.persona.name

    @property
    def passphrase(self) -> str:
        return self.persona.passphrase

    @property
    def has_key(self) -> bool:
        return bool(self.recovery_words)


@dataclass
class School:
    """An organisation with its people, by persona."""

    organisation_id: UUID
    name: str
    people: dict[str, Person]
    sheet: tuple[str, ...] = field(default=(), repr=False)

    def __getitem__(self, persona: Persona) -> Person:
        return self.people[persona.name]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A transaction that sees this school's rows."""
        with as_organisation(self.organisation_id):
            yield

    def actor(self, persona: Persona, *, unlocked: bool = True) -> Actor:
        """The persona at work, with their key open if they have one."""
        person = self[persona]
        opened = None
        if unlocked and person.has_key:
            opened = persons.open_with_passphrase(person.account_id, person.passphrase)
        return Actor(
            self.organisation_id,
            person.membership_id,
            person.account_id,
            person.role,
            opened,
            persona.year_groups,
        )


def make_school(
    name: str = "Millbrook Primary School",
    staff: Sequence[Persona] = STAFF,
    *,
    kind: OrganisationKind = OrganisationKind.SCHOOL,
    keys: bool = True,
) -> School:
    """An organisation with these people; with `keys`, everybody whose role reads has a passphrase and their rings."""
    organisation_id = organisations.create_organisation(kind=kind, name=name)
    school = School(organisation_id, name, {})
    with as_organisation(organisation_id):
        for persona in staff:
            school.people[persona.name] = _make_person(organisation_id, persona)
        organisations.set_call_numbers(
            by=organisations.installation(organisation_id),
            leads=[CallLead(LEAD.name, "01632 960 101"), CallLead(DEPUTY.name, "01632 960 102")],
            publish=lambda *_: None,
        )
    if keys:
        give_keys(school)
    return school


def _make_person(organisation_id: UUID, persona: Persona) -> Person:
    sign_in_name = f"{persona.name.lower().replace(' ', '.')}.{next(_numbers)}"
    account = accounts.create_account(sign_in=sign_in_name)
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    membership_id = organisations.add_member(
        by=organisations.installation(organisation_id),
        account_id=account.id,
        role=persona.role,
        name=persona.name,
        job_title=persona.job_title,
        year_groups=persona.year_groups,
    )
    accounts.set_second_factor(account, TOTP_SECRET)
    return Person(persona, organisation_id, membership_id, account.id, sign_in_name)


def give_keys(school: School) -> None:
    """A passphrase for everybody whose role reads content, the sheet for the safe, and the rings with their holders."""
    with as_organisation(school.organisation_id):
        for person in school.people.values():
            if rings_of(person.role) or person.role in (Role.PASTORAL, Role.DATA_PROTECTION_OFFICER):
                person.recovery_words = persons.create_person_key(person.account_id, person.passphrase)
        sheet = escrow.make_sheet(school.organisation_id)
        school.sheet = sheet.words
        for kind in RingKind:
            entitled = [p.account_id for p in school.people.values() if kind in rings_of(p.role)]
            if entitled:
                rings.create_rings(school.organisation_id, [kind], entitled, sheet.public)


def sign_in(client: Client, person: Person, *, unlocked: bool = True) -> Client:
    """Give the client a real session of this person, and open their key if they have one. No password is hashed."""
    request = HttpRequest()
    request.session = session = SessionStore()
    request.user = account = Account.objects.get(id=person.account_id)
    session[SESSION_KEY] = str(account.id)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    with as_organisation(person.organisation_id):
        membership = Membership.objects.get(organisation_id=person.organisation_id, id=person.membership_id)
        sessions.enter(request, membership, second_factor=True)
    session.create()
    if unlocked and person.has_key:
        unlock.open_session(request, person.passphrase)
        response = HttpResponse()
        unlock.write_cookie(request, response)
        client.cookies.update(response.cookies)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client
