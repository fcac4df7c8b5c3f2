"""`fairward organisation create`: an organisation with its first administrator. It may not make anybody who reads."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from fairward.accounts import actions as accounts
from fairward.kernel.vocabulary import OrganisationKind, Role
from fairward.organisations import actions as organisations
from fairward.tenancy.context import as_organisation


def create(arguments: Sequence[str]) -> int:
    """Make the organisation and print the one-time code with which the administrator signs in the first time."""
    words = _parser().parse_args(list(arguments))
    kind = next(one for one in OrganisationKind if one.code == words.kind)
    account = accounts.create_account(sign_in=words.sign_in)
    organisation_id = organisations.create_organisation(kind=kind, name=words.name)
    with as_organisation(organisation_id):
        organisations.add_member(
            by=organisations.installation(organisation_id), account_id=account.id, role=Role.ADMINISTRATOR,
            name=words.administrator, job_title="Administrator",
        )  # fmt: skip
        code = accounts.issue_first_code(account.id)
    print(f"{words.name} is made ({organisation_id}).")
    print(
        f"{words.administrator} signs in as {account.sign_in} at /sign-in/first/ with the one-time code {code}"
    )
    print("The code is valid for 14 days and is shown here only. Everybody else is added in the browser.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fairward organisation create")
    parser.add_argument("name", help='its name, e.g. "Hill Road Primary School"')
    kinds = [one.code for one in OrganisationKind]
    parser.add_argument("--kind", choices=kinds, default=OrganisationKind.SCHOOL.code)
    parser.add_argument(
        "--administrator", required=True, metavar="NAME", help="who keeps accounts and the roster"
    )
    parser.add_argument("--sign-in", required=True, metavar="WORD", help="what this person signs in as")
    return parser
