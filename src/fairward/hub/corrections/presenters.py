"""What is put right, where it went, and what waits, as words on a page. It may not query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Row
from fairward.design.words import date_words, moment_words
from fairward.hub.corrections.content import Said
from fairward.hub.corrections.queries import NoticeLine, PutRightLine, ReviewLine
from fairward.hub.corrections.vocabulary import PutRightState
from fairward.hub.decisions.queries import ToldLine
from fairward.hub.packs.presenters import item_words
from fairward.hub.packs.queries import Pack
from fairward.organisations.names import MemberName

S = PutRightState
_TONES = {S.ASKED: "due", S.SENT: "plain", S.CORRECTED: "done", S.STANDS: "plain", S.WITHDRAWN: "done"}
WENT_COLUMNS = ("Who was told", "What they were told first", "That something was put right")
WAITING_COLUMNS = ("Case", "Waits for", "Answer by")


@dataclass(frozen=True, slots=True)
class AskedOnPage:
    """One wish that an item is put right, with the item."""

    id: UUID
    item: str
    facts: tuple[Fact, ...]
    chips: tuple[Chip, ...]
    is_ours: bool


def asked_on_page(found: Sequence[tuple[PutRightLine, Said]], pack: Pack) -> list[AskedOnPage]:
    """What was asked, the oldest first."""
    items = {one.id: item_words(pack, one) for one in pack.items}
    return [
        _asked(line, said, items.get(line.item_id, "An item that you cannot read")) for line, said in found
    ]


def asked_facts(said: Said, line: PutRightLine) -> list[Fact]:
    """What is said, who says it, by when it must be answered, what was answered."""
    facts = [
        Fact("What is said to be wrong", said.words),
        Fact("Who says it", f"{said.who[:1].upper()}{said.who[1:]}, {moment_words(line.asked_at)}"),
        Fact("The hub added", said.added),
        Fact("Went to the agency", moment_words(line.sent_at) if line.sent_at else ""),
        Fact(
            "Answer by",
            f"{date_words(line.answer_by)} (one month, by law)" if line.answered_at is None else "",
        ),
        Fact("Answered", moment_words(line.answered_at) if line.answered_at else ""),
        Fact("The agency says that it stands", said.answer),
    ]
    return [one for one in facts if one.value]


def went_rows(case_id: UUID, told: Sequence[ToldLine], notices: Sequence[NoticeLine]) -> list[Row]:
    """Everybody who was told the outcome, and what they heard of corrections, with the signed receipts."""
    of: dict[UUID, list[NoticeLine]] = {}
    for one in notices:
        of.setdefault(one.feedback_id, []).append(one)
    return [_went(case_id, one, of.get(one.id, [])) for one in told if one.how is not None]


def review_words(one: ReviewLine, names: Mapping[UUID, MemberName]) -> str:
    """One look at the decision."""
    what = f"it stands. {one.reasons}" if one.new_decision_id is None else "it was decided anew."
    return f"{moment_words(one.reviewed_at)}, {names[one.reviewed_by].name}: {what}"


def waiting_rows(
    lines: Sequence[PutRightLine],
    flagged: Sequence[UUID],
    owed: Mapping[UUID, int],
    names: Mapping[UUID, str],
    *,
    may_decide: bool,
) -> list[Row]:
    """Everything that waits, decisions first. Whoever does not decide is led to the case, not to a closed door."""
    page = "corrections:review" if may_decide else "corrections:case"
    rows = [
        Row([Cell(names.get(one, "A case"), url(page, case_id=one)),
             Cell("us: a decision rests on something that was put right", chips=[Chip("Look at it again", "danger")]),
             Cell("As soon as you can")], tone="danger")
        for one in flagged
    ]  # fmt: skip
    rows += [
        Row([Cell(names.get(one.case_id, "A case"), url("corrections:case", case_id=one.case_id)),
             Cell("us: it goes to the agency" if one.state is S.ASKED else "the agency"),
             Cell(date_words(one.answer_by))], tone="due" if one.state is S.ASKED else "plain")
        for one in lines
    ]  # fmt: skip
    rows += [
        Row([Cell(names.get(case_id, "A case"), url("corrections:case", case_id=case_id)),
             Cell(f"us: {count} to be told"), Cell("As soon as you can")], tone="due")
        for case_id, count in owed.items()
    ]  # fmt: skip
    return rows


def _asked(line: PutRightLine, said: Said, item: str) -> AskedOnPage:
    word = line.state.word[:1].upper() + line.state.word[1:]
    chips = (Chip(word, _TONES[line.state]),)
    return AskedOnPage(line.id, item, tuple(asked_facts(said, line)), chips, line.state is S.ASKED)


def _went(case_id: UUID, told: ToldLine, notices: Sequence[NoticeLine]) -> Row:
    how = told.how.word if told.how else ""
    waits = next((one for one in notices if one.sent_at is None), None)
    said = "; ".join(_sent_words(one) for one in notices if one.sent_at is not None)
    cells = [Cell(told.name, note=told.whom.word), Cell(f"The outcome, {how}, {date_words(told.noted_at)}")]
    if waits is None:
        return Row([*cells, Cell(said or "Nothing was put right since")])
    words = "Send them the notice" if waits.partner_id else "Tell them, and note it"
    href = url("corrections:notice", case_id=case_id, notice_id=waits.id)
    return Row(
        [*cells, Cell(f"{words}: {told.name}", href, note=said, chips=[Chip("To be told", "due")])],
        tone="due",
    )


def _sent_words(one: NoticeLine) -> str:
    at = date_words(one.sent_at) if one.sent_at else ""
    how = one.how.word if one.how else ""
    return f"{at}, {one.state.word if one.state else how}"
