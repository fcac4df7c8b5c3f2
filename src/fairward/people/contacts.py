"""Adults of a pupil as a file names them, beside adults as recorded. It may not decide who is the same person twice."""

from __future__ import annotations

from dataclasses import replace

from fairward.people.identity import AdultIdentity
from fairward.people.plan import FieldChange, KnownAdult, KnownChild
from fairward.people.roster.assembly import full_name_key
from fairward.people.roster.results import RosterContact, RosterPupil
from fairward.people.vocabulary import RelationshipKind, relationship_of


def adult_changes(child: KnownChild, pupil: RosterPupil) -> list[FieldChange]:
    changes = []
    for contact in pupil.contacts:
        known = child.adults.get(contact_key(contact))
        if known is None:
            changes.append(
                FieldChange("Contact added", "", f"{adult_of(contact).full}, {kind_of(contact).word}")
            )
        elif merged_adult(known.identity, contact) != known.identity:
            changes.append(FieldChange(f"Contact {known.identity.full}", "address or telephone", "changed"))
        elif is_other_standing(known, contact):
            changes.append(FieldChange(f"Contact {known.identity.full}", known.kind.word, _standing(contact)))
    return changes


def is_other_standing(known: KnownAdult, contact: RosterContact) -> bool:
    """Whether the file says something else about who the adult is to the child."""
    responsibility = contact.has_responsibility
    return known.kind != kind_of(contact) or (
        responsibility is not None and responsibility != known.has_responsibility
    )


def _standing(contact: RosterContact) -> str:
    words = {True: "with parental responsibility", False: "without parental responsibility", None: ""}
    return f"{kind_of(contact).word} {words[contact.has_responsibility]}".strip()


def contact_key(contact: RosterContact) -> str:
    """What an adult of one child is recognised by from file to file."""
    return full_name_key(contact.forename, contact.surname)


def kind_of(contact: RosterContact) -> RelationshipKind:
    """Who the adult is to the child."""
    return relationship_of(contact.relationship)


def adult_of(contact: RosterContact) -> AdultIdentity:
    """The adult as the file says."""
    return AdultIdentity(
        surname=contact.surname, forename=contact.forename, title=contact.title, address=contact.address.lines,
        postcode=contact.address.postcode, phones=contact.phones,
    )  # fmt: skip


def merged_adult(old: AdultIdentity, contact: RosterContact) -> AdultIdentity:
    """The adult after the import: what the file does not say stays."""
    new = adult_of(contact)
    address = (new.address, new.postcode) if contact.address else (old.address, old.postcode)
    return replace(
        old,
        address=address[0],
        postcode=address[1],
        phones=new.phones or old.phones,
        title=new.title or old.title,
    )
