"""Reads what was told outside. It may not open the words that were said except with the file's key, with a look."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairward.audit.log import record_list
from fairward.exchange.models import Disclosure
from fairward.exchange.vocabulary import HowTold, UsedFor
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import DisclosureKind, OrganisationKind
from fairward.keys import directory
from fairward.keys.records import open_records
from fairward.rules import disclosure as rules
from fairward.tenancy.rows import fetch

TABLE = "exchange_disclosure"
MOST = 200
WORDS_GONE = "What was said is not kept any more: some of it was not about this child."
_COLUMNS = (
    "d.id, d.file_id, d.told_at, d.how, d.recipient_kind, d.recipient, d.basis, d.is_told, d.ground, d.tell_by, "
    "d.used_for, d.recorded_by, d.kind, d.package_id, d.partner_id, "
    "array_remove(array_agg(e.entry_id), NULL)"
)
_FROM = (
    "FROM exchange_disclosure d LEFT JOIN exchange_disclosedentry e "
    "ON e.organisation_id = d.organisation_id AND e.disclosure_id = d.id WHERE d.organisation_id = %s AND "
)
_ORDER = " GROUP BY d.organisation_id, d.id ORDER BY d.told_at DESC, d.id DESC LIMIT 200"


@dataclass(frozen=True, slots=True)
class Told:
    """One disclosure without the words that were said. `kind` and `package_id` are there where it was sent by program."""

    id: UUID
    file_id: UUID
    told_at: datetime
    how: HowTold
    recipient_kind: OrganisationKind
    recipient: str
    basis: str
    is_told: bool
    ground: str
    tell_by: date | None
    used_for: UsedFor
    recorded_by: UUID
    entry_ids: tuple[UUID, ...]
    kind: DisclosureKind | None = None
    package_id: UUID | None = None
    partner_id: UUID | None = None

    @property
    def basis_words(self) -> str:
        """Why it was allowed, for staff."""
        return rules.basis(self.basis).words

    @property
    def plain_basis(self) -> str:
        """Why it was allowed, for the family."""
        return rules.basis(self.basis).plain


@dataclass(frozen=True, slots=True)
class Said:
    """What was told and why, opened with the file's key. `yes` are the ids of the tests that were answered with yes."""

    words: str
    reasons: str
    yes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody outside who knows something of an entry, for telling them that it was corrected."""

    disclosure_id: UUID
    words: str
    told_at: datetime
    is_family_told: bool = False


def told_of_file(actor: Actor, file: OpenedFile, why: str) -> list[Told]:
    """What was told of one file, newest first. The list is logged."""
    rows = _rows(actor.organisation_id, "d.file_id = %s", file.id)
    record_list(
        actor, item_kind="disclosure", item_ids=[one.id for one in rows], subject_id=file.child_id, why=why
    )
    return rows


def told_for(actor: Actor, child_id: UUID, shown_entry_ids: Collection[UUID], why: str) -> list[Told]:
    """What was told of the entries that a family member is shown, once the family may know; the caller checked access."""
    shown = set(shown_entry_ids)
    found = [
        one
        for one in _rows(actor.organisation_id, "d.is_told AND d.child_id = %s", child_id)
        if shown & set(one.entry_ids)
    ]
    record_list(
        actor, item_kind="disclosure", item_ids=[one.id for one in found], subject_id=child_id, why=why
    )
    return found


def said_for(actor: Actor, file: OpenedFile, disclosure_id: UUID, why: str) -> tuple[Told, Said]:
    """One disclosure with the words that were said; one of another file is not there."""
    found = [
        one for one in _rows(actor.organisation_id, "d.id = %s", disclosure_id) if one.file_id == file.id
    ]
    if not found:
        raise NotFound("disclosure")
    row = Disclosure.objects.filter(organisation_id=actor.organisation_id, id=disclosure_id)
    sealed = row.values_list("sealed", flat=True).get()
    if not bytes(sealed):
        record_list(
            actor, item_kind="disclosure", item_ids=[disclosure_id], subject_id=file.child_id, why=why
        )
        return found[0], Said(WORDS_GONE, "", ())
    keys = open_records(
        actor, record_ids=[disclosure_id], file=file.key, item_kind="disclosure", subject_id=file.child_id, why=why
    )  # fmt: skip
    body = json.loads(keys[disclosure_id].open(bytes(sealed), table=TABLE, version=1))
    return found[0], Said(body["said"], body["reasons"], tuple(body["yes"]))


def recipients_of(organisation_id: UUID, entry_id: UUID) -> list[Recipient]:
    """Who outside was told something of an entry, the latest first. For actions that must reach them; writes no look."""
    condition = (
        "EXISTS (SELECT 1 FROM exchange_disclosedentry o WHERE o.organisation_id = d.organisation_id "
        "AND o.disclosure_id = d.id AND o.entry_id = %s)"
    )
    rows = _rows(organisation_id, condition, entry_id)
    return [
        Recipient(one.id, f"{one.recipient} ({one.recipient_kind.word})", one.told_at, one.is_told)
        for one in rows
    ]


def count_untold(organisation_id: UUID, today: date) -> int:
    """Of how many disclosures the family does not know although that was to be looked at by now."""
    rows = Disclosure.objects.filter(organisation_id=organisation_id, is_told=False, tell_by__lte=today)
    return rows.count()


def _rows(organisation_id: UUID, condition: str, value: UUID) -> list[Told]:
    """`condition` is a constant of this module."""
    return [
        Told(
            id_, file_id, told_at, HowTold(how), OrganisationKind(kind),
            directory.reveal(organisation_id, TABLE, id_, bytes(recipient)).decode(), basis, is_told, ground, tell_by,
            UsedFor(used_for), recorded_by, tuple(entries), None if sort is None else DisclosureKind(sort), package, partner,
        )
        for id_, file_id, told_at, how, kind, recipient, basis, is_told, ground, tell_by, used_for, recorded_by, sort, package,
            partner, entries in fetch(f"SELECT {_COLUMNS} {_FROM}{condition}{_ORDER}", [organisation_id, value])
    ]  # fmt: skip
