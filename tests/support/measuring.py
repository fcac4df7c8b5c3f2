"""A hub with many cases that are over, written as rows: for tests of measures, which look at numbers alone.

hub = make_hub()
many(hub, 12, Rating.AMBER, hours=5)          # decided five hours after receipt, in time
counted(hub, 12, Ethnicity.WHITE, "section_17")
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from fairward.hub.decisions.models import Decision, Feedback
from fairward.hub.decisions.vocabulary import Whom
from fairward.hub.enquiries.models import Enquiry, Gate, Item
from fairward.hub.intake.content import Identity
from fairward.hub.intake.matching import digests
from fairward.hub.intake.models import Case, CasePerson
from fairward.hub.intake.vocabulary import PersonKind, Source
from fairward.hub.intake.writing import new_reference
from fairward.hub.measures.figures import Measure
from fairward.hub.measures.models import Apart, Asked, Tally
from fairward.hub.measures.queries import measures_for
from fairward.hub.measures.spans import quarter_of, span_of
from fairward.hub.measures.vocabulary import Feature, OutcomeGroup, values_of
from fairward.hub.packs.models import Citation
from fairward.hub.vocabulary import CaseState, EnquiryState, Rating, Route
from fairward.kernel.vocabulary import Label, OrganisationKind
from tests.personas import School
from tests.support.hubs import HUB_MANAGER

WHO = uuid4()
# A moment in a month that is over, in the middle of a quarter.
THEN = datetime(2026, 8, 12, 10, tzinfo=UTC)
QUARTER, MONTH = "2026-q3", "2026-08"


@dataclass
class Made:
    """A case and its decision."""

    case_id: UUID
    decision_id: UUID


def decided(
    hub: School, rating: Rating = Rating.AMBER, *, hours: float = 5, in_time: bool = True, at: datetime = THEN,
    outcome: str = "section_17", child: Identity | None = None, **more: Any,
) -> Made:  # fmt: skip
    """A rated case that was decided so many hours after receipt."""
    own, done = {"organisation_id": hub.organisation_id}, at + timedelta(hours=hours)
    row = Case.objects.create(
        **own, reference=new_reference(), source=int(Source.TELEPHONE), state=int(CaseState.CLOSED), received_at=at,
        route=int(Route.RATE), routed_at=at, routed_by=WHO, rating=int(rating), rated_at=at, rated_by=WHO,
        decide_by=done + timedelta(minutes=1 if in_time else -1), due_at=done, changed_at=done, closed_at=done,
    )  # fmt: skip
    made = Decision.objects.create(
        **own, case_id=row.id, outcome=outcome, needs_second=False, sealed=b"x", decided_at=done, decided_by=WHO,
        stands=True, **more,
    )  # fmt: skip
    if child is not None:
        CasePerson.objects.create(
            **own, case_id=row.id, kind=int(PersonKind.CHILD), identity=b"x", added_at=at,
            **digests(hub.organisation_id, child),
        )  # fmt: skip
    return Made(row.id, made.id)


def many(hub: School, number: int, rating: Rating = Rating.AMBER, **more: Any) -> list[Made]:
    """As many of them."""
    with hub.transaction():
        return [decided(hub, rating, **more) for _ in range(number)]


def asked(
    hub: School, case_id: UUID, state: EnquiryState, *, partner_id: UUID | None = None, late: bool = False,
    at: datetime = THEN, items: int = 0, cited: int = 0, kind: OrganisationKind = OrganisationKind.POLICE,
) -> list[UUID]:  # fmt: skip
    """A question in a case, what became of it, and its items, of which some were relied on. Returns the items."""
    own: dict[str, Any] = {"organisation_id": hub.organisation_id}
    due = at + timedelta(hours=6)
    gate = Gate.objects.filter(**own, case_id=case_id).first() or gated(hub, case_id, at=at)
    ended = None if state is EnquiryState.ASKED else due + timedelta(hours=1 if late else -1)
    row = Enquiry.objects.create(
        **own, case_id=case_id, gate_id=gate.id, partner_id=partner_id, package_id=uuid4(), digest="x", kind=int(kind),
        state=int(state), is_told=True, sealed=b"x", asked_at=at, asked_by=WHO, answer_by=due, ended_at=ended,
    )  # fmt: skip
    held = [
        Item.objects.create(
            **own, case_id=case_id, enquiry_id=row.id, package_id=row.package_id, passage_id=uuid4(),
            label=int(Label.RELEASABLE), basis="observed", sealed=b"x", arrived_at=at, taken_by=WHO,
        ).id
        for _ in range(items)
    ]  # fmt: skip
    for item_id in held[:cited]:
        Citation.objects.create(**own, case_id=case_id, item_id=item_id, cited_at=at, cited_by=WHO)
    return held


def gated(hub: School, case_id: UUID, ground: str = "", *, at: datetime = THEN, version: int = 1) -> Gate:
    """A gate: the family told, or not yet with a ground."""
    return Gate.objects.create(
        organisation_id=hub.organisation_id, case_id=case_id, version=version, level=3, power="ca1989_s17",
        look_back_months=12, persons=1, questions=1, is_told=not ground, ground=ground,
        look_again_on=at.date() + timedelta(9) if ground else None, sealed=b"x", opened_at=at, opened_by=WHO,
    )  # fmt: skip


def heard(hub: School, case_id: UUID, how: int | None, ground: str = "", *, at: datetime = THEN) -> None:
    """Somebody of the family heard what was decided, or hears it later."""
    own = {"organisation_id": hub.organisation_id, "case_id": case_id}
    person = CasePerson.objects.create(**own, kind=2, identity=b"x", added_at=at)
    Feedback.objects.create(
        **own, whom=int(Whom.FAMILY), person_id=person.id, how=how, ground=ground, sealed=b"x", noted_at=at, noted_by=WHO,
        look_again_on=at.date() + timedelta(9) if ground else None,
    )  # fmt: skip


def measured(hub: School, time: str = QUARTER) -> dict[str, Measure]:
    """Every measure by its id, as the manager sees it."""
    with hub.transaction():
        return {one.id: one for one in measures_for(hub.actor(HUB_MANAGER), span_of(time), "a test")}


def words(measure: Measure, label: str) -> list[str]:
    """The cells of one line."""
    (line,) = (one for one in measure.lines if one.label == label)
    return [cell.words for cell in line.cells]


def fill_measures(organisation_id: UUID) -> None:
    """A row in each table of measures. After `fill_intake`."""
    own: dict[str, Any] = {"organisation_id": organisation_id}
    case_id = Case.objects.filter(**own).values_list("id", flat=True)[0]
    Tally.objects.create(**own, month=date(2026, 8, 1), what=1, number=1)
    Apart.objects.create(**own, quarter=quarter_of(date(2026, 8, 1)), feature=1, value=0, outcome=1, number=1)
    Asked.objects.create(**own, case_id=case_id)


def busy_quarter(hub: School, *agencies: UUID) -> None:
    """A quarter with something in every measure: some of it large, some small."""
    with hub.transaction():
        for number in range(64):
            rating = Rating.AMBER if number < 32 else Rating.GREEN if number < 60 else Rating.RED
            one = decided(hub, rating, hours=3 + number % 32, in_time=number % 4 != 0, child=_child(number))
            gated(hub, one.case_id, "" if number % 3 else "increases_risk")
            heard(hub, one.case_id, 2 if number % 4 else None, "" if number % 4 else "increases_risk")
            for place, partner_id in enumerate(agencies):
                state = EnquiryState.RELEVANT if (number + place) % 2 else EnquiryState.NOTHING_RELEVANT
                items = 2 if state is EnquiryState.RELEVANT else 0
                asked(
                    hub,
                    one.case_id,
                    state,
                    partner_id=partner_id,
                    late=number % 5 == place,
                    items=items,
                    cited=items // 2,
                )
        rows = [
            Apart(
                organisation_id=hub.organisation_id, quarter=quarter_of(THEN.date()), feature=int(feature), value=value,
                outcome=int(outcome), number=(7 * value + 11 * int(outcome) + 5 * int(feature)) % 43,
            )
            for feature in Feature for value, _ in values_of(feature) for outcome in OutcomeGroup
        ]  # fmt: skip
        Apart.objects.bulk_create(rows)


def _child(number: int) -> Identity:
    """Some of them come twice."""
    return Identity(
        f"Ann {'abcdefghijklmnopqrstuvwxyz'[number % 26]}oster{'x' * (number % 2)}", date(2015, 3, 3)
    )
