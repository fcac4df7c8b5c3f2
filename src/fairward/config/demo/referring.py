"""Referrals in the demo: one by telephone of which nobody has decided in time, one that is decided.

It may not write around the actions.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from fairward.config.demo import acting
from fairward.config.demo.weak_records import said, saw
from fairward.exchange.choosing.draft_queries import draft_for
from fairward.exchange.choosing.sending_actions import send
from fairward.exchange.vocabulary import HowTold
from fairward.files.queries import entry_for
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import OrganisationKind, Purpose
from fairward.school.referrals.begin_actions import record_call
from fairward.school.referrals.follow_actions import chase_referral, note_decision
from fairward.school.referrals.policies import Call, Done, NewReferral
from fairward.school.referrals.queries import OpenedReferral, referral_for
from fairward.school.referrals.vocabulary import BegunFrom

WHY = "the demonstration"
CARE = "Westmere Children’s Services"
DUTY = "Duty social worker"


def play(reporter: Actor, lead: Actor, waiting: UUID, decided: UUID) -> None:
    """Both were telephoned first and put in writing; one was chased and is still not decided."""
    open_one = _referred(
        reporter, lead, waiting, timezone.now() - timedelta(days=6),
        "Came without breakfast, in the clothes of yesterday. Asked not to be sent home.", "I don’t want to go home today",
    )  # fmt: skip
    words = "Nobody has it yet. They ring back this afternoon."
    chase_referral(by=lead, opened=open_one, done=Done(timezone.now() - timedelta(days=3), DUTY, words))
    done_one = _referred(
        reporter, lead, decided, timezone.now() - timedelta(days=9),
        "Sat on the stairs after school for forty minutes. No number of the family was answered.",
        "Mum sleeps in the daytime now",
    )  # fmt: skip
    words = "They assess the family’s needs. A social worker visits this week, with the mother’s agreement."
    note_decision(
        by=lead, opened=done_one, outcome="section_17", done=Done(timezone.now() - timedelta(days=8), DUTY, words)
    )  # fmt: skip


def _referred(
    reporter: Actor, lead: Actor, child: UUID, at: datetime, seen: str, words: str
) -> OpenedReferral:
    """Reported, filed, telephoned an hour later, and put in writing."""
    concern = acting.report(
        reporter, [child], [saw(seen), said(words)], at=at, where="Reception", danger=True
    )
    entry_id = acting.file(lead, concern, Purpose.CHILD_PROTECTION)[0]
    file = entry_for(lead, entry_id, WHY)[1]
    new = NewReferral(None, CARE, OrganisationKind.SOCIAL_CARE, True, False, BegunFrom.ENTRY, entry_id)
    call = Call(
        at + timedelta(hours=1), DUTY, said="What was seen this morning, and what the child said.",
        agreed="They look at it today and ring back.", is_told=True,
    )  # fmt: skip
    referral_id = record_call(by=lead, file=file, new=new, call=call)
    opened = referral_for(lead, referral_id, WHY)
    send(by=lead, draft=draft_for(lead, opened.noted.draft_id, WHY), way=HowTold.FILE)
    return referral_for(lead, referral_id, WHY)
