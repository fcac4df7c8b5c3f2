"""What may be done to a family account now. Pure: it may not read or write anything."""

from __future__ import annotations

from fairward.families.policies import OVERTAKEN
from fairward.families.vocabulary import AccountState, EndReason, Step, StepDecision
from fairward.kernel.denied import Denied


def check_can_renew_code(state: AccountState) -> None:
    """A code takes an account over, so a paused one gets none."""
    if state is AccountState.PAUSED:
        raise Denied("paused", "This account is paused. End the pause first, if it is safe to.")
    check_stands(state)


def check_can_pause(state: AccountState) -> None:
    """Once is enough."""
    check_stands(state)
    if state is AccountState.PAUSED:
        raise Denied("paused_already", "This account is paused already.")


def check_can_resume(state: AccountState) -> None:
    """Only what is paused."""
    if state is not AccountState.PAUSED:
        raise Denied("not_paused", "This account is not paused.")


def check_can_confirm(closed_because: str) -> None:
    """Looking again opens nothing that a rule still closes."""
    if not closed_because:
        raise Denied("open_already", "This is open already.")
    if closed_because != OVERTAKEN:
        raise Denied("still_closed", f"This stays closed. {closed_because}")


def check_stands(state: AccountState) -> None:
    """What has ended stays as it was."""
    if state is AccountState.ENDED:
        raise Denied(
            "account_ended", "This account has ended. Invite the person again if they should come back."
        )


def check_step_fits(step: Step, decision: StepDecision, chosen: int, standing: int) -> None:
    """What a step can come to: about 12 it is a talk; "nobody" and "some" must say who goes."""
    if step is Step.TALK and decision in (StepDecision.LIMIT, StepDecision.STOP):
        raise Denied(
            "too_early",
            "About 12 it is a talk. What the young person wants to change, change adult by adult.",
        )
    if decision is StepDecision.STOP and chosen < standing:
        raise Denied("somebody_left", "Tick every adult, or choose that some go on seeing it.")
    if decision is StepDecision.LIMIT and not 0 < chosen < standing:
        raise Denied("nobody_chosen", "Tick who does not see it any more, at least one and not all.")
    if decision in (StepDecision.TALKED, StepDecision.KEEP, StepDecision.NOT_ABLE) and chosen:
        raise Denied(
            "chosen_for_nothing", "You ticked an adult, but chose that nothing changes. Choose one of them."
        )


def reason_of(step: Step) -> EndReason:
    """Why an access ends on this step."""
    return EndReason.GROWN_UP if step is Step.OWNER else EndReason.YOUNG_PERSON_DECIDED
