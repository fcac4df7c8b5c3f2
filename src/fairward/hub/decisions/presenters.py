"""Decisions and who was told, as words on a page. It may not query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Row
from fairward.design.words import date_words, moment_words
from fairward.exchange.travel.vocabulary import TravelState
from fairward.hub.decisions.queries import Decided, ToldLine, Waits
from fairward.organisations.names import MemberName
from fairward.rules import clocks, family
from fairward.rules.retention import RetentionClass

Names = dict[UUID, MemberName]
TOLD_COLUMNS, WAITS_COLUMNS = ("Who", "How", "What was said"), ("Who", "What to do")


def decision_facts(one: Decided, names: Names) -> list[Fact]:
    """What was decided, by whom, why, who disagreed."""
    facts = [
        Fact("Decided", one.outcome.words.capitalize()),
        Fact("By", f"{names[one.decided_by].name}, {moment_words(one.decided_at)}"),
        Fact("Why", one.reasons.reasons),
    ]
    facts += (
        [Fact("Looked at again after something was put right", moment_words(one.reviewed_at))]
        if one.reviewed_at
        else []
    )
    if one.needs_second:
        who = names[one.second_by].name if one.second_by else "Nobody yet: a second person must approve it"
        facts.append(Fact("Approved by a second person", who))
    facts += [Fact("Disagreed", one.reasons.dissent)] if one.reasons.dissent else []
    facts += [Fact("Took part in the discussion", one.reasons.present)] if one.reasons.present else []
    facts += [Fact("For the next team", one.reasons.minimum)] if one.reasons.minimum else []
    return facts


def kept_words(kept: tuple[RetentionClass, date] | None) -> str:
    """Why a closed case is kept, until when, and whether anybody is asked then; nothing while it is open."""
    if kept is None:
        return ""
    rule, destroy_on = kept
    end = "It goes by itself on" if rule.is_automatic else "Somebody decides by"
    return f"{rule.because} {end} {date_words(destroy_on)}."


def clock_words(one: Decided) -> list[str]:
    """The statutory clocks that begin with this decision, each with its day and source."""
    found = [clocks.due(rule_id, one.decided_at) for rule_id in one.outcome.follows]
    return [f"{each.rule.title}: by {date_words(each.at)} ({each.rule.provenance.source})" for each in found]


def told_rows(
    case_id: UUID, lines: Sequence[ToldLine], names: Names, travels: Mapping[UUID, TravelState]
) -> list[Row]:
    """Who has heard; who hears later leads to telling them. `travels`: package -> what its receipts say."""
    return [
        Row([Cell(one.name, _later(case_id, one), note=one.whom.word), _how(one, names, travels), Cell(one.words)])
        for one in lines
    ]  # fmt: skip


def waits_rows(case_id: UUID, waiting: Sequence[Waits], *, may_send: bool) -> list[Row]:
    """Who is still to be told, with what to do."""
    return [_waits(case_id, one, may_send=may_send) for one in waiting]


def _later(case_id: UUID, one: ToldLine) -> str:
    is_later = one.is_put_off and one.person_id is not None
    return (
        url("decisions:tell", case_id=case_id, whom=one.whom.code, other_id=one.person_id) if is_later else ""
    )


def _how(one: ToldLine, names: Names, travels: Mapping[UUID, TravelState]) -> Cell:
    if one.how is not None:
        note = f"{moment_words(one.noted_at)}, {names[one.noted_by].name}"
        state = travels.get(one.package_id) if one.package_id else None
        return Cell(one.how.word.capitalize(), note=f"{note}: {state.word}" if state else note)
    ground, note = (
        family.ground(one.ground).words,
        f"{moment_words(one.noted_at)}, {names[one.noted_by].name}",
    )
    looked = date_words(one.look_again_on) if one.look_again_on else ""
    if one.ended_at is not None:
        over = f"{note}. This is over since {moment_words(one.ended_at)}."
        return Cell(chips=[Chip("Was put off", "quiet")], text=f"{ground}, until {looked}.", note=over)
    return Cell(chips=[Chip("Later", "due")], text=f"{ground}. Looked at again on {looked}.", note=note)


def _waits(case_id: UUID, one: Waits, *, may_send: bool) -> Row:
    other = one.partner_id or one.person_id
    here = {"case_id": case_id, "whom": one.whom.code}
    href = (
        url("decisions:tell", **here, other_id=other)
        if other
        else url("decisions:tell_teller", case_id=case_id)
    )
    cells = [Cell(one.name, href, note=one.whom.word), Cell("Note that you told them")]
    if one.partner_id and may_send:
        cells = [
            Cell(one.name, url("decisions:send", **here, other_id=one.partner_id), note=one.whom.word),
            Cell("Send them the outcome"),
        ]
    return Row(cells, tone="due")
