"""A package is opened by a lead, kept apart, sorted note by note, and stands in a file as what others told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from fairward.exchange.package.contents import Link
from fairward.exchange.package.receipt_notes import ReceiptNote, open_note
from fairward.exchange.receiving.content import Decided
from fairward.exchange.receiving.models import Sorting, TakenPassage
from fairward.exchange.receiving.opening_actions import match_child, query_sender, refuse_package
from fairward.exchange.receiving.opening_queries import opened_for
from fairward.exchange.receiving.page_queries import desk_for
from fairward.exchange.receiving.received_queries import packages_taken_from, received_passages
from fairward.exchange.receiving.sorting_actions import finish_sorting, keep_decisions, let_go
from fairward.exchange.receiving.sorting_queries import decisions_for, sorting_of, waiting
from fairward.exchange.receiving.vocabulary import SortingState
from fairward.exchange.travel import receipts
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.sending_queries import receipts_of_package, state_of_package
from fairward.exchange.travel.vocabulary import TravelState
from fairward.files.actions import correct_entry
from fairward.files.models import Entry
from fairward.files.queries import (
    Filters,
    chronology_for,
    entry_for,
    file_for,
    heads_of_child,
    standing_content_for,
)
from fairward.files.rendering import RenderedEntry
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import (
    AnnotationKind,
    Basis,
    EntryKind,
    EntryState,
    Label,
    Outcome,
    Purpose,
    RingKind,
)
from fairward.keys import signing
from fairward.keys.ring_store import open_private_halves
from tests.personas import DEPUTY, LEAD, School, make_school
from tests.support import packages, sent_packages
from tests.support.casework import file, report
from tests.support.kept import kept
from tests.support.packages import EXPLAINED, HE_SAID, SAW, an_id, attachment
from tests.support.reporting import add_child
from tests.support.sent_packages import WHY, arrives, chosen, opens, package, takes_in
from tests.support.travelling import befriend, carry_due

HERE = timezone.localdate()


def _two() -> tuple[School, School]:
    return sent_packages.friends(make_school("Marsh Lane School"), make_school("Hill Top School"))


two = kept(_two)


def entries(school: School, child_id: UUID) -> list[RenderedEntry]:
    """All entries of all files of a child, as the lead reads them, oldest first."""
    found: list[RenderedEntry] = []
    with school.transaction():
        lead = school.actor(LEAD)
        for head in heads_of_child(lead, child_id):
            _, opened, _ = file_for(lead, head.id, WHY)
            found += chronology_for(lead, opened, Filters(oldest_first=True), WHY).entries
    return found


def notes_heard(ours: School, theirs: School, package_id: UUID) -> list[tuple[TravelState, ReceiptNote]]:
    """What the sender reads in the receipts."""
    carry_due(theirs)
    with ours.transaction():
        privates = list(open_private_halves(ours.actor(LEAD), RingKind.EXCHANGE).values())
        kept = receipts_of_package(ours.organisation_id, package_id)
    read = [receipts.read(one, signing.verifying_key(theirs.organisation_id)) for one in kept]
    found = [
        (
            one.state,
            open_note(
                one.note, privates=privates, package_id=package_id, recipient_id=theirs.organisation_id
            ),
        )
        for one in read
        if one.note
    ]
    assert all(note for _, note in found)
    return [(state, note) for state, note in found if note]


def test_what_is_taken_in_stands_as_what_others_told(two: tuple[School, School]) -> None:
    ours, theirs = two
    robin = add_child(theirs, "Robin", "Marsh")
    made = package(ours, theirs, [chosen(packages.entry())], attached=[attachment()])
    takes_in(theirs, arrives(ours, theirs, made), robin)
    (entry,) = entries(theirs, robin)
    assert entry.kind is EntryKind.RECEIVED and entry.state is EntryState.DECIDED
    assert entry.outcome is Outcome.EXPLAINED and entry.label is Label.RELEASABLE
    assert entry.by == "Kim Lee, class teacher, Marsh Lane School"
    assert entry.origin is not None and entry.origin.package == made.manifest.id
    assert [one.text for one in entry.statements][:2] == [SAW, HE_SAID]
    assert [one.id for one in entry.statements] == [an_id(number) for number in range(101, 105)]
    assert all("(at Marsh Lane School)" in one.basis_words for one in entry.statements)
    assert entry.statements[0].about == ("Robin Marsh",)
    assert [(note.kind, note.text, note.by) for note in entry.statements[0].annotations] == [
        (AnnotationKind.EXPLANATION, EXPLAINED, "Ann Marsh, mother")
    ]
    assert entry.annotations[0].kind is AnnotationKind.FAMILY_ACCOUNT
    assert entry.statements[3].rests_on == (f"“{SAW}”",)
    assert entry.statements[0].marks[0].part == "forearm"


def test_receipts_say_who_has_it_and_who_took_it(two: tuple[School, School]) -> None:
    ours, theirs = two
    robin = add_child(theirs, "Robin", "Marsh")
    made = package(ours, theirs, [chosen(packages.entry())])
    arrival_id = arrives(ours, theirs, made)
    opens(theirs, arrival_id)
    with theirs.transaction():
        query_sender(by=theirs.actor(DEPUTY), arrival_id=arrival_id, words="Which Robin is it?")
    takes_in(theirs, arrival_id, robin)
    heard = notes_heard(ours, theirs, made.manifest.id)
    assert heard == [
        (TravelState.RECEIVED, ReceiptNote(LEAD.name, LEAD.role.word)),
        (TravelState.QUERIED, ReceiptNote(DEPUTY.name, DEPUTY.role.word, "Which Robin is it?")),
        (TravelState.ACCEPTED, ReceiptNote(LEAD.name, LEAD.role.word)),
    ]
    with ours.transaction():
        assert state_of_package(ours.organisation_id, made.manifest.id) is TravelState.ACCEPTED


def test_nothing_is_in_a_file_until_sorting_is_finished(two: tuple[School, School]) -> None:
    ours, theirs = two
    robin = add_child(theirs, "Robin", "Marsh")
    arrival_id = arrives(ours, theirs, package(ours, theirs, [chosen(packages.entry())]))
    with theirs.transaction():
        assert waiting(theirs.organisation_id, HERE).unopened == 1
    opens(theirs, arrival_id)
    with theirs.transaction():
        lead = theirs.actor(LEAD)
        match_child(by=lead, arrival_id=arrival_id, child_id=robin)
        with pytest.raises(Denied, match="not_decided"):
            finish_sorting(by=lead, arrival_id=arrival_id, version=1)
        key = desk_for(lead, arrival_id, WHY).to_decide[0].key
        keep_decisions(by=lead, arrival_id=arrival_id, version=1, notes={key: Decided(None, "")})
        with pytest.raises(Denied, match="not_decided"):
            finish_sorting(by=lead, arrival_id=arrival_id, version=2)
        with pytest.raises(Denied, match="changed_meanwhile"):
            finish_sorting(by=lead, arrival_id=arrival_id, version=1)
        found = waiting(theirs.organisation_id, HERE + timedelta(days=10))
        assert (found.unopened, found.unsorted, found.overdue) == (0, 1, 1)
        assert not Entry.objects.filter(organisation_id=theirs.organisation_id).exists()
    assert entries(theirs, robin) == []


def test_two_schools_send_for_one_child_and_nothing_is_doubled(two: tuple[School, School]) -> None:
    """The second sends what it received from the first, and something of its own."""
    ours, theirs = two
    third = make_school("Ford Lane School")
    befriend(third, theirs)
    robin = add_child(theirs, "Robin", "Marsh")
    takes_in(theirs, arrives(ours, theirs, package(ours, theirs, [chosen(packages.entry())])), robin)
    again = package(
        third, theirs, [chosen(packages.entry()), chosen(sent_packages.numbered(packages.entry(), 700))]
    )
    arrival_id = arrives(third, theirs, again)
    opens(theirs, arrival_id)
    with theirs.transaction():
        desk = desk_for(theirs.actor(LEAD), arrival_id, WHY)
        assert [len(one.new) for one in desk.groups] == [0, 4] and desk.groups[0].taken == 4
    takes_in(theirs, arrival_id, robin)
    assert len(entries(theirs, robin)) == 2
    with theirs.transaction():
        taken = packages_taken_from(theirs.organisation_id, robin)
        assert [(one.sender, one.passages) for one in taken] == [
            ("Marsh Lane School", 4),
            ("Ford Lane School", 4),
        ]
        places = received_passages(theirs.organisation_id, [an_id(101), an_id(701), an_id(999)])
    assert {place[0] for place in places.values()} == {one.id for one in entries(theirs, robin)}


def test_what_is_ours_comes_back_as_ours_and_is_not_taken_in_again(two: tuple[School, School]) -> None:
    """A child who leaves and returns: the other school sends back what we wrote, with something of its own."""
    ours, theirs = two
    robin, there = add_child(ours, "Robin", "Marsh"), add_child(theirs, "Robin", "Marsh")
    seed = package(theirs, ours, [chosen(packages.entry())])
    takes_in(ours, arrives(theirs, ours, seed), robin)
    (received,) = entries(ours, robin)
    onward = package(ours, theirs, [replace(chosen(received), arrived_by=seed.manifest.id)])
    arrival_id = arrives(ours, theirs, onward)
    opens(theirs, arrival_id)
    with theirs.transaction():
        assert not desk_for(theirs.actor(LEAD), arrival_id, WHY).here.own, "it stood in no file there"
    takes_in(theirs, arrival_id, there)
    back = package(theirs, ours, [chosen(entries(theirs, there)[0])])
    again = arrives(theirs, ours, back)
    opens(ours, again)
    with ours.transaction():
        desk = desk_for(ours.actor(LEAD), again, WHY)
        assert desk.to_decide == [] and len(desk.here.taken | desk.here.own) == 4
    takes_in(ours, again, robin)
    assert len(entries(ours, robin)) == 1


def test_a_child_nobody_knows_waits_and_can_be_refused(two: tuple[School, School]) -> None:
    ours, theirs = two
    made = package(ours, theirs, [chosen(packages.entry())])
    arrival_id = arrives(ours, theirs, made)
    opens(theirs, arrival_id)
    with theirs.transaction():
        lead = theirs.actor(LEAD)
        key = desk_for(lead, arrival_id, WHY).to_decide[0].key
        version = keep_decisions(
            by=lead, arrival_id=arrival_id, version=1, notes={key: Decided(Purpose.WELFARE)}
        )
        with pytest.raises(Denied, match="no_child"):
            finish_sorting(by=lead, arrival_id=arrival_id, version=version)
        refuse_package(by=lead, arrival_id=arrival_id, words="This child does not come to us.")
        assert Arrival.objects.get(organisation_id=theirs.organisation_id, id=arrival_id).sealed is None
        with pytest.raises(NotFound):
            opened_for(lead, arrival_id, WHY)
    state, note = notes_heard(ours, theirs, made.manifest.id)[-1]
    assert state is TravelState.REFUSED and note.words == "This child does not come to us."


def test_of_what_is_refused_inside_only_the_refusal_stays(two: tuple[School, School]) -> None:
    """Sealed as it should be, but signed by somebody else: the sender hears the code."""
    ours, theirs = two
    made = package(ours, theirs, [chosen(packages.entry())])
    key = packages.fingerprint(packages.STRANGER.verifying_key)
    forged = replace(made.manifest, sender=replace(made.manifest.sender, key=key))
    raw = packages.seal(
        replace(made, manifest=forged), ring_public=sent_packages.partner_card(ours, theirs).ring_key,
        verifying_key=packages.STRANGER.verifying_key, sign=packages.STRANGER.signer.sign,
    )  # fmt: skip
    arrival_id = arrives(ours, theirs, made, raw)
    assert opens(theirs, arrival_id) is False
    with theirs.transaction():
        row = Sorting.objects.get(organisation_id=theirs.organisation_id)
        assert (row.code, SortingState(row.state), bytes(row.sealed)) == (
            "unknown_sender",
            SortingState.REFUSED,
            b"",
        )
        assert Arrival.objects.get(organisation_id=theirs.organisation_id).sealed is None
        assert not TakenPassage.objects.filter(organisation_id=theirs.organisation_id).exists()
    state, note = notes_heard(ours, theirs, made.manifest.id)[-1]
    assert (state, note.code) == (TravelState.REFUSED, "unknown_sender")


def test_what_is_for_named_people_is_read_by_them_only_and_goes_on_its_day(
    two: tuple[School, School],
) -> None:
    ours, theirs = two
    robin = add_child(theirs, "Robin", "Marsh")
    secret = chosen(sent_packages.numbered(packages.entry(), 800), Label.SEALED)
    made = package(ours, theirs, [chosen(packages.entry()), secret], named=DEPUTY.name)
    arrival_id = arrives(ours, theirs, made)
    opens(theirs, arrival_id)
    with theirs.transaction():
        for who, count in ((LEAD, 4), (DEPUTY, 8)):
            found = opened_for(theirs.actor(who), arrival_id, WHY)
            assert len(found.shown.passages) == count and found.for_named == 4
            assert len(found.shared.passages) == 4
    takes_in(theirs, arrival_id, robin, who=DEPUTY)
    assert [len(one.statements) for one in entries(theirs, robin)] == [4]
    with theirs.transaction():
        assert len(opened_for(theirs.actor(DEPUTY), arrival_id, WHY).shown.passages) == 8
        facts = sorting_of(theirs.organisation_id, arrival_id)
        assert facts is not None and facts.kept_until is not None
        assert let_go(theirs.organisation_id, facts.kept_until - timedelta(days=1)) == 0
        assert let_go(theirs.organisation_id, facts.kept_until) == 1
        with pytest.raises(NotFound):
            opened_for(theirs.actor(DEPUTY), arrival_id, WHY)
        after = sorting_of(theirs.organisation_id, arrival_id)
        assert after is not None and decisions_for(theirs.actor(LEAD), after, WHY).notes == {}
    assert len(entries(theirs, robin)) == 1, "what is in the file stays"


def test_labels_are_never_mixed_in_one_entry(two: tuple[School, School]) -> None:
    ours, theirs = two
    robin = add_child(theirs, "Robin", "Marsh")
    entry = packages.entry()
    loose = sent_packages.packages_choice(Label.RELEASABLE, entry)
    tight = sent_packages.packages_choice(Label.RELEASABLE_SUMMARY, entry)
    known = sent_packages.packages_choice(Label.POINTER, entry)
    only = {an_id(101): loose, an_id(102): tight, an_id(103): known}
    takes_in(theirs, arrives(ours, theirs, package(ours, theirs, [chosen(entry, only=only)])), robin)
    found = {one.label: one for one in entries(theirs, robin)}
    assert set(found) == {Label.RELEASABLE, Label.RELEASABLE_SUMMARY, Label.POINTER}
    assert [one.text for one in found[Label.RELEASABLE_SUMMARY].statements] == ["A short summary."]
    assert found[Label.RELEASABLE_SUMMARY].annotations[0].text == "Summarised."
    assert "01632 960123" in found[Label.POINTER].statements[0].text
    assert found[Label.POINTER].statements[0].basis is Basis.DOCUMENT


def test_a_correction_of_what_others_wrote_is_theirs_to_make(two: tuple[School, School]) -> None:
    ours, theirs = two
    robin = add_child(theirs, "Robin", "Marsh")
    takes_in(theirs, arrives(ours, theirs, package(ours, theirs, [chosen(packages.entry())])), robin)
    (entry,) = entries(theirs, robin)
    with theirs.transaction():
        lead = theirs.actor(LEAD)
        file, _, content = standing_content_for(lead, entry.id, WHY)
        with pytest.raises(Denied, match="not_ours"):
            correct_entry(by=lead, file=file, entry_id=entry.id, content=content, reason="Wrong.")
        assert entry_for(lead, entry.id, WHY)[0].version == 1


def test_our_own_observation_comes_back_as_ours(two: tuple[School, School]) -> None:
    """Written here, sent there, taken in there, sent back: yours while it stands here; taken in again once it is gone."""
    ours, theirs = two
    robin, there = add_child(ours, "Robin", "Marsh"), add_child(theirs, "Robin", "Marsh")
    with ours.transaction():
        lead = ours.actor(LEAD)
        written = file(lead, report(lead, [robin]))[0]
        own = entry_for(lead, written, WHY)[0]
    takes_in(theirs, arrives(ours, theirs, package(ours, theirs, [chosen(own)])), there)
    (held,) = entries(theirs, there)
    assert held.origin is not None
    came_by = [
        Link(one.organisation, one.name, one.entry, one.version, one.package) for one in held.origin.hands
    ]
    back = replace(chosen(held), earlier=tuple(came_by), arrived_by=held.origin.package)
    arrival_id = arrives(theirs, ours, package(theirs, ours, [back]))
    opens(ours, arrival_id)
    with ours.transaction():
        desk = desk_for(ours.actor(LEAD), arrival_id, WHY)
        assert desk.to_decide == [] and len(desk.here.own) == len(held.statements)
    takes_in(ours, arrival_id, robin)
    assert [one.id for one in entries(ours, robin)] == [written]
