"""A passage is never bare, the name of somebody of the public is never in an answer, and an opinion crosses whole. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from fairward.access_requests.policies import Chosen
from fairward.access_requests.vocabulary import PassageDecision
from fairward.exchange.answering.consulting import (
    Consulted,
    Named,
    Opinion,
    Verdict,
    consultation_head,
    consulted_of,
    opinion_head,
    opinions_of,
)
from fairward.exchange.package.building import build
from fairward.exchange.package.contents import Child, Person, Recipient, Sender
from fairward.hub.intake.content import Told
from fairward.hub.requests.answer_making import made_of
from fairward.hub.requests.content import Beside, HeldWords, words_bytes, words_from
from fairward.hub.requests.copying import New, masked
from fairward.hub.requests.policies import Asked, check_answer_day, check_originator
from fairward.hub.requests.queries import OpenedPassage, PassageLine
from fairward.hub.requests.review_actions import _with_masks
from fairward.hub.requests.vocabulary import Held, Origin
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Label, OrganisationKind

TODAY = date(2026, 11, 26)
WORDS = HeldWords(
    "Told to the hub", "3 March 2026", "somebody who told the hub", "told_by", "told by somebody of the public",
    "I am Joan Quix, I live next door. He screams.",
    beside=(Beside("explanation", "He has colic. Mrs Quix knows.", "Health visitor"),),
)  # fmt: skip
TELLER = Told("Joan Quix")
WITHHOLD = PassageDecision.WITHHOLD


def line(**changes: object) -> PassageLine:
    made = PassageLine(
        new_id(), 1, new_id(), Held.CONTACT, Origin.PUBLIC, None, "somebody", None, None, None, None, True,
        PassageDecision.DISCLOSE, "", False, new_id(), datetime.now(UTC), None,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def copied() -> HeldWords:
    (one,) = masked([New(Held.CONTACT, Origin.PUBLIC, new_id(), WORDS)], TELLER)
    assert one.words is not None
    return one.words


def said_in(words: HeldWords, chosen: Chosen | None, **changes: object) -> str:
    made = made_of([OpenedPassage(line(**changes), words, chosen, ())], {}, TODAY)
    return " ".join(str(one) for one in made.entries)


@pytest.mark.parametrize("bare", ["originator", "basis", "basis_words", "text"])
def test_a_passage_cannot_be_made_bare(bare: str) -> None:
    with pytest.raises(ValueError, match="who wrote it"):
        replace(WORDS, **{bare: " "})


def test_a_passage_is_the_same_when_it_is_read_again() -> None:
    assert words_from(words_bytes(copied())) == copied()


def test_what_belongs_to_a_passage_comes_with_it() -> None:
    assert "He has colic." in said_in(WORDS, None)


def test_somebody_of_the_public_is_always_masked() -> None:
    """Whoever presses “show” shows it without the name: with a reason, so that it counts among what is left out."""
    words = copied()
    chosen = _with_masks(OpenedPassage(line(), words, None, ()), Chosen(PassageDecision.DISCLOSE))
    assert (chosen.decision, chosen.exemption) == (PassageDecision.REDACT, "third_party") and chosen.reasons
    said = said_in(words, chosen, decision=PassageDecision.REDACT, exemption="third_party")
    assert "He screams" in said and "Joan" not in said and "Quix" not in said
    for decided in (None, Chosen(PassageDecision.REDACT, "crime", "x", cuts={"text": [(0, 4)]})):
        assert "Quix" not in said_in(words, decided, exemption="crime" if decided else "")


def test_whoever_lets_their_name_be_told_is_not_masked() -> None:
    (one,) = masked(
        [New(Held.CONTACT, Origin.CALLER, new_id(), WORDS)], replace(TELLER, wants_nobody_told=False)
    )
    assert one.words == WORDS


def test_what_is_held_back_leaves_its_reason_alone() -> None:
    chosen = Chosen(WITHHOLD, "crime", "He is looked for.")
    made = made_of([OpenedPassage(line(decision=WITHHOLD, exemption="crime"), WORDS, chosen, ())], {}, TODAY)
    assert made.entries == () and made.left_out == {"crime": 1}


@pytest.mark.parametrize(
    "changes", [{"decision": PassageDecision.UNDECIDED}, {"decision": WITHHOLD, "needs_second": True}]
)
def test_nothing_is_answered_that_waits_for_somebody(changes: dict[str, object]) -> None:
    with pytest.raises(Denied):
        said_in(WORDS, None, **changes)


@pytest.mark.parametrize(
    ("asked", "may"),
    [
        (Asked(), False),
        (Asked(True, TODAY), False),
        (Asked(True, TODAY, has_answered=True), True),
        (Asked(True, date(2026, 11, 25)), True),
    ],
)
def test_an_originator_is_heard_or_had_their_time(asked: Asked, may: bool) -> None:
    show = Chosen(PassageDecision.DISCLOSE)
    check_originator(show, Label.RELEASABLE, Asked(), TODAY)
    check_originator(Chosen(WITHHOLD), Label.HUB_ONLY, Asked(), TODAY)
    if may:
        check_originator(show, Label.HUB_ONLY, asked, TODAY)
    else:
        with pytest.raises(Denied):
            check_originator(show, Label.HUB_ONLY, asked, TODAY)


@pytest.mark.parametrize("day", [TODAY, date(2026, 12, 30)])
def test_an_answer_is_wished_for_within_the_month(day: date) -> None:
    with pytest.raises(Denied):
        check_answer_day(day, TODAY, datetime(2026, 12, 26, 23, tzinfo=UTC))


def test_a_consultation_and_an_opinion_cross_whole() -> None:
    """By number alone: the package has no passage."""
    hub, police = new_id(), new_id()
    person, named = (
        Person("Nina Falk", "officer"),
        Named(new_id(), new_id(), "What an agency answered, number 4"),
    )
    sender = Sender(hub, "Hub", OrganisationKind.HUB, "0" * 64, person, ())
    to = Recipient(police, "Police", OrganisationKind.POLICE, "0" * 64, ())
    child = Child(new_id(), "Robin Marsh", None, "")
    asks = build(
        consultation_head(sender, to, child, "Robin’s mother asks.", [named], TODAY, ""), []
    ).manifest
    consulted = consulted_of(asks)
    assert asks.passages == () and consulted == Consulted(
        child, "Robin’s mother asks.", "Nina Falk, officer", "Hub", (named,), TODAY
    )
    said = Opinion(named.passage_id, Verdict.HOLD, "crime", "He is looked for.")
    back = opinion_head(
        consulted, [said], replace(sender, organisation=police), replace(to, organisation=hub, kind=OrganisationKind.HUB), "",
        to=asks.id,
    )  # fmt: skip
    answer = build(back, []).manifest
    assert opinions_of(answer) == (said,) and answer.reply_to == asks.id
    assert consulted_of(answer) is None and opinions_of(asks) is None
