"""Whether somebody may be shown an entry now. Only a standing decision to show opens anything; no timer does. Pure."""

from __future__ import annotations

from fairward.families.queries import Standing as Access
from fairward.families.vocabulary import AccountState
from fairward.files.labels import may_families_read
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import FamilyDecision, Label, Purpose, Role

MAY_APPROVE = frozenset({Role.SAFEGUARDING_LEAD, Role.DEPUTY_LEAD, Role.HEADTEACHER})


def check_can_share(decision: FamilyDecision | None, access: Access | None, *, is_restricted: bool) -> None:
    """Raise Denied unless a standing decision says so and nothing closes this person's access."""
    if decision is not FamilyDecision.SHARE_NOW:
        raise Denied("not_decided_to_share", _why_not_yet(decision))
    if is_restricted:
        raise Denied(
            "contact_restricted",
            "A court order or contact restriction is recorded for this person. Decide again whether they may see this.",
        )
    waits = access is None or access.is_open or access.state is AccountState.INVITED
    if not waits and access is not None:
        raise Denied(
            "access_closed", f"This person’s access is closed, so nothing is shown. {access.closed_because}"
        )


def _why_not_yet(decision: FamilyDecision | None) -> str:
    if decision is None:
        return "Decide first whether this person sees the entry."
    if decision is FamilyDecision.SHARE_AFTER_TALK:
        return "Somebody talks with this person first. Note that the talk took place; then show the entry."
    if decision is FamilyDecision.HOLD_BACK:
        return (
            "This entry is held back from this person. Change the decision first if that is no longer right."
        )
    return "This entry was decided not to be about this person. Change the decision first if that is wrong."


def check_purpose(purpose: Purpose) -> None:
    """Concerns about staff are shown to no family here."""
    if purpose is Purpose.STAFF_CONDUCT:
        raise Denied("staff_conduct", "Concerns about staff are not shown to families.")


def check_label(label: Label | None) -> None:
    """What another organisation wrote and allows to no family is shown to none, whoever decides here."""
    if not may_families_read(label):
        raise Denied(
            "label_not_for_family",
            "Another organisation wrote this, and a family may not read it. Ask them first; they can send it again under "
            "another label. Until then decide to hold it back.",
        )


def check_approver(role: Role | None) -> None:
    """Raise Denied unless a lead or the headteacher agreed to hold something back."""
    if role not in MAY_APPROVE:
        raise Denied(
            "approver", "A lead or the headteacher, other than you, must have agreed to hold this back."
        )
