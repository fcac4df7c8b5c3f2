"""Entries turned out to be about somebody else: whoever asked is answered, and whoever outside was told is to be told again.

It logs no act: the action that calls it does. Call it before the entries go, while it can be seen who was told.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from fairward.cases import writing
from fairward.cases.arriving import LEADS_RING, take
from fairward.cases.models import Case, CorrectionDecision
from fairward.cases.queries import account_of, officers, open_corrections_of
from fairward.cases.recipients import add_recipient_row, has_recipients
from fairward.cases.texts import reseal_to, write_text
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState, HowAsked, TextKind
from fairward.cases.writing import NewCase
from fairward.design.words import date_words
from fairward.exchange.queries import Recipient, recipients_of
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Purpose, RingKind
from fairward.notices.mail import something_arrived


def outside(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[Recipient]:
    """Everybody outside who was told something of these entries, each disclosure once."""
    found = {
        one.disclosure_id: one for entry_id in entry_ids for one in recipients_of(organisation_id, entry_id)
    }
    return sorted(found.values(), key=lambda one: one.told_at, reverse=True)


def put_right(by: Actor, file: OpenedFile, entry_ids: Sequence[UUID], words: str) -> UUID | None:
    """Uphold every open request about these entries, or open a case of the school's own where somebody outside was told.

    `words`: what was wrong, without content. Returns the case in which recipients are to be told, if there is one.
    """
    told = outside(by.organisation_id, entry_ids)
    cases = open_corrections_of(by.organisation_id, entry_ids)
    if not cases and told:
        cases = [_of_our_own(by, file, words)]
    for number, case_id in enumerate(cases):
        case = writing.locked_case(by, case_id)
        if case.how_asked != int(HowAsked.FOUND_HERE):
            reseal_to(by, case.id, RingKind.of(file.purpose), LEADS_RING)
        _uphold(by, case, words, told if number == 0 else [])
    return cases[0] if told else None


def tell_outside(by: Actor, file: OpenedFile, entry_ids: Sequence[UUID], words: str) -> None:
    """Open a case of the school's own for whoever was told outside. Where somebody has asked to put the same right, that
    request is decided by itself, and whoever was told is told then."""
    told = outside(by.organisation_id, entry_ids)
    if told and not open_corrections_of(by.organisation_id, entry_ids):
        case = writing.locked_case(by, _of_our_own(by, file, words))
        _uphold(by, case, words, told)


def _of_our_own(by: Actor, file: OpenedFile, words: str) -> UUID:
    new = NewCase(CaseKind.CORRECTION, HowAsked.FOUND_HERE, timezone.now(), file.child_id)
    return take(by, new, [(TextKind.ASKED, words)], rings=[LEADS_RING])


def _uphold(by: Actor, case: Case, words: str, told: Sequence[Recipient]) -> None:
    CorrectionDecision.objects.create(
        organisation_id=by.organisation_id, case_id=case.id, outcome=int(CaseOutcome.UPHELD), decided_at=timezone.now(),
        decided_by=by.membership_id,
    )  # fmt: skip
    asked_by = case.asked_by_membership
    accounts = [account_of(by.organisation_id, asked_by)] if asked_by else []
    write_text(by, case.id, TextKind.REPLY, words, rings=[LEADS_RING], accounts=accounts)
    writing.meet_clock(case, timezone.now())
    for one in told:
        add_recipient_row(
            by, case.id, f"{one.words}, told on {date_words(one.told_at)}", Purpose.CHILD_PROTECTION,
            disclosure_id=one.disclosure_id,
        )  # fmt: skip
    _end(by, case)
    people = {*officers(by.organisation_id), *([asked_by] if asked_by else [])}
    something_arrived(by.organisation_id, people - {by.membership_id})


def _end(by: Actor, case: Case) -> None:
    """Whoever received it is told first; where nobody did, the case is over with the answer."""
    if case.state == int(CaseState.RECEIVED):
        writing.move(case, CaseState.CHECKING)
    if has_recipients(by.organisation_id, case.id):
        writing.move(case, CaseState.TELLING)
        writing.set_outcome(case, CaseOutcome.UPHELD)
    else:
        writing.close(by, case, CaseOutcome.UPHELD)
