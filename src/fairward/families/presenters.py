"""Family accounts as words and rows of the lead's pages. They may not query or decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.urls import reverse

from fairward.design.pieces import Cell, Chip, Fact, Row
from fairward.design.words import date_words, listed, moment_words
from fairward.families.family_queries import AccountLine, AccountList, AccountPage, Relative
from fairward.families.handover_queries import Due
from fairward.families.queries import Standing
from fairward.families.vocabulary import AccountState
from fairward.people.queries import ChildName

# What an account that works and needs nothing says.
NOTHING = ""


def facts_of(one: Relative) -> list[Fact]:
    """What is recorded about an adult and the child, and how they stand as a reader."""
    words = {True: "Yes", False: "No", None: "Not recorded"}
    facts = []
    if one.adult is not None:
        facts = [
            Fact("Who", one.adult.kind.word.capitalize()),
            Fact("Parental responsibility", words[one.adult.has_responsibility]),
            Fact("Lives with the child", words[one.adult.lives_with]),
        ]
    if one.adult is not None and one.adult.is_restricted:
        facts.append(Fact("Order or restriction", one.adult.restriction or "Recorded"))
    if one.standing is not None:
        last = moment_words(one.last_read_at) if one.last_read_at else "Nothing yet"
        facts += [
            Fact("Account", _standing_words(one.standing, one)),
            Fact("Because", one.standing.ground.word.capitalize()),
            Fact("Last read", last),
        ]
    return facts


def _standing_words(standing: Standing, one: Relative) -> str:
    if standing.state is AccountState.INVITED:
        return (
            f"Invited; the code works until {date_words(one.code_until)}"
            if one.code_until
            else "Invited, not in use"
        )
    return "In use" if standing.is_open else f"Closed. {standing.closed_because}"


def account_facts(page: AccountPage) -> list[Fact]:
    """One account as it stands. What changes it is on buttons below."""
    contact, by = page.contact, f", by {page.checked_by}" if page.checked_by else ""
    facts = [
        Fact("State", _state_words(page)),
        Fact("Sign-in name", page.sign_in),
        Fact("Who they are", f"{page.identity_check.word.capitalize()} ({date_words(page.checked_at)}{by})"),
    ]
    if page.state is AccountState.ENDED:
        return facts
    change = reverse("families:contact", args=[page.id])
    return [
        *facts,
        Fact("Safe contact", contact.safety or "Nothing said", change),
        Fact("Telephone", contact.phone or "None", change),
        Fact("Mail", contact.email or "None", change),
        Fact("Notices by mail", "Yes, without name or content" if page.wants_notices else "No", change),
    ]


def _state_words(page: AccountPage) -> str:
    if page.state is AccountState.PAUSED and page.paused_at:
        return f"Paused since {moment_words(page.paused_at)}"
    if page.state is AccountState.ENDED and page.ended_at:
        return f"Ended on {date_words(page.ended_at)}"
    if page.state is AccountState.ACTIVE and page.first_used_at:
        return f"In use since {date_words(page.first_used_at)}"
    return need_of_invited(
        has_code=page.code_until is not None, has_password=page.has_password, until=page.code_until
    )


def need_of_invited(*, has_code: bool, has_password: bool, until: date | None) -> str:
    """Where somebody stands who was invited and has not finished."""
    if has_code and until:
        return f"Invited; the code works until {date_words(until)}"
    if has_password:
        return "Began, but has not set a passphrase yet"
    return "Never used: the code ran out"


def access_rows(page: AccountPage) -> list[Row]:
    """Whose record somebody sees, and a way to end it."""
    return [
        Row([
            Cell(_full(page.names, one.child_id), reverse("families:child", args=[one.child_id])),
            Cell(one.ground.word.capitalize()),
            Cell(chips=[Chip("Open", "done") if one.is_open else Chip("Closed", "due")], note=_closed_note(one)),
            Cell("End it", reverse("families:end_access", args=[one.access_id])),
        ])
        for one in page.accesses
    ]  # fmt: skip


def _full(names: Mapping[UUID, ChildName], child_id: UUID) -> str:
    return names[child_id].full if child_id in names else ""


def _closed_note(one: Standing) -> str:
    return "" if one.state is not AccountState.ACTIVE else one.closed_because


def what_to_do(line: AccountLine) -> str:
    """The one thing that a lead has to do about an account; empty when there is nothing."""
    if line.state is AccountState.PAUSED:
        return "Paused: end the pause when it is safe, or end the account"
    closed = [one.closed_because for one in line.accesses if not one.is_open]
    if line.state is AccountState.ACTIVE and closed:
        return f"Closed by rule. {closed[0]}"
    if line.has_lost_key:
        return "Began again with a new key, so cannot read what you shared before. Share it again"
    if line.state is AccountState.INVITED and line.code_until is None:
        said = need_of_invited(has_code=False, has_password=line.has_password, until=None)
        return f"{said}. Print a new code, or end the account" if not line.has_password else said
    return NOTHING


def account_rows(found: AccountList, *, needing: bool) -> list[Row]:
    """The accounts with something to do, or the others."""
    lines = [(one, what_to_do(one)) for one in found.lines]
    return [_account_row(one, need, found.names) for one, need in lines if bool(need) is needing]


def _account_row(line: AccountLine, need: str, names: Mapping[UUID, ChildName]) -> Row:
    children = [names[one.child_id].full for one in line.accesses if one.child_id in names]
    tone = {AccountState.ACTIVE: "done", AccountState.PAUSED: "due"}.get(line.state, "quiet")
    who = "Own record" if line.is_young_person else listed(children)
    note = f"Code works until {date_words(line.code_until)}" if line.code_until else ""
    chips = [Chip(line.state.word.capitalize(), tone)]
    return Row(
        [Cell(line.name, reverse("families:account", args=[line.id])), Cell(who), Cell(chips=chips, note=need or note)],
        tone="due" if need else "plain",
    )  # fmt: skip


def due_rows(due: list[Due], today: date) -> list[Row]:
    """Records to be handed over a step further."""
    return [
        Row([
            Cell(one.name.full, reverse("families:step", args=[one.child_id, int(one.step)])),
            Cell(one.prompt.sentence(today)),
        ], tone="due" if one.prompt.is_reached(today) else "plain")
        for one in due
    ]  # fmt: skip
