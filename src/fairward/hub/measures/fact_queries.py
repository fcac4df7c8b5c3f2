"""What rows count for: facts of a month, by what they are about. It may not name a case or a person.

The same statements are asked for a time, when measures are shown, and for cases that are about to be destroyed, when their
numbers are kept: so a measure is the same before and after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from fairward.hub.decisions.vocabulary import Whom
from fairward.hub.intake.vocabulary import LinkKind, PersonKind
from fairward.hub.measures.vocabulary import What
from fairward.hub.vocabulary import EnquiryState as E
from fairward.insight.spans import Span
from fairward.tenancy.rows import fetch

# (first day of the month, what, about, hours) -> how many
Facts = Counter[tuple[date, What, str, int]]
W = What
_CHILD, _SAME = int(PersonKind.CHILD), int(LinkKind.SAME)
_ANSWERED = f"{int(E.NOTHING_RELEVANT)}, {int(E.RELEVANT)}, {int(E.DECLINED)}"
_AGENCY = "coalesce(e.partner_id::text, 'kind:' || e.kind)"
# The first decision of a case that stood: what a correction changed later says nothing about how long the first took.
_FIRST = (
    "(SELECT DISTINCT ON (case_id) organisation_id, case_id, coalesce(second_at, decided_at) AS at FROM decisions_decision "
    "WHERE organisation_id = %(own)s AND (NOT needs_second OR second_at IS NOT NULL) ORDER BY case_id, decided_at) AS d"
)
_LATER = (
    "(SELECT l.outcome FROM decisions_decision l WHERE l.organisation_id = d.organisation_id AND l.case_id = d.case_id "
    "AND l.decided_at > d.flagged_at AND (l.stands OR l.replaced_at IS NOT NULL) ORDER BY l.decided_at LIMIT 1)"
)
# A review that left it as it stands is no later decision.
_LOOKED_AT = (
    f"CASE WHEN {_LATER} <> d.outcome THEN 'changed' WHEN {_LATER} = d.outcome OR d.reviewed_at >= d.flagged_at "
    "THEN 'kept' ELSE 'waits' END"
)
_CITED = (
    "EXISTS (SELECT 1 FROM packs_citation c WHERE c.organisation_id = i.organisation_id AND c.item_id = i.id)"
)
# An earlier contact about a child of the same name and birth; not where somebody said that both are one matter.
_EARLIER = (
    "EXISTS (SELECT 1 FROM intake_caseperson p JOIN intake_caseperson q ON q.organisation_id = p.organisation_id "  # noqa: S608
    f"AND q.name_digest = p.name_digest AND q.match_digest = p.match_digest AND q.kind = {_CHILD} AND q.case_id <> p.case_id "
    "JOIN intake_case o ON o.organisation_id = q.organisation_id AND o.id = q.case_id "
    f"WHERE p.organisation_id = c.organisation_id AND p.case_id = c.id AND p.kind = {_CHILD} AND o.id <> ALL(%(without)s) "
    "AND o.received_at < c.received_at AND o.received_at >= c.received_at - interval '12 months' "
    f"AND NOT EXISTS (SELECT 1 FROM intake_caselink l WHERE l.organisation_id = c.organisation_id AND l.kind = {_SAME} "
    "AND (l.case_id, l.other_case_id) IN ((c.id, o.id), (o.id, c.id))))"
)
_NAMED = (
    "EXISTS (SELECT 1 FROM intake_caseperson n WHERE n.organisation_id = c.organisation_id AND n.case_id = c.id "  # noqa: S608
    f"AND n.kind = {_CHILD} AND n.match_digest IS NOT NULL)"
)
# (what, what is counted, by when, of which case, from where): `what` and the rest are read by `_statement`.
_AGAIN = (
    f"CASE WHEN {_EARLIER} THEN {int(W.AGAIN)} ELSE {int(W.FIRST)} END",
    "''",
    "0",
    "1",
    "c.received_at",
    "c.id",
    f"intake_case c WHERE c.organisation_id = %(own)s AND {_NAMED}",
)
_SHAPES: tuple[tuple[str, str, str, str, str, str, str], ...] = (
    (str(int(W.CAME)), "CASE WHEN rating IS NOT NULL THEN 'rating:' || rating ELSE 'route:' || coalesce(route, 0) END", "0",
     "1", "c.received_at", "c.id", "intake_case c WHERE c.organisation_id = %(own)s"),
    (f"CASE WHEN d.at <= c.decide_by THEN {int(W.IN_TIME)} ELSE {int(W.OVER_TIME)} END", "c.rating::text",
     "round(extract(epoch FROM d.at - c.received_at) / 3600)::int", "1", "d.at", "d.case_id",
     f"{_FIRST} JOIN intake_case c ON c.organisation_id = d.organisation_id AND c.id = d.case_id WHERE c.rating IS NOT NULL"),
    _AGAIN,
    (str(int(W.CORRECTED)), _LOOKED_AT,
     "0", "1", "d.flagged_at", "d.case_id", "decisions_decision d WHERE d.organisation_id = %(own)s"),
    (f"CASE WHEN coalesce(e.ended_at, %(now)s) > e.answer_by OR e.state = {int(E.NOT_AVAILABLE)} THEN {int(W.ANSWER_LATE)} "
     f"ELSE {int(W.ANSWER_IN_TIME)} END", _AGENCY, "0", "1", "e.answer_by", "e.case_id",
     f"enquiries_enquiry e WHERE e.organisation_id = %(own)s AND e.answer_by < %(now)s AND e.state <> {int(E.WITHDRAWN)}"),
    (f"CASE WHEN e.state = {int(E.NOTHING_RELEVANT)} THEN {int(W.NOTHING)} ELSE {int(W.SOMETHING)} END", _AGENCY, "0", "1",
     "e.ended_at", "e.case_id", f"enquiries_enquiry e WHERE e.organisation_id = %(own)s AND e.state IN ({_ANSWERED})"),
    (str(int(W.ASKED)), "''", "0", "1", "e.asked_at", "e.case_id", "enquiries_enquiry e WHERE e.organisation_id = %(own)s"),
    (str(int(W.LEFT_OUT)), "''", "0", "e.left_out", "e.asked_at", "e.case_id",
     "enquiries_enquiry e WHERE e.organisation_id = %(own)s AND e.left_out > 0"),
    (str(int(W.GATE)), "g.ground", "0", "1", "g.opened_at", "g.case_id",
     "(SELECT DISTINCT ON (case_id) case_id, ground, opened_at FROM enquiries_gate WHERE organisation_id = %(own)s "
     "ORDER BY case_id, version DESC) AS g WHERE true"),
    (str(int(W.HEARD)), "f.ground", "0", "1", "f.noted_at", "f.case_id",
     f"decisions_feedback f WHERE f.organisation_id = %(own)s AND f.whom = {int(Whom.FAMILY)} AND f.ended_at IS NULL"),
)  # fmt: skip
_ITEMS = tuple(
    (str(int(what)), "''", "0", "1", "i.arrived_at", "i.id",
     f"enquiries_item i WHERE i.organisation_id = %(own)s AND i.replaced_at IS NULL{more}")
    for what, more in ((W.RETURNED, ""), (W.RELIED_ON, f" AND {_CITED}"))
)  # fmt: skip
_IN_TIME, _OF_ROWS = "{at} >= %(since)s AND {at} < %(until)s", "{at} IS NOT NULL AND {row} = ANY(%(rows)s)"
_ALIKE = (
    "SELECT DISTINCT q.case_id FROM intake_caseperson p JOIN intake_caseperson q ON q.organisation_id = p.organisation_id "
    "AND q.name_digest = p.name_digest AND q.match_digest = p.match_digest "
    "WHERE p.organisation_id = %(own)s AND p.case_id = ANY(%(rows)s) AND q.case_id <> ALL(%(rows)s)"
)


def facts_in(organisation_id: UUID, span: Span) -> Facts:
    """Of the rows that there are."""
    since, until = span.moments()
    return _facts(organisation_id, (*_SHAPES, *_ITEMS), _IN_TIME, since=since, until=until)


def facts_of_cases(organisation_id: UUID, case_ids: Collection[UUID]) -> Facts:
    """What is lost when these cases go: their facts without their items, and that others were told again after them."""
    rows = list(case_ids)
    found = _facts(organisation_id, _SHAPES, _OF_ROWS, rows=rows)
    alike = [row[0] for row in fetch(_ALIKE, {"own": organisation_id, "rows": rows})]
    found.update(_facts(organisation_id, (_AGAIN,), _OF_ROWS, rows=alike))
    found.subtract(_facts(organisation_id, (_AGAIN,), _OF_ROWS, rows=alike, without=rows))
    return found


def facts_of_items(organisation_id: UUID, item_ids: Collection[UUID]) -> Facts:
    """What is lost when these items go."""
    return _facts(organisation_id, _ITEMS, _OF_ROWS, rows=list(item_ids))


def _facts(own: UUID, shapes: tuple[tuple[str, ...], ...], when: str, **more: Any) -> Facts:
    asked = {"own": own, "zone": settings.TIME_ZONE, "now": timezone.now(), "without": [], **more}
    found: Facts = Counter()
    for shape in shapes:
        for month, what, about, hours, number in fetch(_statement(shape, when), asked):
            found[month, What(what), about, hours] += int(number)
    return found


def _statement(shape: tuple[str, ...], when: str) -> str:
    what, about, hours, number, at, row, rest = shape
    return (
        f"SELECT date_trunc('month', {at} AT TIME ZONE %(zone)s)::date, {what}, {about}, {hours}, sum({number}) "  # noqa: S608
        f"FROM {rest} AND {when.format(at=at, row=row)} GROUP BY 1, 2, 3, 4"
    )
