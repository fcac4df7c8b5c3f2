"""Disagreements with a hub: noted, taken further, settled. It changes no rating and no decision."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.hub.intake.case_queries import case_facts
from fairward.hub.talks import policies
from fairward.hub.talks.content import Said
from fairward.hub.talks.ended_package import send_ended
from fairward.hub.talks.models import Disagreement
from fairward.hub.talks.queries import concerned_in, is_decided
from fairward.hub.talks.vocabulary import About, Settled, Whose
from fairward.hub.talks.writing import begin, due_of, write_step
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.rules import hub


@transaction.atomic
def note_disagreement(*, by: Actor, case_id: UUID, about: About, whose: Whose, said: Said) -> UUID:
    """Note that somebody disagrees, and what they expect; the first step of the ladder answers by its clock."""
    check(by, policies.READ)
    facts = case_facts(by.organisation_id, case_id)
    policies.check_can_disagree(facts, about, is_decided=is_decided(by.organisation_id, case_id))
    policies.check_said(said, "Write what they disagree with, and what they expect.")
    disagreement_id = begin(by, case_id, about, whose, said, timezone.now())
    record_act(
        by,
        act="hub.disagreement_noted",
        item_kind="disagreement",
        item_id=disagreement_id,
        subject_id=case_id,
    )
    return disagreement_id


@transaction.atomic
def take_further(*, by: Actor, disagreement_id: UUID, said: Said) -> int:
    """Note what this step answered, and that it goes on to the next; returns the new step."""
    row = _open(by, disagreement_id)
    policies.check_said(said, "Write what they answered, and why it goes further.")
    if row.step == len(hub.ladder()):
        raise Denied("last_step", "There is nobody further. Settle it with what the partnership says.")
    write_step(by, row.id, row.step, said)
    row.step, row.due_at = row.step + 1, due_of(by, row.step + 1, timezone.now())
    row.save(update_fields=["step", "due_at"])
    record_act(
        by,
        act="hub.disagreement_taken_further",
        item_kind="disagreement",
        item_id=row.id,
        subject_id=row.case_id,
    )
    return row.step


@transaction.atomic
def settle(*, by: Actor, disagreement_id: UUID, settled: Settled, said: Said, answer: str = "") -> None:
    """Note how it ended: it stands, or it was changed. Not by whoever rated or decided it.

    Whoever sent it from outside reads how it ended, and `answer`.
    """
    check(by, policies.SETTLE)
    row = _open(by, disagreement_id)
    policies.check_can_settle(
        by.membership_id, concerned_in(by.organisation_id, row.case_id, About(row.about))
    )
    policies.check_said(said, "Write what was agreed, and what changes because of it.")
    write_step(by, row.id, row.step, said)
    row.settled, row.settled_at, row.settled_by = int(settled), timezone.now(), by.membership_id
    if row.partner_id is not None and row.package_id is not None:
        policies.check_answer(answer)
        row.answer_package_id = send_ended(
            by, row.case_id, row.partner_id, row.package_id, settled, answer.strip()
        )
    row.save(update_fields=["settled", "settled_at", "settled_by", "answer_package_id"])
    record_act(
        by, act="hub.disagreement_settled", item_kind="disagreement", item_id=row.id, subject_id=row.case_id, why=settled.code
    )  # fmt: skip


def _open(by: Actor, disagreement_id: UUID) -> Disagreement:
    check(by, policies.READ)
    rows = Disagreement.objects.select_for_update().filter(
        organisation_id=by.organisation_id, id=disagreement_id
    )
    row = rows.first()
    if row is None:
        raise NotFound("disagreement")
    policies.check_is_open(row.settled is not None)
    return row
