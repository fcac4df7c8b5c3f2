"""The places of the navigation: the daily ones first, the others in groups that open. It may not decide a right.

A tired person finds what they do every day in the first line. What is needed now and then stands in a group by its subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fairward.access.decisions import may, visible
from fairward.design.addresses import url
from fairward.design.pieces import Link
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import OrganisationKind, Role
from fairward.organisations.queries import organisation
from fairward.web.shell import LinkGroup


@dataclass(frozen=True, slots=True)
class Place:
    """One item of the navigation."""

    words: str
    name: str
    permission: str
    # Places that belong together stand side by side on their pages, and only the first of them in the navigation.
    among: str = ""
    # The group that it stands in, once a role has more places than a glance takes in.
    group: str = ""
    # For these roles it is daily all the same.
    daily_for: frozenset[Role] = frozenset()


MOST_AT_A_GLANCE = 7
KEEPING = "Keeping and destroying"
FAMILIES, OUTSIDE, RECORDS = "Families", "Outside", "Records"
_OFFICER = frozenset({Role.DATA_PROTECTION_OFFICER})
_OFFICE = frozenset({Role.ADMINISTRATOR})
_HEAD_AND_OFFICER = _OFFICER | {Role.HEADTEACHER}
PLACES = (
    Place("Home", "home", ""),
    Place("Report a concern", "report:start", "school:concern:report"),
    Place("My reports", "report:my_reports", "school:concern:report"),
    Place("Desk", "desk:desk", "school:concern:triage"),
    Place("Children", "chronology:children", "school:file:read"),
    Place("Search", "chronology:search", "school:file:search"),
    Place("Concerns about staff", "desk:staff_concerns", "staff:concern:read"),
    Place("Contacts and cases", "intake:board", "hub:case:read"),
    Place("Somebody telephones", "intake:telephone", "hub:contact:take"),
    Place("Questions to answer", "answers:questions", "agency:enquiry:answer"),
    Place("Roster", "people:roster", "people:roster:import"),
    Place("People", "administration:people", "organisation:members:manage"),
    Place("Settings", "administration:settings", "organisation:settings:manage"),
    Place("Family desk", "rights:family_desk", "rights:audience:decide", group=FAMILIES),
    Place("Family accounts", "families:accounts", "families:account:manage", group=FAMILIES),
    Place("Put right", "cases:corrections", "rights:correction:decide", group=FAMILIES),
    Place("Who hears it later", "hub_families:put_off", "hub:family:tell", group=FAMILIES),
    Place("Requests and complaints", "cases:desk", "rights:case:handle", group=FAMILIES, daily_for=_HEAD_AND_OFFICER),
    Place("Requests to see records", "access_requests:all", "rights:case:handle", group=FAMILIES, daily_for=_OFFICER),
    Place("Requests that need files", "access_requests:to_open", "rights:request:open", group=FAMILIES),
    Place("Overdue decisions", "rights:overdue", "rights:overdue:see", group=FAMILIES),
    Place("Referrals", "referrals:all", "exchange:package:send", group=OUTSIDE),
    Place("Questions from hubs", "questions:all", "exchange:package:send", group=OUTSIDE),
    Place("What has arrived", "travel:arrived", "exchange:package:take", group=OUTSIDE),
    Place("Files to send on", "transfers:all", "exchange:package:send", group=OUTSIDE),
    Place("Agreements", "enquiries:agreements", "hub:agreements:manage", group=OUTSIDE),
    Place("Partners", "travel:partners", "exchange:partners:manage", group=OUTSIDE, daily_for=_OFFICE),
    Place("Review desk", "retention:desk", "retention:desk:see", KEEPING, RECORDS),
    Place("Holds", "retention:holds", "retention:hold:manage", KEEPING, RECORDS),
    Place("Destroyed", "certificates:all", "retention:certificate:count", KEEPING, RECORDS),
    Place("How long things are kept", "schedule:all", "retention:schedule:see", KEEPING, RECORDS),
    Place("Thresholds and hours", "intake:practice", "hub:agreements:manage", group=RECORDS),
    Place("Measures", "measures:measures", "hub:measures:read", group=RECORDS),
    Place("Counts", "monitors", "insight:monitors:read", group=RECORDS),
    Place("Log", "oversight:log", "school:log:read", group=RECORDS),
    Place("Keys", "keyholding:overview", "keys:rings:see", group=RECORDS),
    Place("Home", "family:home", "family:self:use"),
    Place("My requests", "family:requests", "family:self:use"),
    Place("How this works", "family:guide", "family:self:use"),
    Place("Stay safe", "family:safe", "family:self:use"),
)  # fmt: skip

# What a family finds at a hub, which keeps no record of a child: what was decided, and how to complain.
HUB_FAMILY_PLACES = (
    Place("Your pages", "hub_families:home", "family:self:use"),
    Place("How to complain", "hub_families:complain", "family:self:use"),
    Place("Stay safe", "family:safe", "family:self:use"),
)


def navigation(actor: Actor, path: str) -> tuple[list[Link], list[LinkGroup]]:
    """The places that this role can use, the present one marked: those of every day, and groups of the others.

    Where there are few, all of them stand in the first line; a group of one is no group.
    """
    known, places = _places_of(actor)
    here = _here(known, path)
    grouped = [place.group for place in places if _is_grouped(place, actor)]
    is_short = len(places) <= MOST_AT_A_GLANCE
    groups = [] if is_short else [one for one in dict.fromkeys(grouped) if grouped.count(one) > 1]

    def link(place: Place) -> Link:
        return Link(place.words, url(place.name), is_current=here in _with(place, known))

    daily = [link(one) for one in places if not (_is_grouped(one, actor) and one.group in groups)]
    return daily, [
        LinkGroup(words, [link(one) for one in places if _is_grouped(one, actor) and one.group == words])
        for words in groups
    ]


def beside(actor: Actor, path: str) -> list[Link]:
    """The places that belong together with the present one, if there are any."""
    places = [place for place in visible(actor, PLACES) if place.permission]
    here = _here(places, path)
    together = _with(here, places) if here else []
    return [Link(one.words, url(one.name), is_current=one is here) for one in together if len(together) > 1]


def is_at_hub(actor: Actor) -> bool:
    """Whether the actor works, or is let in, at a hub."""
    return organisation(actor.organisation_id).kind == OrganisationKind.HUB


def _places_of(actor: Actor) -> tuple[list[Place], list[Place]]:
    """All places of this role, and those that stand in the navigation. Families have a home of their own."""
    is_family = may(actor, "family:self:use")
    known = HUB_FAMILY_PLACES if is_family and is_at_hub(actor) else PLACES
    places = [place for place in visible(actor, known) if place.permission or not is_family]
    first = {place.among: place for place in reversed(places)}
    return places, [place for place in places if not place.among or first[place.among] is place]


def _is_grouped(place: Place, actor: Actor) -> bool:
    return bool(place.group) and actor.role not in place.daily_for


def _here(places: Sequence[Place], path: str) -> Place | None:
    """The place whose address begins the path and is the longest of those."""
    at = {url(place.name): place for place in places}
    inside = [address for address in at if path == address or (address != "/" and path.startswith(address))]
    return at[max(inside, key=len)] if inside else None


def _with(place: Place, places: Sequence[Place]) -> list[Place]:
    return [one for one in places if one is place or (place.among and one.among == place.among)]
