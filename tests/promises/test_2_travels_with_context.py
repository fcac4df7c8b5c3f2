"""Promise 2 on the way: a claim crosses a boundary with its basis and context, or is neither made, sent nor accepted."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairward.exchange.package.building import build
from fairward.exchange.package.contents import Attached, Context, Passage
from fairward.exchange.package.making import Choice, ChosenEntry, texts_of
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.words import body_of
from fairward.files.content import StatementContent
from fairward.kernel.vocabulary import AnnotationKind, Basis, Label, Outcome
from tests.support.packages import (
    HUB,
    MARSH,
    SMALL_PDF,
    an_id,
    annotation,
    choices,
    entry,
    head,
    opened,
    sealed,
    undrawn,
)
from tests.support.signing import content_of
from tests.vectors.packages.spoiling import PASSAGE, plain, signed, spoil

TEXTS = st.text("abc é", min_size=1, max_size=12).filter(lambda text: text.strip())


@pytest.mark.parametrize("given", ["He fell.", {"text": "He fell."}, None])
def test_a_bare_text_is_no_passage(given: Any) -> None:
    with pytest.raises(TypeError, match="rendered entry"):
        build(head(), [ChosenEntry(given, {an_id(101): Choice(Label.RELEASABLE)})])


def test_a_passage_has_no_default_for_what_belongs_to_it() -> None:
    """So forgetting it is an error at once."""
    with pytest.raises(TypeError, match="context"):
        Passage(**{one.name: None for one in fields(Passage) if one.name != "context"})


@settings(max_examples=60)
@given(
    own=st.lists(st.tuples(st.sampled_from(list(AnnotationKind)), TEXTS), max_size=4),
    whole=st.lists(TEXTS, max_size=2),
    outcome=st.sampled_from([None, *Outcome]),
    basis=st.sampled_from(list(Basis)),
)
def test_whatever_is_attached_arrives(
    own: list[tuple[AnnotationKind, str]], whole: list[str], outcome: Outcome | None, basis: Basis
) -> None:
    claim = StatementContent(basis, "He fell.", an_id(101), source="Ann" if basis is Basis.TOLD_BY else "")
    notes = [annotation(200 + place, text, kind=kind) for place, (kind, text) in enumerate(own)]
    loose = [annotation(300 + place, text) for place, text in enumerate(whole)]
    made = entry([claim], attached={claim.id: notes, None: loose}, outcome=outcome)
    package = build(head(), [ChosenEntry(made, choices(made))], draw=lambda _: SMALL_PDF)
    (arrived,) = opened(sealed(package)).package.manifest.passages
    assert [(one.kind, one.text) for one in arrived.context.attached] == [
        *((kind.code, text) for kind, text in own),
        *(("explanation", text) for text in whole),
    ]
    assert arrived.basis == basis.code and arrived.basis_words
    assert (arrived.context.outcome.code if arrived.context.outcome else None) == (outcome and outcome.code)
    page = body_of(package.manifest)
    assert all(page.index("He fell.") < page.rindex(one.text) for one in (*notes, *loose))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *((one.name, "no_context") for one in fields(Context)),
        *((f"attached.{one.name}", "not_whole") for one in fields(Attached)),
    ],
)  # fmt: skip
def test_a_receiver_refuses_a_context_that_lacks_a_part(name: str, code: str) -> None:
    from tests.vectors.packages.spoiling import GONE

    value, files = plain()
    place = ("attached", 0, name.removeprefix("attached.")) if "." in name else (name,)
    spoil(value, (*PASSAGE, "context", *place), GONE)
    with pytest.raises(Refused) as refused:
        opened(signed(value, files))
    assert refused.value.code == code


@pytest.mark.parametrize("missing", ["basis", "basis_words", "label", "context"])
@pytest.mark.parametrize("instead", [None, "", 0, [], {}, "gone"])
def test_a_receiver_refuses_a_passage_without_basis_label_or_context(missing: str, instead: Any) -> None:
    from tests.vectors.packages.spoiling import GONE

    value, files = plain()
    if missing == "basis_words" and instead == "gone":
        instead = 7
    spoil(value, (*PASSAGE, missing), GONE if instead == "gone" else instead)
    with pytest.raises(Refused) as refused:
        opened(signed(value, files))
    assert refused.value.code == f"no_{missing.removesuffix('_words')}"


def test_the_summary_for_others_carries_its_context_too() -> None:
    made = entry()
    choice = Choice(
        Label.RELEASABLE_SUMMARY, "There was a bruise.", dict.fromkeys((an_id(201), an_id(202)), "Explained.")
    )
    package = undrawn([ChosenEntry(made, {an_id(101): choice})])
    (passage,) = package.manifest.passages
    assert [one.summary for one in passage.context.attached] == ["Explained.", "Explained."]
    assert passage.context.outcome is not None
    bare = replace(
        passage,
        context=replace(passage.context, attached=(replace(passage.context.attached[0], summary=""),)),
    )
    with pytest.raises(Refused, match="no_summary"):
        sealed(replace(package, manifest=replace(package.manifest, passages=(bare,))))


def test_reasons_for_a_decision_are_passages_with_the_entrys_context() -> None:
    made = entry(fields={"rationale": "We believe the family."}, outcome=Outcome.UNFOUNDED)
    (field, *_) = texts_of(made)
    (passage,) = undrawn([ChosenEntry(made, {field.id: Choice(Label.RELEASABLE)})]).manifest.passages
    assert passage.context.outcome is not None and passage.context.outcome.code == "unfounded"


def test_what_another_signs_in_the_senders_name_is_not_believed() -> None:
    value, files = plain()
    from fairward.exchange.package import canonical
    from fairward.exchange.package.sealing import seal_content
    from tests.support.packages import HILL

    document = canonical.encode(value)
    forged = content_of(document, files, by=HUB, said=MARSH)
    with pytest.raises(Refused, match="wrong_signature"):
        opened(seal_content(undrawn().manifest, HILL.ring.public, forged))
