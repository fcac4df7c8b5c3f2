"""The demo's staff: accounts with known passwords and passphrases, written to a file for scripts and outside testers.

It may only ever run for a demonstration: nobody's secrets may be known to a file.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings

from fairward.accounts import actions as accounts
from fairward.accounts.models import Account
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Role
from fairward.keys import persons
from fairward.organisations import actions as organisations
from fairward.organisations.queries import member_by_account


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the demo, with everything needed to sign in and unlock."""

    organisation: str
    organisation_id: str
    kind: str
    name: str
    job_title: str
    role: str
    sign_in: str
    password: str
    totp_secret: str
    passphrase: str

    @property
    def is_reader(self) -> bool:
        """Whether they unlock."""
        return bool(self.passphrase)


def people_path() -> Path:
    """Where the demo's people are written."""
    return Path(settings.FAIRWARD_VAR) / "demo" / "people.json"


def known_people() -> list[DemoPerson]:
    """Everybody in the file; nobody before the demo world was built."""
    path = people_path()
    return [DemoPerson(**person) for person in json.loads(path.read_text())] if path.exists() else []


def write_people(people: list[DemoPerson]) -> None:
    """Replace the file, readable by its owner only."""
    path = people_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.new")
    with open(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
        json.dump([asdict(person) for person in people], file, indent=1, ensure_ascii=False)
    draft.replace(path)


def make_person(
    organisation_id: UUID, organisation: str, kind: str, *, name: str, role: Role, job_title: str,
    years: tuple[int, ...] = (), reads: bool = False,
) -> DemoPerson:  # fmt: skip
    """An account with password, authenticator and, for whoever reads, a passphrase; a member in one role."""
    sign_in = _sign_in(name, organisation)
    account = accounts.create_account(sign_in=sign_in)
    password = f"{name.split(maxsplit=1)[0].lower()} counts blue paper boats"
    account.set_password(password)
    account.save(update_fields=["password"])
    secret = base64.b32encode(sha256(f"fairward demo {sign_in}".encode()).digest()[:20]).decode()
    organisations.add_member(
        by=organisations.installation(organisation_id), account_id=account.id, role=role, name=name,
        job_title=job_title, year_groups=years, notice_address=f"{sign_in}@fairward.invalid",
    )  # fmt: skip
    accounts.set_second_factor(account, secret)
    passphrase = f"{name.split(maxsplit=1)[0].lower()} walks seven quiet dogs" if reads else ""
    if passphrase:
        persons.create_person_key(account.id, passphrase)
    return DemoPerson(
        organisation,
        str(organisation_id),
        kind,
        name,
        job_title,
        role.code,
        sign_in,
        password,
        secret,
        passphrase,
    )


def _sign_in(name: str, organisation: str) -> str:
    words = "".join(sign for sign in name.lower() if sign.isalpha() or sign == " ").split()
    base = f"{words[0]}.{words[-1]}.{organisation.split(maxsplit=1)[0].lower()}"
    found, number = base, 1
    while Account.objects.filter(sign_in=found).exists():
        number += 1
        found = f"{base}{number}"
    return found


def actor_of(person: DemoPerson, *, unlocked: bool = False) -> Actor:
    """The person at work; unlocked with their passphrase if asked. Inside the organisation's transaction."""
    account = Account.objects.get(sign_in=person.sign_in)
    organisation_id = UUID(person.organisation_id)
    member = member_by_account(organisation_id, account.id)
    if member is None:
        raise LookupError(f"{person.sign_in} does not work here any more")
    key = persons.open_with_passphrase(account.id, person.passphrase) if unlocked else None
    return Actor(organisation_id, member.membership_id, account.id, member.role, key, member.year_groups)
