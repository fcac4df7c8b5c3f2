"""An agency answers a question with its own events that are relevant, each typed, dated and labelled, or says that nothing is.

It may not answer with what a warning holds back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from fairward.agency.answers import question_actions, reply_actions
from fairward.agency.answers.question_queries import question_for
from fairward.config.demo import acting
from fairward.config.demo.crossing.events import Event
from fairward.config.demo.crossing.labels import label_of
from fairward.config.demo.crossing.said import source_of
from fairward.config.demo.crossing.stage import Stage
from fairward.exchange.answering.asking import Asked
from fairward.exchange.answering.items import Item
from fairward.exchange.answering.looking import MOST_ITEMS, is_whole_record, missing_in, warnings_of
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Basis, OrganisationKind, Role

WHY = acting.WHY
RELEVANT = "It tells whether this child is safe, and what would help."
ALTHOUGH = "It matters now: it belongs to what the child lives with."
_LONGEST = 2_800  # letters of an extract, below what looks like a whole record


@dataclass(frozen=True, slots=True)
class Answered:
    """What an agency let go: the events, and the package (None: it had nothing that was relevant)."""

    package_id: UUID | None
    events: tuple[Event, ...] = ()


def answer(stage: Stage, name: str, arrival_id: UUID, people: Mapping[str, UUID]) -> Answered:
    """Open the question that arrived and answer it. `people`: codes of those asked about, as the question names them."""
    with stage.within(name):
        navigator = stage.acting(name, Role.NAVIGATOR)
        question_id = question_actions.open_question(by=navigator, arrival_id=arrival_id)
        if question_id is None:
            raise LookupError(f"{name} could not open a question of the hub.")
        stage.questions.setdefault(name, []).append(question_id)
        asked = question_for(navigator, question_id, WHY).asked
        items = _items(stage, name, asked, people)
        if not items:
            question_actions.say_nothing_relevant(by=navigator, question_id=question_id)
            return Answered(None)
        return Answered(
            _sent(navigator, question_id, [one for _, one in items]), tuple(one for one, _ in items)
        )


def _sent(navigator: Actor, question_id: UUID, items: Sequence[Item]) -> UUID:
    reply_id, seen = reply_actions.begin_reply(by=navigator, question_id=question_id), 1
    for one in items:
        seen = reply_actions.keep_item(by=navigator, reply_id=reply_id, seen=seen, item=one)
    return reply_actions.send_reply(by=navigator, reply_id=reply_id, seen=seen)


def _items(stage: Stage, name: str, asked: Asked, people: Mapping[str, UUID]) -> list[tuple[Event, Item]]:
    """Its own relevant events so far that may go; the newest, where there are more than one answer holds."""
    kind = OrganisationKind[stage.staff(name)[0].kind.upper()]
    found = []
    for made in stage.made.get(name, []):
        if not made.event.is_answered:
            continue
        item = _item(stage, made.event, kind, asked, people)
        lacks = missing_in(item, asked)
        if lacks:
            stage.note(f"{made.event.id} was not answered: {lacks[0].sentence}")
        else:
            found.append((made.event, item))
    if len(found) > MOST_ITEMS:
        stage.note(f"{name} had more than {MOST_ITEMS} relevant events and answered with the newest.")
    return found[-MOST_ITEMS:]


def _item(
    stage: Stage, event: Event, kind: OrganisationKind, asked: Asked, people: Mapping[str, UUID]
) -> Item:
    text, labelled = stage.words(event), label_of(event, kind)
    about = tuple(people[code] for code in event.about if code in people)
    made = Item(
        event.basis or Basis.DOCUMENT, text[:_LONGEST] if is_whole_record(text) else text, labelled.label, about=about,
        source=source_of(event), happened_on=stage.day(event), relevance=RELEVANT, summary=labelled.summary,
        grade=labelled.grade, is_about_others=any(code not in people for code in event.about),
    )  # fmt: skip
    # Nobody here can say that the test of a sensitive service is met: such an item stays, and a remark says so.
    return replace(made, although=ALTHOUGH) if warnings_of(made, asked) else made
