"""A family at a hub in words, for workers. It may not query or choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Link, Row
from fairward.design.words import date_words, moment_words, plural
from fairward.families.vocabulary import AccountState
from fairward.files.rendering import shortened
from fairward.hub.families.composing import Offered, plain_question
from fairward.hub.families.later_queries import PutOff
from fairward.hub.families.queries import Relative
from fairward.hub.vocabulary import CaseState
from fairward.organisations.names import MemberName
from fairward.rules import family

Names = Mapping[UUID, MemberName]
PUT_OFF_COLUMNS = ("Who", "Why later", "Looked at again")
_TOLD = frozenset({CaseState.FEEDBACK_DUE, CaseState.CLOSED})


@dataclass(frozen=True, slots=True)
class RelativeOnPage:
    """Somebody of a case: what they see, and what can be done now."""

    id: UUID
    name: str
    facts: tuple[Fact, ...]
    chips: tuple[Chip, ...]
    ways: tuple[Link, ...]


def relatives_on_page(
    case_id: UUID, state: CaseState, found: Sequence[Relative], names: Names
) -> list[RelativeOnPage]:
    """Everybody of a case."""
    return [_relative(case_id, state, one, names) for one in found]


def put_off_rows(found: Sequence[PutOff], names: Names, today: date) -> list[Row]:
    """Who hears it later, whoever is to be looked at first on top."""
    return [_put_off(one, names, today) for one in found]


def questions_of(found: Offered, agencies: Mapping[UUID, str]) -> list[tuple[UUID, str, str]]:
    """Question, agency, first wording in plain words."""
    return [(one.facts.id, agencies[one.facts.id], plain_question(one)) for one in found.questions]


def item_choices(found: Offered) -> list[tuple[str, str]]:
    """Items whose words may be shown, each as this person would read it."""
    return [
        (
            str(one.id),
            f"{one.agency}, {one.kind}"
            f"{', about ' + ', '.join(one.claim.about) if one.claim.about else ''}: "
            f"{shortened(one.claim.text or one.claim.summary, 140)}",
        )
        for one in found.showable
    ]


def _relative(case_id: UUID, state: CaseState, one: Relative, names: Names) -> RelativeOnPage:
    return RelativeOnPage(
        one.person.id, one.person.identity.words, tuple(_facts(one, names)), tuple(_chips(one)),
        tuple(_ways(case_id, state, one)),
    )  # fmt: skip


def _facts(one: Relative, names: Names) -> list[Fact]:
    facts = [Fact("In this case", one.person.identity.to_child or one.person.kind.word)]
    if one.reader is not None:
        facts.append(
            Fact("Sees it because", f"{one.reader.ground.word}, since {date_words(one.reader.since_at)}")
        )
    if one.shown is not None:
        who = names[one.shown.made_by].name if one.shown.made_by in names else ""
        facts.append(
            Fact("Was shown", f"version {one.shown.version}, {moment_words(one.shown.made_at)}, {who}")
        )
        if one.shown.look_again_on is not None:
            held = plural(one.shown.held, "agency", "agencies")
            ground, day = family.ground(one.shown.ground).words, date_words(one.shown.look_again_on)
            facts.append(Fact("Is told later", f"of {held}: {ground}. Looked at again on {day}"))
    return facts


def _chips(one: Relative) -> list[Chip]:
    if one.reader is None:
        return [Chip("Not let in", "quiet")]
    if one.reader.state is not AccountState.ACTIVE:
        return [Chip("Has the sheet, has not come in yet", "due")]
    return [Chip("Reads it", "done") if one.shown else Chip("Has come in, nothing shown yet", "due")]


def _ways(case_id: UUID, state: CaseState, one: Relative) -> list[Link]:
    here = {"case_id": case_id, "person_id": one.person.id}
    if one.reader is None:
        return [Link("Let them in", url("hub_families:let_in", **here))]
    ways = []
    if one.reader.state is AccountState.ACTIVE and state in _TOLD:
        words = "Change what they see" if one.shown else "Show them what was decided"
        ways.append(Link(words, url("hub_families:show", **here)))
    ways.append(Link("Print a new one-time code", url("hub_families:code", **here)))
    ways.append(Link("They see nothing any more", url("hub_families:end", **here)))
    return ways


def _put_off(line: PutOff, names: Names, today: date) -> Row:
    one = line.one
    is_due = one.look_again_on <= today
    name = "hub_families:family" if one.is_part else "decisions:tell"
    here = {"case_id": one.case_id} | ({} if one.is_part else {"whom": "family", "other_id": one.person_id})
    who = names[one.by].name if one.by in names else ""
    chip = [Chip("Look at it now", "danger")] if is_due else []
    return Row(
        [
            Cell(line.name, url(name, **here), note=f"Case {one.reference}{', a part of it' if one.is_part else ''}"),
            Cell(family.ground(one.ground).words, note=f"Put off by {who}"),
            Cell(date_words(one.look_again_on), chips=chip),
        ],
        tone="danger" if is_due else "plain",
    )  # fmt: skip
