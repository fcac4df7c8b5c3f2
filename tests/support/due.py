"""Entries that fell due, looks at them, decisions about them, and the night on which those are carried out."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from fairward.files.models import Entry
from fairward.files.queries import entry_for
from fairward.kernel.vocabulary import Basis, Outcome, Purpose
from fairward.retention.carrying_actions import carry_out_destructions, carry_out_step
from fairward.retention.review_actions import decide_entries
from fairward.retention.review_policies import Decided, Summary, carried_out_from
from fairward.retention.vocabulary import Choice
from tests.personas import LEAD, Persona
from tests.support.living import Living

REASON = "Nothing in it is needed any more."
SUMMARY = Summary(
    "He had a bruise after a fall.", Basis.OBSERVED, "", "He fell off his bike.", "His mother said so too."
)


def due(
    living: Living,
    outcome: Outcome | None = Outcome.NO_FURTHER_ACTION,
    purpose: Purpose = Purpose.CHILD_PROTECTION,
    *,
    child: UUID | None = None,
    attachment: bytes = b"",
    past: bool = False,
) -> UUID:
    """An entry that fell due yesterday; `past`: its last day was yesterday as well."""
    concern = living.report(children=[child or living.amy], attachment=attachment)
    entry_id = living.file(concern, purpose)[0]
    if outcome is not None:
        living.decide(entry_id, outcome)
    today = timezone.localdate()
    last = today - timedelta(1) if past else today + timedelta(30)
    with living.school.transaction():
        Entry.objects.filter(id=entry_id).update(review_on=today - timedelta(1), destroy_on=last)
    return entry_id


def opened(living: Living, *entry_ids: UUID, by: Persona = LEAD) -> None:
    """Somebody opens each of these, one by one."""
    with living.school.transaction():
        actor = living.actor(by)
        for entry_id in entry_ids:
            entry_for(actor, entry_id, "deciding how long it is kept")


def decided(living: Living, choice: Choice, *entry_ids: UUID, by: Persona = LEAD, **more: object) -> UUID:
    """A lead decides about these; returns the batch."""
    if choice is Choice.KEEP:
        more.setdefault("keep_until", timezone.localdate() + timedelta(200))
    if choice is Choice.REDUCE_TO_SUMMARY:
        more.setdefault("summary", SUMMARY)
    with living.school.transaction():
        what = Decided(choice, REASON, **more)  # type: ignore[arg-type]
        return decide_entries(by=living.actor(by), entry_ids=entry_ids, decided=what)


def night(living: Living, days: int = 8) -> int:
    """The night so many days from now: what was decided to be destroyed, and whose day has come, is."""
    return carry_out_destructions(living.school.organisation_id, timezone.localdate() + timedelta(days))


def morning(living: Living, days: int = 8, by: Persona = LEAD) -> int:
    """A lead carries out what needs keys, so many days from now; returns how many remain."""
    with living.school.transaction():
        return carry_out_step(by=living.actor(by), today=timezone.localdate() + timedelta(days))


def first_day() -> int:
    """Days until what is decided today may be carried out."""
    today = timezone.localdate()
    return (carried_out_from(today) - today).days


def is_there(living: Living, entry_id: UUID) -> bool:
    """Whether the entry has a row."""
    with living.school.transaction():
        return Entry.objects.filter(id=entry_id).exists()
