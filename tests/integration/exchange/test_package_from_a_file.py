"""From the file of one school to the lead of another: real entries, rings, signing keys and log heads."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from fairward.audit.sequencer import checkpoint_organisation
from fairward.config.signing import signer_of
from fairward.exchange.package.building import Head, build
from fairward.exchange.package.contents import Person, Recipient, Sender
from fairward.exchange.package.envelope import fingerprint, look_outside
from fairward.exchange.package.making import Choice, ChosenEntry, texts_of
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.sealing import Opened, open_and_check, privates_by_ring, seal
from fairward.exchange.package.views import seen_by
from fairward.exchange.package.words import body_of
from fairward.files import actions
from fairward.files.queries import entry_for
from fairward.files.rendering import RenderedEntry
from fairward.kernel.vocabulary import AnnotationKind, Label, OrganisationKind, RingKind, Role
from fairward.keys import signing
from fairward.keys.ring_store import open_private_halves
from fairward.keys.rings import ring_public
from fairward.rules.labels import Audience
from tests.personas import LEAD, School, make_school
from tests.support.casework import BRUISE, decide, file, report
from tests.support.packages import head
from tests.support.reporting import add_child

EXPLAINED = "Fell off the bike on Saturday; Mrs Quixwold saw it."


@pytest.fixture
def schools(db: None) -> tuple[School, School]:
    return make_school(), make_school()


@pytest.fixture
def entry(schools: tuple[School, School]) -> RenderedEntry:
    """A decided bruise, with an explanation of the statement and a dispute of the whole."""
    school = schools[0]
    amy = add_child(school, "Amy", "Fairbairn")
    with school.transaction():
        lead = school.actor(LEAD)
        found = file(lead, report(lead, [amy]))[0]
        shown, opened, _ = entry_for(lead, found, "a test")
        for kind, text, statement in (
            (AnnotationKind.EXPLANATION, EXPLAINED, shown.statements[0].id),
            (AnnotationKind.DISPUTE, "It was the right arm.", None),
        ):
            actions.annotate(
                by=lead, file=opened, entry_id=found, kind=kind, text=text, statement_id=statement
            )
        decide(lead, found)
        return entry_for(lead, found, "a test")[0]


def parties(schools: tuple[School, School]) -> tuple[Sender, Recipient]:
    sending, receiving = schools
    with receiving.transaction():
        ring = fingerprint(ring_public(receiving.organisation_id, RingKind.EXCHANGE))
    key = fingerprint(signing.verifying_key(sending.organisation_id))
    person = Person("A Lead", "designated safeguarding lead")
    return (
        Sender(sending.organisation_id, "Larchmoor", OrganisationKind.SCHOOL, key, person, ()),
        Recipient(receiving.organisation_id, "Hill Top", OrganisationKind.SCHOOL, ring, (person,)),
    )  # fmt: skip


def sent(schools: tuple[School, School], given: Head, entry: RenderedEntry) -> bytes:
    """Every statement of an entry, as one school sends it to another."""
    sending, receiving = schools
    chosen = ChosenEntry(entry, {one.id: Choice(Label.RELEASABLE) for one in texts_of(entry)})
    with receiving.transaction():
        ring = ring_public(receiving.organisation_id, RingKind.EXCHANGE)
    return seal(
        build(given, [chosen]), ring_public=ring, verifying_key=signing.verifying_key(sending.organisation_id),
        sign=lambda message: signing.sign(sending.organisation_id, message),
    )  # fmt: skip


def received(raw: bytes, at: School, sender: UUID) -> Opened:
    with at.transaction():
        privates = privates_by_ring(open_private_halves(at.actor(LEAD), RingKind.EXCHANGE).values())
    known = {sender: (signing.verifying_key(sender),)}
    return open_and_check(
        raw, organisation_id=at.organisation_id, privates=privates, keys_of=lambda who: known.get(who, ()),
        was_seen=lambda _: False,
    )  # fmt: skip


def test_a_filed_entry_arrives_with_all_that_belongs_to_it(
    schools: tuple[School, School], entry: RenderedEntry
) -> None:
    sending, receiving = schools
    with sending.transaction():
        note = checkpoint_organisation(sending.organisation_id, signer_of(sending.organisation_id)).note
    sender, recipient = parties(schools)
    raw = sent(schools, head(sender=sender, recipient=recipient, log_head=note), entry)
    assert BRUISE.encode() not in raw and b"Fairbairn" not in raw
    found = received(raw, receiving, sending.organisation_id)
    passages = found.package.manifest.passages
    (bruise,) = [one for one in passages if one.text == BRUISE]
    assert bruise.basis == "observed" and bruise.context.outcome is not None
    texts = [one.text for one in bruise.context.attached]
    assert EXPLAINED in texts and "It was the right arm." in texts
    assert found.package.manifest.log_head == note
    page = body_of(seen_by(found.package.manifest, Audience(OrganisationKind.SCHOOL, Role.DEPUTY_LEAD)))
    assert page.index(BRUISE) < page.index("Mrs Quixwold") < page.index("It was the right arm.")


def test_nobody_but_the_addressee_opens_it(schools: tuple[School, School], entry: RenderedEntry) -> None:
    sending, receiving = schools
    sender, recipient = parties(schools)
    raw = sent(schools, head(sender=sender, recipient=recipient, log_head=""), entry)
    with pytest.raises(Refused, match="wrong_addressee"):
        received(raw, sending, sending.organisation_id)
    with pytest.raises(Refused, match="unknown_sender"):
        received(raw, receiving, receiving.organisation_id)
    outside = look_outside(
        raw, organisation_id=receiving.organisation_id, rings=[recipient.ring], was_seen=lambda _: False
    )
    assert outside.package == head().id


def test_a_log_head_of_another_organisation_is_not_sent(
    schools: tuple[School, School], entry: RenderedEntry
) -> None:
    receiving = schools[1]
    with receiving.transaction():
        note = checkpoint_organisation(receiving.organisation_id, signer_of(receiving.organisation_id)).note
    sender, recipient = parties(schools)
    given = replace(head(sender=sender, recipient=recipient), log_head=note)
    with pytest.raises(Refused, match="wrong_log_head"):
        sent(schools, given, entry)
