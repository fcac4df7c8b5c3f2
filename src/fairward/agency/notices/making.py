"""Makes the sealed package of a notice: typed claims, rendered by the one renderer. It may not send it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from fairward.agency.notices.content import Incident
from fairward.audit.reading import last_state
from fairward.design.words import moment_words
from fairward.exchange.package.building import Head, build
from fairward.exchange.package.contents import Child, Coded, Field, Person, Recipient, Sender, Test, Told
from fairward.exchange.package.envelope import fingerprint
from fairward.exchange.package.making import Choice, ChosenEntry
from fairward.exchange.package.sealing import seal
from fairward.exchange.travel.cards import Card
from fairward.files.content import EntryContent, StatementContent
from fairward.files.rendering import Context, RenderedEntry, render_statements
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import (
    Basis,
    DisclosureKind,
    EntryKind,
    EntryState,
    Label,
    OrganisationKind,
    Purpose,
    WhenPrecision,
)
from fairward.keys import signing
from fairward.organisations.queries import organisation
from fairward.rules import disclosure, family

ASK = "Do not talk with the parents about it before you have spoken with us. Watch how the child is today, and be kind."
REASON = (
    "Police attended domestic abuse. The school hears of it before the child comes in (Operation Encompass)."
)


def packed(own: UUID, card: Card, incident: Incident, signer: Person, at: datetime) -> tuple[UUID, bytes]:
    """The number and the sealed bytes of the package for one recipient."""
    made = _entry(incident, signer, at)
    head = _head(own, card, incident, signer, at)
    chosen = ChosenEntry(made, {one.id: Choice(Label.RELEASABLE) for one in made.statements})
    raw = seal(
        build(head, [chosen]), ring_public=card.ring_key, verifying_key=signing.verifying_key(own),
        sign=partial(signing.sign, own),
    )  # fmt: skip
    return head.id, raw


def _entry(incident: Incident, signer: Person, at: datetime) -> RenderedEntry:
    source = f"police reference {incident.reference}"
    texts = [incident.circumstances, *([incident.other] if incident.other.strip() else [])]
    content = EntryContent(
        tuple(StatementContent(Basis.DOCUMENT, text, new_id(), source=source) for text in texts)
    )
    content.check()
    return RenderedEntry(
        id=new_id(), file_id=new_id(), kind=EntryKind.DOCUMENT, state=EntryState.CLOSED, occurred_at=incident.attended_at,
        precision=WhenPrecision.MINUTE, recorded_at=at, by=f"{signer.name}, {signer.role}", where="", themes=(), fields={},
        statements=render_statements(content, Context({}, None, {})), annotations=(), outcome=None, version=1,
        about_entry_id=None, owner="", due_on=None, done_at=None, kept_because="", review_on=None, destroy_on=None,
        purpose_words=Purpose.CHILD_PROTECTION.word,
    )  # fmt: skip


def _head(own: UUID, card: Card, incident: Incident, signer: Person, at: datetime) -> Head:
    us = organisation(own)
    return Head(
        kind=DisclosureKind.NOTIFICATION,
        sender=Sender(
            own, us.name, OrganisationKind(us.kind), fingerprint(signing.verifying_key(own)), signer, ()
        ),
        recipient=Recipient(card.organisation_id, card.name, card.kind, fingerprint(card.ring_key), ()),
        about=Child(new_id(), incident.child, incident.born_on, ""),
        purpose=Coded(Purpose.CHILD_PROTECTION.code, Purpose.CHILD_PROTECTION.word), reason=REASON,
        basis=Coded("legal_duty", disclosure.basis("legal_duty").words),
        tests=tuple(Test(one.id, one.question, "yes", "") for one in disclosure.tests()),
        told=_told(incident.ground, at), asks=(ASK,), form=_form(incident), log_head=last_state(own).note or "",
        made_at=at.replace(microsecond=0),
    )  # fmt: skip


def _told(ground: str, at: datetime) -> Told:
    if not ground:
        return Told(True, None, None)
    found = family.ground(ground)
    return Told(False, Coded(found.id, found.words), found.review_by(at.date()))


def _form(incident: Incident) -> tuple[Field, ...]:
    facts = (
        ("police_reference", "Police reference", incident.reference),
        ("attended_at", "When the police attended", moment_words(incident.attended_at)),
        ("child_part", "The child", incident.part.words),
    )
    return tuple(Field(key, words, value, Label.RELEASABLE) for key, words, value in facts)
