"""Promise 7: nothing above an audience's label is in anything made for it: JSON, words of a page, PDF."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from fairward.exchange.package.building import build
from fairward.exchange.package.contents import Field, Manifest, Passage
from fairward.exchange.package.making import Choice, ChosenEntry, Hands, passages_of
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.views import seen_by
from fairward.exchange.package.words import body_of, json_of, pdf_of
from fairward.files.content import StatementContent
from fairward.kernel.vocabulary import AnnotationKind, Basis, Label, OrganisationKind, Role
from fairward.rules import labels
from fairward.rules.labels import Audience, Extent, extent
from tests.support.packages import HILL, MARSH, an_id, annotation, entry, head, usual
from tests.unit.rights.answers import everything_in, squeezed

LABELS = list(Label)
AUDIENCES = list(labels.audiences())


def full(number: int) -> str:
    return f"Fullwords{number}x"


def short(number: int) -> str:
    return f"Shortwords{number}x"


def note(number: int) -> str:
    return f"Notewords{number}x"


def note_short(number: int) -> str:
    return f"Noteshort{number}x"


def secret(number: int) -> str:
    return f"Inconfidence{number}x"


def passages(chosen: list[Label]) -> tuple[Passage, ...]:
    """One passage for each label, each with words of its own in every place that has words."""
    made = []
    for number, label in enumerate(chosen):
        claim, attached, confidence = an_id(1000 + number), an_id(2000 + number), an_id(3000 + number)
        statement = StatementContent(
            Basis.TOLD_BY, full(number), claim, source=f"{full(number)} source", when=f"{full(number)} when"
        )
        context = {
            claim: [annotation(2000 + number, note(number), by=note(number))],
            None: [annotation(3000 + number, secret(number), kind=AnnotationKind.CHILD_ACCOUNT, is_confidential=True)],
        }  # fmt: skip
        rendered = replace(
            entry([statement], number=4000 + number, attached=context),
            by=f"{full(number)} writer", where=f"{full(number)} where",
        )  # fmt: skip
        summaries = {attached: note_short(number), confidence: f"{note_short(number)} told"}
        choice = Choice(label, short(number), summaries, call="01632 960 001")
        made += passages_of(ChosenEntry(rendered, {claim: choice}), Hands(MARSH.id, MARSH.name))
    return tuple(made)


def resting(on: tuple[Passage, ...]) -> Passage:
    """An opinion that everybody may read, and that rests on every other passage."""
    claim = StatementContent(
        Basis.OPINION, "Together it worries me.", an_id(900), because=tuple(one.id for one in on)
    )
    rendered = entry([claim], number=901, attached={})
    choice = Choice(Label.RELEASABLE, call="01632 960 001")
    (made,) = passages_of(ChosenEntry(rendered, {claim.id: choice}), Hands(MARSH.id, MARSH.name))
    return made


def document(chosen: list[Label], facts: list[Label]) -> Manifest:
    """A document with every label in it, as no sender could build it for one recipient, but as one may come to be held."""
    form = tuple(
        Field(f"fact_{number}", "Address", f"Factwords{number}x", label) for number, label in enumerate(facts)
    )
    told = passages(chosen)
    return replace(usual().manifest, passages=(*told, resting(told)), form=form)


def forbidden(chosen: list[Label], facts: list[Label], audience: Audience) -> list[str]:
    """The words that this audience may not read."""
    found = []
    for number, label in enumerate(chosen):
        allowed = extent(label, audience)
        found += [full(number), note(number)] if allowed < Extent.FULL else []
        found += [short(number), note_short(number)] if allowed < Extent.SUMMARY else []
        found += [secret(number)] if allowed < Extent.FULL or audience.role is Role.FAMILY else []
    return found + [
        f"Factwords{number}x"
        for number, label in enumerate(facts)
        if extent(label, audience) is not Extent.FULL
    ]


def expected(chosen: list[Label], audience: Audience) -> list[str]:
    """Words that it must get: a filter that lets nothing through would prove nothing."""
    found = []
    for number, label in enumerate(chosen):
        if label is Label.POINTER:
            continue
        allowed = extent(label, audience)
        found += [full(number), note(number)] if allowed is Extent.FULL else []
        found += [short(number), note_short(number)] if allowed is Extent.SUMMARY else []
    return found


SOME = st.lists(st.sampled_from(LABELS), min_size=1, max_size=6)
FACTS = st.lists(st.sampled_from([Label.RELEASABLE, Label.HUB_ONLY, Label.SEALED]), max_size=3)


@settings(max_examples=300)
@given(SOME, FACTS, st.sampled_from(AUDIENCES))
def test_json_and_page_hold_what_the_audience_may_read_and_no_more(
    chosen: list[Label], facts: list[Label], audience: Audience
) -> None:
    shown = seen_by(document(chosen, facts), audience)
    for made in (json_of(shown).decode(), body_of(shown)):
        for words in forbidden(chosen, facts, audience):
            assert words not in made, (words, audience)
        for words in expected(chosen, audience):
            assert words in made, (words, audience)


# Drawing takes a second, so a failure is not made smaller: the test above finds the same by words alone.
@settings(max_examples=8, phases=[Phase.explicit, Phase.generate])
@given(SOME, FACTS, st.sampled_from(AUDIENCES))
def test_the_pdf_down_to_its_last_byte(chosen: list[Label], facts: list[Label], audience: Audience) -> None:
    made = squeezed(everything_in(pdf_of(seen_by(document(chosen, facts), audience))))
    for words in forbidden(chosen, facts, audience):
        assert words not in made, (words, audience)
    for words in expected(chosen, audience):
        assert words in made, (words, audience)


@settings(max_examples=150)
@given(SOME, SOME, st.sampled_from(AUDIENCES))
def test_a_label_that_was_tightened_shows_no_more(
    chosen: list[Label], tighter: list[Label], audience: Audience
) -> None:
    whole = document(chosen, [])
    by_id = {one.id: tighter[place % len(tighter)] for place, one in enumerate(whole.passages[:-1])}
    shown, before = seen_by(whole, audience, by_id), json_of(seen_by(whole, audience)).decode()
    made = json_of(shown).decode() + body_of(shown)
    assert {one.id for one in shown.passages} <= {one.id for one in seen_by(whole, audience).passages}
    for number in range(len(chosen)):
        for words in (full(number), note(number), short(number), note_short(number)):
            assert words in before or words not in made


@settings(max_examples=150)
@given(SOME, st.sampled_from(list(OrganisationKind)))
def test_no_package_is_built_with_what_nobody_at_its_recipient_may_read(
    chosen: list[Label], kind: OrganisationKind
) -> None:
    audience = Audience.of_organisation(kind)
    to = replace(HILL, kind=kind)
    entries = [
        ChosenEntry(
            entry([StatementContent(Basis.OBSERVED, full(number), an_id(1000 + number))], number=4000 + number, attached={}),
            {an_id(1000 + number): Choice(label, short(number), call="01632 960 001")},
        )
        for number, label in enumerate(chosen)
    ]  # fmt: skip
    approved = replace(head().sender, approved_by=(head().sender.signed_by,))
    is_above = any(extent(label, audience) is Extent.NOTHING for label in chosen)
    try:
        made = build(head(to=to, sender=approved), entries, draw=lambda shown: body_of(shown).encode())
    except Refused as refused:
        assert refused.code == "label_above" and is_above
        return
    assert not is_above
    everything = json_of(made.manifest).decode() + made.pdf.decode()
    for words in forbidden(chosen, [], audience):
        assert words not in everything


def test_what_another_wrote_is_not_passed_on_under_a_looser_label() -> None:
    made = entry()
    (claim, *_) = made.statements
    chosen = ChosenEntry(
        made, {claim.id: Choice(Label.RELEASABLE)}, arrived_labels={claim.id: Label.HUB_ONLY}
    )
    with pytest.raises(Refused, match="label_loosened"):
        build(head(), [chosen])
    same = replace(chosen, arrived_labels={claim.id: Label.RELEASABLE})
    assert len(passages_of(same, Hands(MARSH.id, MARSH.name))) == 1


def test_people_who_read_no_packages_get_nothing_of_one() -> None:
    whole = document(LABELS, [Label.RELEASABLE])
    for role in (
        Role.RECORDER,
        Role.ADMINISTRATOR,
        Role.GOVERNOR,
        Role.PASTORAL,
        Role.DATA_PROTECTION_OFFICER,
    ):
        made = body_of(seen_by(whole, Audience(OrganisationKind.SCHOOL, role, is_named=True)))
        assert "words" not in made and "Robin" not in made


def test_a_pdf_of_everything_is_not_among_the_files_of_somebody_who_may_read_less() -> None:
    whole = replace(document([Label.RELEASABLE, Label.SEALED], []), files=usual().manifest.files)
    lead = Audience(OrganisationKind.SCHOOL, Role.SAFEGUARDING_LEAD)
    assert [one.role for one in seen_by(whole, replace(lead, is_named=True)).files] == ["pdf", "attachment"]
    assert [one.role for one in seen_by(whole, lead).files] == ["attachment"]
    assert seen_by(whole, Audience.of_family()).left_out == ()


def test_a_label_may_be_tightened_and_never_loosened() -> None:
    for old in Label:
        for new in Label:
            if labels.is_tightened(old, new):
                assert all(extent(new, one) <= extent(old, one) for one in AUDIENCES)
    assert labels.is_tightened(Label.RELEASABLE, Label.HUB_ONLY)
    assert not labels.is_tightened(Label.HUB_ONLY, Label.RELEASABLE)
