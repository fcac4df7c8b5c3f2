"""A request to see what is recorded, taken by the people who do it, one act after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from fairward.access_requests import (
    actions,
    answer_actions,
    gathering_actions,
    readiness_actions,
    review_actions,
)
from fairward.access_requests.actions import Asked
from fairward.access_requests.models import CasePassage
from fairward.access_requests.policies import Chosen
from fairward.access_requests.queries import RequestView, request_for
from fairward.access_requests.review_queries import PassageView, passage_for
from fairward.access_requests.vocabulary import Part, PassageDecision, WhoseRight
from fairward.cases.vocabulary import HowAsked
from fairward.files.models import File
from fairward.rights.answer_joining import Made
from tests.personas import DPO, LEAD, TEACHER, Persona
from tests.support.living import Living


@dataclass
class Requesting:
    """One request about Amy by her mother; every method is an act of one person, in a transaction of its own."""

    living: Living
    case_id: UUID

    @classmethod
    def noted(
        cls, living: Living, *, by: Persona = TEACHER, person_id: UUID | None = None, who: str = ""
    ) -> Requesting:
        with living.school.transaction():
            asked = Asked(
                living.amy, HowAsked.TELEPHONE, "What does the school have about Amy?", timezone.now(),
                person_id=living.mother if person_id is None and not who else person_id, who=who,
            )  # fmt: skip
            return cls(living, actions.note_request(by=living.actor(by), asked=asked))

    def settled(self, whose: WhoseRight = WhoseRight.FOR_CHILD) -> Requesting:
        with self.living.school.transaction():
            officer = self.living.actor(DPO)
            actions.settle_identity(by=officer, case_id=self.case_id, is_known=True)
            actions.settle_right(
                by=officer, case_id=self.case_id, whose=whose, words="She is 8. Her mother asks for her."
            )
        return self

    def searched(self) -> Requesting:
        with self.living.school.transaction():
            gathering_actions.search(by=self.living.actor(DPO), case_id=self.case_id)
        return self

    def opened(self, days: int = 30) -> Requesting:
        """The lead opens every file of the child."""
        with self.living.school.transaction():
            lead, until = self.living.actor(LEAD), timezone.localdate() + timedelta(days=days)
            for file_id in File.objects.filter(child_id=self.living.amy).values_list("id", flat=True):
                gathering_actions.open_file(by=lead, case_id=self.case_id, file_id=file_id, until=until)
        return self

    def gathered(self) -> Requesting:
        with self.living.school.transaction():
            while gathering_actions.gather_step(by=self.living.actor(DPO), case_id=self.case_id):
                pass
        return self

    def ready_to_review(self) -> Requesting:
        return self.settled().searched().opened().gathered()

    def passages(self, part: Part | None = None) -> list[CasePassage]:
        with self.living.school.transaction():
            rows = CasePassage.objects.filter(case_id=self.case_id).order_by("place")
            return [row for row in rows if part is None or row.part == part]

    def view(self, place: int, by: Persona = DPO) -> PassageView:
        with self.living.school.transaction():
            return passage_for(self.living.actor(by), self.case_id, place)

    def decide(self, place: int, chosen: Chosen, by: Persona = DPO) -> None:
        with self.living.school.transaction():
            actor = self.living.actor(by)
            review_actions.decide_passage(
                by=actor, view=passage_for(actor, self.case_id, place), chosen=chosen
            )

    def disclose_rest(self) -> Requesting:
        for row in self.passages():
            if row.decision == PassageDecision.UNDECIDED:
                self.decide(row.place, Chosen(PassageDecision.DISCLOSE))
        return self

    def place_of(self, words: str) -> int:
        """The passage in which these words stand."""
        for row in self.passages():
            if any(words in text.text for text in self.view(row.place).texts):
                return row.place
        raise LookupError(words)

    def looked_at_words(self, reasons: str = "They are hers too.") -> None:
        """The officer looked where words that were left out still stand."""
        with self.living.school.transaction():
            readiness_actions.note_words_looked_at(
                by=self.living.actor(DPO), case_id=self.case_id, reasons=reasons
            )

    def without_reports(self, reasons: str = "The month is over today.", days: int = 20) -> Requesting:
        """The officer makes the answer although reports are in no file yet."""
        with self.living.school.transaction():
            readiness_actions.answer_without_reports(
                by=self.living.actor(DPO), case_id=self.case_id, reasons=reasons,
                look_on=timezone.localdate() + timedelta(days=days),
            )  # fmt: skip
        return self

    def made(self) -> Made:
        if self.shown().readiness.words_wait and self.shown().progress.is_ready:
            self.looked_at_words()
        with self.living.school.transaction():
            officer = self.living.actor(DPO)
            while not answer_actions.draw_step(by=officer, case_id=self.case_id).is_finished:
                pass
            return answer_actions.take_answer(by=officer, case_id=self.case_id)[1]

    def shown(self) -> RequestView:
        with self.living.school.transaction():
            return request_for(self.living.actor(DPO), self.case_id)
