"""What stands around every page and on the home page, for each role. It may not decide a right: it asks `access`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from fairward.access.decisions import may, visible
from fairward.access.requests import FirstGoTo, actor_of, at_work, organisation_of
from fairward.administration.term_presenters import term_dates_end
from fairward.config.hub_needs import families_wait, hub_danger, hub_work
from fairward.config.places import PLACES, beside, is_at_hub, navigation
from fairward.design.addresses import url
from fairward.design.pieces import Link, Need
from fairward.design.words import date_words, listed, plural
from fairward.exchange.choosing.gone_queries import seconds_owed
from fairward.exchange.following.needs import changes_work
from fairward.exchange.receiving.needs import arrived_work
from fairward.files.to_do_queries import own_to_do
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import OrganisationKind, Role
from fairward.keyholding.queries import warnings
from fairward.keys import unlock
from fairward.organisations.queries import organisation
from fairward.retention.asking_queries import left, left_undecided
from fairward.retention.schedule_queries import waiting_changes
from fairward.retention.thing_queries import over_count
from fairward.school.concerns.counting_queries import talked_share
from fairward.school.concerns.desk_queries import danger_now
from fairward.school.questions.presenters import need as questions_need
from fairward.school.questions.question_queries import what_waits
from fairward.school.referrals.presenters import needs_words
from fairward.school.referrals.queries import waiting_referrals
from fairward.school.transfers.list_queries import to_send_on
from fairward.school.transfers.presenters import home_links
from fairward.web.contacts import contacts_of, read_contacts
from fairward.web.shell import Alert, Shell

MENDERS = ("keys:rings:grant", "keys:escrow:manage", "organisation:members:manage")


def shell(request: HttpRequest) -> Shell:
    """Header, navigation and lock state for whoever asks; plain for strangers and on error pages."""
    organisation_id = organisation_of(request)
    if organisation_id is None:
        return Shell(contacts=contacts_of(request))
    try:
        actor, worker = actor_of(request), at_work(request)
    except FirstGoTo:
        return Shell(contacts=read_contacts(organisation_id), sign_out_url=url("account_logout"))
    can_unlock = may(actor, "keys:self:hold")
    daily, groups = navigation(actor, request.path)
    return Shell(
        organisation_name=worker.organisation_name,
        person_name=worker.name,
        navigation=daily,
        groups=groups,
        beside=beside(actor, request.path),
        contacts=read_contacts(organisation_id),
        alerts=alerts(actor),
        can_unlock=can_unlock,
        is_unlocked=actor.unlocked is not None,
        seconds_left=unlock.seconds_left(request) if actor.unlocked is not None else 0,
        unlock_url=url("keyholding:unlock") if can_unlock else "",
        lock_url=url("keyholding:lock") if can_unlock else "",
        extend_url=url("keyholding:extend") if can_unlock else "",
        sign_out_url=url("account_logout"),
        account_url=url("accounts:security"),
        exit_url=url("family:leave") if may(actor, "family:self:use") else "",
    )


def own_home(actor: Actor) -> str:
    """Families begin on pages of their own; nothing for everybody who works at the school."""
    if not may(actor, "family:self:use"):
        return ""
    return url("hub_families:home" if is_at_hub(actor) else "family:home")


def alerts(actor: Actor) -> list[Alert]:
    """What must be mended about the keys, red until it is, for whoever can mend it: others see it on the page of the keys."""
    if not any(may(actor, permission) for permission in MENDERS):
        return []
    found = warnings(actor.organisation_id)
    if not found:
        return []
    words = " ".join(one.sentence for one in found)
    return [Alert("The keys need attention", words, Link("Mend it", url("keyholding:overview")))]


def own_reports(actor: Actor) -> Sequence[Need]:
    """The first thing on everybody's home page."""
    if not may(actor, "school:concern:report"):
        return []
    return [
        Need(
            "Worried about a child?",
            [
                Link("Report a concern", url("report:start"), note="One minute, four short pages"),
                Link("My reports", url("report:my_reports")),
            ],
            order=10,
        ),
        Need(
            "Did somebody ask what is recorded about them, or complain? Was something lost?",
            [Link("Note it", url("cases:note"), note="One minute; the clock starts today")],
            order=15,
        ),
    ]


def own_actions(actor: Actor) -> Sequence[Need]:
    """Something to do, for whoever has no desk that shows it. What it is, only a holder of the key may read."""
    if may(actor, "school:concern:triage") or not may(actor, "school:concern:report"):
        return []
    links = [
        Link(f"By {date_words(one.due_on)}", "", note=f"Ask {one.by} what it is, and say when it is done")
        for one in own_to_do(actor)
    ]
    return [Need("Something for you to do", links, order=5)] if links else []


def danger(actor: Actor) -> Sequence[Need]:
    """Before everything else of a lead, also while they are locked: reports that say a child is not safe."""
    if not may(actor, "school:concern:triage"):
        return []
    sent, written = danger_now(actor.organisation_id)
    if not sent and not written:
        return []
    words = [plural(sent, "report waits", "reports wait")] * bool(sent)
    words += [plural(written, "person is", "people are") + " writing one now"] * bool(written)
    return [
        Need(
            "A child is not safe",
            [Link("Open the desk", url("desk:desk"), note=listed(words))],
            tone="danger",
            order=1,
        )
    ]


def lead_work(actor: Actor) -> Sequence[Need]:
    """What the leads have to do: the desk is one queue, so home only leads there."""
    if not may(actor, "school:concern:triage"):
        return []
    links = [
        Link("The desk", url("desk:desk"), note="Everything that waits, danger first"),
        Link("Find a child", url("chronology:children")),
        Link("Search the files", url("chronology:search")),
        Link("Family desk", url("rights:family_desk"), note="What families wait for, and what they added"),
        Link("Family accounts", url("families:accounts"), note="Who was let in, and what waits for you"),
        Link(
            "Changes to what was told outside",
            url("following:notices"),
            note="Who must know, who has answered",
        ),
    ]
    return [Need("Safeguarding", links, order=20)]


def files_to_send_on(actor: Actor) -> Sequence[Need]:
    """Children who move to another school: what has to go, by when, and what is to be asked for."""
    if not may(actor, "exchange:package:send"):
        return []
    links = home_links(to_send_on(actor.organisation_id, timezone.now()), timezone.localdate())
    return [Need("Children who move", links, order=22)] if links else []


def referrals_wait(actor: Actor) -> Sequence[Need]:
    """Referrals that are not at their end, red while one is overdue: counts alone, also while the lead is locked."""
    if not may(actor, "exchange:package:send"):
        return []
    found = [standing for _, standing in waiting_referrals(actor.organisation_id)]
    if not found:
        return []
    late = sum(one.is_late for one in found)
    link = Link("Open the referrals", url("referrals:all"), note=needs_words(late, len(found)))
    return [Need("Referrals", [link], tone="due" if late else "plain", order=4 if late else 22)]


def questions_wait(actor: Actor) -> Sequence[Need]:
    """Questions that a hub asks about a child, with by when, red where one is urgent or overdue: states and days alone."""
    if not may(actor, "exchange:package:send"):
        return []
    found = questions_need(what_waits(actor.organisation_id), timezone.now())
    return [found] if found else []


def second_waits(actor: Actor) -> Sequence[Need]:
    """What another lead prepared for somebody outside, or sent in danger, and what waits for a second person."""
    if not may(actor, "exchange:package:send"):
        return []
    links = [
        Link(
            "Look at what went without a second person" if sent_id else "Look before it goes outside",
            url("sending:gone", sent_id=sent_id) if sent_id else url("sending:second", draft_id=draft_id),
            note="A child may be in danger" if is_urgent else "",
        )
        for draft_id, sent_id, is_urgent in seconds_owed(actor)
    ]
    return [Need("Waits for a second person", links, tone="danger", order=3)] if links else []


def police_notices(actor: Actor) -> Sequence[Need]:
    """Of the police: a school hears of domestic abuse before the child comes in."""
    if (
        not may(actor, "agency:notice:send")
        or organisation(actor.organisation_id).kind != OrganisationKind.POLICE
    ):
        return []
    links = [
        Link("Tell a school that police attended", url("notices:new")),
        Link("What schools were told", url("notices:all")),
    ]
    return [Need("Operation Encompass", links, order=20)]


def schedule_waits(actor: Actor) -> Sequence[Need]:
    """Another period that somebody else proposed, for whoever may approve it."""
    if not may(actor, "retention:schedule:approve"):
        return []
    links = [
        Link("Somebody has proposed another period", url("schedule:change", change_id=change_id))
        for change_id, proposed_by in waiting_changes(actor.organisation_id)
        if proposed_by != actor.membership_id
    ]
    return [Need("How long things are kept", links, order=26)] if links else []


def keeping(actor: Actor) -> Sequence[Need]:
    """What fell due to be looked at again, and holds that nobody looked at, for whoever is asked about them by now."""
    if not may(actor, "retention:desk:see"):
        return []
    found = left(actor.organisation_id, timezone.localdate())
    by_role = {
        Role.HEADTEACHER: (found.due_head, found.holds_head),
        Role.DATA_PROTECTION_OFFICER: (found.due_officer, found.holds_officer),
    }
    due, holds = by_role.get(actor.role, (found.due, found.holds))
    over = (
        over_count(actor.organisation_id, timezone.localdate()) if may(actor, "retention:case:decide") else 0
    )
    note = (
        plural(over, "case waits", "cases wait") + " for a decision"
        if over
        else (
            f"{plural(due, 'entry waits', 'entries wait')} for a decision"
            if due
            else "Nothing waits for a decision"
        )
    )
    links = [Link("The review desk", url("retention:desk"), note=note)]
    held = f"{plural(holds, 'hold is', 'holds are')} overdue" if holds else "What must not be destroyed"
    links.append(Link("Holds", url("retention:holds"), note=held))
    return [Need("How long things are kept", links, order=25)]


def office_work(actor: Actor) -> Sequence[Need]:
    """The administrator's and the data protection officer's work."""
    links = [
        Link(place.words, url(place.name))
        for place in visible(actor, PLACES)
        if place.permission.split(":")[0] in {"people", "organisation", "keys", "staff", "insight"}
        or place.permission in ("school:log:read", "rights:case:handle", "exchange:partners:manage")
    ]
    return [Need("Keeping things in order", links, order=30)] if links else []


MONITORS: dict[str, Any] = {"more": (talked_share, left_undecided)}
SECTIONS: dict[str, Any] = {
    "sections": (
        danger,
        hub_danger,
        own_actions,
        own_reports,
        changes_work,
        arrived_work,
        lead_work,
        files_to_send_on,
        questions_wait,
        referrals_wait,
        second_waits,
        hub_work,
        families_wait,
        police_notices,
        keeping,
        term_dates_end,
        schedule_waits,
        office_work,
    ),
    "own_home": own_home,
}
