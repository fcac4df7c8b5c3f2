"""A school answers a question of the hub from the child's file, passage by passage, with its own lead's keys.

What is relevant goes, as an agency would answer it; what is about somebody outside the question stays, and a remark says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from fairward.config.demo import acting
from fairward.config.demo.crossing.answering import ALTHOUGH, Answered
from fairward.config.demo.crossing.events import Event
from fairward.config.demo.crossing.labels import label_of
from fairward.config.demo.crossing.referring import filed_for, sent_by
from fairward.config.demo.crossing.stage import Made, Stage
from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.choosing.content import Answer, Decision
from fairward.exchange.choosing.draft_actions import save_draft
from fairward.exchange.choosing.draft_queries import draft_for
from fairward.exchange.choosing.entry_queries import entries_of
from fairward.exchange.package.making import texts_of
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.files.queries import entry_for
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import OrganisationKind, Role
from fairward.rules import disclosure
from fairward.school.questions import question_actions
from fairward.school.questions.question_queries import questions_for

WHY = acting.WHY


def is_asked(stage: Stage, school: str, child: str) -> bool:
    """Whether something stands in a file of this child there."""
    return any(child in one.entries for one in stage.made.get(school, []))


def answer_from_file(
    stage: Stage, school: str, arrival_id: UUID, child: str, people: Mapping[str, UUID]
) -> Answered:
    """Open the question that arrived and answer it. `people`: codes of those asked about, as the question names them."""
    with stage.within(school) as own:
        lead = stage.acting(school, Role.SAFEGUARDING_LEAD)
        question_id = _opened(lead, arrival_id)
        goes = _goes(stage, school, child, people)
        if not goes:
            question_actions.say_nothing_relevant(by=lead, question_id=question_id)
            return Answered(None)
        _, file, _ = entry_for(lead, goes[0].entries[child], WHY)
        here = {
            row: known for code, row in people.items()
            if code != child and (known := stage.cast.known_in(own, code)) is not None
        }  # fmt: skip
        draft_id = question_actions.begin_answer(by=lead, question_id=question_id, file=file, people=here)
        _choose(lead, draft_id, {one.entries[child]: one.event for one in goes})
        package_id = sent_by(stage, school, lead, draft_id)
        return Answered(package_id, tuple(one.event for one in goes))


def _opened(lead: Actor, arrival_id: UUID) -> UUID:
    """The lead opens what waits; the question that came with this arrival."""
    for one in waiting(lead.organisation_id, [EnvelopeKind.ENQUIRY]):
        question_actions.open_question(by=lead, arrival_id=one.arrival_id)
    found, _ = questions_for(lead, WHY)
    return next(one.id for one in found if one.arrival_id == arrival_id)


def _goes(stage: Stage, school: str, child: str, people: Mapping[str, UUID]) -> list[Made]:
    """Relevant events of the child's file that tell of nobody outside the question."""
    made = stage.made[school]
    found = []
    for one in filed_for(made, child, [each.event for each in made if each.event.is_answered]):
        if any(code not in people for code in one.event.about):
            stage.note(
                f"{one.event.id} was not answered: it is about somebody whom the hub does not ask about."
            )
        else:
            found.append(one)
    return found


def _choose(lead: Actor, draft_id: UUID, goes: Mapping[UUID, Event]) -> None:
    draft = draft_for(lead, draft_id, WHY)
    shown: Sequence[tuple[UUID, UUID, bool]] = [
        (text.id, entry.id, text.statement is not None)
        for entry in entries_of(lead, draft, WHY) for text in texts_of(entry)
    ]  # fmt: skip
    passages = {text: _decision(goes.get(entry), is_claim=is_claim) for text, entry, is_claim in shown}
    chosen = replace(
        draft.chosen, passages=passages, names_looked=frozenset(passages), basis="safeguarding_task", is_told=True,
        tests={one.id: Answer("yes") for one in disclosure.tests()},
    )  # fmt: skip
    save_draft(by=lead, draft=draft, chosen=chosen)


def _decision(event: Event | None, *, is_claim: bool) -> Decision:
    if event is None or not is_claim:
        return Decision(False, why="not_the_least")
    found = label_of(event, OrganisationKind.SCHOOL)
    return Decision(True, found.label, words=ALTHOUGH, summary=found.summary)
