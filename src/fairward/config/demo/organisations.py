"""The demo's organisations and their staff. It may not name a real one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.access.permissions import rings_of
from fairward.accounts.models import Account
from fairward.config.demo.names import Names
from fairward.config.demo.people import DemoPerson, actor_of, make_person
from fairward.design.pieces import Contact
from fairward.kernel.vocabulary import OrganisationKind, Role
from fairward.keyholding.queries import kinds_for
from fairward.keys import escrow, rings
from fairward.organisations import actions as organisations
from fairward.organisations.queries import CallLead, installed_organisations, organisation
from fairward.people.roster.results import Roster
from fairward.people.roster_actions import apply_import, stage_import
from fairward.people.roster_queries import plan_for
from fairward.tenancy.context import as_organisation
from fairward.web.contacts import write_contacts


@dataclass(frozen=True, slots=True)
class Post:
    """One job in an organisation."""

    role: Role
    job_title: str
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """One organisation of the demo. `pupils` and `years` only for schools."""

    name: str
    kind: OrganisationKind
    posts: Sequence[Post]
    pupils: int = 0
    years: range = range(0)
    number: int = 0


SCHOOL_POSTS = (
    Post(Role.SAFEGUARDING_LEAD, "Designated safeguarding lead"),
    Post(Role.DEPUTY_LEAD, "Deputy safeguarding lead"),
    Post(Role.HEADTEACHER, "Headteacher"),
    Post(Role.HEADTEACHER, "Deputy headteacher"),
    Post(Role.ADMINISTRATOR, "Office manager"),
    Post(Role.DATA_PROTECTION_OFFICER, "Data protection officer"),
    Post(Role.GOVERNOR, "Safeguarding governor"),
    Post(Role.RECORDER, "Lunchtime supervisor"),
    Post(Role.RECORDER, "Class teacher"),
    Post(Role.RECORDER, "Teaching assistant"),
)
AGENCY_POSTS = (Post(Role.AGENCY_MANAGER, "Manager"), Post(Role.NAVIGATOR, "Hub navigator"))
HUB_POSTS = (
    Post(Role.HUB_MANAGER, "Hub manager"), Post(Role.SCREENER, "Screener"), Post(Role.ANALYST, "Analyst"),
    Post(Role.DATA_PROTECTION_OFFICER, "Data protection officer"), Post(Role.SCRUTINEER, "Independent scrutineer"),
)  # fmt: skip
PRIMARY, SECONDARY = "Fernbrook Primary School", "Larchmoor Secondary School"
PLANS = (
    Plan(PRIMARY, OrganisationKind.SCHOOL, (*SCHOOL_POSTS, Post(Role.PASTORAL, "Head of Year 4", (4,))), 239, range(7), 9901),
    Plan(
        SECONDARY, OrganisationKind.SCHOOL, (*SCHOOL_POSTS, Post(Role.PASTORAL, "Head of Year 9", (9,))), 958,
        range(7, 12), 9902,
    ),
    Plan("Westmere Safeguarding Hub", OrganisationKind.HUB, HUB_POSTS),
    Plan("Westmere Police", OrganisationKind.POLICE, AGENCY_POSTS),
    Plan("Westmere Health", OrganisationKind.HEALTH, AGENCY_POSTS),
    Plan("Westmere Children’s Services", OrganisationKind.SOCIAL_CARE, AGENCY_POSTS),
    Plan("Westmere Homes", OrganisationKind.HOUSING, AGENCY_POSTS),
)  # fmt: skip
TERMS = (
    (date(2026, 9, 3), date(2026, 12, 18)), (date(2027, 1, 4), date(2027, 3, 25)), (date(2027, 4, 12), date(2027, 7, 21)),
)  # fmt: skip
HALF_TERMS = (
    (date(2026, 10, 26), date(2026, 10, 30)), (date(2027, 2, 15), date(2027, 2, 19)), (date(2027, 5, 31), date(2027, 6, 4)),
)  # fmt: skip
DAYS_WITHOUT_PUPILS = (
    date(2026, 9, 1),
    date(2026, 9, 2),
    date(2026, 11, 27),
    date(2027, 2, 12),
    date(2027, 6, 7),
)
READS = frozenset({Role.PASTORAL, Role.DATA_PROTECTION_OFFICER, Role.ANALYST})


def make_organisation(plan: Plan, names: Names) -> list[DemoPerson]:
    """The organisation with staff, rings, telephone numbers and term dates; returns its people."""
    organisation_id = organisations.create_organisation(kind=plan.kind, name=plan.name)
    with as_organisation(organisation_id):
        people = [_fill(organisation_id, plan, post, names) for post in plan.posts]
        make_rings(organisation_id, plan.kind, people)
        by = organisations.installation(organisation_id)
        leads = [person for person in people if "lead" in person.role or "manager" in person.role][:2]
        numbers = [
            CallLead(person.name, f"01632 96{plan.number % 10}1{n:02}") for n, person in enumerate(leads, 1)
        ]
        organisations.set_call_numbers(by=by, leads=numbers, publish=publish_contacts)
        if plan.kind is OrganisationKind.SCHOOL:
            organisations.set_term_dates(by=by, terms=TERMS, half_terms=HALF_TERMS, inset=DAYS_WITHOUT_PUPILS)
    return people


def publish_contacts(organisation_id: UUID, leads: Sequence[CallLead]) -> None:
    """Write whom to call where it can be read while the database is away."""
    write_contacts(organisation_id, [Contact(lead.whom, lead.number) for lead in leads])


def _fill(organisation_id: UUID, plan: Plan, post: Post, names: Names) -> DemoPerson:
    name = f"{names.adult(names.sex())} {names.surname()}"
    return make_person(
        organisation_id, plan.name, plan.kind.code, name=name, role=post.role, job_title=post.job_title,
        years=post.years, reads=bool(rings_of(post.role)) or post.role in READS,
    )  # fmt: skip


def make_rings(organisation_id: UUID, kind: OrganisationKind, people: Sequence[DemoPerson]) -> None:
    """The rings that the organisation's roles read, with the sheet for the safe (whose words nobody sees in a demo)."""
    sheet = escrow.make_sheet(organisation_id)
    for ring in kinds_for(kind):
        holders = [
            Account.objects.get(sign_in=person.sign_in).id
            for person in people
            if ring in rings_of(Role[person.role.upper()])
        ]
        rings.create_rings(organisation_id, [ring], holders, sheet.public)


def bring_roll(organisation_id: UUID, administrator: DemoPerson, roster: Roster) -> None:
    """Import the roll through the same actions that the administrator uses."""
    with as_organisation(organisation_id):
        by = actor_of(administrator)
        import_id = stage_import(by=by, roster=roster, file_digest="demo roll", is_whole_roll=True)
        shown = plan_for(organisation_id, roster, is_whole_roll=True)
        apply_import(by=by, import_id=import_id, fingerprint=shown.fingerprint())


def organisation_named(name: str) -> UUID | None:
    """The organisation of this name, if it exists."""
    for organisation_id in installed_organisations():
        with as_organisation(organisation_id):
            if organisation(organisation_id).name == name:
                return organisation_id
    return None
