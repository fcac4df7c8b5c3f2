"""Seals to one person what they are shown of a case. Only a person's act does it; it may not loosen a label."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.families.account_queries import locked_account
from fairward.families.vocabulary import AccountState
from fairward.hub.decisions.models import Feedback
from fairward.hub.decisions.policies import Telling, check_may_tell
from fairward.hub.decisions.queries import Decided, Waits
from fairward.hub.decisions.vocabulary import How, Whom
from fairward.hub.decisions.writing import write_feedback
from fairward.hub.families.content import Outcome, to_bytes
from fairward.hub.families.models import CaseReader, ShownOutcome
from fairward.hub.families.offering import outcome_for
from fairward.hub.families.policies import Chosen, check_is_reader
from fairward.hub.families.queries import SHOWN, Reader
from fairward.hub.intake import writing
from fairward.hub.packs.queries import Pack
from fairward.hub.vocabulary import CaseState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import create_record, forget_person
from fairward.notices.mail import something_arrived

NOTED = "They read it on their own pages."


@transaction.atomic
def show_outcome(*, by: Actor, pack: Pack, decided: Decided | None, reader: Reader, chosen: Chosen) -> UUID:
    """Seal to one reader what they are shown of a case, in the place of what they were shown before."""
    check_may_tell(by)
    own, case_id = by.organisation_id, pack.case.facts.id
    row = writing.locked(own, case_id)
    standing = CaseReader.objects.filter(
        organisation_id=own, case_id=case_id, id=reader.id, ended_at__isnull=True
    )
    if not standing.exists():
        raise NotFound("reader")
    account = locked_account(own, reader.family_account_id)
    check_is_reader(AccountState(account.state))
    content = outcome_for(own, pack, decided, reader, chosen)
    shown_id = _seal(by, case_id, reader, content, chosen)
    _note(by, CaseState(row.state), case_id, reader)
    if account.wants_notices:
        something_arrived(own, [account.membership_id])
    record_act(by, act="hub.outcome_shown", item_kind="case_reader", item_id=reader.id, subject_id=case_id)
    return shown_id


def _seal(by: Actor, case_id: UUID, reader: Reader, content: Outcome, chosen: Chosen) -> UUID:
    own, shown_id = by.organisation_id, new_id()
    before = ShownOutcome.objects.filter(organisation_id=own, reader_id=reader.id).order_by("-version")
    older, version = (
        list(before.values_list("id", flat=True)),
        (before.values_list("version", flat=True).first() or 0) + 1,
    )
    key = create_record(own, shown_id, rings=[RingKind.CASES], persons=[reader.account_id])
    if older:  # what is shown now takes the place of what was: a correction may have taken something out
        forget_person(own, reader.account_id, record_ids=older)
    ShownOutcome.objects.create(
        organisation_id=own, id=shown_id, case_id=case_id, reader_id=reader.id, version=version,
        sealed=key.seal(to_bytes(content), table=SHOWN, version=version), held=len(chosen.later),
        ground=chosen.ground if chosen.later else "", look_again_on=chosen.look_again_on if chosen.later else None,
        made_at=timezone.now(), made_by=by.membership_id,
    )  # fmt: skip
    return shown_id


def _note(by: Actor, state: CaseState, case_id: UUID, reader: Reader) -> None:
    """Whoever was still to be told has heard it now. Somebody who heard it before is told again without another line."""
    rows = Feedback.objects.filter(
        organisation_id=by.organisation_id, case_id=case_id, person_id=reader.person_id
    )
    if not rows.filter(how__isnull=False).exists() and (state is CaseState.FEEDBACK_DUE or rows.exists()):
        write_feedback(
            by, case_id, Waits(Whom.FAMILY, "", person_id=reader.person_id), Telling(How.PAGES, NOTED)
        )
