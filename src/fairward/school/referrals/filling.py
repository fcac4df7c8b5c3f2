"""What a page answers, put into what is chosen; and what is chosen, put back on the page. It may not query or save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from fairward.exchange.choosing.content import Chosen, Decision, FormAnswer
from fairward.rules import referral
from fairward.school.referrals.offering import Offer
from fairward.school.referrals.pages import ASKED, FAMILY, WORRY, Page, typed_on
from fairward.school.referrals.passages import GROUPS, Offered
from fairward.school.referrals.policies import (
    agreement_of,
    answer_of,
    listed_answer,
    look_again_by,
    with_answers,
)

YES, NO = "yes", "no"
NOT_THE_LEAST = "not_the_least"  # of rules.packages.reasons()
ORDER = [one.id for one in referral.fields()]


class Filled(Protocol):
    """A page that was answered: its form."""

    page: Page
    offered: Sequence[Offer]
    passages: Sequence[Offered]
    is_advice: bool
    cleaned_data: dict[str, Any]


def initial_of(
    page: Page, chosen: Chosen, offers: Sequence[Offer], passages: Sequence[Offered]
) -> dict[str, Any]:
    """What stands on the page already."""
    ids = {one.id for one in chosen.form}
    found: dict[str, Any] = {field_id: answer_of(chosen, field_id) for field_id in page.typed}
    found["offers"] = [one.id for one in offers if one.id in ids]
    for group in GROUPS:
        found[group] = [str(one.id) for one in passages if one.group == group and _is_in(chosen, one.id)]
    if page.id == FAMILY:
        found |= {
            "is_told": "" if chosen.is_told is None else YES if chosen.is_told else NO, "ground": chosen.ground,
            "look_again_on": chosen.look_again_on, "agreement": agreement_of(chosen), "basis": chosen.basis,
            "level": listed_answer(chosen, "level", referral.levels()),
        }  # fmt: skip
    if page.id == WORRY:
        going = [one for one in chosen.passages.values() if one.is_in and one.words]
        found |= {"reason": chosen.reason, "because": going[0].words if going else ""}
    if page.id == ASKED:
        found["purpose"] = chosen.purpose
        found["asks"] = "\n".join(chosen.asks)
    return found


def filled(chosen: Chosen, form: Filled, today: date) -> Chosen:
    """What is chosen, with the answers of one page; everything of the other pages stays as it was."""
    page, given, is_advice, passages = form.page, form.cleaned_data, form.is_advice, form.passages
    chosen = replace(chosen, form=_with_offers(chosen.form, form.offered, given.get("offers", ())))
    typed = {one.id: given.get(one.id, "") for one in typed_on(page, is_advice=is_advice)}
    chosen = replace(chosen, form=with_answers(chosen.form, typed, ORDER))
    if page.id == WORRY:
        return _with_passages(chosen, given, passages)
    if page.id == FAMILY:
        return _with_family(chosen, given, today, is_advice=is_advice)
    if page.id == ASKED:
        asks = tuple(line.strip() for line in given.get("asks", "").splitlines() if line.strip())
        return replace(chosen, asks=asks, purpose=given.get("purpose", ""))
    return chosen


def _with_offers(
    form: tuple[FormAnswer, ...], offers: Sequence[Offer], ticked: Sequence[str]
) -> tuple[FormAnswer, ...]:
    known = {one.id: one for one in offers}
    kept = [one for one in form if one.id not in known]
    added = [one.answer for one in offers if one.id in set(ticked)]
    place = {field_id: number for number, field_id in enumerate(ORDER)}
    return tuple(sorted((*kept, *added), key=lambda one: place.get(one.id, len(place))))


def _with_passages(chosen: Chosen, given: dict[str, Any], passages: Sequence[Offered]) -> Chosen:
    """What is ticked goes, with the reason written beside; what is not stays here, as more than the least that helps."""
    ticked = {UUID(one) for group in GROUPS for one in given.get(group, ())}
    found = dict(chosen.passages)
    for one in passages:
        before = found.get(one.id)
        if one.id in ticked:
            found[one.id] = _going(before, given.get("because", "").strip())
        elif before is None or before.is_in is not False:
            found[one.id] = Decision(False, why=NOT_THE_LEAST)
    return replace(chosen, passages=found, reason=given.get("reason", "").strip())


def _going(before: Decision | None, because: str) -> Decision:
    """One that goes; a label or a summary that somebody gave it elsewhere stays."""
    if before is None or not before.is_in:
        return Decision(True, words=because)
    return replace(before, is_default=False, words=because or before.words)


def _with_family(chosen: Chosen, given: dict[str, Any], today: date, *, is_advice: bool) -> Chosen:
    told, ground = given.get("is_told", ""), given.get("ground", "")
    is_told = None if not told else told == YES
    look = None if is_told is not False else given.get("look_again_on") or look_again_by(ground, today)
    form = chosen.form
    if not is_advice:
        agreement = {one.id: one.words for one in referral.agreements()}.get(given.get("agreement", ""), "")
        level = {one.id: one.words for one in referral.levels()}.get(given.get("level", ""), "")
        form = with_answers(form, {"agreement": agreement, "level": level}, ORDER)
    return replace(
        chosen, form=form, is_told=is_told, ground=ground if is_told is False else "", look_again_on=look,
        basis=given.get("basis", ""),
    )  # fmt: skip


def _is_in(chosen: Chosen, passage_id: UUID) -> bool:
    found = chosen.passages.get(passage_id)
    return found is not None and found.is_in is True
