"""What would happen to what is kept on a day, in numbers by class. It reads columns and changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from fairward.retention.due_queries import due
from fairward.retention.holding import frozen
from fairward.retention.kinds import kinds
from fairward.rules.retention import automatic_rules, class_named
from fairward.tenancy.context import as_organisation

PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Outlook:
    """One class on one day. Every record that is due is counted once: frozen, going by itself, waiting for a decision
    because its last day has come, or only due to be looked at again."""

    rule_id: str
    title: str
    review: int = 0
    automatic: int = 0
    decision: int = 0
    frozen: int = 0

    @property
    def total(self) -> int:
        """How many are due at all."""
        return self.review + self.automatic + self.decision + self.frozen


@dataclass(frozen=True, slots=True)
class DueRecord:
    """What is due and is not an entry, as the room that keeps it says."""

    rule_id: str
    destroy_on: date


@contextmanager
def reading_only(organisation_id: UUID) -> Iterator[None]:
    """The organisation's rows, in a transaction in which the database itself refuses every change."""
    with as_organisation(organisation_id):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
        yield


def outlook(organisation_id: UUID, on: date) -> list[Outlook]:
    """What would happen on a day by the dates that stand now; classes of which nothing is due are left out."""
    found: dict[str, Outlook] = {}
    for rule_id, destroy_on, is_frozen in _due(organisation_id, on):
        rule = class_named(rule_id, on)
        so_far = found.get(rule.id) or Outlook(rule.id, rule.title)
        kind = _kind(rule.id, destroy_on, on, is_frozen=is_frozen)
        found[rule.id] = replace(so_far, **{kind: getattr(so_far, kind) + 1})
    return sorted(found.values(), key=lambda one: (-one.total, one.rule_id))


def _kind(rule_id: str, destroy_on: date, on: date, *, is_frozen: bool) -> str:
    if is_frozen:
        return "frozen"
    if destroy_on > on:
        return "review"
    return "automatic" if rule_id in automatic_rules(on) else "decision"


def _due(organisation_id: UUID, on: date) -> Iterable[tuple[str, date, bool]]:
    after = None
    while True:
        page = due(organisation_id, on, after=after, limit=PAGE)
        held = frozen(organisation_id, [one.id for one in page.entries])
        for one in page.entries:
            yield one.rule_id, one.destroy_on, one.id in held
        after = page.next_after
        if after is None:
            break
    for name in settings.FAIRWARD_DUE_BESIDE_ENTRIES:
        record: DueRecord
        for record in import_string(name)(organisation_id, on):
            yield record.rule_id, record.destroy_on, False
    for kind in kinds():
        things = kind.due(organisation_id, on)
        is_held = kind.held(organisation_id, [one.id for one in things])
        for thing in things:
            yield thing.rule_id, thing.destroy_on, thing.id in is_held
