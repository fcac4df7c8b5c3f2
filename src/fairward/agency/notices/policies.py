"""Who may tell a school, to whom, and by when. Pure."""

from __future__ import annotations

from datetime import datetime

from fairward.access.decisions import check
from fairward.exchange.travel.partner_queries import PartnerFacts
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import OrganisationKind
from fairward.rules import clocks

PERMISSION = "agency:notice:send"
RULE = "encompass-notice"


def check_can_notify(actor: Actor, kind: OrganisationKind) -> None:
    """The police tell schools; other agencies answer and refer."""
    check(actor, PERMISSION)
    if kind is not OrganisationKind.POLICE:
        raise Denied("not_police", "Only the police tell a school that they attended.")


def check_is_school(partner: PartnerFacts) -> None:
    """A notice goes to a school whose card was compared."""
    if partner.card.kind is not OrganisationKind.SCHOOL or not partner.is_confirmed:
        raise Denied("no_school", "Choose a school whose card you have compared.")


def check_is_hub(partner: PartnerFacts) -> None:
    """The second copy goes to a hub and to nobody else."""
    if partner.card.kind is not OrganisationKind.HUB or not partner.is_confirmed:
        raise Denied("no_hub", "Choose a hub whose card you have compared.")


def check_has_been(attended_at: datetime, now: datetime) -> None:
    """An incident lies in the past."""
    if attended_at > now:
        raise Denied("in_the_future", "Choose a day and time that has been, not one to come.")


def due_by(attended_at: datetime) -> datetime:
    """Before the next school day starts. The police do not know a school's terms: every weekday counts as one."""
    return clocks.due(RULE, attended_at).at
