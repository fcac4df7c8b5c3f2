"""Promise 7: what crosses a boundary was chosen, answered for and signed by a person, and is noted where it came from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairward.exchange.choosing.draft_queries import OpenedDraft
from fairward.exchange.choosing.entry_queries import entries_of
from fairward.exchange.choosing.sending_package import Opened, Parties, made
from fairward.exchange.choosing.sending_queries import material_for
from fairward.exchange.models import DisclosedPassage, Disclosure
from fairward.exchange.package.contents import Person
from fairward.exchange.package.making import texts_of
from fairward.exchange.package.words import body_of, json_of
from fairward.exchange.travel.models import Sending
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import DisclosureKind, Label, OrganisationKind
from fairward.rules import disclosure
from fairward.rules.labels import Audience, Extent, extent
from tests.personas import DEPUTY, make_school
from tests.support import sending
from tests.support.kept import kept
from tests.support.living import WHY, Living, busy, make_living
from tests.support.travelling import arrivals, befriend, carry_due

KINDS = (DisclosureKind.TRANSFER, DisclosureKind.REFERRAL, DisclosureKind.NOTIFICATION, DisclosureKind.ADVICE)


def _living() -> Living:
    return busy(make_living())


living = kept(_living)


def test_what_leaves_names_who_sent_it_who_looked_and_what_they_answered(living: Living) -> None:
    hill = make_school("Hill Top School")
    draft_id = sending.begin(living, befriend(living.school, hill))
    sending.choose(living, draft_id, lambda _: replace(sending.IN, label=Label.SEALED), named=True)
    sending.read_through(living, draft_id)
    sending.agreed(living, draft_id, DEPUTY)
    sending.let_go(living, draft_id)
    carry_due(living.school)
    manifest = sending.open_arrived(hill, living.school, arrivals(hill)[0].id).package.manifest
    assert manifest.sender.signed_by == Person("Amira Khan", "Designated safeguarding lead")
    assert manifest.sender.approved_by == (Person("Ben Whitlock", "Deputy safeguarding lead"),)
    assert [(one.id, one.answer) for one in manifest.tests] == [(one.id, "yes") for one in disclosure.tests()]
    assert [one.name for one in manifest.recipient.named] == ["Ada Moss"]


def test_nothing_leaves_that_is_not_noted_here_passage_by_passage(living: Living) -> None:
    hill = make_school("Hill Top School")
    draft_id = sending.ready(living, befriend(living.school, hill))
    sent = sending.let_go(living, draft_id)
    carry_due(living.school)
    manifest = sending.open_arrived(hill, living.school, arrivals(hill)[0].id).package.manifest
    with living.school.transaction():
        rows = DisclosedPassage.objects.filter(
            organisation_id=living.school.organisation_id, disclosure_id=sent.disclosure_id
        )
        assert {row.passage_id for row in rows} == {one.id for one in manifest.passages}
        assert all(Label(row.label) is Label.RELEASABLE for row in rows)


def test_what_is_not_answered_chosen_or_agreed_stays_and_leaves_no_trace_outside(living: Living) -> None:
    partner_id = befriend(living.school, make_school("Hill Top School"))
    unanswered = sending.begin(living, partner_id)
    unread = sending.begin(living, partner_id)
    sending.choose(living, unread)
    alone = sending.begin(living, partner_id)
    sending.choose(living, alone, lambda _: replace(sending.IN, label=Label.SEALED), named=True)
    sending.read_through(living, alone)
    for draft_id, code in (
        (unanswered, "draft_incomplete"),
        (unread, "not_read_through"),
        (alone, "no_second"),
    ):
        with pytest.raises(Denied) as refused:
            sending.let_go(living, draft_id)
        assert refused.value.code == code
    with living.school.transaction():
        own = living.school.organisation_id
        assert not Sending.objects.filter(organisation_id=own).exists()
        assert not Disclosure.objects.filter(organisation_id=own, package_id__isnull=False).exists()


def test_whatever_was_labelled_nothing_above_its_audience_is_in_a_package(living: Living) -> None:
    draft, parties, opened = _material(living)
    texts = [one for entry in opened.entries for one in texts_of(entry)]
    secrets = {one.id: one.text for one in texts}
    telling = {key: text for key, text in secrets.items() if len(text) > 12}  # "No" stands in every package
    assert len(telling) >= 3

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        labels=st.lists(st.sampled_from(Label), min_size=len(texts), max_size=len(texts)),
        to=st.sampled_from(OrganisationKind), kind=st.sampled_from(KINDS), has_second=st.booleans(),
    )  # fmt: skip
    def holds(labels: list[Label], to: OrganisationKind, kind: DisclosureKind, has_second: bool) -> None:
        given_labels = dict(zip(secrets, labels, strict=True))
        manifest = made(
            _with(draft, given_labels, kind),
            _to(parties, to, has_second),
            opened,
            timezone.now(),
            is_drawn=False,
        ).manifest
        audience = Audience.of_organisation(to)
        document = json_of(manifest).decode() + body_of(manifest)
        for one in manifest.passages:
            allowed = extent(one.label, audience)
            assert allowed is not Extent.NOTHING and (allowed is Extent.FULL or not one.text)
        for key, text in telling.items():
            label = given_labels[key]
            is_open = extent(label, audience) is Extent.FULL and (has_second or label is not Label.SEALED)
            assert is_open or text not in document, label

    holds()


def _material(living: Living) -> tuple[OpenedDraft, Parties, Opened]:
    draft_id = sending.begin(living, is_urgent=True)
    with living.school.transaction():
        draft = sending.draft_for(living.actor(), draft_id, WHY)
        material = material_for(living.actor(), draft, WHY)
        assert entries_of(living.actor(), draft, WHY)
    return draft, material.parties, material.opened


def _with(draft: OpenedDraft, labels: dict, kind: DisclosureKind) -> OpenedDraft:  # type: ignore[type-arg]
    passages = {
        key: replace(sending.IN, label=label, summary="In short.", call="01632 960 101")
        for key, label in labels.items()
    }
    chosen = replace(draft.chosen, passages=passages, masks={})
    return replace(draft, chosen=chosen, facts=replace(draft.facts, kind=kind))


def _to(parties: Parties, kind: OrganisationKind, has_second: bool) -> Parties:
    approved = (Person("Ben Whitlock", "deputy"),) if has_second else ()
    return replace(
        parties, recipient=replace(parties.recipient, kind=kind), sender=replace(parties.sender, approved_by=approved)
    )  # fmt: skip
