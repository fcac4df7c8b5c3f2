"""The organisation of the current transaction. It may not outlive the transaction: SET LOCAL, never SET."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.db import connections, transaction


@dataclass(slots=True)
class _Scope:
    organisation_id: UUID
    stack: ExitStack
    has_keyring: bool = False


_scope: ContextVar[_Scope | None] = ContextVar("fairward_organisation", default=None)


class WrongOrganisation(RuntimeError):
    """Code tried to work for two organisations in one transaction, or for none."""


def current_organisation() -> UUID | None:
    """The organisation whose rows are visible now, or None outside any."""
    scope = _scope.get()
    return scope.organisation_id if scope else None


def _see_only(alias: str, organisation_id: UUID | None) -> None:
    """Name the organisation to the database for this transaction: a checked literal, because Citus forwards only that."""
    value = str(UUID(str(organisation_id))) if organisation_id else ""
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SET LOCAL fairward.organisation = '{value}'")


@contextmanager
def as_organisation(organisation_id: UUID) -> Iterator[None]:
    """Open one transaction in which only this organisation's rows exist; nested calls must name the same one."""
    scope = _scope.get()
    if scope is not None:
        if scope.organisation_id != organisation_id:
            raise WrongOrganisation("a transaction belongs to one organisation")
        with transaction.atomic():
            yield
        return
    with _transaction("default", organisation_id), ExitStack() as stack:
        token = _scope.set(_Scope(organisation_id, stack))
        try:
            yield
        finally:
            _scope.reset(token)


def use_keyring() -> None:
    """Join the keyring to the current organisation's work, in a transaction that commits before the record's own.

    Key before record, both ways: a crash between the two leaves a key that opens nothing, or a record that nothing opens.
    """
    scope = _scope.get()
    if scope is None:
        raise WrongOrganisation("the keyring was asked for outside any organisation")
    if not scope.has_keyring:
        scope.stack.enter_context(_transaction("keyring", scope.organisation_id))
        scope.has_keyring = True


@contextmanager
def _transaction(alias: str, organisation_id: UUID) -> Iterator[None]:
    connection = connections[alias]
    is_inside = connection.in_atomic_block
    with transaction.atomic(using=alias):
        _see_only(alias, organisation_id)
        try:
            yield
        finally:
            # A transaction's end blinds it by itself; inside a longer one (a test, a loop) the sight must end here.
            if is_inside and not connection.needs_rollback:
                _see_only(alias, None)
