"""An event is recorded where it happened: reported, and in a school filed for each child. It may not tell anybody else."""

from __future__ import annotations

from fairward.config.demo import acting
from fairward.config.demo.agencies import Place
from fairward.config.demo.crossing.events import Event
from fairward.config.demo.crossing.said import said_of
from fairward.config.demo.crossing.stage import Made, Stage
from fairward.kernel.vocabulary import OrganisationKind, Purpose, Role
from fairward.school.concerns.report_answers import MOST_CHILDREN
from fairward.school.concerns.triage_queries import children_of


def record(stage: Stage, event: Event, place: Place) -> Made:
    """The event in its organisation alone."""
    stage.enter(place)
    writer = stage.recorder(place.name, event.role)
    codes = [code for code in event.about if stage.cast.is_child(code)][:MOST_CHILDREN]
    with stage.within(place.name) as organisation_id:
        children = {code: stage.cast.child_in(organisation_id, code) for code in codes}
        said = said_of(event, stage.words(event))
        concern_id = acting.report(
            stage.actor(writer), list(children.values()), [said], at=stage.moment(event)
        )
        made = Made(event, concern_id)
        if place.kind is OrganisationKind.SCHOOL and children:
            lead = stage.acting(place.name, Role.SAFEGUARDING_LEAD)
            acting.file(lead, concern_id, Purpose.CHILD_PROTECTION)
            filed = {one.id: one.entry_id for one in children_of(organisation_id, concern_id)}
            made.entries = {code: entry for code, child in children.items() if (entry := filed[child])}
    stage.made.setdefault(place.name, []).append(made)
    return made
