"""A person's own pair: made, opened, recovered, replaced. It may not know what rings or files the person holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import timezone

from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.keys import formats, words
from fairward.keys.keyring import join_if_in_organisation
from fairward.keys.models import PersonKey
from fairward.keys.unlocked import Unlocked
from fairward.keys.vouching import vouch, vouched

TABLE = "keys_personkey"
SHORTEST_PASSPHRASE, LONGEST_PASSPHRASE, FEWEST_DIFFERENT = 15, 300, 6


@dataclass(frozen=True, slots=True)
class Person:
    """Whom one can seal to."""

    account_id: UUID
    key_id: UUID
    public: bytes


def create_person_key(account_id: UUID, passphrase: str) -> tuple[str, ...]:
    """Make the person's pair; returns the 24 recovery words, which are shown once and kept nowhere."""
    check_passphrase(passphrase)
    join_if_in_organisation()
    if has_person_key(account_id):
        raise Denied(
            "has_passphrase", "You have a passphrase already. Unlock with it, or use your recovery words."
        )
    recovery = words.new_words()
    row = PersonKey(account_id=account_id, key_id=new_id(), made_at=timezone.now())
    _fill(row, formats.generate_pair(), passphrase, recovery)
    row.save(force_insert=True)
    return recovery


def has_person_key(account_id: UUID) -> bool:
    """Whether this account ever set a passphrase: somebody who only reports has none."""
    return PersonKey.objects.filter(account_id=account_id).exists()


def people_with_keys(account_ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Those of the accounts who have a pair, each with the public half that others seal to."""
    rows = PersonKey.objects.filter(account_id__in=list(account_ids)).values_list(
        "account_id", "key_id", "public", "vouched_by"
    )
    found = {}
    for account_id, key_id, stored, tag in rows:
        public = bytes(stored)
        vouched(None, TABLE, account_id, key_id.bytes + public, bytes(tag))
        found[account_id] = Person(account_id, key_id, public)
    return found


def pairs_made_at(account_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each account's present pair was made: what was sealed to them before then, to another pair, is lost to them."""
    rows = PersonKey.objects.filter(account_id__in=list(account_ids))
    return dict(rows.values_list("account_id", "made_at"))


def person_with_key(account_id: UUID) -> Person:
    """The public half of one person; Denied when they have no passphrase yet."""
    found = people_with_keys([account_id]).get(account_id)
    if found is None:
        raise Denied(
            "no_passphrase", "This person has no passphrase yet. They must set one before a key can be given."
        )
    return found


def open_with_passphrase(account_id: UUID, passphrase: str) -> Unlocked:
    """Open the pair. The caller has counted the try: nothing here limits guessing."""
    row = _row(account_id)
    try:
        private = formats.decrypt_under_passphrase(
            passphrase, bytes(row.under_passphrase), _place(account_id)
        )
    except formats.FormatError:
        raise Denied(
            "wrong_passphrase", "That is not your passphrase. Check capital letters and spaces."
        ) from None
    return Unlocked(account_id, row.key_id, row.lock_number, private)


def open_with_words(account_id: UUID, typed: str) -> Unlocked:
    """Open the pair with the recovery words: 256 bits, so that guessing needs no limit."""
    row = _row(account_id)
    try:
        private = formats.decrypt_under_words(
            words.entropy_of(typed), bytes(row.under_words), _place(account_id)
        )
    except formats.FormatError:
        raise Denied("wrong_words", "These are not the recovery words of this account.") from None
    return Unlocked(account_id, row.key_id, row.lock_number, private)


def set_passphrase(unlocked: Unlocked, passphrase: str) -> None:
    """Wrap the opened pair under a new passphrase; every session opened before is locked."""
    check_passphrase(passphrase)
    join_if_in_organisation()
    wrapped = formats.encrypt_under_passphrase(
        passphrase, unlocked.private, _place(unlocked.account_id), passphrase_cost()
    )
    _mine(unlocked).update(
        under_passphrase=wrapped, changed_at=timezone.now(), lock_number=F("lock_number") + 1
    )


def replace_words(unlocked: Unlocked) -> tuple[str, ...]:
    """Give the opened pair new recovery words; the old ones open nothing any more."""
    join_if_in_organisation()
    recovery = words.new_words()
    wrapped = formats.encrypt_under_words(_entropy(recovery), unlocked.private, _place(unlocked.account_id))
    _mine(unlocked).update(under_words=wrapped, changed_at=timezone.now())
    return recovery


def recover(account_id: UUID, typed_words: str, passphrase: str) -> tuple[str, ...]:
    """Forgotten passphrase: the words set a new one. Words that were typed are spent; returns new ones."""
    check_passphrase(passphrase)
    unlocked = open_with_words(account_id, typed_words)
    set_passphrase(unlocked, passphrase)
    return replace_words(unlocked)


def start_afresh(account_id: UUID, passphrase: str) -> tuple[str, ...]:
    """Passphrase and words both lost: a new pair, which opens nothing until other holders grant to it again."""
    check_passphrase(passphrase)
    join_if_in_organisation()
    row = _row(account_id)
    recovery = words.new_words()
    row.key_id, row.lock_number, row.made_at = new_id(), row.lock_number + 1, timezone.now()
    _fill(row, formats.generate_pair(), passphrase, recovery)
    row.save(force_update=True)
    return recovery


def check_not_locked_since(unlocked: Unlocked) -> None:
    """Denied when the person changed the passphrase, or locked everything, after this session was unlocked."""
    if not _mine(unlocked).filter(lock_number=unlocked.lock_number).exists():
        raise Denied("locked", "Your passphrase was changed elsewhere. Unlock again.")


def lock_everywhere(account_id: UUID) -> None:
    """Lock every session that this person has open, at its next request."""
    join_if_in_organisation()
    PersonKey.objects.filter(account_id=account_id).update(lock_number=F("lock_number") + 1)


def check_passphrase(passphrase: str) -> None:
    """Denied with a sentence when a passphrase is too easy to guess. Length helps; rules on signs do not."""
    plain = passphrase.strip()
    if len(plain) < SHORTEST_PASSPHRASE:
        raise Denied(
            "short_passphrase",
            f"Use at least {SHORTEST_PASSPHRASE} characters: four or five words that do not belong together are best.",
        )
    if len(plain) > LONGEST_PASSPHRASE:
        raise Denied("long_passphrase", f"Use at most {LONGEST_PASSPHRASE} characters.")
    if len(set(plain.lower())) < FEWEST_DIFFERENT:
        raise Denied("plain_passphrase", "Use more different letters: this one repeats a few of them.")


def _fill(row: PersonKey, pair: formats.Pair, passphrase: str, recovery: tuple[str, ...]) -> None:
    place = _place(row.account_id)
    row.public = pair.public
    row.vouched_by = vouch(None, TABLE, row.account_id, row.key_id.bytes + pair.public)
    row.under_passphrase = formats.encrypt_under_passphrase(
        passphrase, pair.private, place, passphrase_cost()
    )
    row.under_words = formats.encrypt_under_words(_entropy(recovery), pair.private, place)
    row.changed_at = timezone.now()


def _mine(unlocked: Unlocked) -> QuerySet[PersonKey]:
    return PersonKey.objects.filter(account_id=unlocked.account_id, key_id=unlocked.key_id)


def _row(account_id: UUID) -> PersonKey:
    row = PersonKey.objects.filter(account_id=account_id).first()
    if row is None:
        raise Denied("no_passphrase_yet", "You have no passphrase yet. Set one first.")
    return row


def _entropy(recovery: tuple[str, ...]) -> bytes:
    return words.entropy_of(" ".join(recovery))


def _place(account_id: UUID) -> bytes:
    return formats.bind(None, TABLE, account_id, 1)


def passphrase_cost() -> formats.PassphraseCost:
    return formats.PassphraseCost(
        memory_kib=getattr(settings, "FAIRWARD_ARGON2_MEMORY", 65536),
        passes=getattr(settings, "FAIRWARD_ARGON2_PASSES", 3),
    )
