"""Items, whole cases, and in time the proofs that stay of them, are destroyed by the engine of retention. It opens nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from fairward.hub.decisions import keeping
from fairward.hub.decisions.dissolving_actions import forget_cases, forget_items, forget_proofs, items_of
from fairward.hub.intake import holding
from fairward.retention.kinds import GoingKind, hanging
from fairward.retention.vocabulary import ItemKind
from fairward.tenancy.rows import fetch

_CASES = (
    "SELECT id, (received_at AT TIME ZONE %s)::date FROM intake_case "
    "WHERE organisation_id = %s AND id = ANY(%s) ORDER BY id FOR UPDATE"
)
_ITEMS = (
    "SELECT id, (arrived_at AT TIME ZONE %s)::date FROM enquiries_item "
    "WHERE organisation_id = %s AND id = ANY(%s) ORDER BY id FOR UPDATE"
)
_PROOFS = "SELECT id, received_on FROM decisions_casegone WHERE organisation_id = %s AND id = ANY(%s) ORDER BY id FOR UPDATE"


def _standing_cases(organisation_id: UUID, ids: Iterable[UUID]) -> dict[UUID, date]:
    zone = timezone.get_current_timezone_name()
    return dict(fetch(_CASES, [zone, organisation_id, sorted(ids)]))


def _standing_items(organisation_id: UUID, ids: Iterable[UUID]) -> dict[UUID, date]:
    zone = timezone.get_current_timezone_name()
    return dict(fetch(_ITEMS, [zone, organisation_id, sorted(ids)]))


def _standing_proofs(organisation_id: UUID, ids: Iterable[UUID]) -> dict[UUID, date]:
    return dict(fetch(_PROOFS, [organisation_id, sorted(ids)]))


def _records_of_items(organisation_id: UUID, item_ids: Sequence[UUID]) -> set[UUID]:
    rooms = hanging(settings.FAIRWARD_HANGS_ON_HUB_ITEMS)
    return {one for room in rooms for one in room.records(organisation_id, item_ids)}


def _records_of_cases(organisation_id: UUID, case_ids: Sequence[UUID]) -> set[UUID]:
    rooms = hanging(settings.FAIRWARD_HANGS_ON_HUB_CASES)
    of_items = _records_of_items(organisation_id, items_of(organisation_id, case_ids))
    return of_items | {one for room in rooms for one in room.records(organisation_id, case_ids)}


def _no_keys(organisation_id: UUID, ids: Sequence[UUID]) -> tuple[UUID, ...]:
    return ()


def _never_held(organisation_id: UUID, ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    return {}  # it says nothing that anybody could ask for


ITEMS = GoingKind(
    ItemKind.HUB_ITEM, "enquiries_item", _standing_items, holding.held_items, _records_of_items, forget_items,
    due=keeping.due_items,
)  # fmt: skip
CASES = GoingKind(
    ItemKind.HUB_CASE, "intake_case", _standing_cases, holding.held_cases, _records_of_cases, forget_cases,
    due=keeping.due_cases, in_scope=holding.cases_in, named=holding.named_cases, find=holding.find_case, is_decided=True,
)  # fmt: skip
PROOFS = GoingKind(
    ItemKind.CASE_PROOF, "decisions_casegone", _standing_proofs, _never_held, _no_keys, forget_proofs,
    due=keeping.due_proofs,
)  # fmt: skip
