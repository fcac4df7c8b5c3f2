"""Jobs by the clock: heads of the logs, drafts that expire, the digest. They may not need content or names."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from fairward.audit.sequencer import checkpoint_installation, checkpoint_organisation
from fairward.config.signing import signer_of
from fairward.kernel.vocabulary import Role
from fairward.notices import jobs as notices
from fairward.notices.mail import digest
from fairward.organisations.queries import installed_organisations, members
from fairward.school.concerns.report_actions import expire_drafts
from fairward.school.concerns.desk_queries import waits_for_leads
from fairward.tenancy.context import as_organisation

__all__ = ["checkpoint_logs", "drop_drafts", "notices", "send_digests"]


@app.periodic(cron="* * * * *", periodic_id="checkpoint_logs")
@app.task(
    name="audit.checkpoint_logs", queue="clock", queueing_lock="audit.checkpoint_logs", pass_context=False
)
def checkpoint_logs(timestamp: int) -> None:
    """Give the log's new lines their places and sign every head, each minute, outside the web process."""
    for organisation_id in installed_organisations():
        checkpoint_organisation(organisation_id, signer_of(organisation_id))
    checkpoint_installation(signer_of(None))


@app.periodic(cron="17 * * * *", periodic_id="drop_drafts")
@app.task(name="concerns.drop_drafts", queue="clock", queueing_lock="concerns.drop_drafts")
def drop_drafts(timestamp: int) -> None:
    """Delete unsent reports whose three days are over."""
    for organisation_id in installed_organisations():
        with as_organisation(organisation_id):
            expire_drafts(organisation_id, timezone.now())


@app.periodic(cron="0 7 * * 1-5", periodic_id="send_digests")
@app.task(name="notices.send_digests", queue="clock", queueing_lock="notices.send_digests")
def send_digests(timestamp: int) -> None:
    """On working mornings, tell the leads of a school that something waits, if something does."""
    for organisation_id in installed_organisations():
        with as_organisation(organisation_id):
            if waits_for_leads(organisation_id):
                digest(organisation_id, _leads(organisation_id))


def _leads(organisation_id: UUID) -> Iterable[UUID]:
    for role in (Role.SAFEGUARDING_LEAD, Role.DEPUTY_LEAD):
        for member in members(organisation_id, role=role):
            yield member.membership_id
