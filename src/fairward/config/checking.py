"""`fairward check`: is this installation complete? It may not mend anything."""

from __future__ import annotations

from django.core.checks import ERROR, run_checks
from django.db import DatabaseError, connections

from fairward.config import migrating


def faults() -> list[str]:
    """One sentence per thing that is wrong; empty if all is well."""
    found = [f"{check.id}: {check.msg}" for check in run_checks() if check.level >= ERROR]
    try:
        found += _database_faults()
    except DatabaseError:
        found.append("A database does not answer.")
    return found


def _database_faults() -> list[str]:
    found = [f"The migration {name} is missing: run `fairward migrate`." for name in migrating.waiting()]
    for alias in ("default", "keyring"):
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
            if cursor.fetchone() == (True,):
                found.append(
                    f"The application's login in `{alias}` may bypass row-level security: it must not."
                )
    return found
