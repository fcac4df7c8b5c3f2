"""Counts of cases in a time: how they came, how long a decision took, who came again, what a correction changed.

It may not name a case or a person. The page that shows it logs the look.
"""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from fairward.hub.intake.vocabulary import LinkKind, PersonKind
from fairward.hub.measures.figures import Measure, Text, parts, shares, times
from fairward.hub.vocabulary import Rating, Route
from fairward.insight.spans import Span
from fairward.tenancy.rows import fetch

_CAME = (
    "SELECT route, rating, count(*) FROM intake_case "
    "WHERE organisation_id = %s AND received_at >= %s AND received_at < %s GROUP BY 1, 2"
)
# The first decision of a case that stood: what a correction changed later says nothing about how long the first took.
_TOOK = (
    "SELECT c.rating, extract(epoch FROM d.at - c.received_at) / 3600, d.at <= c.decide_by FROM ("
    "SELECT DISTINCT ON (case_id) organisation_id, case_id, coalesce(second_at, decided_at) AS at FROM decisions_decision "
    "WHERE organisation_id = %s AND (NOT needs_second OR second_at IS NOT NULL) ORDER BY case_id, decided_at) AS d "
    "JOIN intake_case c ON c.organisation_id = d.organisation_id AND c.id = d.case_id "
    "WHERE c.rating IS NOT NULL AND d.at >= %s AND d.at < %s"
)
_CHILD = int(PersonKind.CHILD)
_AGAIN = (
    "SELECT count(*), count(*) FILTER (WHERE EXISTS (SELECT 1 FROM intake_caseperson p "  # noqa: S608 - constants
    "JOIN intake_caseperson q ON q.organisation_id = p.organisation_id AND q.name_digest = p.name_digest "
    f"AND q.match_digest = p.match_digest AND q.kind = {_CHILD} AND q.case_id <> p.case_id "
    "JOIN intake_case o ON o.organisation_id = q.organisation_id AND o.id = q.case_id "
    f"WHERE p.organisation_id = c.organisation_id AND p.case_id = c.id AND p.kind = {_CHILD} "
    "AND o.received_at < c.received_at AND o.received_at >= c.received_at - interval '12 months' "
    "AND NOT EXISTS (SELECT 1 FROM intake_caselink l WHERE l.organisation_id = c.organisation_id "
    f"AND l.kind = {int(LinkKind.SAME)} AND ((l.case_id = c.id AND l.other_case_id = o.id) "
    "OR (l.case_id = o.id AND l.other_case_id = c.id))))) FROM intake_case c "
    "WHERE c.organisation_id = %s AND c.received_at >= %s AND c.received_at < %s AND EXISTS ("
    "SELECT 1 FROM intake_caseperson n WHERE n.organisation_id = c.organisation_id AND n.case_id = c.id "
    f"AND n.kind = {_CHILD} AND n.match_digest IS NOT NULL)"
)
_FLAGGED = (
    "SELECT d.outcome, (SELECT l.outcome FROM decisions_decision l WHERE l.organisation_id = d.organisation_id "
    "AND l.case_id = d.case_id AND l.decided_at > d.flagged_at ORDER BY l.decided_at LIMIT 1) "
    "FROM decisions_decision d WHERE d.organisation_id = %s AND d.flagged_at >= %s AND d.flagged_at < %s"
)
_CAME_TEXT = Text(
    "came", "What came in, and which way it went",
    "The load of the hub. Many that end in advice can mean that people do not know where else to ask.",
    "It does not say how many children are in danger: some are told of often, others never.", "Way",
)  # fmt: skip
_TOOK_TEXT = Text(
    "took", "From receipt to decision",
    "The clock runs from receipt, by the rating. Where few are in time, children wait; where all are, ask whether cases are "
    "rated lower to have time.",
    "It does not say whether a decision was right, nor who took it. The hours are those of day and night; in time is counted by "
    "the hub’s own hours.",
    "Rating",
)  # fmt: skip
_AGAIN_TEXT = Text(
    "again", "Children about whom somebody told the hub again within twelve months",
    "A high share can mean that the first decision helped nobody. It can also mean that people trust the hub and come back.",
    "Only children of the same name and day of birth are found, and cases that somebody said are one matter are left out.",
    "Contacts",
)  # fmt: skip
_CORRECTED_TEXT = Text(
    "corrected", "Decisions that rested on something which was put right later",
    "Each of these is looked at again by a person. If none is ever changed, ask whether they are really looked at.",
    "It does not say that the first decision was wrong when it was taken.", "Decisions",
)  # fmt: skip


def case_measures(organisation_id: UUID, span: Span) -> list[Measure]:
    """What came, how long it took, who came again, what was corrected."""
    return [_came(organisation_id, span), _took(organisation_id, span), _again(organisation_id, span),
            _corrected(organisation_id, span)]  # fmt: skip


def _came(own: UUID, span: Span) -> Measure:
    found: Counter[str] = Counter()
    for route, rating, number in fetch(_CAME, [own, *span.moments()]):
        found[_way(route, rating)] += number
    ways = [*(f"rated {one.word}" for one in Rating), *(one.word for one in Route if one is not Route.RATE)]
    ways += ["to be rated", "no way chosen yet"]
    return parts(_CAME_TEXT, "Contacts", [(one.capitalize(), found[one]) for one in ways])


def _way(route: int | None, rating: int | None) -> str:
    if rating is not None:
        return f"rated {Rating(rating).word}"
    if route is None:
        return "no way chosen yet"
    return "to be rated" if route == Route.RATE else Route(route).word


def _took(own: UUID, span: Span) -> Measure:
    hours: dict[Rating, list[float]] = {one: [] for one in Rating}
    within: Counter[Rating] = Counter()
    for rating, took, is_within in fetch(_TOOK, [own, *span.moments()]):
        hours[Rating(rating)].append(float(took))
        within[Rating(rating)] += bool(is_within)
    lines = [(one.word.capitalize(), hours[one], within[one]) for one in Rating]
    return times(_TOOK_TEXT, ("Half were decided within", "In time", "Decided"), lines)


def _again(own: UUID, span: Span) -> Measure:
    whole, again = fetch(_AGAIN, [own, *span.moments()])[0]
    return shares(_AGAIN_TEXT, ("Told again", "Contacts with a name and birth"), [("Contacts", again, whole)])


def _corrected(own: UUID, span: Span) -> Measure:
    rows = fetch(_FLAGGED, [own, *span.moments()])
    changed = sum(later is not None and later != before for before, later in rows)
    same = sum(later == before for before, later in rows)
    waiting = len(rows) - changed - same
    lines = [
        ("Looked at again and changed", changed),
        ("Looked at again and kept", same),
        ("Still to be looked at", waiting),
    ]
    return parts(_CORRECTED_TEXT, "Decisions", lines)
