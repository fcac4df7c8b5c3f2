"""What a hub decides in a scenario and whom it tells: family, referrer, agencies and the next team. It may not weigh."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from fairward.config.demo import acting
from fairward.config.demo.crossing.hub_case import HubCase
from fairward.config.demo.crossing.stage import HUB, Stage
from fairward.exchange.travel.partner_queries import partner_of
from fairward.hub.decisions.actions import approve_decision, close_case, decide_case, send_outcome, tell
from fairward.hub.decisions.content import Reasons
from fairward.hub.decisions.policies import Telling
from fairward.hub.decisions.queries import Waits, decision_for, told_of, waiting_for
from fairward.hub.decisions.vocabulary import How, Whom
from fairward.hub.packs.queries import Pack, pack_for
from fairward.kernel.vocabulary import Label, OrganisationKind, Role

WHY = acting.WHY
REASONS = "What was told and answered shows that this family needs help. It rests on the items that the analysis cites."
DONE = "We talked about what was decided, who was asked, and how to answer or put something right."
# Who takes it over, by outcome.
_NEXT = {
    "section_17": OrganisationKind.SOCIAL_CARE, "section_47": OrganisationKind.SOCIAL_CARE,
    "strategy_discussion": OrganisationKind.SOCIAL_CARE, "family_help": OrganisationKind.EARLY_HELP,
}  # fmt: skip
_MOST_MINIMUM = 1_500


@dataclass(frozen=True, slots=True)
class Sent:
    """An outcome that went: to whom, which package, and whether the next team got the minimum with it."""

    recipient: str
    package_id: UUID
    minimum: str


def decide(stage: Stage, case: HubCase, outcome: str) -> None:
    """The manager decides what an analyst weighed; a second person agrees where it rests on what the family is never told."""
    with stage.within(HUB.name):
        manager, analyst = (stage.acting(HUB.name, one) for one in (Role.HUB_MANAGER, Role.ANALYST))
        pack = pack_for(manager, case.case_id, WHY)
        reasons = Reasons(REASONS, minimum=_minimum(pack))
        if not decide_case(by=manager, pack=pack, outcome=outcome, reasons=reasons):
            approve_decision(by=analyst, pack=pack_for(analyst, case.case_id, WHY))


def tell_everybody(stage: Stage, case: HubCase, outcome: str, others: Iterable[str]) -> list[Sent]:
    """The family first, by a person; then sealed packages. `others` are the organisations of the scenario."""
    sent = []
    with stage.within(HUB.name) as own:
        waits = waiting_for(own, case.case_id)
        for one in waits:
            if one.whom is Whom.FAMILY:
                _note(stage, case, one, How.TALK)
        for one in waits:
            if one.whom is Whom.FAMILY:
                continue
            if one.partner_id is None or _decided(stage, case) is None:
                _note(stage, case, one, How.TELEPHONE)
            else:
                sent.append(_send(stage, case, one))
        takes_over = _next_team(stage, own, outcome, others)
        if takes_over is not None and _decided(stage, case) is not None:
            sent.append(_send(stage, case, takes_over))
        close_case(by=stage.acting(HUB.name, Role.SCREENER), case_id=case.case_id)
    return sent


def _minimum(pack: Pack) -> str:
    """For the next team: what it must know, of items that may be shown to it, with who told them."""
    told = [
        f"{pack.agencies[one.enquiry_id]}: {one.claim.text}" for one in pack.items
        if one.replaced_at is None and one.claim.label is Label.RELEASABLE
    ]  # fmt: skip
    lines = ""
    for line in told:
        if len(lines) + len(line) < _MOST_MINIMUM:
            lines += f"{line}\n"
    return lines.strip() or "The family wants help."


def _decided(stage: Stage, case: HubCase) -> object:
    return decision_for(stage.acting(HUB.name, Role.HUB_MANAGER), case.case_id, WHY)


def _note(stage: Stage, case: HubCase, whom: Waits, how: How) -> None:
    tell(
        by=stage.acting(HUB.name, Role.SCREENER), case_id=case.case_id, whom=whom, telling=Telling(how, DONE)
    )


def _send(stage: Stage, case: HubCase, whom: Waits) -> Sent:
    by = stage.acting(HUB.name, Role.HUB_MANAGER)
    pack, decided = pack_for(by, case.case_id, WHY), decision_for(by, case.case_id, WHY)
    if decided is None:
        raise LookupError("this case is not decided")
    words = decided.outcome.referrer
    send_outcome(
        by=by, pack=pack, whom=whom, decided=decided, told=told_of(by, case.case_id, WHY), words=words
    )
    line = next(one for one in reversed(told_of(by, case.case_id, WHY)) if one.package_id is not None)
    minimum = decided.reasons.minimum if whom.whom is Whom.RECEIVER else ""
    return Sent(whom.name, line.package_id or case.case_id, minimum)


def _next_team(stage: Stage, own: UUID, outcome: str, others: Iterable[str]) -> Waits | None:
    for name in others:
        if _NEXT.get(outcome) is OrganisationKind[stage.staff(name)[0].kind.upper()]:
            found = partner_of(own, stage.organisations[name])
            if found is not None and found.is_confirmed:
                return Waits(Whom.RECEIVER, found.card.name, found.id)
    return None
