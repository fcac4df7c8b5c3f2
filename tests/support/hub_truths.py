"""What must be true of a hub whatever people do, and what a test remembers of its cases. The steps are the test's.

Every truth is asked of the tables, or of what opens with the keys of whoever may open it; none of the hub's own guards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
)

from fairward.exchange.answering.crossing import opened
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.hub.decisions.models import Decision, Feedback
from fairward.hub.decisions.vocabulary import Whom
from fairward.hub.enquiries.enquiry_queries import enquiries_of
from fairward.hub.enquiries.gate_queries import gate_by_id, newest_version
from fairward.hub.enquiries.models import Enquiry, Gate, Item
from fairward.hub.intake.models import Case, CaseLink, CasePerson, Contact, RatingGiven
from fairward.hub.packs.models import Analysis, Citation
from fairward.hub.packs.queries import pack_for
from fairward.hub.vocabulary import CaseState, EnquiryState, Rating, Route
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Label
from fairward.tenancy.context import as_organisation
from tests.personas import Persona, School
from tests.support.asking import WHY
from tests.support.hubs import ANALYST, HUB_MANAGER, NAVIGATOR, SCREENER, SECOND_ANALYST, partner_id_of
from tests.support.partnerships import Partnership

UNTOLD = {int(Label.HUB_ONLY), int(Label.SEALED)}
QUALIFIED = (HUB_MANAGER, ANALYST, SECOND_ANALYST)
there: dict[str, Partnership] = {}


@dataclass
class Known:
    """What people did with one case, as the test remembers it."""

    id: UUID
    route: Route | None = None
    ratings: list[tuple[Rating, str]] = field(default_factory=list)
    allowed: list[tuple[frozenset[str], bool]] = field(
        default_factory=list
    )  # per gate: who, whether asking may begin
    questions: dict[int, list[UUID]] = field(default_factory=dict)
    said: dict[UUID, str] = field(default_factory=dict)
    began_from: UUID | None = None

    @property
    def rating(self) -> Rating | None:
        return self.ratings[-1][0] if self.ratings else None


class Truths(RuleBasedStateMachine):
    """Up to three cases, every step by somebody."""

    def __init__(self) -> None:
        super().__init__()
        self.both = [transaction.atomic(using=alias) for alias in ("default", "keyring")]
        for part in self.both:
            part.__enter__()
        self.them = there["them"]
        self.own = self.them.hub.organisation_id
        self.cases: list[Known] = []
        self.items = 0

    def teardown(self) -> None:
        try:
            for one in self.cases:
                self.nobody_was_asked_outside_the_gate(one)
            self.agencies_hold_only_what_was_told_them()
        finally:
            for part in self.both:
                transaction.set_rollback(True, using=part.using)
                part.__exit__(None, None, None)

    # --- what whoever has a case would do next; each step is a rule of the test ---

    def go_on_asking(self, which: int, label: Label) -> None:
        """Sign what waits for it, ask somebody, answer what was asked, end."""
        one = self.one(which)
        waiting = [agency for agency, questions in one.questions.items() if questions]
        if not one.allowed[-1][1]:
            self.sign(which, HUB_MANAGER)
        elif self.state(which) is CaseState.GATE:
            self.ask(which, 0, "child", 0)
        elif waiting:
            self.answer(which, waiting[0], "item", label)
        else:
            self.end_the_asking(which)

    def go_on_telling(self, which: int) -> None:
        for whom in (Whom.FAMILY, Whom.REFERRER, Whom.AGENCY):
            self.tell(which, whom, later=False)
        self.close(which)

    def go_on_weighing(self, which: int) -> None:
        pack = self.pack(self.one(which), ANALYST)
        if pack.analysis is None:
            self.weigh(which, ANALYST, "He would say that he is tired.", few=False)
        elif not self.waits_for_second(self.one(which)):
            self.decide(which, HUB_MANAGER, "section_17", reasons=True)
        else:
            self.approve(which, SECOND_ANALYST)

    # --- what must be true, whatever they did ---

    @invariant()
    def only_people_rate(self) -> None:
        with self.them.hub.transaction():
            rows = RatingGiven.objects.filter(organisation_id=self.own)
            given = sorted(rows.values_list("case_id", "rating", "given_by"))
        people = {name: self.them.by(each).membership_id for each in QUALIFIED for name in [each.name]}
        assert given == sorted(
            (one.id, int(rating), people[who]) for one in self.cases for rating, who in one.ratings
        )

    @invariant()
    def whoever_goes_another_way_is_asked_about_by_nobody(self) -> None:
        with self.them.hub.transaction():
            for one in self.cases:
                own = {"organisation_id": self.own, "case_id": one.id}
                if one.route is not Route.RATE:
                    assert not any(
                        rows.objects.filter(**own).exists() for rows in (Gate, Enquiry, Item, Analysis)
                    )
                if one.route is Route.ADVICE_ONLY:
                    assert not any(rows.objects.filter(**own).exists() for rows in (CasePerson, Contact))

    @invariant()
    def nothing_is_in_a_pack_but_what_came_for_it(self) -> None:
        with self.them.hub.transaction():
            for one in self.cases:
                rows = Item.objects.filter(organisation_id=self.own, case_id=one.id)
                assert sorted(rows.values_list("package_id", flat=True)) == sorted(one.said)
                cites = Citation.objects.filter(organisation_id=self.own, case_id=one.id)
                assert set(cites.values_list("item_id", flat=True)) <= set(rows.values_list("id", flat=True))

    @invariant()
    def nobody_decides_alone(self) -> None:
        with self.them.hub.transaction():
            for row in Decision.objects.filter(organisation_id=self.own, stands=True):
                own, writers = (
                    {"organisation_id": self.own, "case_id": row.case_id},
                    self.writers(row.case_id),
                )
                assert writers and writers != {row.decided_by}
                cites = Citation.objects.filter(**own).values_list("item_id", flat=True)
                labels = set(Item.objects.filter(**own, id__in=list(cites)).values_list("label", flat=True))
                assert bool(labels) == Item.objects.filter(**own).exists()
                if labels and labels <= UNTOLD:
                    assert row.second_by not in (None, row.decided_by)

    @invariant()
    def nothing_is_closed_before_everybody_heard(self) -> None:
        with self.them.hub.transaction():
            for row in Case.objects.filter(organisation_id=self.own, state=int(CaseState.CLOSED)):
                own = {"organisation_id": self.own, "case_id": row.id}
                told = Feedback.objects.filter(**own)
                assert told.filter(whom=int(Whom.REFERRER)).exists()
                persons = set(CasePerson.objects.filter(**own).values_list("id", flat=True))
                assert persons <= set(told.values_list("person_id", flat=True))
                assert not told.filter(how__isnull=True, ground="").exists()

    # --- helpers ---

    def nobody_was_asked_outside_the_gate(self, one: Known) -> None:
        """Everything that was asked, opened: only people and questions of its gate, and the gate was one that may ask."""
        by = self.them.by(SCREENER)
        with self.them.hub.transaction():
            for asked in enquiries_of(by, one.id, WHY):
                gate = gate_by_id(by, asked.facts.gate_id, WHY)
                assert {each.name for each in asked.content.persons} <= {
                    each.name for each in gate.content.persons
                }
                assert {each.words for each in asked.content.questions} <= {
                    each.words for each in gate.content.questions
                }
                assert gate.facts.is_told or gate.facts.level == 4 or gate.facts.signed_by is not None
            if one.began_from is not None:
                links = CaseLink.objects.filter(
                    organisation_id=self.own, case_id=one.id, other_case_id=one.began_from
                )
                assert links.exists()
            assert newest_version(self.own, one.id) == len(one.allowed)

    def agencies_hold_only_what_was_told_them(self) -> None:
        """Questions and outcomes, each opened: no passage, and no word of what another agency said."""
        said = [text for one in self.cases for text in one.said.values()]
        for place in self.them.agencies:
            with place.transaction():
                rows = Arrival.objects.filter(organisation_id=place.organisation_id)
                assert set(rows.values_list("kind", flat=True)) <= {
                    int(EnvelopeKind.ENQUIRY),
                    int(EnvelopeKind.OUTCOME),
                }
                for arrival_id in rows.filter(sealed__isnull=False).values_list("id", flat=True):
                    found = opened(self.them.by(NAVIGATOR, place), arrival_id, WHY)
                    assert found.manifest.passages == ()
                    assert not any(text in repr(found.manifest) for text in said)

    def one(self, which: int) -> Known:
        return self.cases[which % len(self.cases)]

    def state(self, which: int) -> CaseState:
        with self.them.hub.transaction():
            return CaseState(
                Case.objects.values_list("state", flat=True).get(
                    organisation_id=self.own, id=self.one(which).id
                )
            )

    def pack(self, one: Known, who: Persona) -> Any:
        with self.them.hub.transaction():
            return pack_for(self.them.by(who), one.id, WHY, "")

    def writers(self, case_id: UUID) -> set[UUID]:
        """Whoever wrote a version of the analysis; in a transaction of the hub."""
        rows = Analysis.objects.filter(organisation_id=self.own, case_id=case_id)
        return set(rows.values_list("written_by", flat=True))

    def waits_for_second(self, one: Known) -> bool:
        with self.them.hub.transaction():
            return Decision.objects.filter(organisation_id=self.own, case_id=one.id, stands=False).exists()

    def enquiry_states(self, one: Known) -> list[EnquiryState]:
        with self.them.hub.transaction():
            rows = Enquiry.objects.filter(organisation_id=self.own, case_id=one.id)
            return [EnquiryState(each) for each in rows.values_list("state", flat=True)]

    def asked_about(self, one: Known, place: School) -> UUID:
        """Somebody whom the last question to this place is about."""
        with self.them.hub.transaction():
            partner_id = partner_id_of(self.them.hub, place)
            asked = [
                each
                for each in enquiries_of(self.them.by(SCREENER), one.id, WHY)
                if each.facts.partner_id == partner_id
            ]
        return asked[-1].content.persons[0].id

    def tries(self, done: bool, step: Callable[[], object]) -> bool:
        """The step succeeds where the model allows it, and is Denied, with nothing done, where it does not."""
        if done:
            step()
        else:
            with pytest.raises((Denied, NotFound)):
                step()
        return done

    def at_hub(self, step: Callable[..., object], **given: Any) -> Callable[[], object]:
        """A step inside one transaction of the hub."""

        def taken() -> None:
            with as_organisation(self.own):
                step(**given)

        return taken
