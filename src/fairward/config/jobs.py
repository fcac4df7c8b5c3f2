"""Jobs by the clock: heads of the logs, drafts that expire, the digest. They may not need content or names."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.utils import timezone
from procrastinate.contrib.django import app

from fairward.accounts.actions import tidy_up as tidy_up_accounts
from fairward.audit.sequencer import checkpoint_installation, checkpoint_organisation
from fairward.cases.desk_queries import waits_for_officers
from fairward.cases.queries import officers
from fairward.config.backups import folder
from fairward.config.backups.kinds import Kind
from fairward.config.signing import signer_of
from fairward.exchange.choosing.sending_actions import forget_closed_drafts
from fairward.exchange.choosing.tidying import drop_untouched
from fairward.exchange.following import needs as following
from fairward.exchange.receiving.sorting_actions import let_go
from fairward.exchange.travel import jobs as exchange
from fairward.exchange.travel.arrival_actions import forget_old_refusals
from fairward.files.to_do_queries import owners_of_due
from fairward.hub.decisions.dissolving_actions import forget_what_no_case_needs
from fairward.hub.enquiries.link_actions import forget_expired_links
from fairward.hub.intake.public_actions import forget_old_uses
from fairward.kernel.vocabulary import Role
from fairward.keys.file_keys import end_expired_grants
from fairward.keys.tries import forget_old_tries
from fairward.mistakes.actions import destroy_put_away
from fairward.notices import jobs as notices
from fairward.notices.mail import digest
from fairward.organisations.queries import installed_organisations, members
from fairward.people.roster_actions import expire_imports
from fairward.retention import jobs as retention
from fairward.retention.asking_queries import whom_to_tell
from fairward.retention.carrying_actions import carry_out_destructions
from fairward.retention.due_counting import count_due
from fairward.retention.engine import carry_out
from fairward.retention.log_actions import erase_old_details, forget_what_is_left
from fairward.retention.night_actions import count_again, order_what_is_due
from fairward.rights.overdue_actions import ask_for_decisions
from fairward.rights.sharing import lock_out
from fairward.school.concerns.desk_queries import waits_for_leads
from fairward.school.concerns.report_actions import expire_drafts
from fairward.school.questions.question_queries import what_waits
from fairward.school.referrals.queries import late_referrals
from fairward.school.transfers.following_actions import follow_transfers, look_after
from fairward.school.transfers.list_queries import is_anything_due
from fairward.school.transfers.roll_actions import begin_for_leavers
from fairward.tenancy.context import as_organisation

__all__ = [
    "ask_for_decisions_by_rule",
    "carry_out_decisions",
    "checkpoint_logs",
    "destroy_what_is_ordered",
    "drop_drafts",
    "exchange",
    "expire_backups",
    "follow_what_was_sent",
    "look_after_transfers",
    "notices",
    "recount_retention",
    "retention",
    "send_digests",
    "tidy_up",
    "try_again",
]


P = ParamSpec("P")
_log = logging.getLogger("fairward.backups")


def closing_connections(job: Callable[P, None]) -> Callable[P, None]:
    """A worker's thread keeps no connection between two jobs."""

    @wraps(job)
    def done(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            job(*args, **kwargs)
        finally:
            connections.close_all()

    return done


@app.periodic(cron="* * * * *", periodic_id="checkpoint_logs")
@app.task(name="audit.checkpoint_logs", queue="clock", queueing_lock="audit.checkpoint_logs")
@closing_connections
def checkpoint_logs(timestamp: int) -> None:
    """Give the log's new lines their places and sign every head, each minute, outside the web process."""
    for organisation_id in installed_organisations():
        checkpoint_organisation(organisation_id, signer_of(organisation_id))
    checkpoint_installation(signer_of(None))


@app.periodic(cron="* * * * *", periodic_id="try_again")
@app.task(name="exchange.try_again", queue="clock", queueing_lock="exchange.try_again")
@closing_connections
def try_again(timestamp: int) -> None:
    """Each minute: cards that have changed, and a job for every package or receipt that is due or was left behind."""
    exchange.enqueue_due(installed_organisations(), timezone.now())


@app.periodic(cron="43 3 * * *", periodic_id="tidy_up")
@app.task(name="clock.tidy_up", queue="clock", queueing_lock="clock.tidy_up")
@closing_connections
def tidy_up(timestamp: int) -> None:
    """Each night: unconfirmed uploads, grants whose date is over, guesses whose wait is over, sessions that ran out, what was
    prepared for somebody outside and not touched for ninety days.
    What was put right while a hold froze it goes when none does any more."""
    """Each night: unconfirmed uploads, grants whose date is over, guesses whose wait is over, sessions that ran out.
    What was put right while a hold froze it goes when none does any more; so does what was sent to us and sorted."""
    for organisation_id in installed_organisations():
        with as_organisation(organisation_id):
            expire_imports(organisation_id)
            end_expired_grants(organisation_id)
            destroy_put_away(organisation_id, timezone.now())
            forget_old_refusals(organisation_id)
            drop_untouched(organisation_id, timezone.now())
            forget_closed_drafts(organisation_id, timezone.now())
            let_go(organisation_id, timezone.localdate())
            forget_what_no_case_needs(organisation_id)
            forget_expired_links(organisation_id, timezone.now())
            forget_old_uses(organisation_id)
    forget_old_tries()
    tidy_up_accounts()


@app.periodic(cron="21 2 * * *", periodic_id="destroy_what_is_ordered")
@app.task(name="retention.destroy", queue="clock", queueing_lock="retention.destroy")
@closing_connections
def destroy_what_is_ordered(timestamp: int) -> None:
    """Each night: order what goes by itself, finish what was ordered and was interrupted or waited for its day; erase the log's
    details whose time is over."""
    for organisation_id in installed_organisations():
        with as_organisation(organisation_id):
            order_what_is_due(organisation_id, timezone.localdate())
        carry_out(organisation_id)
        with as_organisation(organisation_id):
            erase_old_details(organisation_id)
            forget_what_is_left(organisation_id)


@app.periodic(cron="53 3 * * *", periodic_id="expire_backups")
@app.task(name="clock.expire_backups", queue="clock", queueing_lock="clock.expire_backups")
def expire_backups(timestamp: int) -> None:
    """Each night: backups that have passed their life, of the keyring above all, also where no new one is written."""
    for kind in Kind:
        for path in folder.expire(folder.home(settings.FAIRWARD_VAR, kind), kind, timezone.now()):
            _log.info("backup_expired", extra={"kind": kind.value, "file": path.name})


@app.periodic(cron="11 4 * * *", periodic_id="recount_retention")
@app.task(name="retention.recount", queue="clock", queueing_lock="retention.recount")
@closing_connections
def recount_retention(timestamp: int) -> None:
    """Each night: dates whose ground has changed, by a day that became known or a period that is another now; then how
    much is due, as a number."""
    for organisation_id in installed_organisations():
        with as_organisation(organisation_id):
            count_again(organisation_id)
            count_due(organisation_id, timezone.localdate())


@app.periodic(cron="*/5 * * * *", periodic_id="follow_what_was_sent")
@app.task(name="transfers.follow", queue="clock", queueing_lock="transfers.follow")
@closing_connections
def follow_what_was_sent(timestamp: int) -> None:
    """Every five minutes: which files were sent on, and which the next school has taken over."""
    for organisation_id in installed_organisations():
        with as_organisation(organisation_id):
            follow_transfers(organisation_id, timezone.now())


@app.periodic(cron="31 4 * * *", periodic_id="look_after_transfers")
@app.task(name="transfers.look_after", queue="clock", queueing_lock="transfers.look_after")
@closing_connections
def look_after_transfers(timestamp: int) -> None:
    """Each night: leavers with a file of whom nothing was begun, clocks by the term dates of today, indexes a year old."""
    for organisation_id in installed_organisations():
        with as_organisation(organisation_id):
            begin_for_leavers(organisation_id)
            look_after(organisation_id, timezone.now())


@app.periodic(cron="17 * * * *", periodic_id="drop_drafts")
@app.task(name="concerns.drop_drafts", queue="clock", queueing_lock="concerns.drop_drafts")
@closing_connections
def drop_drafts(timestamp: int) -> None:
    """Delete unsent reports whose three days are over."""
    for organisation_id in installed_organisations():
        with as_organisation(organisation_id):
            expire_drafts(organisation_id, timezone.now())


@app.periodic(cron="0 7 * * 1-5", periodic_id="send_digests")
@app.task(name="notices.send_digests", queue="clock", queueing_lock="notices.send_digests")
@closing_connections
def send_digests(timestamp: int) -> None:
    """On working mornings, tell leads, whoever answers for rights, and whoever has to do something, that something waits."""
    for organisation_id in installed_organisations():
        with as_organisation(organisation_id):
            if _waits_for_leads(organisation_id):
                digest(organisation_id, _leads(organisation_id))
            if waits_for_officers(organisation_id):
                digest(organisation_id, officers(organisation_id))
            digest(organisation_id, owners_of_due(organisation_id, timezone.localdate()))
            digest(organisation_id, whom_to_tell(organisation_id, timezone.localdate()))


def _waits_for_leads(organisation_id: UUID) -> bool:
    """Whether anything waits for the leads: reports, what outside must hear, children who move, referrals, questions of hubs."""
    return (
        waits_for_leads(organisation_id)
        or following.waits_for_leads(organisation_id)
        or is_anything_due(organisation_id, timezone.now())
        or bool(late_referrals(organisation_id))
        or bool(what_waits(organisation_id))
    )


@app.periodic(cron="31 6 * * *", periodic_id="ask_for_decisions")
@app.task(name="rights.ask_for_decisions", queue="clock", queueing_lock="rights.ask_for_decisions")
@closing_connections
def ask_for_decisions_by_rule(timestamp: int) -> None:
    """Each morning: who is asked for decisions about families, and whose key goes because their access is closed."""
    for organisation_id in installed_organisations():
        with as_organisation(organisation_id):
            lock_out(organisation_id)
            ask_for_decisions(organisation_id)


@app.periodic(cron="11 2 * * *", periodic_id="carry_out_decisions")
@app.task(name="retention.carry_out_decisions", queue="clock", queueing_lock="retention.carry_out_decisions")
@closing_connections
def carry_out_decisions(timestamp: int) -> None:
    """Each night: destroy what somebody decided to destroy and whose day has come, and finish what was interrupted."""
    for organisation_id in installed_organisations():
        carry_out_destructions(organisation_id)


def _leads(organisation_id: UUID) -> Iterable[UUID]:
    for role in (Role.SAFEGUARDING_LEAD, Role.DEPUTY_LEAD):
        for member in members(organisation_id, role=role):
            yield member.membership_id
