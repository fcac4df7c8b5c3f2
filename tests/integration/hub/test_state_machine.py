"""A hub, two schools and four agencies, at random: whatever people try in whatever order, the guards of a case hold.

Beside the real hub runs a model in words of its own. Each step either is what the model allows and succeeds, or is Denied; after
each, and at the end with everything opened, the tables are asked whether anything happened that may not.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from fairward.exchange.answering.asking import AskedPerson
from fairward.hub.decisions import actions as deciding
from fairward.hub.decisions.content import Reasons
from fairward.hub.decisions.models import Decision
from fairward.hub.decisions.policies import Telling
from fairward.hub.decisions.queries import decision_for, told_of, waiting_for
from fairward.hub.decisions.vocabulary import How, Whom
from fairward.hub.enquiries.enquiry_actions import end_asking, go_without
from fairward.hub.enquiries.gate_actions import Decided, sign_gate
from fairward.hub.enquiries.models import Enquiry
from fairward.hub.intake.case_actions import reopen_case
from fairward.hub.intake.content import Typed
from fairward.hub.intake.rating_actions import rate_case
from fairward.hub.intake.triage_actions import act_first, choose_route
from fairward.hub.packs.actions import weigh_without_asking, write_analysis
from fairward.hub.packs.queries import pack_for
from fairward.hub.vocabulary import CaseState, EnquiryState, Rating, Route
from fairward.kernel.vocabulary import Label
from tests.personas import Persona
from tests.support.asking import MOTHER, STRANGER, WHY
from tests.support.hub_truths import QUALIFIED, Known, Truths, there
from tests.support.hubs import ANALYST, HUB_MANAGER, SCREENER, SECOND_ANALYST
from tests.support.partnerships import THINGS, make_partnership
from tests.support.weighing import WEIGHED

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
WORKERS = st.sampled_from((SCREENER, *QUALIFIED))
AGENCIES = st.integers(0, 3)
WHICH = st.integers(0, 2)
LABELS = st.sampled_from((Label.RELEASABLE, Label.HUB_ONLY))
GOES_ON = (CaseState.RATED, CaseState.GATE, CaseState.ENQUIRING, CaseState.ANALYSIS)
WORDS = Reasons("He is not safe at night.", minimum="Robin is out at night.")


class Hub(Truths):
    """Up to three cases, every step by somebody; `go_on` brings one further, so that the others meet it everywhere."""

    @initialize(label=LABELS, steps=st.integers(0, 14), more=st.integers(0, 14))
    def two_contacts_come(self, label: Label, steps: int, more: int) -> None:
        """One from each school, and each is as far on as whoever has it has brought it."""
        for school, child, count in zip(
            self.them.schools, ("Robin Marsh", "Ivy Stone"), (steps, more), strict=True
        ):
            self.cases.append(Known(self.them.take(school, child, urgent=count % 2 == 1)))
            for _ in range(count):
                self.go_on(-1, label)

    @precondition(lambda self: self.cases)
    @rule(which=WHICH, label=LABELS)
    def go_on(self, which: int, label: Label) -> None:
        """What whoever has the case would do next."""
        one, state = self.one(which), self.state(which)
        next_steps = {
            CaseState.RATED: lambda: self.open_a_gate(which, 3, told=True, stranger=False),
            CaseState.GATE: lambda: self.go_on_asking(which, label),
            CaseState.ENQUIRING: lambda: self.go_on_asking(which, label),
            CaseState.ANALYSIS: lambda: self.go_on_weighing(which),
            CaseState.FEEDBACK_DUE: lambda: self.go_on_telling(which),
        }
        if one.route is None:
            self.choose_a_way(which, Route.RATE, "", SCREENER)
        elif one.rating in (None, Rating.BLUE) and one.route is Route.RATE:
            self.rate(which, Rating.RED, "By the thresholds.", HUB_MANAGER)
        elif state in next_steps:
            next_steps[state]()

    @precondition(lambda self: self.cases)
    @rule(
        which=WHICH,
        route=st.sampled_from(list(Route)),
        note=st.sampled_from(("", "Jo Webb has them.")),
        who=WORKERS,
    )
    def choose_a_way(self, which: int, route: Route, note: str, who: Persona) -> None:
        one, before = self.one(which), self.state(which)
        needs_note = route in (Route.OPEN_CASE_FORWARDED, Route.ADVICE_ONLY) and not note
        may = who in (SCREENER, HUB_MANAGER) and before in (CaseState.CONTACT_RECEIVED, CaseState.TRIAGE)
        done = may and one.route is None and not needs_note
        if route is Route.EMERGENCY:
            self.tries(done, self.at_hub(act_first, by=self.them.by(who), case_id=one.id))
        else:
            self.tries(
                done, self.at_hub(choose_route, by=self.them.by(who), case_id=one.id, route=route, note=note)
            )
        one.route = route if done else one.route

    @precondition(lambda self: self.cases)
    @rule(
        which=WHICH,
        rating=st.sampled_from(list(Rating)),
        reasons=st.sampled_from(("", "By the thresholds.")),
        who=WORKERS,
    )
    def rate(self, which: int, rating: Rating, reasons: str, who: Persona) -> None:
        one, before = self.one(which), self.state(which)
        goes_on = before in GOES_ON
        done = who in QUALIFIED and bool(reasons) and one.route is Route.RATE and (goes_on or not one.ratings)
        self.tries(
            done, self.at_hub(rate_case, by=self.them.by(who), case_id=one.id, rating=rating, reasons=reasons)
        )
        if done:
            one.ratings.append((rating, who.name))

    @precondition(lambda self: self.cases)
    @rule(which=WHICH, level=st.integers(1, 4), told=st.booleans(), stranger=st.booleans())
    def open_a_gate(self, which: int, level: int, told: bool, stranger: bool) -> None:
        one, before = self.one(which), self.state(which)
        persons = self.them.persons(one.id) if one.route is not Route.ADVICE_ONLY else {}
        chosen = [person for name, person in persons.items() if stranger or name != STRANGER]
        day = timezone.localdate() + timedelta(3)
        decided = Decided(
            level, "ca1989_s47" if level == 4 else "ca1989_s17", 12, told,
            "" if told else "increases_risk", None if told else day,
        )  # fmt: skip
        asks = before in GOES_ON
        done = one.route is Route.RATE and asks and one.rating is not Rating.BLUE and level >= 3
        if self.tries(done, lambda: self.them.open_gate(one.id, decided, chosen)):
            one.allowed.append((frozenset(person.name for person in chosen), told or level == 4))

    @precondition(lambda self: self.cases)
    @rule(which=WHICH, who=WORKERS)
    def sign(self, which: int, who: Persona) -> None:
        one = self.one(which)
        gate = self.them.gate(one.id) if one.allowed else None
        if gate is None:
            return
        done = who is HUB_MANAGER and not one.allowed[-1][1] and gate.facts.signed_by is None
        if self.tries(
            done, self.at_hub(sign_gate, by=self.them.by(who), gate_id=gate.facts.id, reason="He would flee.")
        ):
            one.allowed[-1] = (one.allowed[-1][0], True)

    @precondition(lambda self: any(one.allowed for one in self.cases))
    @rule(
        which=WHICH,
        agency=AGENCIES,
        about=st.sampled_from(("child", MOTHER, STRANGER)),
        thing=st.integers(0, 1),
    )
    def ask(self, which: int, agency: int, about: str, thing: int) -> None:
        one, before = self.one(which), self.state(which)
        if not one.allowed:
            return
        persons = self.them.persons(one.id)
        person: AskedPerson = persons.get(about) or next(iter(persons.values()))
        names, may_begin = one.allowed[-1]
        gate = self.them.gate(one.id)
        assert gate is not None
        # The agreements cover a child and their parents, and the last agency has none.
        agreed = gate.facts.level == 4 if agency == 3 else about != STRANGER
        asks = before in GOES_ON
        done = (
            may_begin
            and person.name in names
            and thing == 0
            and agreed
            and asks
            and one.rating is not Rating.BLUE
        )
        place = self.them.agencies[agency]
        if self.tries(done, lambda: self.them.ask(one.id, place, [person], [THINGS[thing]])):
            one.questions.setdefault(agency, []).extend(self.them.opened_at(place))

    @precondition(lambda self: any(one.questions for one in self.cases))
    @rule(which=WHICH, agency=AGENCIES, how=st.sampled_from(("nothing", "declined", "item")), label=LABELS)
    def answer(self, which: int, agency: int, how: str, label: Label) -> None:
        one, place = self.one(which), self.them.agencies[agency]
        if not one.questions.get(agency):
            return
        question_id = one.questions[agency].pop()
        if how == "nothing":
            self.them.say_nothing(place, question_id)
        elif how == "declined":
            self.them.decline(place, question_id)
        else:
            self.items += 1
            text = f"Marker {self.items} of {place.name}."
            about = self.asked_about(one, place)
            one.said[self.them.say(place, question_id, text, label, about)] = text
        taken = self.them.take_answers()
        assert [found.case_id for found in taken] == [one.id]

    @precondition(lambda self: self.cases)
    @rule(which=WHICH, agency=AGENCIES)
    def go_on_without(self, which: int, agency: int) -> None:
        one = self.one(which)
        with self.them.hub.transaction():
            rows = Enquiry.objects.filter(organisation_id=self.own, case_id=one.id, ended_at__isnull=True)
            row = rows.order_by("id").first()
        if row is None:
            return
        reason = "It cannot wait." if agency else ""
        self.tries(
            bool(reason) and one.rating is Rating.RED,
            self.at_hub(
                go_without, by=self.them.by(SCREENER), enquiry_id=row.id, rating=one.rating, reason=reason
            ),
        )

    @precondition(lambda self: self.cases)
    @rule(which=WHICH)
    def end_the_asking(self, which: int) -> None:
        one, before = self.one(which), self.state(which)
        states = self.enquiry_states(one)
        if before is CaseState.RATED:
            self.tries(True, self.at_hub(weigh_without_asking, by=self.them.by(ANALYST), case_id=one.id))
            return
        done = before is CaseState.ENQUIRING and bool(states) and EnquiryState.ASKED not in states
        self.tries(done, self.at_hub(end_asking, by=self.them.by(SCREENER), case_id=one.id))

    @precondition(lambda self: self.cases)
    @rule(
        which=WHICH,
        who=WORKERS,
        child=st.sampled_from(("", "He would say that he is tired.")),
        few=st.booleans(),
    )
    def weigh(self, which: int, who: Persona, child: str, few: bool) -> None:
        one, before = self.one(which), self.state(which)
        if before is CaseState.CLOSED:
            return
        pack = self.pack(one, who)
        cites = dict.fromkeys(list(pack.grades)[: 1 if few else None], "")
        weighed = type(WEIGHED)(
            WEIGHED.strengths, WEIGHED.gaps, child, WEIGHED.challenge, WEIGHED.view, cites
        )
        done = before is CaseState.ANALYSIS and who in (ANALYST, SECOND_ANALYST) and bool(child)
        self.tries(done, self.at_hub(write_analysis, by=self.them.by(who), pack=pack, weighed=weighed))

    @precondition(lambda self: self.cases)
    @rule(
        which=WHICH,
        who=WORKERS,
        outcome=st.sampled_from(("section_17", "no_further_action", "score_9")),
        reasons=st.booleans(),
    )
    def decide(self, which: int, who: Persona, outcome: str, reasons: bool) -> None:
        one, before = self.one(which), self.state(which)
        if before is CaseState.CLOSED:
            return
        pack, said = self.pack(one, who), WORDS if reasons else Reasons(" ")
        with self.them.hub.transaction():
            writers = self.writers(one.id)
        alone = writers == {self.them.by(who).membership_id}
        rests = not pack.grades or (pack.analysis is not None and bool(pack.analysis.weighed.cites))
        done = (
            before is CaseState.ANALYSIS and who in QUALIFIED and reasons and outcome != "score_9"
            and pack.analysis is not None and not alone and rests
        )  # fmt: skip
        self.tries(
            done,
            self.at_hub(deciding.decide_case, by=self.them.by(who), pack=pack, outcome=outcome, reasons=said),
        )

    @precondition(lambda self: self.cases)
    @rule(which=WHICH, who=WORKERS)
    def approve(self, which: int, who: Persona) -> None:
        one, before = self.one(which), self.state(which)
        if before is CaseState.CLOSED:
            return
        pack, own = self.pack(one, who), self.them.by(who).membership_id
        with self.them.hub.transaction():
            rows = Decision.objects.filter(organisation_id=self.own, case_id=one.id).order_by("-decided_at")
            found = rows.first()
        done = found is not None and not found.stands and found.decided_by != own and who in QUALIFIED
        done = done and before is CaseState.ANALYSIS
        self.tries(done, self.at_hub(deciding.approve_decision, by=self.them.by(who), pack=pack))

    @precondition(lambda self: self.cases)
    @rule(which=WHICH, whom=st.sampled_from(list(Whom)), later=st.booleans())
    def tell(self, which: int, whom: Whom, later: bool) -> None:
        one, before = self.one(which), self.state(which)
        with self.them.hub.transaction():
            waits = [each for each in waiting_for(self.own, one.id) if each.whom is whom]
        if not waits:
            return
        day = timezone.localdate() + timedelta(3)
        said, not_yet = Telling(How.TALK, "They were told."), Telling(None, "Not yet.", "increases_risk", day)
        done = before is CaseState.FEEDBACK_DUE and (whom is Whom.FAMILY or not later)
        self.tries(
            done,
            self.at_hub(
                deciding.tell,
                by=self.them.by(SCREENER),
                case_id=one.id,
                whom=waits[0],
                telling=not_yet if later else said,
            ),
        )

    @precondition(lambda self: self.cases)
    @rule(which=WHICH, whom=st.sampled_from((Whom.REFERRER, Whom.AGENCY)))
    def send_what_was_decided(self, which: int, whom: Whom) -> None:
        one, before = self.one(which), self.state(which)
        if before is CaseState.CLOSED:
            return
        pack = self.pack(one, HUB_MANAGER)
        by = self.them.by(HUB_MANAGER)
        with self.them.hub.transaction():
            waits = [each for each in waiting_for(self.own, one.id) if each.whom is whom]
            decided, told = decision_for(by, one.id, WHY), told_of(by, one.id, WHY)
        if not waits or decided is None:
            return
        knows = any(line.whom is Whom.FAMILY for line in told)
        done = (
            before is CaseState.FEEDBACK_DUE and decided.stands and knows and waits[0].partner_id is not None
        )
        self.tries(
            done,
            self.at_hub(
                deciding.send_outcome,
                by=by,
                pack=pack,
                whom=waits[0],
                decided=decided,
                told=told,
                words="Go on.",
            ),
        )

    @precondition(lambda self: self.cases)
    @rule(which=WHICH)
    def close(self, which: int) -> None:
        one, before = self.one(which), self.state(which)
        with self.them.hub.transaction():
            untold = waiting_for(self.own, one.id)
        done = before is CaseState.FEEDBACK_DUE and not untold
        self.tries(done, self.at_hub(deciding.close_case, by=self.them.by(SCREENER), case_id=one.id))

    @precondition(lambda self: 0 < len(self.cases) < 3)
    @rule(which=WHICH)
    def open_again(self, which: int) -> None:
        one, before = self.one(which), self.state(which)
        over = before in (CaseState.FEEDBACK_DUE, CaseState.CLOSED)
        made: list[UUID] = []

        def again() -> None:
            with self.them.hub.transaction():
                new = Typed("Seen again.")
                made.append(
                    reopen_case(by=self.them.by(SCREENER), case_id=one.id, typed=new, is_danger=False)
                )

        if self.tries(over, again):
            self.cases.append(Known(made[0], began_from=one.id))
            assert self.pack(self.cases[-1], ANALYST).items == ()

    @precondition(lambda self: self.cases)
    @rule(which=WHICH, reason=st.sampled_from(("", "curious", "complaint")))
    def read_what_is_closed(self, which: int, reason: str) -> None:
        one = self.one(which)
        if self.state(which) is CaseState.CLOSED:
            by = self.them.by(ANALYST)
            step = self.at_hub(pack_for, actor=by, case_id=one.id, why=WHY, reason=reason)
            self.tries(reason == "complaint", step)


def test_whatever_people_do_the_guards_of_a_case_hold(db: None) -> None:
    there["them"] = make_partnership()
    run_state_machine_as_test(
        Hub,
        settings=settings(
            phases=(Phase.explicit, Phase.reuse, Phase.generate), max_examples=8, stateful_step_count=25, deadline=None,
            suppress_health_check=list(HealthCheck), print_blob=False,
        ),
    )  # fmt: skip
