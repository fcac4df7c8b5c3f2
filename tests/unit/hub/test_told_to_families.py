"""No passage above its audience in what a family is shown, whatever its label and whatever a worker ticks. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairward.exchange.answering.asking import AskedPerson, AskedThing
from fairward.exchange.answering.items import KINDS as KNOWN
from fairward.exchange.package.contents import Attached, Context, Link, Passage
from fairward.hub.enquiries.enquiry_content import EnquiryContent
from fairward.hub.enquiries.enquiry_queries import OpenedEnquiry, ReadItem
from fairward.hub.families.composing import KINDS, Offered, came_words, compose, offered
from fairward.hub.families.content import Outcome, from_bytes, to_bytes
from fairward.hub.families.policies import Chosen
from fairward.hub.intake.vocabulary import Source
from fairward.hub.vocabulary import EnquiryState, Route
from fairward.kernel.vocabulary import Label, Role
from fairward.rules.labels import Audience

CHILD, MOTHER, FATHER = UUID(int=1), UUID(int=2), UUID(int=3)
NAMES = {CHILD: "Robin Marsh", MOTHER: "Anna Marsh", FATHER: "Uncle Pete"}
AT = datetime(2026, 11, 3, 9, tzinfo=UTC)
HANDS = (Link(uuid4(), "Police", uuid4(), 1, None),)
FACTS = SimpleNamespace(
    reference="K7QM-3F2P", received_at=AT, source=Source.PACKAGE, route=Route.EMERGENCY, routed_at=AT
)
people = st.lists(st.sampled_from([CHILD, MOTHER, FATHER]), unique=True, max_size=3)
labels = st.sampled_from(list(Label))


def passage(mark: str, label: Label, about: list[UUID], basis: str = "observed") -> Passage:
    """A passage whose every text carries its own mark, as a hub holds it."""
    is_pointer = label is Label.POINTER
    added = Attached(uuid4(), "dispute", False, f"{mark}-added", f"{mark}-sum-added", "", "", AT, False)
    hidden = Attached(uuid4(), "child_account", False, f"{mark}-confided", "", "", "", AT, True)
    return Passage(
        id=uuid4(), basis=basis, basis_words="Seen", label=label, text="" if is_pointer else f"{mark}-words",
        summary="" if is_pointer else f"{mark}-sum", call="PC Hall" if is_pointer else "", source=f"{mark}-source", when="",
        grade="", is_masked=False, about=tuple(NAMES[one] for one in about), marks=(), because=(), note=None,
        context=Context((added, hidden), None, None), chain=HANDS,
    )  # fmt: skip


@st.composite
def packs(draw: Any) -> Any:
    """A pack of two questions, each about some of the three, with items of any label about any of them."""
    enquiries, items = [], []
    for place in range(2):
        asked = draw(people.filter(bool))
        facts = SimpleNamespace(id=uuid4(), state=draw(st.sampled_from(list(EnquiryState))))
        persons = tuple(AskedPerson(one, NAMES[one], "child", "why") for one in asked)
        content = EnquiryContent(
            f"Agency {place}", persons, (AskedThing("incidents", "secret wording"),), date(2026, 1, 1)
        )
        enquiries.append(OpenedEnquiry(facts, content))  # type: ignore[arg-type]
        for number in range(draw(st.integers(0, 3))):
            mark, about = f"m{place}{number}", draw(people)
            claim = passage(mark, draw(labels), about)
            beside = (passage(f"{mark}-beside", draw(labels), []),)
            items.append(ReadItem(uuid4(), facts.id, uuid4(), AT, None, claim, beside))
    agencies = {one.facts.id: one.content.to for one in enquiries}
    cited = frozenset(one.id for one in items if draw(st.booleans()))
    return SimpleNamespace(enquiries=tuple(enquiries), items=tuple(items), agencies=agencies, cited=cited)


def shown_to(pack: Any, who: frozenset[UUID], role: Role) -> tuple[Offered, Outcome]:
    """What these people read where a worker ticks everything that the form offers."""
    found = offered(pack, who, Audience(None, role), pack.cited)
    asked = {one.facts.id: "In plain words." for one in found.questions}
    chosen = Chosen("Because.", asked, frozenset(), frozenset(one.id for one in found.showable))
    return found, compose(FACTS, "Ford Lane School", None, found, pack.agencies, chosen)  # type: ignore[arg-type]


def allowed(one: Passage) -> set[str]:
    """Which texts of a passage a family may read."""
    mark = one.text.removesuffix("-words")
    if one.label is Label.RELEASABLE:
        return {f"{mark}{end}" for end in ("-words", "-sum", "-source", "-added", "-sum-added")}
    return {f"{mark}-sum", f"{mark}-sum-added"} if one.label is Label.RELEASABLE_SUMMARY else set()


def every_text(one: Passage) -> set[str]:
    mark = one.source.removesuffix("-source")
    return {f"{mark}{end}" for end in ("-words", "-sum", "-source", "-added", "-sum-added", "-confided")}


@given(
    packs(),
    st.sampled_from([{MOTHER, CHILD}, {FATHER}, {CHILD}]),
    st.sampled_from([Role.FAMILY, Role.YOUNG_PERSON]),
)
def test_no_passage_above_its_audience(pack: Any, who: set[UUID], role: Role) -> None:
    found, outcome = shown_to(pack, frozenset(who), role)
    raw = to_bytes(outcome).decode()
    about_them = {NAMES[one] for one in who}
    for one in pack.items:
        asked = next(each for each in pack.enquiries if each.facts.id == one.enquiry_id).content.persons
        concerns = {each.name for each in asked if each.id in who}
        is_theirs = bool(concerns) and (not one.claim.about or bool(set(one.claim.about) & concerns))
        may_claim = allowed(one.claim) if is_theirs and one.id in pack.cited else set()
        may_beside = allowed(one.beside[0]) if may_claim else set()
        for text in (every_text(one.claim) - may_claim) | (every_text(one.beside[0]) - may_beside):
            assert f'"{text}"' not in raw
        assert "-confided" not in raw
    assert "secret wording" not in raw and "PC Hall" not in raw
    assert about_them
    assert from_bytes(to_bytes(outcome)) == outcome
    assert {one.agency for one in outcome.asked} == {pack.agencies[one.facts.id] for one in found.questions}


@given(packs())
def test_what_is_sealed_is_not_even_counted(pack: Any) -> None:
    _, with_them = shown_to(pack, frozenset({MOTHER, CHILD}), Role.FAMILY)
    left = tuple(one for one in pack.items if one.claim.label is not Label.SEALED)
    without = SimpleNamespace(enquiries=pack.enquiries, items=left, agencies=pack.agencies, cited=pack.cited)
    _, same = shown_to(without, frozenset({MOTHER, CHILD}), Role.FAMILY)
    assert to_bytes(with_them) == to_bytes(same)


@given(packs())
def test_a_question_that_is_told_later_leaves_nothing(pack: Any) -> None:
    who = frozenset({MOTHER, CHILD})
    found = offered(pack, who, Audience(None, Role.FAMILY), pack.cited)
    asked = {one.facts.id: "In plain words." for one in found.questions}
    for later in found.questions:
        chosen = Chosen(
            "Because.", asked, frozenset({later.facts.id}), frozenset(one.id for one in found.showable)
        )
        one = compose(FACTS, "School", None, found, pack.agencies, chosen)  # type: ignore[arg-type]
        raw = to_bytes(one).decode()
        assert one.is_held and later.content.to not in raw
        assert all(item.agency != later.content.to for item in one.items)
        assert one.others == sum(each != later.facts.id for each in found.others)


@pytest.mark.parametrize("source", list(Source))
def test_whoever_told_it_as_one_of_the_public_is_never_named(source: Source) -> None:
    facts = SimpleNamespace(source=source)
    words = came_words(facts, "Ford Lane School" if source is Source.PACKAGE else "")  # type: ignore[arg-type]
    assert ("Ford Lane School" in words) is (source is Source.PACKAGE)
    assert source is Source.PACKAGE or "do not say" in words or "never say" in words


def test_every_kind_that_a_hub_knows_has_plain_words() -> None:
    assert set(KNOWN.values()) <= set(KINDS)
