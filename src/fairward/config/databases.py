"""Where the two databases are and as whom we connect. It opens no connection."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from fairward.config import postgres

ACT_AS_OWNER = "FAIRWARD_ACT_AS_OWNER"

# alias -> (address of the application, address of the owner, database in our own server)
_ADDRESSES = {
    "default": ("FAIRWARD_DATABASE_URL", "FAIRWARD_DATABASE_OWNER_URL", "fairward"),
    "keyring": ("FAIRWARD_KEYRING_URL", "FAIRWARD_KEYRING_OWNER_URL", "fairward_keyring"),
}
# alias -> address of whoever reads everything, past row-level security: for backups alone
_READERS = {"default": "FAIRWARD_DATABASE_BACKUP_URL", "keyring": "FAIRWARD_KEYRING_BACKUP_URL"}
# Nobody waits longer than this for a page; a migration may.
_TIMEOUTS = {
    "statement_timeout": "20s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
}


class BadAddress(ValueError):
    """The addresses of the databases do not make sense together; the sentence says what to change."""


def are_given() -> bool:
    """True if the environment names the databases; false if our own server is used. One of two is a mistake."""
    given = [bool(os.environ.get(application)) for application, _, _ in _ADDRESSES.values()]
    if any(given) and not all(given):
        raise BadAddress("Give both FAIRWARD_DATABASE_URL and FAIRWARD_KEYRING_URL, or neither.")
    return all(given)


def databases(var: Path) -> dict[str, dict[str, Any]]:
    """Django's DATABASES: both aliases, as the application, or as the owner where FAIRWARD_ACT_AS_OWNER is set."""
    found = {alias: _one(alias, var) for alias in _ADDRESSES}
    places = [tuple(found[alias][part] for part in ("HOST", "PORT", "NAME")) for alias in found]
    if places[0] == places[1]:
        raise BadAddress(
            "Records and their keys must lie in two databases: the two addresses name the same one."
        )
    return found


def application_role() -> str:
    """The role that the application works as: it owns nothing and row-level security binds it."""
    return os.environ.get("FAIRWARD_APPLICATION_ROLE", postgres.APPLICATION)


def socket_home(var: Path) -> Path:
    """The folder of our own server."""
    return var / "postgres"


def _one(alias: str, var: Path) -> dict[str, Any]:
    is_owner = os.environ.get(ACT_AS_OWNER) == "1"
    where = _given(alias, is_owner) if are_given() else _own(alias, var, is_owner)
    options: dict[str, Any] = {
        "server_side_binding": True,
        "prepare_threshold": None if is_owner else 2,
        "application_name": "fairward",
    }
    parameters = {} if is_owner else dict(_TIMEOUTS)
    if not is_owner and where["user"] != application_role():
        parameters["role"] = application_role()
    chosen = [where.pop("options", ""), *(f"-c {name}={value}" for name, value in parameters.items())]
    names = {"HOST": "host", "PORT": "port", "NAME": "dbname", "USER": "user", "PASSWORD": "password"}
    return {
        "ENGINE": "fairward.config.engine",
        **{django: str(where.pop(libpq, "")) for django, libpq in names.items()},
        "OPTIONS": {**where, **options, "options": " ".join(filter(None, chosen))},
        "CONN_MAX_AGE": 0 if is_owner else None,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


def _own(alias: str, var: Path, is_owner: bool) -> dict[str, Any]:
    home = socket_home(var)
    role = postgres.OWNER if is_owner else postgres.APPLICATION
    return {
        "host": str(postgres.socket_directory(home)),
        "dbname": _ADDRESSES[alias][2],
        "user": role,
        "password": postgres.password(home, role),
    }


def reader_address(alias: str, var: Path) -> dict[str, str]:
    """libpq's words for connecting as whoever may read every row of this database: the login of backups."""
    if not are_given():
        home = socket_home(var)
        return {
            **_words(_own(alias, var, True)),
            "user": "postgres",
            "password": postgres.password(home, "postgres"),
        }
    if not os.environ.get(_READERS[alias]):
        raise BadAddress(
            f"A backup reads every row, which the application's login may not. Make a login for backups and name it in "
            f"{_READERS[alias]}: CREATE ROLE fairward_backup LOGIN BYPASSRLS; GRANT pg_read_all_data TO fairward_backup."
        )
    return _words(_parsed(_READERS[alias]))


def owner_address(alias: str, var: Path) -> dict[str, str]:
    """libpq's words for connecting as the owner of this database."""
    return _words(_given(alias, True) if are_given() else _own(alias, var, True))


def _words(where: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in where.items()}


def _given(alias: str, is_owner: bool) -> dict[str, Any]:
    application, owner, _ = _ADDRESSES[alias]
    return _parsed(owner if is_owner and os.environ.get(owner) else application)


def _parsed(name: str) -> dict[str, Any]:
    try:
        where = conninfo_to_dict(os.environ[name])
    except ProgrammingError:
        raise BadAddress(f"{name} is not an address like postgresql://user:password@host/database.") from None
    for part in ("user", "dbname"):
        if not where.get(part):
            raise BadAddress(
                f"{name} must name a user and a database: postgresql://user:password@host/database."
            )
    return dict(where)


def works_as_role() -> bool:
    """True if the application signs in as somebody else and then takes its role: the login must be a member."""
    return are_given() and any(_given(alias, False)["user"] != application_role() for alias in _ADDRESSES)
