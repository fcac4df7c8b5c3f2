"""What a lead does with a notice that arrived: put our copy right, destroy what is asked back, or keep it with a reason.

One act each, in one transaction with the signed answer. It may not open a notice by itself: the query does, with a look.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.exchange.following.applying import Done, asked_in, let_go, put_right
from fairward.exchange.following.arrived_queries import opened_change_for
from fairward.exchange.following.models import Applied, Change, Followed
from fairward.exchange.following.vocabulary import Asked, Did
from fairward.exchange.package import contents
from fairward.exchange.package.contents import Manifest
from fairward.exchange.package.receipt_notes import ReceiptNote, seal_note
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.partner_queries import partner_of
from fairward.exchange.travel.vocabulary import TravelState
from fairward.files.changes import ChangeKind
from fairward.files.policies import check_text
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.organisations.queries import names_of_members

WHY = "putting right what another organisation told us"
_KINDS = {one.code: one for one in ChangeKind}


@transaction.atomic
def open_change(*, by: Actor, arrival_id: UUID) -> Asked:
    """Open a notice. What is only to be put right is put right at once, and the sender is told; what is asked back waits for
    a decision, and this says so."""
    check(by, "exchange:package:take")
    _lock(by, arrival_id)
    manifest = opened_change_for(by, arrival_id, WHY)
    asked = asked_in(manifest)
    _check_sorted(by, manifest)
    if asked is not Asked.ACKNOWLEDGE:
        return asked
    done = put_right(by, manifest)
    _answer(by, arrival_id, manifest, TravelState.ACCEPTED, _words(done))
    _remember(by, arrival_id, manifest, done)
    record_act(by, act="change.applied", item_kind="arrival", item_id=arrival_id)
    return asked


@transaction.atomic
def give_up(*, by: Actor, arrival_id: UUID) -> None:
    """Destroy what is asked back, its keys first, and say so. Where a hold forbids it, it is put away and they are told that."""
    check(by, "exchange:package:take")
    _lock(by, arrival_id)
    manifest = opened_change_for(by, arrival_id, WHY)
    _check_asked_back(manifest)
    _check_sorted(by, manifest)
    done = let_go(by, _passages(manifest))
    is_held = any(did is Did.PUT_AWAY for _, did in done.passages.values())
    state = TravelState.REFUSED if is_held else TravelState.RECALLED
    _answer(by, arrival_id, manifest, state, _words(done))
    _remember(by, arrival_id, manifest, done)
    record_act(by, act="change.applied", item_kind="arrival", item_id=arrival_id)


@transaction.atomic
def keep(*, by: Actor, arrival_id: UUID, reason: str) -> None:
    """Keep what is asked back, by rules of our own, and say why."""
    check(by, "exchange:package:take")
    check_text(reason, "why you keep it")
    _lock(by, arrival_id)
    manifest = opened_change_for(by, arrival_id, WHY)
    _check_asked_back(manifest)
    done = Done(dict.fromkeys(_passages(manifest), (None, Did.KEPT)))
    _answer(by, arrival_id, manifest, TravelState.REFUSED, reason.strip())
    _remember(by, arrival_id, manifest, done)
    record_act(by, act="change.refused", item_kind="arrival", item_id=arrival_id)


def _lock(by: Actor, arrival_id: UUID) -> None:
    """Two leads who open it at once open it one after the other."""
    rows = Arrival.objects.select_for_update().defer("sealed")
    if not rows.filter(organisation_id=by.organisation_id, id=arrival_id).exists():
        raise NotFound("change")


def _check_asked_back(manifest: Manifest) -> None:
    if asked_in(manifest) is Asked.ACKNOWLEDGE:
        raise Denied("not_asked_back", "They do not ask for it back: open it, and our copy is put right.")


def _check_sorted(by: Actor, manifest: Manifest) -> None:
    """A change of something that nobody has sorted yet would pass it by."""
    packages = [manifest.notice.package] if manifest.notice else []
    rows = Arrival.objects.filter(organisation_id=by.organisation_id, package_id__in=packages)
    open_ = (int(TravelState.DELIVERED), int(TravelState.RECEIVED), int(TravelState.QUERIED))
    if rows.filter(state__in=open_, sealed__isnull=False).exists():
        raise Denied(
            "sort_first",
            "The package that this changes is not sorted yet. Decide first what of it enters a file; then open this.",
        )


def _passages(manifest: Manifest) -> set[UUID]:
    return {one.passage for one in (manifest.notice.changes if manifest.notice else ())}


def _words(done: Done) -> str:
    """For the sender's people: how many passages became what."""
    counted: dict[Did, int] = {}
    for _, did in done.passages.values():
        counted[did] = counted.get(did, 0) + 1
    return "; ".join(f"{count} {did.word}" for did, count in counted.items())


def _answer(by: Actor, arrival_id: UUID, manifest: Manifest, state: TravelState, words: str) -> None:
    """The signed receipt, with who acted. The notice is let go of: what it said stands in our copy now, or is gone from it."""
    sender = partner_of(by.organisation_id, manifest.sender.organisation)
    if sender is None:
        raise NotFound("partner")
    me = names_of_members(by.organisation_id, [by.membership_id])[by.membership_id]
    note = seal_note(
        ReceiptNote(me.name, me.job_title or me.role.word, words), ring_public=sender.card.ring_key,
        package_id=manifest.id, recipient_id=by.organisation_id,
    )  # fmt: skip
    answer(by=by, arrival_id=arrival_id, state=state, note=note, keeps_sealed=False)


def _remember(by: Actor, arrival_id: UUID, manifest: Manifest, done: Done) -> None:
    """What was done, and nothing for whoever said it: they need not be told of their own change in turn."""
    now, own = timezone.now(), by.organisation_id
    sender = partner_of(own, manifest.sender.organisation)
    waiting = Change.objects.filter(organisation_id=own, notice_id=None, passage_id__in=_passages(manifest))
    if sender is not None:
        waiting.filter(followed__partner_id=sender.id).delete()
    unheard = Followed.objects.filter(organisation_id=own, partner_id=sender.id if sender else None)
    known = Change.objects.filter(organisation_id=own).values("followed_id")
    unheard.exclude(id__in=known).delete()
    Applied.objects.bulk_create(
        _applied(by, arrival_id, one, done, now)
        for one in (manifest.notice.changes if manifest.notice else ())
    )


def _applied(by: Actor, arrival_id: UUID, one: contents.Change, done: Done, now: datetime) -> Applied:
    entry_id, did = done.passages.get(one.passage, (None, Did.NOT_HELD))
    return Applied(
        organisation_id=by.organisation_id, arrival_id=arrival_id, entry_id=entry_id, passage_id=one.passage,
        what=int(_KINDS[one.change]), did=int(did), applied_at=now, applied_by=by.membership_id,
    )  # fmt: skip
