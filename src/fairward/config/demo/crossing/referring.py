"""A school refers a child to the hub by a package: chosen, answered, read through and sent by its lead. Nothing goes untested."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from fairward.config.demo import acting
from fairward.config.demo.crossing.events import Event
from fairward.config.demo.crossing.labels import label_of
from fairward.config.demo.crossing.stage import HUB, Made, Stage
from fairward.config.demo.partners import partner_named
from fairward.exchange.choosing.content import Answer, Chosen, Decision, FormAnswer
from fairward.exchange.choosing.draft_actions import save_draft
from fairward.exchange.choosing.draft_queries import OpenedDraft, draft_for
from fairward.exchange.choosing.entry_queries import entries_of
from fairward.exchange.choosing.second_actions import agree, ask_second, confirm_read
from fairward.exchange.choosing.sending_actions import send
from fairward.exchange.choosing.sending_queries import material_for, seen_for
from fairward.exchange.package.making import texts_of
from fairward.files.queries import entry_for
from fairward.files.rendering import RenderedEntry
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import DisclosureKind, OrganisationKind, Role
from fairward.rules import disclosure, referral, sending
from fairward.school.referrals.begin_actions import begin_referral
from fairward.school.referrals.policies import NewReferral
from fairward.school.referrals.queries import referral_for

WHY = acting.WHY
REASON = "We are worried about this child and ask the hub to look at it with others."
_TYPED = {
    "working_well": "The child comes to school and talks with staff.", "child_is_now": "At home or in school, as usual.",
    "not_asked_because": "The family was asked.",
}  # fmt: skip


def refer(stage: Stage, school: str, code: str, made: Sequence[Made]) -> UUID:
    """These events of one child's file go to the hub as one referral; returns the package."""
    entries = {one.entries[code]: one.event for one in made}
    with stage.within(school) as own:
        lead = stage.acting(school, Role.SAFEGUARDING_LEAD)
        draft_id = _begun(lead, next(iter(entries)), partner_named(own, stage.organisations[HUB.name]))
        draft = draft_for(lead, draft_id, WHY)
        save_draft(by=lead, draft=draft, chosen=_chosen(draft, entries_of(lead, draft, WHY), entries))
        return sent_by(stage, school, lead, draft_id)


def sent_by(stage: Stage, school: str, lead: Actor, draft_id: UUID) -> UUID:
    """What was chosen is read through and sent, after a second person looked where one must; returns the package."""
    confirm_read(by=lead, seen=seen_for(lead, draft_id, WHY))
    if material_for(lead, draft_for(lead, draft_id, WHY), WHY).needed:
        _let_second_look(lead, stage.acting(school, Role.DEPUTY_LEAD), draft_id)
    return send(by=lead, draft=draft_for(lead, draft_id, WHY)).package_id


def filed_for(made: Sequence[Made], code: str, wanted: Collection[Event]) -> list[Made]:
    """What of these events stands in this child's file."""
    return [one for one in made if code in one.entries and one.event in wanted]


def _begun(lead: Actor, entry_id: UUID, partner_id: UUID) -> UUID:
    _, file, _ = entry_for(lead, entry_id, WHY)
    referral_id = begin_referral(by=lead, file=file, new=NewReferral(partner_id, "", None, False))
    draft_id: UUID = referral_for(lead, referral_id, WHY).noted.draft_id
    return draft_id


def _chosen(draft: OpenedDraft, shown: Sequence[RenderedEntry], goes: Mapping[UUID, Event]) -> Chosen:
    """Each passage decided, each question answered, the form filled as a lead would."""
    passages = {
        text.id: _decision(goes.get(entry.id), is_claim=text.statement is not None)
        for entry in shown for text in texts_of(entry)
    }  # fmt: skip
    listed = {"agreement": referral.agreements()[1].words, "level": referral.levels()[-1].words}
    answers = {**_TYPED, **listed}
    form = (
        *(one for one in draft.chosen.form if one.id not in answers),
        *(FormAnswer(key, referral.field_of(key).words, value) for key, value in answers.items()),
    )
    return replace(
        draft.chosen, reason=REASON, purpose=sending.purposes(DisclosureKind.REFERRAL)[0].id, basis="safeguarding_task",
        asks=("Tell us what you decide.",), form=form, is_told=True, passages=passages, names_looked=frozenset(passages),
        tests={one.id: Answer("yes") for one in disclosure.tests()},
    )  # fmt: skip


def _decision(event: Event | None, *, is_claim: bool) -> Decision:
    if event is None or not is_claim:
        return Decision(False, why="not_the_least")
    found = label_of(event, OrganisationKind.SCHOOL)
    return Decision(True, found.label, words="It shows what worries us.", summary=found.summary)


def _let_second_look(lead: Actor, deputy: Actor, draft_id: UUID) -> None:
    ask_second(by=lead, seen=seen_for(lead, draft_id, WHY))
    agree(by=deputy, seen=seen_for(deputy, draft_id, WHY))
