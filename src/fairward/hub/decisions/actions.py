"""The only writer of decisions and of who was told: decide, approve, tell, close. Each is one act; nothing is told by a timer."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.exchange.answering.crossing import let_go
from fairward.exchange.package.words import json_of
from fairward.exchange.travel.partner_queries import partner
from fairward.hub.decisions.content import Reasons, to_bytes
from fairward.hub.decisions.keeping import count_kept
from fairward.hub.decisions.models import Decision
from fairward.hub.decisions.outcome_package import about_of, family_told, outcome_package
from fairward.hub.decisions.policies import (
    DECIDE,
    Telling,
    check_can_approve,
    check_is_to_be_told,
    check_may_tell,
    check_telling,
    rests_on_untold_only,
)
from fairward.hub.decisions.queries import TABLE, Decided, ToldLine, Waits, hears_later, told_facts
from fairward.hub.decisions.resting import labels_cited, weighed_facts
from fairward.hub.decisions.reviewing import drop_unapproved, put_away
from fairward.hub.decisions.vocabulary import How, Whom
from fairward.hub.decisions.writing import write_feedback
from fairward.hub.intake import writing
from fairward.hub.intake.case_queries import facts_from, facts_of
from fairward.hub.intake.models import Case
from fairward.hub.packs.queries import Pack
from fairward.hub.vocabulary import CaseState
from fairward.hub.workflow import Facts, check_move
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import create_record

S = CaseState
LATER = "later"


@transaction.atomic
def decide_case(*, by: Actor, pack: Pack, outcome: str, reasons: Reasons) -> bool:
    """Decide a case, with reasons that rest on its analysis. False when a second person must approve it first."""
    check(by, DECIDE)
    row = writing.locked(by.organisation_id, pack.case.facts.id)
    if not reasons.reasons.strip():
        raise Denied("no_reasons", "Give the reasons.")
    needs_second = rests_on_untold_only(labels_cited(pack))
    facts = replace(
        weighed_facts(by, pack), outcome=outcome, has_reasons=True, decider=str(by.membership_id),
        rests_on_untold_only=needs_second, second_approver="to come" if needs_second else "",
    )  # fmt: skip
    check_move(S(row.state), S.DECIDED, facts)
    decision_id, now = new_id(), timezone.now()
    key = create_record(by.organisation_id, decision_id, rings=[RingKind.CASES])
    drop_unapproved(by.organisation_id, row.id)
    Decision.objects.create(
        organisation_id=by.organisation_id, id=decision_id, case_id=row.id, outcome=outcome, needs_second=needs_second,
        sealed=key.seal(to_bytes(reasons), table=TABLE, version=1), decided_at=now, decided_by=by.membership_id,
        stands=not needs_second,
    )  # fmt: skip
    if not needs_second:
        _to_feedback(row, facts)
    record_act(by, act="hub.decided", item_kind="case", item_id=row.id, why=outcome)
    return not needs_second


@transaction.atomic
def approve_decision(*, by: Actor, pack: Pack) -> None:
    """A second person agrees with a decision that rests only on what the family can never be told."""
    check(by, DECIDE)
    row = writing.locked(by.organisation_id, pack.case.facts.id)
    found = (
        Decision.objects.filter(organisation_id=by.organisation_id, case_id=row.id)
        .order_by("-decided_at")
        .first()
    )
    if found is None:
        raise NotFound("decision")
    check_can_approve(
        found.decided_by, by.membership_id, stands=found.stands, is_flagged=found.flagged_at is not None
    )
    facts = replace(
        weighed_facts(by, pack), outcome=found.outcome, has_reasons=True, decider=str(found.decided_by),
        rests_on_untold_only=True, second_approver=str(by.membership_id),
    )  # fmt: skip
    found.second_by, found.second_at, found.stands = by.membership_id, timezone.now(), True
    if S(row.state) is not S.ANALYSIS:  # decided anew: the one before makes place
        put_away(by.organisation_id, row.id, found.second_at)
    found.save(update_fields=["second_by", "second_at", "stands"])
    if S(row.state) is S.ANALYSIS:
        _to_feedback(row, facts)
    record_act(by, act="hub.decision_approved", item_kind="case", item_id=row.id)


@transaction.atomic
def tell(*, by: Actor, case_id: UUID, whom: Waits, telling: Telling) -> None:
    """Note that somebody was told by a person, or why they are told later."""
    check_may_tell(by)
    row = writing.locked(by.organisation_id, case_id)
    check_is_to_be_told(S(row.state), was_put_off=hears_later(by.organisation_id, case_id, whom.person_id))
    check_telling(telling, timezone.localdate(), may_be_later=whom.whom is Whom.FAMILY)
    if telling.how in (How.PACKAGE, How.PAGES):
        raise Denied("send_it", "Send the package, or show it on their pages, instead of noting it.")
    write_feedback(by, case_id, whom, telling)
    record_act(
        by, act="hub.told", item_kind="case", item_id=case_id, why=whom.whom.code if telling.how else LATER
    )


@transaction.atomic
def send_outcome(
    *, by: Actor, pack: Pack, whom: Waits, decided: Decided, told: list[ToldLine], words: str
) -> None:
    """Send a partner what was decided: the outcome, what they do now, and for the next team the minimum it needs."""
    check_may_tell(by)
    row = writing.locked(by.organisation_id, pack.case.facts.id)
    check_is_to_be_told(S(row.state))
    if whom.partner_id is None:
        raise Denied(
            "no_partner", "They have no Fairward that you trust. Ring or write to them, and note it."
        )
    if not decided.stands:
        raise Denied("not_decided", "This is not decided yet: a second person approves it first.")
    is_referrer = whom.whom is Whom.REFERRER
    package = outcome_package(
        by, partner(by.organisation_id, whom.partner_id).card, about_of(pack), decided, family_told(told),
        reply_to=row.package_id if is_referrer else None, asks=words.strip(), minimum=whom.whom is Whom.RECEIVER,
    )  # fmt: skip
    let_go(by=by, partner_id=whom.partner_id, package=package)
    digest = hashlib.sha256(json_of(package.manifest)).hexdigest()
    write_feedback(
        by, row.id, whom, Telling(How.PACKAGE, words or decided.outcome.words), package.manifest.id, digest
    )
    record_act(by, act="hub.outcome_sent", item_kind="case", item_id=row.id, why=whom.whom.code)


@transaction.atomic
def close_case(*, by: Actor, case_id: UUID) -> None:
    """Everybody has heard, or hears later with a ground and a day: the case is closed."""
    check_may_tell(by)
    row = writing.locked(by.organisation_id, case_id)
    facts = replace(facts_of(facts_from(row)), told=told_facts(by.organisation_id, case_id))
    writing.move(row, S.CLOSED, facts)
    writing.keep(row)
    count_kept(by.organisation_id, case_id)
    record_act(by, act="hub.closed", item_kind="case", item_id=case_id)


def _to_feedback(row: Case, facts: Facts) -> None:
    writing.move(row, S.DECIDED, facts)
    writing.move(row, S.FEEDBACK_DUE, facts)
    writing.keep(row)
