"""Opens a package that arrived, in somebody's unlocked session, and shows what this person may read of it. It may not write.

Every opening checks everything again: addressee, sender, signature, promises. What is refused is Refused, and nothing is shown.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fairward.documents.attachments import CleanedFile, accept
from fairward.exchange.package.contents import ATTACHMENT, PDF, Manifest
from fairward.exchange.package.sealing import Opened, open_and_check, privates_by_ring
from fairward.exchange.package.views import seen_by
from fairward.exchange.package.words import pdf_of
from fairward.exchange.receiving.sorting_queries import SortingFacts, is_seen, sorting_of
from fairward.exchange.travel.arrival_queries import Arrived, one_arrived_for, sealed_for
from fairward.exchange.travel.partner_queries import PartnerFacts, partner
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Label, OrganisationKind, RingKind
from fairward.keys.ring_store import open_private_halves
from fairward.organisations.queries import names_of_members, organisation
from fairward.rules.labels import Audience

_OTHER_RING = Denied(
    "no_key",
    "This was sealed to an earlier key of this organisation, which you do not hold. Ask a lead who has been here longer.",
)


@dataclass(frozen=True, slots=True)
class OpenedArrival:
    """One package as one person reads it. `shared` is what every lead here may read of it: that is what can enter a file.

    `for_named` counts the passages that only the people named in it read; `named` are they.
    """

    arrived: Arrived
    sorting: SortingFacts
    opened: Opened
    shown: Manifest
    shared: Manifest
    for_named: int

    @property
    def named(self) -> tuple[str, ...]:
        """For whom passages for named people only are meant."""
        return tuple(one.name for one in self.opened.package.manifest.recipient.named)


def arrived_and_sorting(actor: Actor, arrival_id: UUID, why: str) -> tuple[Arrived, SortingFacts | None]:
    """A package from outside, and how far it has come."""
    arrived = one_arrived_for(actor, arrival_id, why)
    return arrived, sorting_of(actor.organisation_id, arrival_id)


def opened_for(actor: Actor, arrival_id: UUID, why: str) -> OpenedArrival:
    """A package that was opened and is still kept; NotFound where there is nothing to read any more."""
    arrived, sorting = arrived_and_sorting(actor, arrival_id, why)
    if sorting is None or sorting.code:
        raise NotFound("arrival")
    opened = read_sealed(actor, arrived, sorting, why)
    whole = opened.package.manifest
    kind = OrganisationKind(organisation(actor.organisation_id).kind)
    shown = seen_by(whole, Audience(kind, actor.role, is_named=_is_named(actor, whole)))
    shared = seen_by(whole, Audience(kind, actor.role))
    for_named = sum(one.label is Label.SEALED for one in whole.passages)
    return OpenedArrival(arrived, sorting, opened, shown, shared, for_named)


def read_sealed(actor: Actor, arrived: Arrived, sorting: SortingFacts | None, why: str) -> Opened:
    """Open and check the sealed bytes. Refused if they are not a package from this partner for us; Denied without the ring."""
    ring_id, raw = sealed_for(actor, arrived.id, why)
    privates = open_private_halves(actor, RingKind.EXCHANGE)
    if ring_id not in privates:
        raise _OTHER_RING
    sender = partner(actor.organisation_id, arrived.partner_id)
    known = sorting.signed_with if sorting else ""
    return open_and_check(
        raw, organisation_id=actor.organisation_id, privates=privates_by_ring(privates.values()),
        keys_of=lambda who: _keys(sender, who, known),
        was_seen=lambda package_id: is_seen(actor.organisation_id, package_id, arrived.id),
    )  # fmt: skip


def pdf_for(actor: Actor, arrival_id: UUID, why: str) -> bytes:
    """The package as a PDF: the sender's own where this person reads all of it, else one of what they read."""
    found = opened_for(actor, arrival_id, why)
    is_whole = any(one.role == PDF for one in found.shown.files)
    return found.opened.package.pdf if is_whole else pdf_of(found.shown)


def file_for(actor: Actor, arrival_id: UUID, file_id: UUID, why: str) -> CleanedFile:
    """A file of the package that this person may read, cleaned and scanned like any other that comes from outside."""
    return cleaned(opened_for(actor, arrival_id, why), file_id)


def cleaned(found: OpenedArrival, file_id: UUID) -> CleanedFile:
    """One attachment; RefusedFile with a sentence where it cannot be made safe."""
    shown = {one.id for one in found.shown.files if one.role == ATTACHMENT}
    package = found.opened.package
    for one, content in zip(package.manifest.files, package.contents, strict=True):
        if one.id == file_id and file_id in shown:
            return accept(one.name, content)
    raise NotFound("file")


def _keys(sender: PartnerFacts, who: UUID, known: str) -> Collection[bytes]:
    """The keys of the partner that brought it, and of nobody else: what another organisation signed is not theirs to bring."""
    if who != sender.other_id:
        return ()
    own = [sender.card.signing_key] if sender.is_confirmed else []
    return [*own, bytes.fromhex(known)] if known else own


def _is_named(actor: Actor, manifest: Manifest) -> bool:
    """Whether the sender names whoever reads; by the name under which they are known here."""
    name = names_of_members(actor.organisation_id, [actor.membership_id])[actor.membership_id].name
    return _folded(name) in {_folded(one.name) for one in manifest.recipient.named}


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
