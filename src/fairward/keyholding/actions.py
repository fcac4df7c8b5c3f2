"""The acts behind the pages of the keys. Each is the engine's, with policy and log around it. It shows no page."""

from __future__ import annotations

import time
from dataclasses import replace

from django.http import HttpRequest

from fairward.access.permissions import rings_of
from fairward.audit.log import record_act
from fairward.families.first_use import begin_use
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import RingKind
from fairward.keyholding import policies, queries
from fairward.keys import escrow, persons, resealing, rings, sheets, unlock
from fairward.keys.unlocked import Unlocked
from fairward.organisations import actions as organisations
from fairward.organisations.queries import Member
from fairward.tenancy.context import as_organisation

STEP_SECONDS = 2.0
STEP_KEYS = 200


def open_with_passphrase(*, by: Actor, request: HttpRequest, passphrase: str) -> int:
    """Unlock this session; returns how many keys wait to be re-sealed by this person."""
    unlocked = unlock.open_session(request, passphrase)
    return _after_unlocking(by, unlocked)


def _after_unlocking(by: Actor, unlocked: Unlocked) -> int:
    """A holder's unlocking is the moment at which a new sheet learns the rings that only they can open."""
    actor = replace(by, unlocked=unlocked)
    with as_organisation(by.organisation_id):
        record_act(actor, act="keys.unlocked", item_kind="account", item_id=by.account_id)
        if sheets.has_sheet(by.organisation_id):
            escrow.renew_sheet_grants(actor)
        return queries.pending_for(actor)


def set_passphrase(*, by: Actor, request: HttpRequest, passphrase: str) -> tuple[str, ...]:
    """Make the person's key and unlock with it; returns the recovery words, to be shown once."""
    with as_organisation(by.organisation_id):
        words = persons.create_person_key(by.account_id, passphrase)
        record_act(by, act="keys.passphrase_set", item_kind="account", item_id=by.account_id)
        begin_use(by)
        unlock.open_session(request, passphrase)
    return words


def change_passphrase(*, by: Actor, request: HttpRequest, old: str, new: str) -> None:
    """Change the passphrase; every other session of the person locks."""
    with as_organisation(by.organisation_id):
        unlock.change_passphrase(request, old, new)
        record_act(by, act="keys.passphrase_changed", item_kind="account", item_id=by.account_id)


def recover(*, by: Actor, request: HttpRequest, words: str, passphrase: str) -> tuple[str, ...]:
    """Set a new passphrase with the recovery words; returns new words, because the typed ones are spent."""
    with as_organisation(by.organisation_id):
        fresh = persons.recover(by.account_id, words, passphrase)
        record_act(by, act="keys.passphrase_recovered", item_kind="account", item_id=by.account_id)
        _after_unlocking(by, unlock.open_session(request, passphrase))
    return fresh


def start_afresh(*, by: Actor, request: HttpRequest, passphrase: str) -> tuple[str, ...]:
    """Passphrase and words are both lost: a new key that opens nothing until another holder gives the rings again."""
    with as_organisation(by.organisation_id):
        fresh = persons.start_afresh(by.account_id, passphrase)
        record_act(by, act="keys.started_afresh", item_kind="account", item_id=by.account_id)
        unlock.open_session(request, passphrase)
    queries.look_again(by.organisation_id)
    return fresh


def renew_words(*, by: Actor) -> tuple[str, ...]:
    """New recovery words instead of lost ones; needs the session to be unlocked."""
    unlocked = rings_unlocked(by)
    with as_organisation(by.organisation_id):
        fresh = persons.replace_words(unlocked)
        record_act(by, act="keys.words_replaced", item_kind="account", item_id=by.account_id)
    return fresh


def rings_unlocked(by: Actor) -> Unlocked:
    """The opened key of whoever acts; Denied when locked."""
    if by.unlocked is None:
        raise Denied("locked", "Unlock with your passphrase first.")
    unlocked: Unlocked = by.unlocked
    return unlocked


def set_up_rings(*, by: Actor) -> sheets.NewSheet | None:
    """Make the rings that the actor's role reads with; the first time also the sheet, which is returned."""
    policies.check_has_rings(by)
    rings_unlocked(by)
    with as_organisation(by.organisation_id):
        missing = queries.missing_for(by)
        if not missing:
            raise Denied("rings_made", "The keys that your role reads with have been made already.")
        sheet = None if sheets.has_sheet(by.organisation_id) else escrow.make_sheet(by.organisation_id)
        for kind in missing:
            row = queries.ring(by.organisation_id, kind)
            rings.create_rings(by.organisation_id, [kind], [member.account_id for member in row.waiting])
        record_act(by, act="keys.rings_made", item_kind="organisation", item_id=by.organisation_id)
    return sheet


def grant_ring(*, by: Actor, kind: RingKind, to: Member) -> None:
    """Let another entitled person read with a ring that the actor holds; then take it from people who left."""
    policies.check_can_be_given(kind, to)
    with as_organisation(by.organisation_id):
        rings.grant_ring(by, kind, to.account_id)
        organisations.take_rings_of_leavers(by=by, entitled=rings_of)


def test_sheet(*, by: Actor, words: str) -> None:
    """Fire drill: the paper in the safe opens; it is not used up."""
    with as_organisation(by.organisation_id):
        escrow.test_sheet(by, words)


def use_sheet(*, by: Actor, words: str) -> list[RingKind]:
    """Open the rings of the actor's role with the sheet; it is then used up and must be replaced."""
    policies.check_has_rings(by)
    with as_organisation(by.organisation_id):
        given = escrow.use_sheet(by, words, by.account_id, rings_of(by.role))
        organisations.take_rings_of_leavers(by=by, entitled=rings_of)
    queries.look_again(by.organisation_id)
    return given


def replace_sheet(*, by: Actor) -> sheets.NewSheet:
    """Print another sheet; the old paper opens nothing any more."""
    rings_unlocked(by)
    with as_organisation(by.organisation_id):
        sheet = escrow.replace_sheet(by)
    queries.look_again(by.organisation_id)
    return sheet


def reseal_step(*, by: Actor) -> int:
    """Re-seal for about two seconds; returns how many keys this person still has to move."""
    rings_unlocked(by)
    ends = time.monotonic() + STEP_SECONDS
    with as_organisation(by.organisation_id):
        while resealing.reseal_pending(by, limit=STEP_KEYS).moved and time.monotonic() < ends:
            pass
        return queries.pending_for(by)
