"""Rows as they stand after years of work, for counting: dates and states, no content. Made without the actions, for speed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from fairward.files.models import Entry, File, Statement
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Basis, EntryKind, EntryState, FamilyDecision, Outcome, Purpose
from fairward.rights.models import AudienceDecision
from fairward.school.concerns.models import Concern, ConcernState

KEPT: dict[str, Any] = {
    "rule_id": "welfare", "kept_because": "For a test.", "review_on": date(2090, 1, 1), "destroy_on": date(2090, 1, 1),
}  # fmt: skip


def noon(month: date, day: int = 10) -> datetime:
    """Midday of a day of a month."""
    return timezone.make_aware(datetime.combine(month.replace(day=day), time(12)))


@dataclass
class Counting:
    """One school whose rows are written here. Everything happens at midday on the 10th, unless said otherwise."""

    organisation_id: UUID

    def file(self, child_id: UUID, purpose: Purpose) -> UUID:
        """The file of a child, made once."""
        own = {"organisation_id": self.organisation_id, "child_id": child_id, "purpose": int(purpose)}
        found = File.objects.filter(**own).values_list("id", flat=True).first()
        if found is None:
            found = new_id()
            File.objects.create(**own, id=found, opened_at=timezone.now(), opened_by=uuid4(), **KEPT)
        return found

    def concerns(
        self, number: int, month: date, child_id: UUID, purpose: Purpose = Purpose.WELFARE, outcome: Outcome | None = None,
        after: int = 0, **more: Any,
    ) -> list[UUID]:  # fmt: skip
        """Concerns recorded in a month, decided so many days later if there is an outcome; returns their entries."""
        file_id, at = self.file(child_id, purpose), noon(month)
        decided = at + timedelta(days=after) if outcome else None
        rows = [
            Entry(
                organisation_id=self.organisation_id, id=new_id(), file_id=file_id, kind=int(EntryKind.CONCERN),
                state=int(EntryState.DECIDED if outcome else EntryState.OPEN), occurred_at=at, precision=1, recorded_at=at,
                recorded_by=uuid4(), outcome=int(outcome) if outcome else None, decided_at=decided,
                decided_by=uuid4() if outcome else None, **{**KEPT, **more},
            )
            for _ in range(number)
        ]  # fmt: skip
        Entry.objects.bulk_create(rows)
        return [row.id for row in rows]

    def opinions(self, entries: list[UUID], bare: int) -> None:
        """One opinion in each entry, the first few without a stated basis."""
        Statement.objects.bulk_create(
            Statement(
                organisation_id=self.organisation_id, id=new_id(), entry_id=entry, basis=int(Basis.OPINION),
                has_stated_basis=place >= bare, position=0, since_version=1,
            )
            for place, entry in enumerate(entries)
        )  # fmt: skip

    def decisions(
        self, entries: list[UUID], decision: FamilyDecision, after: int = 0, ground: str = ""
    ) -> None:
        """One decision about one person for each entry, so many days after it was recorded."""
        at = dict(Entry.objects.filter(id__in=entries).values_list("id", "recorded_at"))
        AudienceDecision.objects.bulk_create(
            AudienceDecision(
                organisation_id=self.organisation_id, id=new_id(), entry_id=one, person_id=uuid4(), decision=int(decision),
                ground=ground, review_on=date(2090, 1, 1) if ground else None, decided_by=uuid4(),
                decided_at=at[one] + timedelta(days=after),
            )
            for one in entries
        )  # fmt: skip

    def reports(self, number: int, month: date, state: ConcernState) -> None:
        """Reports of a month in one state."""
        at = noon(month)
        Concern.objects.bulk_create(
            Concern(
                organisation_id=self.organisation_id, id=new_id(), reported_by=uuid4(), reported_at=at, occurred_at=at,
                precision=1, state=int(state), is_danger=False, send_id=uuid4(), due_at=at, triaged_at=at, triaged_by=uuid4(),
                sealed=None if state is ConcernState.TALKED else b"-", **KEPT,
            )
            for _ in range(number)
        )  # fmt: skip
