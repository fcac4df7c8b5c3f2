"""The table of roles: what each may do, which rings it reads, and why. It may not change at run time.

A permission is `scope:resource:action`. It says that a role may try; whether the act is possible now is the slice's
policy, and whether content can be read is a matter of keys: a permission opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from fairward.kernel.vocabulary import OrganisationKind, RingKind, Role

PERMISSIONS = MappingProxyType(
    {
        "school:concern:report": "report a concern and follow one's own reports",
        "school:concern:triage": "see what was reported and decide where it goes",
        "school:concern:decide": "decide a concern with its reasons",
        "school:file:read": "read files that one holds a key to",
        "school:file:write": "add entries to files that one holds a key to",
        "school:file:search": "search across the files of the purposes that one reads",
        "school:log:read": "read who looked at what",
        "school:disclosure:note": "record what was told to somebody outside",
        "exchange:package:send": "choose what of a file goes to another organisation, and send it",
        "exchange:package:take": "open what another organisation has sent, and decide what enters a file",
        "exchange:partners:manage": "confirm which other organisations packages go to and come from",
        "exchange:travel:see": "see what is on its way to other organisations and what has arrived",
        "staff:concern:read": "read concerns about staff",
        "families:account:manage": "invite members of a family and pause their accounts",
        "rights:audience:decide": "decide what each member of a family is shown",
        "rights:overdue:see": "see decisions about families that are overdue",
        "rights:request:note": "note that somebody asked for their data or complained",
        "rights:case:handle": "handle requests, complaints and breaches",
        "rights:request:open": "open files for a request to see what is recorded",
        "rights:passage:second": "be the second person who agrees that a passage is left out",
        "rights:correction:decide": "decide what somebody asked to put right",
        "retention:certificate:count": "see how many records of which class were destroyed",
        "retention:certificate:see": "see certificates of destruction: rule, days, who decided, proof",
        "retention:schedule:see": "see how long each class of records is kept",
        "retention:schedule:propose": "propose another period for a class of records",
        "retention:schedule:approve": "approve another period for a class of records",
        "retention:hold:manage": "freeze what must not be destroyed, and end that",
        "retention:desk:see": "see what falls due to be looked at again",
        "retention:case:decide": "decide that a case of a hub whose time is over is destroyed",
        "retention:entry:decide": "decide whether what fell due is kept",
        "insight:monitors:read": "see counts of whether the record works and is fair",
        "hub:contact:take": "take in contacts, complete them and choose their way",
        "hub:case:read": "read cases of the hub",
        "hub:case:rate": "rate a case, as a qualified person",
        "hub:gate:open": "say whom the hub may ask what about whom",
        "hub:gate:sign": "sign that a family is not told, below level 4",
        "hub:enquiry:send": "ask agencies, chase and withdraw questions",
        "hub:analysis:write": "weigh what agencies answered",
        "hub:case:decide": "decide a case",
        "hub:family:tell": "tell what the hub decided: let a family in to what it did about them, and show it to them",
        "hub:agreements:manage": "keep the agreements with agencies, thresholds and hours of the hub",
        "hub:measures:read": "see counts of whether the hub works and is fair",
        "agency:enquiry:answer": "answer a hub's questions",
        "agency:notice:send": "tell a school that police attended",
        "family:self:use": "see what is recorded about oneself and one's child",
        "people:roster:import": "bring the roster up to date from a file",
        "organisation:members:manage": "add people, change their roles and end them",
        "organisation:settings:manage": "change the organisation's settings",
        "keys:self:hold": "have a passphrase and unlock",
        "keys:rings:see": "see which rings have how many holders",
        "keys:rings:grant": "let another entitled person read with a ring that one holds",
        "keys:escrow:manage": "set up the rings, test the escrow sheet and use it",
    }
)


@dataclass(frozen=True, slots=True)
class Charter:
    """One role: why it may do what it may do, in prose; its permissions; the rings it may be given."""

    prose: str
    permissions: frozenset[str]
    rings: frozenset[RingKind] = frozenset()


_REPORT = frozenset({"school:concern:report", "rights:request:note"})
_CERTIFICATES = frozenset({"retention:certificate:count", "retention:certificate:see"})
_SCHEDULE = frozenset({"retention:schedule:see", "retention:schedule:propose"})
_HOLDS = frozenset({"retention:hold:manage", "retention:desk:see"})
_PARTNERS = frozenset({"exchange:partners:manage", "exchange:travel:see"})
_LEAD = _REPORT | {
    *_PARTNERS,
    "exchange:package:send",
    "exchange:package:take",
    *_CERTIFICATES,
    *_HOLDS,
    "retention:entry:decide",
    *_SCHEDULE,
    "retention:schedule:approve",
    "school:disclosure:note",
    "insight:monitors:read",
    "families:account:manage",
    "rights:audience:decide",
    "rights:overdue:see",
    "rights:correction:decide",
    "rights:request:open",
    "rights:passage:second",
    "school:concern:triage",
    "school:concern:decide",
    "school:file:read",
    "school:file:write",
    "school:file:search",
    "school:log:read",
    "keys:self:hold",
    "keys:rings:see",
    "keys:rings:grant",
    "keys:escrow:manage",
}
_LEAD_RINGS = frozenset(
    {
        RingKind.INTAKE,
        RingKind.CHILD_PROTECTION,
        RingKind.WELFARE,
        RingKind.BEHAVIOUR,
        RingKind.EXCHANGE,
    }
)

_ARRIVALS = frozenset({RingKind.INTAKE, RingKind.EXCHANGE})
_CASEWORK = frozenset({"keys:self:hold", "hub:case:read"})
_FAMILY = frozenset({"family:self:use", "keys:self:hold"})
_KEEPER = frozenset({"keys:self:hold", "keys:rings:see", "keys:rings:grant", "keys:escrow:manage"})

CHARTERS: MappingProxyType[Role, Charter] = MappingProxyType(
    {
        Role.RECORDER: Charter(
            "Any member of staff. Reports what they saw and follows their own reports. Reads nothing others wrote, "
            "so that the login of a lunchtime supervisor opens no child's life.",
            _REPORT,
        ),
        Role.PASTORAL: Charter(
            "Heads of year and tutors. Reads and writes the welfare files of their own year groups, one by one, as a "
            "lead grants them: no ring, because a ring would open every child's.",
            _REPORT | {"school:file:read", "school:file:write", "keys:self:hold"},
        ),
        Role.SAFEGUARDING_LEAD: Charter(
            "Answers for safeguarding. Decides what becomes of every report and reads every file about children; not "
            "concerns about staff, which may be about the lead.",
            _LEAD,
            _LEAD_RINGS,
        ),
        Role.DEPUTY_LEAD: Charter(
            "Stands in for the lead, with the same keys: danger does not wait for one person's return.",
            _LEAD,
            _LEAD_RINGS,
        ),
        Role.HEADTEACHER: Charter(
            "Answers for the staff. Reads concerns about staff, and only those: a child's file is the lead's. Holds the "
            "key of requests and complaints beside the data protection officer, so that one person's absence closes none.",
            _REPORT
            | _HOLDS
            | {
                *_CERTIFICATES,
                *_SCHEDULE,
                "retention:schedule:approve",
                "staff:concern:read",
                "rights:overdue:see",
                "rights:case:handle",
                "insight:monitors:read",
                "rights:passage:second",
                "keys:self:hold",
                "keys:rings:see",
                "keys:rings:grant",
                "keys:escrow:manage",
            },
            frozenset({RingKind.STAFF_CONDUCT, RingKind.RIGHTS}),
        ),
        Role.DATA_PROTECTION_OFFICER: Charter(
            "Watches over rights, retention and the log. Reads content only inside a rights case, by grant.",
            _REPORT
            | _HOLDS
            | {
                *_CERTIFICATES,
                *_SCHEDULE,
                "retention:schedule:approve",
                "school:log:read",
                "keys:self:hold",
                "keys:rings:see",
                "rights:overdue:see",
                "rights:case:handle",
                "insight:monitors:read",
            },
            frozenset({RingKind.RIGHTS}),
        ),
        Role.ADMINISTRATOR: Charter(
            "Keeps accounts, roles and the roster. Never content: whoever can add people must not be able to read.",
            _REPORT
            | {
                *_SCHEDULE,
                "people:roster:import",
                "organisation:members:manage",
                "organisation:settings:manage",
                "keys:rings:see",
                "exchange:partners:manage",
            },
        ),
        Role.GOVERNOR: Charter(
            "Asks whether it works and is fair. Sees counts, never a child; may report like anybody else.",
            _REPORT | {"insight:monitors:read", "retention:certificate:count"},
        ),
        Role.SCREENER: Charter(
            "Looks at contacts in a hub first, so reads what arrives.",
            _CASEWORK
            | {
                "keys:rings:see",
                "exchange:travel:see",
                "hub:contact:take",
                "hub:gate:open",
                "hub:enquiry:send",
                "hub:family:tell",
            },
            _ARRIVALS | {RingKind.CASES},
        ),
        Role.HUB_MANAGER: Charter(
            "Answers for a hub's decisions and for its keys. Gathers for requests what cases hold, and holds the key of "
            "requests and complaints beside the data protection officer: neither answers alone where the law asks for two.",
            _KEEPER
            | _PARTNERS
            | _CASEWORK
            | {
                "hub:contact:take",
                "hub:case:rate",
                "hub:gate:open",
                "hub:gate:sign",
                "hub:enquiry:send",
                "hub:case:decide",
                "hub:family:tell",
                "hub:agreements:manage",
                "hub:measures:read",
                "rights:request:note",
                "rights:case:handle",
                "retention:case:decide",
                "retention:schedule:approve",
                *_CERTIFICATES,
                *_SCHEDULE,
            }
            | _HOLDS,
            _ARRIVALS | {RingKind.CASES, RingKind.RIGHTS},
        ),
        Role.ANALYST: Charter(
            "Writes a hub's analysis, so reads its cases and not what has only just arrived. A qualified person: rates too.",
            _CASEWORK | {"hub:case:rate", "hub:analysis:write", "hub:case:decide", "hub:family:tell"},
            frozenset({RingKind.CASES}),
        ),
        Role.SCRUTINEER: Charter(
            "Asks for the partnership whether its hub works and is fair. Sees counts, never a case or a worker.",
            frozenset({"hub:measures:read"}),
        ),
        Role.NAVIGATOR: Charter(
            "Answers a hub's questions for an agency, so reads what arrives.",
            frozenset(
                {
                    "keys:self:hold",
                    "keys:rings:see",
                    "exchange:travel:see",
                    "agency:enquiry:answer",
                    "agency:notice:send",
                }
            ),
            _ARRIVALS,
        ),
        Role.AGENCY_MANAGER: Charter(
            "Answers for an agency's answers and for its keys.",
            _KEEPER
            | _PARTNERS
            | _HOLDS
            | _CERTIFICATES
            | _SCHEDULE
            | {"agency:enquiry:answer", "agency:notice:send", "retention:schedule:approve"},
            _ARRIVALS,
        ),
        Role.FAMILY: Charter("Sees what is theirs to see, on pages of their own.", _FAMILY),
        Role.YOUNG_PERSON: Charter("Sees what is theirs to see, on pages of their own.", _FAMILY),
    }
)


_SCHOOL = (
    Role.RECORDER,
    Role.PASTORAL,
    Role.SAFEGUARDING_LEAD,
    Role.DEPUTY_LEAD,
    Role.HEADTEACHER,
    Role.DATA_PROTECTION_OFFICER,
    Role.ADMINISTRATOR,
    Role.GOVERNOR,
)
_HUB = (
    Role.SCREENER,
    Role.HUB_MANAGER,
    Role.ANALYST,
    Role.SCRUTINEER,
    Role.DATA_PROTECTION_OFFICER,
    Role.ADMINISTRATOR,
)
_AGENCY = (Role.NAVIGATOR, Role.AGENCY_MANAGER, Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR)


def roles_in(kind: OrganisationKind) -> tuple[Role, ...]:
    """The roles that an organisation of this kind gives."""
    if kind in (OrganisationKind.SCHOOL, OrganisationKind.TRUST):
        return _SCHOOL
    return _HUB if kind == OrganisationKind.HUB else _AGENCY


def permissions_of(role: Role) -> frozenset[str]:
    """What a role may try."""
    return CHARTERS[role].permissions


def rings_of(role: Role) -> frozenset[RingKind]:
    """The rings that somebody in this role may be given. Nobody else may hold them."""
    return CHARTERS[role].rings


def roles_with(permission: str) -> tuple[Role, ...]:
    """The roles that hold a permission, for the sentence of a refusal."""
    return tuple(role for role, charter in CHARTERS.items() if permission in charter.permissions)
