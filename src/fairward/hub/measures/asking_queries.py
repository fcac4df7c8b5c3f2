"""Counts of questions to agencies in a time, of what came back, and of families told. It may not name a case or a person.

Agencies are organisations and stand by name. The page that shows it logs the look.
"""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.exchange.travel.partner_queries import partners
from fairward.hub.decisions.vocabulary import Whom
from fairward.hub.measures.figures import Measure, Text, counts, parts, shares
from fairward.hub.measures.vocabulary import What
from fairward.hub.vocabulary import EnquiryState
from fairward.insight.spans import Span
from fairward.kernel.vocabulary import OrganisationKind
from fairward.rules import family
from fairward.tenancy.rows import fetch

E = EnquiryState
_LATE = (
    "SELECT partner_id, kind, count(*) FILTER (WHERE coalesce(ended_at, %s) > answer_by OR state = %s), count(*) "
    "FROM enquiries_enquiry WHERE organisation_id = %s AND answer_by >= %s AND answer_by < least(%s, %s) AND state <> %s "
    "GROUP BY 1, 2"
)
_NOTHING = (
    "SELECT partner_id, kind, count(*) FILTER (WHERE state = %s), count(*) FROM enquiries_enquiry "
    "WHERE organisation_id = %s AND ended_at >= %s AND ended_at < %s AND state = ANY(%s) GROUP BY 1, 2"
)
_ASKED = (
    "SELECT count(*), coalesce(sum(left_out), 0) FROM enquiries_enquiry "
    "WHERE organisation_id = %s AND asked_at >= %s AND asked_at < %s"
)
_RETURNED = (
    "SELECT count(*), count(*) FILTER (WHERE EXISTS (SELECT 1 FROM packs_citation c "
    "WHERE c.organisation_id = i.organisation_id AND c.item_id = i.id)) FROM enquiries_item i "
    "WHERE i.organisation_id = %s AND i.arrived_at >= %s AND i.arrived_at < %s AND i.replaced_at IS NULL"
)
_GONE = "SELECT what, sum(number) FROM measures_tally WHERE organisation_id = %s AND month >= %s AND month <= %s GROUP BY 1"
_GATES = (
    "SELECT is_told, ground, count(*) FROM (SELECT DISTINCT ON (case_id) is_told, ground FROM enquiries_gate "
    "WHERE organisation_id = %s AND opened_at >= %s AND opened_at < %s ORDER BY case_id, version DESC) AS g GROUP BY 1, 2"
)
_HEARD = (
    "SELECT how IS NOT NULL, ground, count(*) FROM decisions_feedback "
    "WHERE organisation_id = %s AND noted_at >= %s AND noted_at < %s AND whom = %s GROUP BY 1, 2"
)
_LATE_TEXT = Text(
    "late", "Answers that were overdue, by agency",
    "An answer that comes too late, or never, leaves a child waiting or a decision without what was known.",
    "It does not say why: an agency may have too few people, or be asked too much.", "Agency",
)  # fmt: skip
_NOTHING_TEXT = Text(
    "nothing", "Answered with nothing relevant, by agency",
    "A high share can mean that the hub asks agencies which cannot know anything. A share of none can mean that too much is "
    "told.",
    "It does not say that an agency knew nothing: only that nothing bore on the question.", "Agency",
)  # fmt: skip
_ITEMS_TEXT = Text(
    "items", "What was asked, what came back, and what became of it",
    "Items that came back and that no analysis rests on were not needed. If they are many, the hub asks too widely.",
    "It does not say that an item was worth nothing. Items destroyed may have come back in an earlier time.", "What",
)  # fmt: skip
_TOLD_TEXT = Text(
    "told", "Families that were told",
    "Telling is the default. A low share can mean much danger, or that it has become a habit not to.",
    "It does not say what a family was told, nor whether they understood it.", "When",
)  # fmt: skip
_GROUNDS_TEXT = Text(
    "grounds", "Grounds for not telling a family yet",
    "One ground for nearly everything is worth a conversation.",
    "It does not say that a ground was not there: each has a day on which it is looked at again.", "Ground",
)  # fmt: skip


def asking_measures(organisation_id: UUID, span: Span) -> list[Measure]:
    """Overdue answers, nothing relevant, items, families told, grounds."""
    names = {one.id: one.card.name for one in partners(organisation_id)}
    told, grounds = _told(organisation_id, span)
    return [_late(organisation_id, span, names), _nothing(organisation_id, span, names), _items(organisation_id, span),
            told, grounds]  # fmt: skip


def _late(own: UUID, span: Span, names: dict[UUID, str]) -> Measure:
    now, (since, until) = timezone.now(), span.moments()
    rows = fetch(_LATE, [now, int(E.NOT_AVAILABLE), own, since, until, now, int(E.WITHDRAWN)])
    return shares(_LATE_TEXT, ("Overdue", "Answers due"), _by_agency(rows, names))


def _nothing(own: UUID, span: Span, names: dict[UUID, str]) -> Measure:
    answered = [int(one) for one in (E.NOTHING_RELEVANT, E.RELEVANT, E.DECLINED)]
    rows = fetch(_NOTHING, [int(E.NOTHING_RELEVANT), own, *span.moments(), answered])
    return shares(_NOTHING_TEXT, ("Nothing relevant", "Answers"), _by_agency(rows, names))


def _by_agency(rows: list[tuple[Any, ...]], names: dict[UUID, str]) -> list[tuple[str, int, int]]:
    """Name of an agency -> its part and its whole; whoever answers by a link stands by its kind."""
    found: dict[str, tuple[int, int]] = {}
    for partner_id, kind, part, whole in rows:
        label = names.get(partner_id) or f"{OrganisationKind(kind).word.capitalize()}, by one-time link"
        before = found.get(label, (0, 0))
        found[label] = (before[0] + part, before[1] + whole)
    return [(label, *found[label]) for label in sorted(found, key=str.casefold)]


def _items(own: UUID, span: Span) -> Measure:
    asked, left_out = fetch(_ASKED, [own, *span.moments()])[0]
    returned, relied_on = fetch(_RETURNED, [own, *span.moments()])[0]
    gone: Counter[int] = Counter(
        {what: int(number) for what, number in fetch(_GONE, [own, span.since, span.until])}
    )
    return counts(_ITEMS_TEXT, "Number", [
        ("Questions sent to agencies", asked),
        ("Items that came back", returned + gone[What.RETURNED]),
        ("Items that an analysis rests on", relied_on + gone[What.RELIED_ON]),
        ("Items not taken in: nobody had asked for them", int(left_out)),
        ("Items destroyed", gone[What.DESTROYED]),
    ])  # fmt: skip


def _told(own: UUID, span: Span) -> tuple[Measure, Measure]:
    gates = fetch(_GATES, [own, *span.moments()])
    heard = fetch(_HEARD, [own, *span.moments(), int(Whom.FAMILY)])
    lines = [
        (label, sum(number for is_told, _, number in rows if is_told), sum(number for *_, number in rows))
        for label, rows in (
            ("Before agencies were asked (cases)", gates),
            ("What was decided (people)", heard),
        )
    ]
    grounds: Counter[str] = Counter()
    for is_told, ground, number in (*gates, *heard):
        if not is_told:
            grounds[ground] += number
    listed = [(one.words, grounds[one.id]) for one in family.grounds()]
    return shares(_TOLD_TEXT, ("Told", "Decided about"), lines), parts(_GROUNDS_TEXT, "Times", listed)
