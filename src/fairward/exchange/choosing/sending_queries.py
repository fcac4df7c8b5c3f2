"""Opens what a package is made of: the whole file, the attachments chosen, who tells whom. It may not write but looks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from django.utils import timezone

from fairward.audit.reading import last_state
from fairward.documents.refusals import RefusedFile
from fairward.exchange.choosing.as_read import digest_of
from fairward.exchange.choosing.completeness import Missing, missing_in
from fairward.exchange.choosing.draft_queries import DraftFacts, OpenedDraft, draft_for
from fairward.exchange.choosing.entry_queries import entries_of
from fairward.exchange.choosing.second_needs import SecondNeeded, others_in, second_needed
from fairward.exchange.choosing.sending_package import Made, Opened, Parties, made
from fairward.exchange.package.building import Attachment
from fairward.exchange.package.contents import Child, Person, Recipient, Sender
from fairward.exchange.package.envelope import fingerprint
from fairward.exchange.package.for_others import NO_RING
from fairward.exchange.package.refusals import Refused
from fairward.exchange.travel.partner_queries import partner
from fairward.files.attachments import attachment_for
from fairward.files.models import EntryAttachment
from fairward.files.rendering import RenderedEntry
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Label, OrganisationKind
from fairward.keys import signing
from fairward.organisations.queries import names_of_members, organisation
from fairward.people.identity import ChildIdentity
from fairward.people.queries import adults_of_child, child_for, names_of_adults, names_of_children
from fairward.people.vocabulary import RelationshipKind

_NOT_YET = Person("the second person", "who has not agreed yet")
_PARENTS = frozenset({RelationshipKind.MOTHER, RelationshipKind.FATHER, RelationshipKind.PARENT})


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a package of one draft is made of, and whether a second person is needed."""

    parties: Parties
    opened: Opened
    needed: SecondNeeded


@dataclass(frozen=True, slots=True)
class Seen:
    """A draft as its reader will see it. `made` is None, and `refusal` says why, where no package can be made of it yet."""

    draft: OpenedDraft
    material: Material
    missing: list[Missing]
    made: Made | None
    refusal: str = ""

    @property
    def digest(self) -> bytes:
        """Of what would be read now; empty where nothing can be put together."""
        return digest_of(self.made.manifest) if self.made else b""

    @property
    def is_changed_since_read(self) -> bool:
        """Whether this version was read through, and something of it has changed since."""
        return self.draft.facts.is_read_through and bool(self.digest) and not self.is_as_read

    @property
    def is_as_read(self) -> bool:
        """Whether it was read through as this version, and nothing of it has changed since in the file."""
        return (
            self.draft.facts.is_read_through and bool(self.digest) and self.draft.read_digest == self.digest
        )


def seen_for(actor: Actor, draft_id: UUID, why: str) -> Seen:
    """What a draft's recipient would get now. The whole file is opened, because what stays is counted too."""
    draft = draft_for(actor, draft_id, why)
    material = material_for(actor, draft, why)
    missing = missing_in(draft, material.opened.entries)
    try:
        found = made(draft, _as_if_agreed(draft, material), material.opened, timezone.now(), is_drawn=False)
    except Refused as refused:
        return Seen(draft, material, missing, None, refused.sentence)
    return Seen(draft, material, missing, found)


def _as_if_agreed(draft: OpenedDraft, material: Material) -> Parties:
    """For looking: as it will be once the second person has agreed. In danger it is shown as it would go now."""
    if not material.needed or draft.facts.is_agreed or draft.facts.is_urgent:
        return material.parties
    return replace(material.parties, sender=replace(material.parties.sender, approved_by=(_NOT_YET,)))


def material_for(actor: Actor, draft: OpenedDraft, why: str) -> Material:
    """Open what a draft's package is made of: every entry of its file, because what stays is counted too."""
    entries = entries_of(actor, draft, why)
    opened = Opened(entries, _attachments(actor, draft, why))
    return Material(_parties(actor, draft, why), opened, needed_for(actor, draft, entries, why))


def needed_for(actor: Actor, draft: OpenedDraft, entries: list[RenderedEntry], why: str) -> SecondNeeded:
    """Whether a second person must look at it, and why."""
    parents = {
        one.adult_id
        for one in adults_of_child(actor, draft.file.child_id, why)
        if one.kind in _PARENTS or one.has_responsibility
    }
    others = others_in(draft.chosen, entries, {draft.file.child_id, *parents})
    names = {key: one.full for key, one in names_of_children(actor.organisation_id, others).items()}
    names |= names_of_adults(actor.organisation_id, others - names.keys())
    return second_needed(draft.chosen, names)


def _attachments(actor: Actor, draft: OpenedDraft, why: str) -> list[Attachment]:
    wanted = {key: one.label for key, one in draft.chosen.attached.items() if one.is_in}
    rows = EntryAttachment.objects.filter(
        organisation_id=actor.organisation_id, entry__file_id=draft.file.id, attachment_id__in=list(wanted)
    )
    found = rows.order_by("entry_id", "id").values_list("entry_id", "attachment_id")
    return [_attachment(actor, draft, entry_id, one, wanted[one], why) for entry_id, one in found]


def _attachment(
    actor: Actor, draft: OpenedDraft, entry_id: UUID, attachment_id: UUID, label: Label, why: str
) -> Attachment:
    try:
        opened = attachment_for(actor, draft.file, entry_id, attachment_id, why)
    except RefusedFile as refused:
        raise Denied("attachment_not_ready", f"An attachment cannot go: {refused.sentence}") from None
    mime = opened.media_type.mime.partition(";")[0]
    return Attachment(attachment_id, opened.name, mime, label, entry_id, opened.content)


def _parties(actor: Actor, draft: OpenedDraft, why: str) -> Parties:
    own = actor.organisation_id
    identity = child_for(actor, draft.file.child_id, why).identity
    recipient = _recipient(own, draft)
    is_school = recipient.kind is OrganisationKind.SCHOOL
    child = Child(draft.file.child_id, identity.full, identity.born_on, identity.upn if is_school else "")
    return Parties(
        _sender(actor, draft.facts), recipient, child, _names_of(identity), last_state(own).note or ""
    )


def _names_of(identity: ChildIdentity) -> tuple[str, ...]:
    """Every way in which the child is called."""
    surnames = {identity.surname, identity.preferred_surname}
    firsts = {identity.forename, identity.preferred_forename, identity.middle_names}
    both = {f"{first} {last}" for first in firsts if first for last in surnames if last}
    return tuple(sorted(name for name in both | firsts | surnames if name.strip()))


def _sender(actor: Actor, facts: DraftFacts) -> Sender:
    own = actor.organisation_id
    here = organisation(own)
    second = facts.second_by if facts.is_agreed else None
    names = names_of_members(own, [actor.membership_id, *([second] if second else [])])
    persons = {key: Person(one.name, one.job_title or one.role.word) for key, one in names.items()}
    approved = (persons[second],) if second else ()
    key = fingerprint(signing.verifying_key(own))
    return Sender(own, here.name, OrganisationKind(here.kind), key, persons[actor.membership_id], approved)


def _recipient(own: UUID, draft: OpenedDraft) -> Recipient:
    to = draft.chosen.addressee
    named = tuple(Person(one.name, one.role) for one in to.named)
    if draft.facts.partner_id is None:
        # Nobody there has an id: one that stays the same for the same recipient, and says nothing to anybody else.
        made_up = uuid5(own, f"addressee:{to.name.strip().casefold()}")
        return Recipient(made_up, to.name, to.kind, NO_RING, named)
    card = partner(own, draft.facts.partner_id).card
    return Recipient(card.organisation_id, card.name, card.kind, fingerprint(card.ring_key), named)
