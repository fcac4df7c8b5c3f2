"""The sheet in the safe: 24 words from which a pair follows. It may not keep the words, nor open a ring with them."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.keys import formats, words
from fairward.keys.models import Escrow
from fairward.keys.vouching import vouch, vouched
from fairward.tenancy.context import use_keyring

TABLE = "keys_escrow"


@dataclass(frozen=True, slots=True)
class StandingSheet:
    """The sheet that rings are sealed to now: `public` is all that the server has of it."""

    id: UUID
    public: bytes
    made_at: datetime
    last_tested_at: datetime | None
    used_at: datetime | None

    @property
    def is_tested(self) -> bool:
        """Whether anybody proved since it was made that the paper in the safe is this sheet."""
        return self.last_tested_at is not None

    @property
    def must_be_replaced(self) -> bool:
        """Used sheets have been typed somewhere and seen by somebody."""
        return self.used_at is not None


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet to print: the words are nowhere else and are not kept."""

    words: tuple[str, ...] = field(repr=False)
    public: bytes


def standing_sheet(organisation_id: UUID) -> StandingSheet:
    """The sheet to seal to; Denied when there is none."""
    use_keyring()
    row = Escrow.objects.filter(organisation_id=organisation_id, replaced_at=None).first()
    if row is None:
        raise Denied("no_sheet", "Make the sheet for the safe first.")
    public = vouched(organisation_id, TABLE, row.id, bytes(row.public), bytes(row.vouched_by))
    return StandingSheet(row.id, public, row.made_at, row.last_tested_at, row.used_at)


def sheet_to_seal_to(organisation_id: UUID, public: bytes | None) -> StandingSheet:
    """The standing sheet, which must be the one with `public` where that is given."""
    sheet = standing_sheet(organisation_id)
    if public is not None and not hmac.compare_digest(public, sheet.public):
        raise Denied("other_sheet", "That is not the sheet which this organisation keeps in its safe.")
    return sheet


def pair_of_sheet(organisation_id: UUID, typed_words: str) -> formats.Pair:
    """The pair behind the typed words, if they are those of the standing sheet; Denied otherwise."""
    pair = formats.pair_from_words(words.entropy_of(typed_words))
    if not hmac.compare_digest(pair.public, standing_sheet(organisation_id).public):
        raise Denied(
            "wrong_sheet", "These are not the words of the sheet that stands now. Is it an older sheet?"
        )
    return pair


def has_sheet(organisation_id: UUID) -> bool:
    """Whether the organisation has a sheet that stands."""
    use_keyring()
    return Escrow.objects.filter(organisation_id=organisation_id, replaced_at=None).exists()


def put_new_sheet(organisation_id: UUID) -> NewSheet:
    """Retire the sheet that stands, if any, and store another; the caller seals the rings to it."""
    use_keyring()
    Escrow.objects.filter(organisation_id=organisation_id, replaced_at=None).update(
        replaced_at=timezone.now()
    )
    written, sheet_id = words.new_words(), new_id()
    public = formats.pair_from_words(words.entropy_of(" ".join(written))).public
    Escrow.objects.create(
        organisation_id=organisation_id,
        id=sheet_id,
        public=public,
        vouched_by=vouch(organisation_id, TABLE, sheet_id, public),
        made_at=timezone.now(),
    )
    return NewSheet(written, public)


def mark_sheet(organisation_id: UUID, sheet_id: UUID, *, tested: bool = False, used: bool = False) -> None:
    """Note that a sheet was tested, or used: a used one must be replaced."""
    changes = {"last_tested_at": timezone.now()} if tested else {}
    changes |= {"used_at": timezone.now()} if used else {}
    Escrow.objects.filter(organisation_id=organisation_id, id=sheet_id).update(**changes)
