"""A decided case with an item that somebody says is wrong, for tests of putting right.

righting = make_righting()               # decided by the manager; everybody was told
asked = righting.asks()                  # the mother says that the item of the police is wrong
righting.goes(asked)                     # a screener sends it to the police
righting.corrects()                      # the police write it anew; righting.stands("…"), righting.takes_back()
righting.takes()                         # the hub takes in what came back
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.agency.answers import reply_actions, wrong_actions
from fairward.agency.answers.models import Question, WrongItem
from fairward.agency.answers.reply_queries import reply_for, sent_for
from fairward.agency.answers.wrong_queries import OpenedWrong, wrong_for
from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.travel.models import Arrival, Partner
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.hub.corrections.asking_actions import ask
from fairward.hub.corrections.models import Notice, PutRight, Review
from fairward.hub.corrections.notice_actions import note_told, send_notice
from fairward.hub.corrections.policies import said_by
from fairward.hub.corrections.queries import NoticeLine, PutRightLine, notices_of, put_right_for, put_right_of
from fairward.hub.corrections.sending_actions import send_to_agency
from fairward.hub.corrections.wrong_package import Going, going_of
from fairward.hub.decisions.models import Decision, Feedback
from fairward.hub.decisions.queries import decision_for, told_of
from fairward.hub.decisions.vocabulary import How
from fairward.hub.enquiries.models import Item as Held
from fairward.hub.enquiries.taking_actions import take_answer, take_correction
from fairward.hub.packs.queries import Pack
from fairward.kernel.ids import new_id
from tests.personas import Persona
from tests.support.asking import MOTHER, WHY
from tests.support.hubs import HUB_MANAGER, NAVIGATOR, SCREENER
from tests.support.travelling import carry_due
from tests.support.weighing import Weighing, make_weighing

WORDS = "I was at home. It was another boy."
RIGHT = "His cousin was seen; Robin was at home."


@dataclass
class Righting:
    """A decided case, and the agency that told its item."""

    weighing: Weighing
    question_id: UUID

    @property
    def hub(self) -> Any:
        return self.weighing.asking.hub

    @property
    def police(self) -> Any:
        return self.weighing.asking.police

    @property
    def case_id(self) -> UUID:
        return self.weighing.case_id

    def pack(self, persona: Persona = HUB_MANAGER) -> Pack:
        return self.weighing.pack(persona, "put_right")

    def item_id(self) -> UUID:
        return next(one.id for one in self.pack().items if one.replaced_at is None)

    def asks(self, name: str | None = MOTHER, words: str = WORDS) -> UUID:
        item_id = self.item_id()
        person_id = self.weighing.asking.people[name] if name else None
        with self.hub.transaction():
            return ask(by=self.hub.actor(SCREENER), item_id=item_id, words=words, person_id=person_id)

    def going(self, put_right_id: UUID, *, added: str = "", is_named: bool = False) -> Going:
        by, pack = self.hub.actor(SCREENER), self.pack(SCREENER)
        with self.hub.transaction():
            line, said = put_right_for(by, put_right_id, WHY)
            person = next((one for one in pack.case.people if one.id == line.person_id), None)
            return going_of(by, pack, line, said, added=added, said_by=said_by(person, is_named=is_named))

    def goes(self, put_right_id: UUID, **more: Any) -> Going:
        going = self.going(put_right_id, **more)
        with self.hub.transaction():
            send_to_agency(by=self.hub.actor(SCREENER), put_right_id=put_right_id, going=going)
        carry_due(self.hub)
        return going

    def opens(self) -> UUID:
        """The police open what says that their item is wrong."""
        with self.police.transaction():
            (waits,) = waiting(self.police.organisation_id, [EnvelopeKind.ENQUIRY])
            found = wrong_actions.open_wrong(by=self.police.actor(NAVIGATOR), arrival_id=waits.arrival_id)
        assert found is not None
        return found

    def wrong(self, wrong_id: UUID) -> OpenedWrong:
        with self.police.transaction():
            return wrong_for(self.police.actor(NAVIGATOR), wrong_id, WHY)

    def stands(self, wrong_id: UUID, reason: str = "The officer wrote it down that night.") -> None:
        with self.police.transaction():
            wrong_actions.say_it_stands(by=self.police.actor(NAVIGATOR), wrong_id=wrong_id, reason=reason)
        carry_due(self.police)

    def corrects(self, text: str = RIGHT) -> None:
        """The police write the newest item anew; without a text they take it back."""
        with self.police.transaction():
            by = self.police.actor(NAVIGATOR)
            sent = [one for one in sent_for(by, self.question_id, WHY) if one.content.items][-1]
            reply_id = reply_actions.begin_correction(
                by=by,
                question_id=self.question_id,
                item_id=sent.content.items[0].id,
                because="It was his cousin.",
            )
            (begun,) = reply_for(by, reply_id, WHY).content.items
            if text:
                seen = reply_actions.keep_item(
                    by=by, reply_id=reply_id, seen=1, item=replace(begun, text=text)
                )
            else:
                seen = reply_actions.take_item_out(by=by, reply_id=reply_id, seen=1, item_id=begun.id)
            reply_actions.send_reply(by=by, reply_id=reply_id, seen=seen)
        carry_due(self.police)

    def takes_back(self) -> None:
        self.corrects("")

    def takes(self) -> None:
        with self.hub.transaction():
            by = self.hub.actor(SCREENER)
            for one in waiting(self.hub.organisation_id, [EnvelopeKind.RETURN]):
                assert not take_answer(by=by, arrival_id=one.arrival_id).refused
            for one in waiting(self.hub.organisation_id, [EnvelopeKind.CORRECTION_NOTICE]):
                assert take_correction(by=by, arrival_id=one.arrival_id) is not None

    def asked(self) -> list[PutRightLine]:
        with self.hub.transaction():
            return put_right_of(self.hub.organisation_id, self.case_id)

    def notices(self) -> list[NoticeLine]:
        with self.hub.transaction():
            return notices_of(self.hub.organisation_id, self.case_id)

    def decisions(self) -> list[Decision]:
        with self.hub.transaction():
            rows = Decision.objects.filter(organisation_id=self.hub.organisation_id, case_id=self.case_id)
            return list(rows.order_by("decided_at"))

    def tells(self, one: NoticeLine) -> None:
        """Whoever is owed a notice gets it."""
        by, pack = self.hub.actor(SCREENER), self.pack(SCREENER)
        with self.hub.transaction():
            decided, told = decision_for(by, self.case_id, WHY), told_of(by, self.case_id, WHY)
            assert decided is not None
            if one.partner_id:
                send_notice(by=by, notice_id=one.id, pack=pack, decided=decided, told=told)
            else:
                note_told(by=by, notice_id=one.id, decided=decided, how=How.TALK)
        carry_due(self.hub)


def make_righting(**changes: Any) -> Righting:
    """Weighed by the analyst, decided by the manager; everybody was told, each partner by package."""
    weighing = make_weighing(**changes)
    weighing.weigh()
    weighing.decide()
    weighing.tell_family()
    for one in weighing.waiting():
        weighing.send(one)
    carry_due(weighing.asking.hub)
    return Righting(weighing, question_of(weighing))


def question_of(weighing: Weighing) -> UUID:
    """The question that the police answered."""
    police = weighing.asking.police
    with police.transaction():
        rows = Question.objects.filter(organisation_id=police.organisation_id)
        return rows.values_list("id", flat=True)[0]


def fill_putting_right(organisation_id: UUID) -> None:
    """A row in each table of what is put right; what is sealed is any bytes. After `fill_weighing`."""
    own: dict[str, Any] = {"organisation_id": organisation_id}
    now, who = timezone.now(), new_id()
    item_id, case_id = Held.objects.filter(**own).values_list("id", "case_id")[0]
    of = {**own, "case_id": case_id}
    PutRight.objects.create(**of, item_id=item_id, sealed=b"x", asked_at=now, asked_by=who, answer_by=now)
    decision_id = Decision.objects.filter(**own).values_list("id", flat=True)[0]
    Review.objects.create(**of, decision_id=decision_id, sealed=b"x", reviewed_at=now, reviewed_by=who)
    Notice.objects.create(
        **of, feedback_id=Feedback.objects.filter(**own).values_list("id", flat=True)[0], owed_at=now
    )
    arrival_id, partner_id = Arrival.objects.filter(**own).values_list("id", "partner_id")[0]
    assert Partner.objects.filter(**own, id=partner_id).exists()
    WrongItem.objects.create(
        **own, arrival_id=arrival_id, partner_id=partner_id, package_id=new_id(), passage_id=new_id(), arrived_at=now,
        opened_by=who,
    )  # fmt: skip
