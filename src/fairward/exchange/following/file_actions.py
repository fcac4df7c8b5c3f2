"""The only writer of notices to somebody without Fairward: an encrypted file, fetched once, made again. One act each.

The words that open a file are returned to be shown once, and are kept nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.exchange.following.models import HandedNotice
from fairward.exchange.following.notice_package import Material, asked_of, package_of
from fairward.exchange.following.notice_queries import materials_for
from fairward.exchange.following.policies import check_can_hand_over, check_can_make_again
from fairward.exchange.following.queries import FollowedLine, NoticeLine
from fairward.exchange.following.writing import WHY, keep_file, locked, note_notice, worded
from fairward.exchange.package.for_others import ForOthers, file_for_others
from fairward.exchange.vocabulary import HowTold
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.keys import signing

MAY = "exchange:package:send"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A file that was made, and the words that open it, which are shown once."""

    notice_id: UUID
    passphrase: str = field(repr=False)


@transaction.atomic
def hand_over(*, by: Actor, followed_id: UUID, wordings: Mapping[UUID, str]) -> list[HandedOver]:
    """Make everything that waits for one recipient into encrypted files, as it stands now.

    What goes (destroyed, recalled, about another child) is a file of its own: it asks for something else.
    """
    check(by, MAY)
    line = locked(by, followed_id)
    check_can_hand_over(line)
    found = [_hand_over(by, line, worded(one, wordings)) for one in materials_for(by, line, WHY)]
    record_act(by, act="notice.handed_over", item_kind="followed", item_id=line.id, subject_id=line.child_id)
    return found


@transaction.atomic
def fetch_notice(*, by: Actor, followed_id: UUID, notice_id: UUID) -> bytes:
    """The encrypted file, once: it is not kept after it was downloaded."""
    check(by, MAY)
    line = locked(by, followed_id)
    row = _file_of(by, _notice(line, notice_id))
    content = bytes(row.sealed)
    if not content:
        raise Denied(
            "fetched", "The file was downloaded already, and is not kept. Make it again if it is lost."
        )
    row.sealed, row.fetched_at = b"", timezone.now()
    row.save(update_fields=["sealed", "fetched_at"])
    record_act(by, act="notice.fetched", item_kind="followed", item_id=line.id, subject_id=line.child_id)
    return content


@transaction.atomic
def make_notice_again(
    *, by: Actor, followed_id: UUID, notice_id: UUID, wordings: Mapping[UUID, str]
) -> HandedOver:
    """The file once more, under new words, of the changes that it told of, as they stand now."""
    check(by, MAY)
    line = locked(by, followed_id)
    notice = _notice(line, notice_id)
    check_can_make_again(notice)
    row = _file_of(by, notice)
    material = materials_for(by, line, WHY, line.said_in(notice_id))[0]
    again = _encrypted(by, worded(material, wordings))
    row.sealed, row.digest, row.fetched_at = again.content, again.digest, None
    row.made_at, row.made_by, row.times_made = timezone.now(), by.membership_id, F("times_made") + 1
    row.save(update_fields=["sealed", "digest", "fetched_at", "made_at", "made_by", "times_made"])
    record_act(by, act="notice.made_again", item_kind="followed", item_id=line.id, subject_id=line.child_id)
    return HandedOver(notice_id, again.passphrase)


def _hand_over(by: Actor, line: FollowedLine, material: Material) -> HandedOver:
    made, now = _encrypted(by, material), timezone.now()
    ids = [one.id for one in material.changes]
    notice_id = note_notice(by, line, ids, asked_of(material.changes), HowTold.FILE, now, None)
    keep_file(by.organisation_id, notice_id, made, now, by.membership_id)
    return HandedOver(notice_id, made.passphrase)


def _encrypted(by: Actor, material: Material) -> ForOthers:
    own = by.organisation_id
    package = package_of(material, timezone.now())
    return file_for_others(package, verifying_key=signing.verifying_key(own), sign=partial(signing.sign, own))


def _notice(line: FollowedLine, notice_id: UUID) -> NoticeLine:
    found = next((one for one in line.notices if one.id == notice_id and one.handed is not None), None)
    if found is None:
        raise NotFound("notice")
    return found


def _file_of(by: Actor, notice: NoticeLine) -> HandedNotice:
    return HandedNotice.objects.get(organisation_id=by.organisation_id, notice_id=notice.id)
