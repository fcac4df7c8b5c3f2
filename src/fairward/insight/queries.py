"""Counts about one school's record in a time, for the monitors. It may not name a child, an entry or a person."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.audit.log import record_list
from fairward.design.words import date_words
from fairward.insight import monitors
from fairward.insight.monitors import Monitor
from fairward.insight.month_queries import CHILD_PURPOSES, MANY, months_for
from fairward.insight.spans import Span
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Basis, EntryKind, EntryState, FamilyDecision, Outcome, Purpose
from fairward.people.vocabulary import RollStatus
from fairward.retention.due_counting import due_by_month
from fairward.rights.overdue_queries import Lack, overdue_decisions
from fairward.rights.vocabulary import Step
from fairward.rules import family
from fairward.tenancy.rows import fetch

_PUT_AWAY = int(EntryState.PUT_AWAY)
_OURS = "e.label IS NULL"  # what others wrote and found says nothing about how we record
_BY_PURPOSE = (
    "SELECT f.purpose, count(*) FROM files_entry e "  # noqa: S608 - constants
    "JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id "
    "WHERE e.organisation_id = %s AND e.recorded_at >= %s AND e.recorded_at < %s AND e.kind = %s "
    f"AND e.about_entry_id IS NULL AND e.state <> {_PUT_AWAY} GROUP BY f.purpose"
)
_PUPILS = (
    "SELECT count(*), count(*) FILTER (WHERE EXISTS (SELECT 1 FROM files_file f "  # noqa: S608 - constants
    "JOIN files_entry e ON e.organisation_id = f.organisation_id AND e.file_id = f.id "
    f"WHERE f.organisation_id = c.organisation_id AND f.child_id = c.id AND f.purpose = %s AND e.state <> {_PUT_AWAY})) "
    "FROM people_child c WHERE c.organisation_id = %s AND c.status = %s"
)
_NEVER_SUBSTANTIATED = (
    "SELECT count(*) FROM (SELECT f.child_id FROM files_entry e "  # noqa: S608 - constants
    "JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id "
    "WHERE e.organisation_id = %s AND e.kind = %s AND e.about_entry_id IS NULL "
    f"AND e.state <> {_PUT_AWAY} GROUP BY f.child_id "
    "HAVING count(*) >= %s AND count(*) FILTER (WHERE e.outcome = ANY(%s)) = 0) AS many"
)
_OPINIONS = (
    "SELECT count(*), count(*) FILTER (WHERE s.has_stated_basis = false) FROM files_statement s "  # noqa: S608 - constants
    "JOIN files_entry e ON e.organisation_id = s.organisation_id AND e.id = s.entry_id "
    "WHERE s.organisation_id = %s AND s.basis = %s AND s.until_version IS NULL "
    f"AND e.recorded_at >= %s AND e.recorded_at < %s AND e.state <> {_PUT_AWAY} AND {_OURS}"
)
_OVERDUE = (
    "SELECT count(*), count(*) FILTER (WHERE e.review_on < %s) FROM files_entry e "  # noqa: S608 - constants
    "WHERE e.organisation_id = %s AND e.kind = %s AND e.about_entry_id IS NULL AND e.outcome IS NOT NULL "
    f"AND e.state <> {_PUT_AWAY}"
)
_UNFOUNDED = (
    "SELECT extract(epoch FROM clock_timestamp() - e.recorded_at) / 86400 FROM files_entry e "  # noqa: S608 - constants
    "WHERE e.organisation_id = %s AND e.outcome = ANY(%s) "
    f"AND e.state <> {_PUT_AWAY} AND {_OURS}"
)
_FAMILY = (
    "SELECT decision, ground, count(*) FROM rights_audiencedecision "
    "WHERE organisation_id = %s AND decided_at >= %s AND decided_at < %s GROUP BY decision, ground"
)
_TIME_TO_DECIDE = (
    "SELECT extract(epoch FROM min(d.decided_at) - e.recorded_at) / 86400 FROM rights_audiencedecision d "
    "JOIN files_entry e ON e.organisation_id = d.organisation_id AND e.id = d.entry_id "
    "WHERE d.organisation_id = %s AND d.decided_at >= %s AND d.decided_at < %s "
    "GROUP BY e.organisation_id, e.id, e.recorded_at"
)


# What each figure does not say, beside what it may mean.
CAUTIONS = {
    "entries": "It does not say that too much or too little is written down: schools and their families differ.",
    "pupils": "It does not say how many children are in danger. Rounded to tens by month, so that nobody who joins is seen.",
    "many": "It does not say that the worries were wrong, nor that these children are safe. Rounded to tens by month.",
    "opinions": "It does not say that the opinions are wrong. Only that nobody can see what they rest on.",
    "overdue": "It does not say that anybody did nothing: some were looked at, and nobody noted it.",
    "unfounded": "It does not say that it was wrong to report. A report in good faith may turn out not to be so.",
    "held": "It does not say that holding back was wrong: each has a ground, a colleague who agreed, and a day of review.",
    "grounds": "It does not say that a ground was not there. Where few are held back, most numbers are hidden.",
    "waited": "It does not say how long families waited to see it: only until somebody decided.",
}


def monitors_for(actor: Actor, span: Span, why: str) -> list[Monitor]:
    """Every monitor of the asker's organisation. Only counts leave here, small ones hidden; the look is logged."""
    record_list(actor, item_kind="monitors", item_ids=(), why=why)
    own = actor.organisation_id
    by_month = months_for(own, span)
    found = [*_recording(own, span), *_fairness(own), *_families(own, span), *_undecided(own)]
    return [one.by_month(by_month[one.id], CAUTIONS[one.id]) if one.id in by_month else one for one in found]


def _recording(own: UUID, span: Span) -> list[Monitor]:
    found = dict(fetch(_BY_PURPOSE, [own, *span.moments(), int(EntryKind.CONCERN)]))
    pupils, with_file = fetch(_PUPILS, [int(Purpose.CHILD_PROTECTION), own, int(RollStatus.ON_ROLL)])[0]
    opinions, bare = fetch(_OPINIONS, [own, int(Basis.OPINION), *span.moments()])[0]
    return [
        monitors.split(
            "entries", "Concerns filed, by purpose",
            "If nearly everything is child protection, worries about friendship and homework may be kept far too long.",
            [(one.word.capitalize(), found.get(int(one), 0)) for one in CHILD_PURPOSES],
        ),
        monitors.part_of(
            "pupils", "Pupils with any child protection entry",
            "A high share can mean many children in danger, or that child protection is used for what belongs elsewhere.",
            "With an entry", with_file, pupils, "pupils",
        ),
        monitors.part_of(
            "opinions", "Opinions without a stated basis",
            "An opinion that rests on nothing stated cannot be checked later, nor answered by a family.",
            "Without a basis", bare, opinions, "opinions",
        ),
    ]  # fmt: skip


def _fairness(own: UUID) -> list[Monitor]:
    shown_true = [int(Outcome.SUBSTANTIATED), int(Outcome.PARTLY)]
    many = fetch(_NEVER_SUBSTANTIATED, [own, int(EntryKind.CONCERN), MANY, shown_true])[0][0]
    decided, overdue = fetch(_OVERDUE, [timezone.localdate(), own, int(EntryKind.CONCERN)])[0]
    ages = _numbers(_UNFOUNDED, [own, [int(Outcome.UNFOUNDED), int(Outcome.MALICIOUS)]])
    return [
        monitors.count(
            "many", f"Children with {MANY} or more concerns, none ever found true",
            "Some of them may be in danger that nobody could show. Others are being watched for who they are.",
            "Children", many,
        ),
        monitors.part_of(
            "overdue", "Decided concerns that should have been looked at again by now",
            "What nobody looks at again is kept for no reason.", "Overdue", overdue, decided, "decided concerns",
        ),
        monitors.series(
            "due", "Due to be looked at again, at the end of each month",
            "A number that grows from month to month means that nobody has time to look, and that things are kept for no reason.",
            [(date_words(day), due) for day, due, _ in due_by_month(own)],
        ),
        monitors.days(
            "unfounded", "How long unfounded concerns have been kept",
            "What did not happen should shrink to a proof that it was put right.",
            "Half of them longer than", ages, "unfounded concerns",
        ),
    ]  # fmt: skip


def _families(own: UUID, span: Span) -> list[Monitor]:
    kinds: Counter[FamilyDecision] = Counter()
    grounds: Counter[str] = Counter()
    for decision, ground, number in fetch(_FAMILY, [own, *span.moments()]):
        kinds[FamilyDecision(decision)] += number
        if FamilyDecision(decision) is FamilyDecision.HOLD_BACK:
            grounds[ground] += number
    waited = _numbers(_TIME_TO_DECIDE, [own, *span.moments()])
    theirs = sum(kinds.values()) - kinds[FamilyDecision.NOT_THEIRS]
    return [
        monitors.split(
            "family", "What was decided about showing families",
            "Showing is the default. If little is shared, ask why.",
            [(one.word.capitalize(), kinds[one]) for one in FamilyDecision],
        ),
        monitors.part_of(
            "held", "Held back from the family",
            "Holding back protects some children. A high share can also mean that it has become a habit.",
            "Held back", kinds[FamilyDecision.HOLD_BACK], theirs, "decisions",
        ),
        monitors.split(
            "grounds", "Held back, by ground",
            "One ground for nearly everything is worth a conversation.",
            [(one.words, grounds[one.id]) for one in family.grounds()],
        ),
        monitors.days(
            "waited", "Days until something was decided about the family",
            "Families should not find out by accident months later.",
            "Half of them longer than", waited, "entries",
        ),
    ]  # fmt: skip


def _undecided(own: UUID) -> list[Monitor]:
    overdue = overdue_decisions(own)
    parts = [(lack.value, sum(one.lack is lack for one in overdue)) for lack in Lack]
    return [
        monitors.split(
            "missing", "Decisions about families that are missing or have run out",
            "Nothing is shown by a timer: each of these waits for a person, and is asked for by rule.", parts,
        ),
        monitors.count(
            "late", "Of these, how many the lead left to the headteacher or the data protection officer",
            "If there are many, somebody has too much to do, or would rather not decide.",
            "Decisions", sum(one.step is not Step.LEAD for one in overdue),
        ),
    ]  # fmt: skip


def _numbers(sql: str, parameters: list[Any]) -> list[float]:
    return [float(row[0]) for row in fetch(sql, parameters)]
