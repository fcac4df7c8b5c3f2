"""A package is built of rendered entries, signed, sealed, and opened by its addressee alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fairward.exchange.package import limits, shapes
from fairward.exchange.package.building import build
from fairward.exchange.package.contents import Coded, Link, Manifest, Told
from fairward.exchange.package.envelope import fingerprint, look_outside
from fairward.exchange.package.making import Choice, ChosenEntry, texts_of
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.sealing import open_content
from fairward.files.content import StatementContent
from fairward.files.policies import MOST_TEXT
from fairward.files.reading import NOT_TAKEN_IN
from fairward.kernel.vocabulary import Basis, DisclosureKind, Label
from tests.support.packages import (
    EXPLAINED,
    HE_SAID,
    HILL,
    HUB,
    MARSH,
    SAW,
    STRANGER,
    an_id,
    annotation,
    answered,
    attachment,
    choices,
    entry,
    head,
    opened,
    package,
    sealed,
    undrawn,
    usual,
)
from tests.unit.rights.answers import text_of


def test_what_was_built_is_what_is_opened() -> None:
    made = usual()
    found = opened(sealed(made))
    assert found.package == made
    assert found.sender_key == MARSH.verifying_key and found.outside.recipient == HILL.id


def test_it_is_plain_that_nothing_can_be_read_without_the_ring() -> None:
    raw = sealed(usual())
    for word in (SAW, "Robin", "Marsh", "drawing", "%PDF"):
        assert word.encode() not in raw


def test_a_passage_has_all_that_belongs_to_it() -> None:
    first, said, told, opinion = usual().manifest.passages
    assert (first.basis, first.text, first.label) == ("observed", SAW, Label.RELEASABLE)
    assert [each.text for each in first.context.attached] == [EXPLAINED, "We talked on the phone."]
    assert first.context.outcome == Coded("explained", "explained")
    assert first.about == ("Robin Marsh",) and first.marks[0].words.startswith("left forearm, front, 3 cm")
    assert first.note is not None and first.note.by == "Kim Lee, class teacher"
    assert first.chain == (Link(MARSH.id, MARSH.name, an_id(100), 2, None),)
    assert said.text == HE_SAID and told.source == "Ben Okoro, year 6"
    assert opinion.because == (an_id(101),) and opinion.text == "It fits with a fall."


def test_the_pdf_says_the_same() -> None:
    text = text_of(usual().pdf)
    for words in (
        SAW,
        EXPLAINED,
        HE_SAID,
        "Ben Okoro, year 6",
        "It turned out: explained",
        "3 passages: about behaviour",
    ):
        assert words in text
    assert text.index(SAW) < text.index(EXPLAINED) < text.index(HE_SAID)


def test_an_opinion_does_not_bring_the_words_it_rests_on() -> None:
    """They have a label of their own, or were left out: the renderer quotes their beginning to those who have the file."""
    made = entry()
    built = build(head(), [ChosenEntry(made, {an_id(104): Choice(Label.RELEASABLE)})])
    assert "Because of: something that is not told here" in text_of(built.pdf)
    assert "bruise" not in str(built.manifest) + text_of(built.pdf)


def test_names_of_others_are_replaced_everywhere_in_the_passage() -> None:
    made = entry()
    built = build(head(), [ChosenEntry(made, choices(made), masked={"Ben Okoro": "another pupil"})])
    told = built.manifest.passages[2]
    assert told.text == "another pupil was there too." and told.source == "another pupil, year 6"
    assert told.is_masked and not built.manifest.passages[1].is_masked
    assert "Okoro" not in str(built.manifest) and "Okoro" not in text_of(built.pdf)


def test_texts_that_the_system_asked_for_can_be_chosen() -> None:
    made = entry(fields={"rationale": "We believe the family.", "empty": " "})
    (field, *claims) = texts_of(made)
    assert (field.basis, field.basis_words, field.text) == ("record", "Rationale", "We believe the family.")
    assert [one.id for one in claims] == [one.id for one in made.statements]
    (passage,) = build(head(), [ChosenEntry(made, {field.id: Choice(Label.RELEASABLE)})]).manifest.passages
    assert [each.text for each in passage.context.attached] == ["We talked on the phone."]


def test_where_it_came_through_stays_with_it() -> None:
    made = entry()
    before = Link(HUB.id, HUB.name, an_id(77), 1, None)
    chosen = ChosenEntry(made, choices(made), earlier=(before,), arrived_by=an_id(78))
    found = opened(sealed(build(head(), [chosen]))).package.manifest.passages[0].chain
    assert found == (before, Link(MARSH.id, MARSH.name, an_id(100), 2, an_id(78)))


def test_it_can_be_opened_again_with_its_own_key() -> None:
    raw = sealed(usual())
    first = opened(raw)
    again = open_content(first.outside, first.package_key, lambda _: (MARSH.verifying_key,))
    assert again == first


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"tests": answered("no")}, "test_failed"),
        ({"tests": ()}, "no_tests"),
        ({"told": Told(False, None, None)}, "not_told"),
        ({"about": None}, "no_child"),
        ({"kind": DisclosureKind.ADVICE}, "child_named"),
        ({"kind": DisclosureKind.CORRECTION_NOTICE}, "no_notice"),
        ({"reason": ""}, "not_whole"),
        ({"reason": "x" * 2001}, "not_whole"),
    ],
)
def test_what_is_not_whole_is_not_built(changes: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        package(**changes)
    assert refused.value.code == code and refused.value.sentence.endswith(".")


def test_danger_comes_before_the_tests() -> None:
    assert package(tests=answered("not_yet"), is_urgent=True).manifest.is_urgent


def test_what_the_family_added_is_taken_in_first() -> None:
    made = entry(attached={None: [annotation(201, NOT_TAKEN_IN)]})
    with pytest.raises(Refused, match="not_taken_in"):
        build(head(), [ChosenEntry(made, choices(made))])


def test_a_choice_that_is_not_of_the_entry_is_refused() -> None:
    with pytest.raises(Refused, match="not_whole"):
        build(head(), [ChosenEntry(entry(), {an_id(1): Choice(Label.RELEASABLE)})])


@pytest.mark.parametrize("label", [Label.HUB_ONLY])
def test_what_its_recipient_may_not_read_is_not_built(label: Label) -> None:
    made = entry()
    with pytest.raises(Refused, match="label_above"):
        build(head(), [ChosenEntry(made, choices(made, label))])
    with pytest.raises(Refused, match="label_above"):
        build(head(), [], [attachment(label=label)])
    assert build(head(to=HUB), [ChosenEntry(made, choices(made, label))], [attachment(label=label)])


def test_a_school_gets_the_summary_alone_and_a_hub_all_of_it() -> None:
    made = entry()
    summaries = dict.fromkeys((an_id(201), an_id(202)), "An account was given.")
    chosen = ChosenEntry(
        made, {an_id(101): Choice(Label.RELEASABLE_SUMMARY, "There was a bruise.", summaries)}
    )
    school, hub = build(head(), [chosen]), build(head(to=HUB), [chosen])
    (reduced,), (whole,) = school.manifest.passages, hub.manifest.passages
    assert (reduced.text, reduced.summary) == ("", "There was a bruise.") and whole.text == SAW
    everything = str(school.manifest) + text_of(school.pdf)
    assert SAW not in everything and EXPLAINED not in everything and "Kim Lee" not in everything
    assert "An account was given." in text_of(school.pdf)
    assert opened(sealed(school)).package == school
    assert opened(sealed(hub, MARSH, HUB), HUB).package == hub


def test_a_summary_needs_one_for_what_is_attached_too() -> None:
    made = entry()
    with pytest.raises(Refused, match="no_summary"):
        build(head(), [ChosenEntry(made, {an_id(101): Choice(Label.RELEASABLE_SUMMARY, "A bruise.")})])


def test_a_pointer_says_only_whom_to_call() -> None:
    made = entry()
    built = build(head(), [ChosenEntry(made, {an_id(101): Choice(Label.POINTER, call="01632 960 001")})])
    text = text_of(built.pdf)
    assert "Marsh Lane School knows this child. Call 01632 960 001." in text
    everything = str(built.manifest) + text
    assert SAW not in everything and str(an_id(101)) not in everything and str(an_id(100)) not in everything
    assert opened(sealed(built)).package == built


def test_a_ring_and_a_signing_key_must_be_those_that_are_named() -> None:
    made = usual()
    with pytest.raises(Refused, match="unknown_ring"):
        sealed(made, MARSH, HUB)
    with pytest.raises(Refused, match="wrong_sender"):
        sealed(made, STRANGER, HILL)
    with pytest.raises(Refused, match="wrong_log_head"):
        sealed(replace(made, manifest=replace(made.manifest, log_head=HILL.log_head)))
    with pytest.raises(Refused, match="wrong_digest"):
        sealed(replace(made, contents=(b"%PDF other", *made.contents[1:])))


def test_the_outside_is_enough_at_the_door() -> None:
    raw = sealed(usual())
    ring = fingerprint(HILL.ring.public)
    outside = look_outside(raw, organisation_id=HILL.id, rings=[ring], was_seen=lambda _: False)
    assert (outside.package, outside.ring) == (an_id(500), ring)
    with pytest.raises(Refused, match="seen_before"):
        look_outside(raw, organisation_id=HILL.id, rings=[ring], was_seen=lambda _: True)


def test_plain_form_and_reading_are_each_others_opposite() -> None:
    manifest = usual().manifest
    assert shapes.read(Manifest, shapes.plain(manifest)) == manifest


def test_whatever_an_entry_may_hold_fits_into_a_package() -> None:
    assert limits.LONG >= MOST_TEXT * 6 // 5
    longest = StatementContent(Basis.TOLD_BY, "Ben! " * (MOST_TEXT // 5), an_id(101), source="Ann " * 75)
    made = entry([longest], attached={})
    chosen = ChosenEntry(made, choices(made), masked={"Ben": "B."})
    (passage,) = undrawn([chosen]).manifest.passages
    assert len(passage.text) == MOST_TEXT // 5 * 4 and passage.is_masked


def test_line_breaks_as_browsers_send_them_do_not_stop_a_package() -> None:
    """Failed before: what somebody typed over two lines was refused, because no page can show half of a browser's line break."""
    made = undrawn(reason="Two lines:\r\nthe second.", asks=("First\rsecond",)).manifest
    assert (made.reason, made.asks) == ("Two lines:\nthe second.", ("First\nsecond",))
