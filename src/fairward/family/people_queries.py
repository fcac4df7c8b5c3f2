"""Who works with a family at the school and how to reach them. It may not name a service that came from elsewhere:
that a child sees a counsellor or a clinic is theirs to tell."""

from __future__ import annotations

from dataclasses import dataclass

from fairward.families.queries import MyChild
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Role
from fairward.organisations.queries import Member, leads_to_call, members

_ALWAYS = (Role.SAFEGUARDING_LEAD, Role.DEPUTY_LEAD, Role.HEADTEACHER, Role.DATA_PROTECTION_OFFICER)


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody at the school: name, what they are, a number if there is one."""

    name: str
    role: Role
    job_title: str
    phone: str


def people_around(actor: Actor, child: MyChild) -> list[Helper]:
    """The leads, the headteacher, the data protection officer and the pastoral lead of the child's year."""
    phones = {one.whom: one.number for one in leads_to_call(actor.organisation_id)}
    found = [one for one in members(actor.organisation_id) if _is_around(one, child)]
    found.sort(key=lambda one: (_order(one.role), one.name.casefold()))
    return [Helper(one.name, one.role, one.job_title, phones.get(one.name, "")) for one in found]


def _is_around(member: Member, child: MyChild) -> bool:
    if member.role is Role.PASTORAL:
        return child.name.year_group in member.year_groups
    return member.role in _ALWAYS


def _order(role: Role) -> int:
    return _ALWAYS.index(role) if role in _ALWAYS else len(_ALWAYS)
