"""Promise 2 at the other end: what is taken into a file keeps its ids, its basis, its origin and everything attached to it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from fairward.exchange.package.building import build
from fairward.exchange.package.contents import Manifest
from fairward.exchange.package.making import ChosenEntry
from fairward.exchange.receiving import taking
from fairward.exchange.receiving.grouping import Here, parts_of, sortable
from fairward.exchange.receiving.received_queries import received_passages
from fairward.files.content import StatementContent, from_bytes, to_bytes
from fairward.files.rendering import Context, render_statements
from fairward.files.taking import Received, write_received
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import AnnotationKind, Basis, EntryKind, Label, Outcome, Purpose
from tests.personas import LEAD, make_school, sign_in
from tests.support import packages, sent_packages
from tests.support.packages import EXPLAINED, HE_SAID, SAW, SMALL_PDF, an_id, annotation, choices, entry, head
from tests.support.reporting import add_child
from tests.support.sent_packages import arrives, chosen, package, takes_in

TEXTS = st.text("abc é", min_size=1, max_size=12).filter(lambda text: text.strip())
CHILD = UUID(int=7)
NOTHING = Here(frozenset(), frozenset())


def taken(manifest: Manifest) -> list[Received]:
    """Every entry that would be made of a document."""
    return [
        taking.received(manifest, part, CHILD, ())
        for group in sortable(manifest, NOTHING)
        for part in parts_of(group.new)
    ]


@settings(max_examples=60)
@given(
    own=st.lists(st.tuples(st.sampled_from(list(AnnotationKind)), TEXTS), max_size=4),
    whole=st.lists(TEXTS, max_size=2),
    outcome=st.sampled_from([None, *Outcome]),
    basis=st.sampled_from(list(Basis)),
)
def test_whatever_was_attached_is_attached_here(
    own: list[tuple[AnnotationKind, str]], whole: list[str], outcome: Outcome | None, basis: Basis
) -> None:
    claim = StatementContent(basis, "He fell.", an_id(101), source="Ann" if basis is Basis.TOLD_BY else "")
    notes = [annotation(200 + place, text, kind=kind) for place, (kind, text) in enumerate(own)]
    loose = [annotation(300 + place, text) for place, text in enumerate(whole)]
    made = entry([claim], attached={claim.id: notes, None: loose}, outcome=outcome)
    sent = build(head(), [ChosenEntry(made, choices(made))], draw=lambda _: SMALL_PDF)
    (one,) = taken(sent.manifest)
    assert one.new.kind is EntryKind.RECEIVED and one.new.outcome is outcome
    assert [(side.kind, side.text) for side in one.sides if side.statement_id] == list(
        dict.fromkeys((kind, text) for kind, text in own)
    )
    assert {side.text for side in one.sides if side.statement_id is None} == set(whole)
    assert all(side.said.by == "Ann Marsh, mother" for side in one.sides)
    (statement,) = from_bytes(to_bytes(one.content)).statements
    assert (statement.id, statement.basis, statement.text) == (claim.id, basis, "He fell.")


@settings(max_examples=30)
@given(
    basis=st.sampled_from(list(Basis)), label=st.sampled_from([Label.RELEASABLE, Label.RELEASABLE_SUMMARY])
)
def test_nothing_received_is_rendered_as_ours(basis: Basis, label: Label) -> None:
    """Each claim says at whose school it is known, whoever draws it."""
    claim = StatementContent(basis, "He fell.", an_id(101), source="Ann" if basis is Basis.TOLD_BY else "")
    made = entry([claim], attached={})
    sent = build(
        head(), [ChosenEntry(made, choices(made, label, summary="Short."))], draw=lambda _: SMALL_PDF
    )
    (one,) = taken(sent.manifest)
    (shown,) = render_statements(one.content, Context({}, None, {}, origin=one.content.origin))
    assert "Marsh Lane School" in shown.basis_words


def test_without_origin_or_label_nothing_is_written_as_received() -> None:
    manifest = packages.usual().manifest
    (one,) = taken(manifest)
    for spoilt in (
        replace(one, content=replace(one.content, origin=None)),
        replace(one, new=replace(one.new, label=None)),
    ):
        with pytest.raises(ValueError, match="where it comes from"):
            write_received(None, None, spoilt, None)  # type: ignore[arg-type]


def test_on_every_page_the_context_stands_beside_it_and_its_id_is_the_senders(
    db: None, client: Client
) -> None:
    """The chronology, the entry, the search, paper: words, explanation, the family's side, outcome, origin."""
    ours, theirs = sent_packages.friends(make_school("Marsh Lane School"), make_school("Hill Top School"))
    robin = add_child(theirs, "Robin", "Marsh")
    takes_in(theirs, arrives(ours, theirs, package(ours, theirs, [chosen(entry())])), robin, Purpose.WELFARE)
    with theirs.transaction():
        places = received_passages(theirs.organisation_id, [an_id(101), an_id(102), new_id()])
    assert set(places) == {an_id(101), an_id(102)}
    entry_id, file_id = places[an_id(101)]
    lead = sign_in(client, theirs[LEAD])
    found = lead.post("/search/", {"text": "forearm"})
    everywhere = (EXPLAINED, "We talked on the phone.", "at Marsh Lane School", "explained", "Kim Lee")
    for page in (lead.get(f"/files/{file_id}/"), lead.get(f"/entries/{entry_id}/"), found):
        html = page.content.decode()
        wanted = everywhere if page is found else (SAW, HE_SAID, *everywhere)
        assert [words for words in wanted if words not in html] == [], page.request["PATH_INFO"]
