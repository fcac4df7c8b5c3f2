"""The only writer of decisions and of who was told: decide, approve, tell, close. Each is one act; nothing is told by a timer."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check, may
from fairward.audit.log import record_act
from fairward.exchange.answering.crossing import let_go
from fairward.exchange.package.contents import Child, Coded
from fairward.exchange.package.contents import Told as FamilyTold
from fairward.exchange.package.words import json_of
from fairward.exchange.travel.partner_queries import partner
from fairward.hub.decisions.content import Reasons, to_bytes
from fairward.hub.decisions.models import Decision
from fairward.hub.decisions.outcome_package import outcome_package
from fairward.hub.decisions.policies import (
    DECIDE,
    TELL,
    Telling,
    check_can_approve,
    check_is_to_be_told,
    check_telling,
    rests_on_untold_only,
)
from fairward.hub.decisions.queries import TABLE, Decided, ToldLine, Waits, is_put_off, told_facts
from fairward.hub.decisions.telling_rows import note_telling
from fairward.hub.decisions.vocabulary import How, Whom
from fairward.hub.intake import writing
from fairward.hub.intake.case_queries import facts_from, facts_of
from fairward.hub.intake.models import Case
from fairward.hub.packs.queries import Pack, analysts_of
from fairward.hub.vocabulary import CaseState, Route
from fairward.hub.workflow import Facts, check_move
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Label, RingKind
from fairward.keys.records import create_record
from fairward.rules import family

S = CaseState
LATER = "later"


@transaction.atomic
def decide_case(*, by: Actor, pack: Pack, outcome: str, reasons: Reasons) -> bool:
    """Decide a case, with reasons that rest on its analysis. False when a second person must approve it first."""
    check(by, DECIDE)
    row = writing.locked(by.organisation_id, pack.case.facts.id)
    if not reasons.reasons.strip():
        raise Denied("no_reasons", "Give the reasons.")
    needs_second = rests_on_untold_only(_labels_cited(pack))
    facts = replace(
        _weighed(by, pack), outcome=outcome, has_reasons=True, decider=str(by.membership_id),
        rests_on_untold_only=needs_second, second_approver="to come" if needs_second else "",
    )  # fmt: skip
    check_move(S(row.state), S.DECIDED, facts)
    decision_id, now = new_id(), timezone.now()
    key = create_record(by.organisation_id, decision_id, rings=[RingKind.CASES])
    Decision.objects.filter(organisation_id=by.organisation_id, case_id=row.id, stands=False).delete()
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
    check_can_approve(found.decided_by, by.membership_id, stands=found.stands)
    facts = replace(
        _weighed(by, pack), outcome=found.outcome, has_reasons=True, decider=str(found.decided_by),
        rests_on_untold_only=True, second_approver=str(by.membership_id),
    )  # fmt: skip
    found.second_by, found.second_at, found.stands = by.membership_id, timezone.now(), True
    found.save(update_fields=["second_by", "second_at", "stands"])
    _to_feedback(row, facts)
    record_act(by, act="hub.decision_approved", item_kind="case", item_id=row.id)


@transaction.atomic
def tell(*, by: Actor, case_id: UUID, whom: Waits, telling: Telling) -> None:
    """Note that somebody was told by a person, or why they are told later."""
    _check_may_tell(by)
    row = writing.locked(by.organisation_id, case_id)
    is_later = whom.person_id is not None and is_put_off(by.organisation_id, case_id, whom.person_id)
    check_is_to_be_told(S(row.state), is_put_off=is_later)
    check_telling(telling, timezone.localdate(), may_be_later=whom.whom is Whom.FAMILY)
    if telling.how in (How.PACKAGE, How.PAGES):
        raise Denied("send_it", "Send the package, or show it on their pages, instead of noting it.")
    note_telling(by, case_id, whom, telling)
    record_act(
        by, act="hub.told", item_kind="case", item_id=case_id, why=whom.whom.code if telling.how else LATER
    )


@transaction.atomic
def send_outcome(
    *, by: Actor, pack: Pack, whom: Waits, decided: Decided, told: list[ToldLine], words: str
) -> None:
    """Send a partner what was decided: the outcome, what they do now, and for the next team the minimum it needs."""
    _check_may_tell(by)
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
        by, partner(by.organisation_id, whom.partner_id).card, _about(pack), decided, _family_told(told),
        reply_to=row.package_id if is_referrer else None, asks=words.strip(), minimum=whom.whom is Whom.RECEIVER,
    )  # fmt: skip
    let_go(by=by, partner_id=whom.partner_id, package=package)
    digest = hashlib.sha256(json_of(package.manifest)).hexdigest()
    note_telling(
        by, row.id, whom, Telling(How.PACKAGE, words or decided.outcome.words), package.manifest.id, digest
    )
    record_act(by, act="hub.outcome_sent", item_kind="case", item_id=row.id, why=whom.whom.code)


@transaction.atomic
def close_case(*, by: Actor, case_id: UUID) -> None:
    """Everybody has heard, or hears later with a ground and a day: the case is closed."""
    _check_may_tell(by)
    row = writing.locked(by.organisation_id, case_id)
    facts = replace(facts_of(facts_from(row)), told=told_facts(by.organisation_id, case_id))
    writing.move(row, S.CLOSED, facts)
    writing.keep(row)
    record_act(by, act="hub.closed", item_kind="case", item_id=case_id)


def _check_may_tell(by: Actor) -> None:
    if not any(may(by, one) for one in TELL):
        check(by, DECIDE)


def _weighed(by: Actor, pack: Pack) -> Facts:
    """What the guards ask of the analysis."""
    weighed = pack.analysis.weighed if pack.analysis else None
    analysts = analysts_of(by.organisation_id, pack.case.facts.id)
    return replace(
        facts_of(pack.case.facts), has_strengths=bool(weighed and weighed.strengths), has_gaps=bool(weighed and weighed.gaps),
        has_challenge=bool(weighed and weighed.challenge), analysts=frozenset(str(one) for one in analysts),
        cites_items=bool(weighed and weighed.cites), has_items=bool(pack.grades),
    )  # fmt: skip


def _labels_cited(pack: Pack) -> set[Label]:
    cites = pack.analysis.weighed.cites if pack.analysis else {}
    return {one.claim.label for one in pack.items if one.id in cites}


def _to_feedback(row: Case, facts: Facts) -> None:
    writing.move(row, S.DECIDED, facts)
    writing.move(row, S.FEEDBACK_DUE, facts)
    writing.keep(row)


def _about(pack: Pack) -> Child:
    if pack.case.facts.route is Route.ADVICE_ONLY or not pack.case.children:
        raise Denied("child_not_named", "No child is named in this case. Ring or write to them, and note it.")
    child = pack.case.children[0]
    return Child(child.id, child.identity.words, child.identity.born_on, "")


def _family_told(told: list[ToldLine]) -> FamilyTold:
    """Whether the family knows, as it was noted; a package that does not say so is not made."""
    lines = [one for one in told if one.whom is Whom.FAMILY]
    if not lines:
        raise Denied(
            "family_first", "Say first whether the family knows what was decided, or why they hear it later."
        )
    later = next((one for one in lines if one.how is None), None)
    if later is None:
        return FamilyTold(True, None, None)
    ground = family.ground(later.ground)
    return FamilyTold(False, Coded(ground.id, ground.words), later.look_again_on)
