"""Opens what a notice is made of: the disclosure as it was told, the entries as they stand, with a look. It may not write."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid5

from fairward.audit.log import record_look
from fairward.audit.reading import last_state
from fairward.exchange.following.first import First, first_of
from fairward.exchange.following.notice_package import Material, Parties
from fairward.exchange.following.queries import ChangeLine, FollowedLine
from fairward.exchange.following.vocabulary import GOES
from fairward.exchange.models import DisclosedPassage, Disclosure
from fairward.exchange.package.contents import Child, Person, Recipient, Sender
from fairward.exchange.package.envelope import fingerprint
from fairward.exchange.package.for_others import NO_RING
from fairward.exchange.package.receipt_notes import ReceiptNote, open_note
from fairward.exchange.queries import TABLE
from fairward.exchange.travel import receipts
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.receipts import Receipt
from fairward.exchange.travel.sending_queries import receipts_of_package
from fairward.files.queries import file_for
from fairward.files.reading import entry_rows, open_entries
from fairward.files.rendering import RenderedEntry
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Label, OrganisationKind, RingKind
from fairward.keys import signing
from fairward.keys.records import open_records
from fairward.keys.ring_store import open_private_halves
from fairward.organisations.queries import names_of_members, organisation
from fairward.people.queries import child_for


def materials_for(
    actor: Actor, line: FollowedLine, why: str, changes: Sequence[ChangeLine] | None = None
) -> list[Material]:
    """What waits to be said to one recipient, opened: what goes is said apart from what stands. Empty where nothing waits.

    `changes` are others than those that wait: of a notice that is made again. Only for somebody who was told by a package, a
    file or on paper: of what was told by mouth it is not known which words were said.
    """
    said = line.waiting if changes is None else changes
    if line.package_id is None or not said:
        return []
    first, labels = _first(actor, line, why)
    parties = _parties(actor, line, first, why)
    parts = ([one for one in said if (one.what in GOES) is goes] for goes in (False, True))
    return [
        Material(line.package_id, line.ground, part, labels, first, _entries(actor, part, why), parties)
        for part in parts
        if part
    ]


def answers_for(actor: Actor, line: FollowedLine, why: str) -> dict[UUID, ReceiptNote]:
    """Notice -> what they signed with their answer: who acted, and what they did. Opened with the exchange ring."""
    packages = {one.package_id: one.id for one in line.notices if one.package_id and one.answer is not None}
    if not packages or line.partner_id is None:
        return {}
    own, card = actor.organisation_id, partner(actor.organisation_id, line.partner_id).card
    record_look(actor, item_kind="followed", item_ids=[line.id], subject_id=line.child_id, why=why)
    privates = list(open_private_halves(actor, RingKind.EXCHANGE).values())
    found = {}
    for package_id, notice_id in packages.items():
        for text in receipts_of_package(own, package_id):
            said = _said(text, card.signing_key)
            note = open_note(
                said.note if said else b"", privates=privates, package_id=package_id, recipient_id=card.organisation_id
            )  # fmt: skip
            if note is not None:
                found[notice_id] = note
    return found


def _said(text: bytes, public: bytes) -> Receipt | None:
    try:
        return receipts.read(text, public)
    except receipts.ReceiptError:
        return None  # signed with a key that they had before


def _first(actor: Actor, line: FollowedLine, why: str) -> tuple[First, dict[UUID, Label]]:
    """How it was told, and each passage's label; nothing where that is destroyed."""
    own = actor.organisation_id
    row = Disclosure.objects.filter(organisation_id=own, id=line.disclosure_id)
    found = row.values_list("file_id", "sealed").first()
    if found is None or not bytes(found[1]):
        return First(), {}
    _, file, _ = file_for(actor, found[0], why)
    keys = open_records(
        actor, record_ids=[line.disclosure_id], file=file.key, item_kind="disclosure", subject_id=line.child_id, why=why
    )  # fmt: skip
    raw = keys[line.disclosure_id].open(bytes(found[1]), table=TABLE, version=1)
    passages = DisclosedPassage.objects.filter(organisation_id=own, disclosure_id=line.disclosure_id)
    return first_of(raw), {one: Label(label) for one, label in passages.values_list("passage_id", "label")}


def _entries(actor: Actor, changes: Sequence[ChangeLine], why: str) -> list[RenderedEntry]:
    """The entries in which something changed and still stands, each with its own file's key, oldest first."""
    wanted = sorted({one.entry_id for one in changes if one.what not in GOES})
    rows = entry_rows(actor.organisation_id, "id = ANY(%s) ORDER BY occurred_at, id", [wanted])
    opened: list[RenderedEntry] = []
    for file_id in dict.fromkeys(row["file_id"] for row in rows):
        _, file, _ = file_for(actor, file_id, why)
        opened += open_entries(actor, file, [row for row in rows if row["file_id"] == file_id], why)
    return opened


def _parties(actor: Actor, line: FollowedLine, first: First, why: str) -> Parties:
    own = actor.organisation_id
    identity = child_for(actor, line.child_id, why).identity
    recipient = _recipient(own, line, first)
    upn = identity.upn if recipient.kind is OrganisationKind.SCHOOL else ""
    surnames = {identity.surname, identity.preferred_surname} - {""}
    firsts = {identity.forename, identity.preferred_forename} - {""}
    names = {f"{one} {other}" for one in firsts for other in surnames} | firsts | surnames
    return Parties(
        _sender(actor, first), recipient, Child(line.child_id, identity.full, identity.born_on, upn),
        tuple(sorted(names)), last_state(own).note or "",
    )  # fmt: skip


def _sender(actor: Actor, first: First) -> Sender:
    own = actor.organisation_id
    here = organisation(own)
    wanted = [actor.membership_id, *([first.second] if first.second else [])]
    persons = {
        key: Person(one.name, one.job_title or one.role.word)
        for key, one in names_of_members(own, wanted).items()
    }
    approved = tuple(persons[one] for one in wanted[1:] if one in persons)
    key = fingerprint(signing.verifying_key(own))
    return Sender(own, here.name, OrganisationKind(here.kind), key, persons[actor.membership_id], approved)


def _recipient(own: UUID, line: FollowedLine, first: First) -> Recipient:
    named = tuple(Person(one.name, one.role) for one in first.named)
    if line.partner_id is None:
        made_up = uuid5(own, f"addressee:{line.recipient.strip().casefold()}")
        return Recipient(made_up, line.recipient, line.recipient_kind, NO_RING, named)
    card = partner(own, line.partner_id).card
    return Recipient(card.organisation_id, card.name, card.kind, fingerprint(card.ring_key), named)
