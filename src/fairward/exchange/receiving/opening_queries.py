"""Opens a package that arrived, in somebody's unlocked session, and shows what this person may read of it. It may not write.

What is refused is Refused, and nothing is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fairward.documents.attachments import CleanedFile, accept
from fairward.exchange.package.contents import ATTACHMENT, PDF, Manifest
from fairward.exchange.package.sealing import Opened
from fairward.exchange.package.views import seen_by
from fairward.exchange.package.words import pdf_of
from fairward.exchange.receiving.sorting_queries import SortingFacts, is_seen, sorting_of
from fairward.exchange.travel.arrival_queries import Arrived, one_arrived_for
from fairward.exchange.travel.opening_queries import open_arrival_for
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import Label, OrganisationKind
from fairward.organisations.queries import names_of_members, organisation
from fairward.rules.labels import Audience


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
    """Open and check the sealed bytes, also with the key that they were signed with when they were accepted."""
    return open_arrival_for(
        actor, arrived.id, why, known=sorting.signed_with if sorting else "",
        was_seen=lambda package_id: is_seen(actor.organisation_id, package_id, arrived.id),
    ).opened  # fmt: skip


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


def _is_named(actor: Actor, manifest: Manifest) -> bool:
    """Whether the sender names whoever reads; by the name under which they are known here."""
    name = names_of_members(actor.organisation_id, [actor.membership_id])[actor.membership_id].name
    return _folded(name) in {_folded(one.name) for one in manifest.recipient.named}


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
