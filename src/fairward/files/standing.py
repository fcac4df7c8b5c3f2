"""How claims stand: being checked, withdrawn as wrong, what was attached to them. It opens nothing and logs no act."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils import timezone

from fairward.files import changes
from fairward.files.changes import Changed, ChangeKind
from fairward.files.models import Annotation, Statement
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import AnnotationKind


def mark_checked(by: Actor, statement_ids: Sequence[UUID], *, is_checked: bool) -> None:
    """Restrict the use of statements while somebody checks whether they are right, or end that. Whoever was told them hears
    of both (UK GDPR Article 19)."""
    rows = Statement.objects.filter(organisation_id=by.organisation_id, id__in=list(statement_ids))
    turning = rows.filter(checked_since__isnull=is_checked)
    found: dict[UUID, list[UUID]] = {}
    for entry_id, statement_id in turning.values_list("entry_id", "id"):
        found.setdefault(entry_id, []).append(statement_id)
    rows.update(checked_since=timezone.localdate() if is_checked else None)
    kind = ChangeKind.DISPUTED if is_checked else ChangeKind.OUTCOME
    for entry_id, ids in found.items():
        changes.tell_of(by, Changed(entry_id, kind, tuple(ids)))


def mark_withdrawn(by: Actor, statement_ids: Sequence[UUID]) -> None:
    """A correction found these wrong: from now on no ordinary view shows their words, earlier versions neither."""
    Statement.objects.filter(organisation_id=by.organisation_id, id__in=list(statement_ids)).update(
        withdrawn_at=timezone.now(), checked_since=None
    )


def move_annotations(by: Actor, from_id: UUID, to_id: UUID, kinds: Collection[AnnotationKind]) -> None:
    """What was attached to a claim belongs to the one that stands in its place."""
    Annotation.objects.filter(
        organisation_id=by.organisation_id, statement_id=from_id, kind__in=[int(kind) for kind in kinds]
    ).update(statement_id=to_id)
