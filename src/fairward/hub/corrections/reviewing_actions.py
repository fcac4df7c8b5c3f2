"""The only writer of looking at a decision again because something that it rests on was put right. One act each."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.hub.corrections.models import Review
from fairward.hub.corrections.policies import check_may_review
from fairward.hub.corrections.queries import REVIEW
from fairward.hub.corrections.writing import owe_notices
from fairward.hub.decisions.content import Reasons
from fairward.hub.decisions.policies import DECIDE, rests_on_untold_only
from fairward.hub.decisions.queries import Decided, standing_decision
from fairward.hub.decisions.resting import labels_cited, weighed_facts
from fairward.hub.decisions.reviewing import decide_anew, looked_at
from fairward.hub.intake import writing as cases
from fairward.hub.packs.queries import Pack
from fairward.hub.workflow import Facts, lacking_to_review
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import create_record

WHY = "looking at a decision again"


@transaction.atomic
def leave_as_it_stands(*, by: Actor, pack: Pack, reasons: str) -> None:
    """The decision stands in spite of what was put right, for these reasons."""
    facts, decided = _checked(by, pack, has_reasons=bool(reasons.strip()))
    _refuse(facts, decided, is_anew=False)
    case_id, now = pack.case.facts.id, timezone.now()
    looked_at(by.organisation_id, decided.id, now)
    _keep(by, case_id, decided, reasons.strip(), None)
    record_act(by, act="hub.decision_looked_at", item_kind="case", item_id=case_id, why="stands")


@transaction.atomic
def decide_case_anew(*, by: Actor, pack: Pack, outcome: str, reasons: Reasons) -> bool:
    """Decide it anew; the old decision keeps its history, and everybody who was told it is owed a notice. False when a second
    person must approve it first."""
    facts, decided = _checked(by, pack, has_reasons=bool(reasons.reasons.strip()))
    needs_second = rests_on_untold_only(labels_cited(pack))
    facts = replace(
        facts,
        outcome=outcome,
        rests_on_untold_only=needs_second,
        second_approver="to come" if needs_second else "",
    )
    _refuse(facts, decided, is_anew=True)
    case_id, now = pack.case.facts.id, timezone.now()
    new = decide_anew(by, case_id, outcome, reasons, needs_second=needs_second, at=now)
    _keep(by, case_id, decided, "", new)
    owe_notices(by.organisation_id, case_id, now, to_all=True)
    record_act(by, act="hub.decided_anew", item_kind="case", item_id=case_id, why=outcome)
    return not needs_second


def _checked(by: Actor, pack: Pack, *, has_reasons: bool) -> tuple[Facts, Decided]:
    """The case locked first: whoever presses at the same moment finds that it was looked at."""
    check(by, DECIDE)
    cases.locked(by.organisation_id, pack.case.facts.id)
    decided = standing_decision(by, pack.case.facts.id, WHY)
    check_may_review(needs_look=decided.needs_look)
    return replace(weighed_facts(by, pack), decider=str(by.membership_id), has_reasons=has_reasons), decided


def _refuse(facts: Facts, decided: Decided, *, is_anew: bool) -> None:
    for one in lacking_to_review(facts, str(decided.decided_by), is_anew=is_anew):
        raise Denied(one.code, one.sentence)


def _keep(by: Actor, case_id: UUID, decided: Decided, reasons: str, new: UUID | None) -> None:
    review_id = new_id()
    key = create_record(by.organisation_id, review_id, rings=[RingKind.CASES])
    Review.objects.create(
        organisation_id=by.organisation_id, id=review_id, case_id=case_id, decision_id=decided.id, new_decision_id=new,
        sealed=key.seal(reasons.encode(), table=REVIEW, version=1), reviewed_at=timezone.now(), reviewed_by=by.membership_id,
    )  # fmt: skip
