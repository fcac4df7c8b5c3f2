"""Referrals of a school at work, made by the actions that people use, and what became of them outside."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from fairward.exchange.choosing.content import Answer, Decision, FormAnswer
from fairward.exchange.choosing.draft_actions import save_draft
from fairward.exchange.choosing.draft_queries import draft_for
from fairward.exchange.choosing.entry_queries import entries_of
from fairward.exchange.choosing.models import Draft
from fairward.exchange.choosing.vocabulary import DraftState
from fairward.exchange.models import Disclosure
from fairward.exchange.package.making import texts_of
from fairward.exchange.vocabulary import HowTold
from fairward.files.queries import file_for
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import DisclosureKind, OrganisationKind
from fairward.keys import directory
from fairward.rules import disclosure, referral
from fairward.rules import sending as sending_rules
from fairward.school.referrals.begin_actions import begin_referral, record_call
from fairward.school.referrals.models import Referral
from fairward.school.referrals.policies import Call, NewReferral
from fairward.school.referrals.queries import OpenedReferral, referral_for
from tests.support import sending
from tests.support.living import Living

WHY = "a test"
CARE = "Northfield social care"


def new(*, danger: bool = False, advice: bool = False, partner_id: UUID | None = None) -> NewReferral:
    """To social care without Fairward, or to a partner."""
    if partner_id is not None:
        return NewReferral(partner_id, "", None, danger, advice)
    return NewReferral(None, CARE, OrganisationKind.SOCIAL_CARE, danger, advice)


def begun(
    living: Living, *, danger: bool = False, advice: bool = False, partner_id: UUID | None = None
) -> UUID:
    """A referral that is being written."""
    with living.school.transaction():
        _, file, _ = file_for(living.actor(), living.ids["file"], WHY)
        return begin_referral(
            by=living.actor(), file=file, new=new(danger=danger, advice=advice, partner_id=partner_id)
        )


def telephoned(
    living: Living, at: datetime | None = None, whom: str = "Duty social worker", **said: str
) -> UUID:
    """A referral by telephone."""
    call = Call(at or timezone.now(), whom, is_told=False, ground="undue_delay_in_danger", **said)
    with living.school.transaction():
        _, file, _ = file_for(living.actor(), living.ids["file"], WHY)
        return record_call(by=living.actor(), file=file, new=new(), call=call)


def opened(living: Living, referral_id: UUID) -> OpenedReferral:
    """As its page opens it."""
    with living.school.transaction():
        return referral_for(living.actor(), referral_id, WHY)


def whole(living: Living, referral_id: UUID, leave_out: tuple[str, ...] = ()) -> None:
    """Everything answered as a careful lead would, but for what is left out; read through as its reader will."""
    one = opened(living, referral_id)
    with living.school.transaction():
        lead = living.actor()
        draft = draft_for(lead, one.noted.draft_id, WHY)
        texts = [text for entry in entries_of(lead, draft, WHY) for text in texts_of(entry)]
        said = {
            "working_well": "Her grandmother fetches her.", "child_is_now": "In school until 3pm.",
            "not_asked_because": "It would put her at more risk.",
        }  # fmt: skip
        listed = {"agreement": referral.agreements()[1].words, "level": referral.levels()[-1].words}
        answers = {key: value for key, value in {**said, **listed}.items() if key not in leave_out}
        form = tuple(one for one in draft.chosen.form if one.id not in answers)
        purpose = sending_rules.purposes(draft.facts.kind)[0].id
        chosen = replace(
            draft.chosen, reason="She may be hurt again.", purpose=purpose, basis="legal_duty", asks=("A visit today",),
            form=(*form, *(FormAnswer(key, referral.field_of(key).words, value) for key, value in answers.items())),
            is_told=None if "told" in leave_out else True,
            tests={one.id: Answer("yes", "") for one in disclosure.tests()},
            passages={one.id: Decision(True, words="It shows what happened.") for one in texts},
            names_looked=frozenset(one.id for one in texts),
        )  # fmt: skip
        save_draft(by=lead, draft=draft, chosen=chosen)
    sending.read_through(living, one.noted.draft_id)


def gone(living: Living, referral_id: UUID, ago: timedelta = timedelta()) -> None:
    """What was prepared has left, as sending leaves the rows: a disclosure, and a draft that nothing opens any more."""
    at, own = timezone.now() - ago, living.school.organisation_id
    with living.school.transaction():
        row = Referral.objects.get(organisation_id=own, id=referral_id)
        draft_id = row.adding_id or row.draft_id
        told_id = new_id()
        Disclosure.objects.create(
            organisation_id=own, id=told_id, file_id=row.file_id, child_id=row.child_id, told_at=at,
            how=int(HowTold.FILE), recipient_kind=row.recipient_kind, basis="safeguarding_task", sealed=b"",
            recipient=directory.protect(own, "exchange_disclosure", told_id, CARE.encode()), is_told=True,
            kind=int(DisclosureKind.REFERRAL), recorded_at=at, recorded_by=row.begun_by,
        )  # fmt: skip
        Draft.objects.filter(organisation_id=own, id=draft_id).update(
            state=int(DraftState.SENT), sealed=b"", disclosure_id=told_id, changed_at=at
        )
