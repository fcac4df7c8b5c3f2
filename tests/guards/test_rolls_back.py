"""Where the log cannot be written nothing is done: every action rolls back with its act, and a page that fails leaves no row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fairward.documents.attachments import accept
from fairward.files import actions as files
from fairward.files.content import EntryContent, StatementContent
from fairward.files.queries import entry_for
from fairward.files.writing import NewEntry
from fairward.kernel.vocabulary import (
    AnnotationKind,
    Basis,
    EntryKind,
    FamilyDecision,
    Outcome,
    Purpose,
    Role,
    WhenPrecision,
)
from fairward.organisations import actions as organisations
from fairward.people import actions as people
from fairward.people.identity import ChildIdentity
from fairward.rights.writing import FamilyChoice
from fairward.school.concerns import decide_actions, report_actions, triage_actions
from fairward.school.concerns.decide_policies import Decision
from fairward.school.concerns.decide_queries import family_of
from fairward.school.concerns.models import Part
from fairward.school.concerns.report_answers import SAFE, Answers, Said
from fairward.school.concerns.report_times import TypedWhen
from fairward.school.concerns.triage_policies import Filing
from fairward.school.concerns.triage_queries import concern_for
from tests.personas import ADMINISTRATOR, DEPUTY, LEAD, SUPERVISOR, sign_in
from tests.support.living import WHY, Living, busy, make_living
from tests.support.mistaking import correct
from tests.support.reporting import Reporter

pytestmark = pytest.mark.django_db(transaction=True)


class LogIsAway(Exception):
    """The act could not be written."""


@pytest.fixture
def count(raw: Callable[..., Any]) -> Callable[[], dict[str, str]]:
    """A digest of every table of both databases as they are committed now."""
    both = {alias: raw(alias, "postgres") for alias in ("default", "keyring")}

    def digest() -> dict[str, str]:
        found = {}
        for alias, connection in both.items():
            names = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            for (name,) in names:
                asked = f"SELECT count(*) || ':' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM {name} t"
                found[f"{alias}.{name}"] = connection.execute(asked).fetchone()[0]
        return found

    return digest


@pytest.fixture
def living(transactional_db: None) -> Iterator[Living]:
    yield busy(make_living())


def answers(living: Living) -> Answers:
    said = [Said(basis=Basis.OBSERVED, text="He limped.")]
    return Answers(children={living.amy: Part.MAIN}, safe=SAFE, statements=said, when=TypedWhen("today"))


def opened_entry(living: Living) -> Any:
    return entry_for(living.actor(), living.ids["entry"], WHY)


def file_it(living: Living) -> None:
    lead = living.actor()
    opened = concern_for(lead, living.ids["concern"], WHY)
    every = tuple(one.id for one in opened.content.statements)
    triage_actions.file_concern(
        by=lead, concern=opened, filings=[Filing(living.amy, Purpose.BEHAVIOUR, every)]
    )


def decide_it(living: Living) -> None:
    lead = living.actor()
    _, opened, _ = opened_entry(living)
    family = family_of(lead, opened.child_id)
    choices = tuple(FamilyChoice(person.id, FamilyDecision.SHARE_NOW) for person in family)
    decision = Decision(
        Outcome.EXPLAINED, "He told us.", (), "My bike", "", choices, timezone.localdate() + timedelta(30)
    )
    decide_actions.decide_concern(
        by=lead, file=opened, entry_id=living.ids["entry"], decision=decision, family=family
    )


def correct_it(living: Living) -> None:
    _, opened, _ = opened_entry(living)
    content = EntryContent((StatementContent(Basis.OBSERVED, "A scratch."),))
    files.correct_entry(
        by=living.actor(), file=opened, entry_id=living.ids["entry"], content=content, reason="Wrong arm"
    )


def add_it(living: Living) -> None:
    new = NewEntry(EntryKind.MEETING, timezone.now(), WhenPrecision.DAY)
    content = EntryContent((StatementContent(Basis.OBSERVED, "We met."),))
    files.add_entry(
        by=living.actor(),
        child_id=living.jack,
        purpose=Purpose.WELFARE,
        new=new,
        content=content,
        born_on=None,
    )


ACTS: dict[str, tuple[str, Callable[[Living], Any]]] = {
    "report": (
        "fairward.school.concerns.report_actions.record_act",
        lambda it: report_actions.send_report(
            by=it.actor(SUPERVISOR), answers=answers(it), files=[accept("a.txt", b"A drawing.")]
        ),
    ),
    "file": ("fairward.school.concerns.triage_actions.record_act", file_it),
    "talk": (
        "fairward.school.concerns.triage_actions.record_act",
        lambda it: triage_actions.talk_no_record(by=it.actor(), concern_id=it.ids["concern"]),
    ),
    "pass on": (
        "fairward.school.concerns.triage_actions.record_act",
        lambda it: triage_actions.pass_to_headteacher(by=it.actor(), concern_id=it.ids["concern"]),
    ),
    "decide": ("fairward.school.concerns.decide_actions.record_act", decide_it),
    "reopen": (
        "fairward.school.concerns.decide_actions.record_act",
        lambda it: decide_actions.reopen_concern(
            by=it.actor(), file=entry_for(it.actor(), it.ids["decided"], WHY)[1], entry_id=it.ids["decided"], reason="New"
        ),
    ),
    "correct": ("fairward.files.actions.record_act", correct_it),
    "wrong child": (
        "fairward.school.wrong_child.actions.record_act",
        lambda it: correct(it, it.ids["entry"], it.jack),
    ),
    "add": ("fairward.files.actions.record_act", add_it),
    "annotate": (
        "fairward.files.actions.record_act",
        lambda it: files.annotate(
            by=it.actor(), file=opened_entry(it)[1], entry_id=it.ids["entry"], kind=AnnotationKind.DISPUTE, text="No"
        ),
    ),
    "child": (
        "fairward.audit.log.record_act",
        lambda it: people.add_child(by=it.actor(ADMINISTRATOR), identity=ChildIdentity("Noor", "Aziz", born_on=date(2017, 1, 2))),
    ),
    "role": (
        "fairward.audit.log.record_act",
        lambda it: organisations.change_role(
            by=it.actor(ADMINISTRATOR), membership_id=it.school[DEPUTY].membership_id, role=Role.RECORDER, entitled=()
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_an_action_whose_act_cannot_be_written_changes_nothing(
    living: Living, count: Callable[[], dict[str, str]], monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    where, do = ACTS[act]

    def away(*_: object, **__: object) -> None:
        raise LogIsAway

    before = count()
    monkeypatch.setattr(where, away)
    with pytest.raises(LogIsAway), living.school.transaction():
        do(living)
    after = count()
    assert {name: after[name] for name in after if after[name] != before[name]} == {}
    monkeypatch.undo()
    with living.school.transaction():
        do(living)
    assert count() != before, "without the fault the same call does change something"


def test_a_report_whose_page_fails_at_the_last_moment_leaves_no_row_but_the_draft(
    living: Living, count: Callable[[], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = sign_in(Client(raise_request_exception=False), living.school[SUPERVISOR], unlocked=False)
    reporter = Reporter(browser)
    reporter.who(living.amy)
    reporter.safe()
    reporter.what("He limped.")
    reporter.when()
    before = count()
    monkeypatch.setattr("fairward.school.concerns.report_actions._tell_leads", _fails)
    assert reporter.send().status_code == 500
    changed = {name for name, digest in count().items() if digest != before[name]}
    assert changed <= {"default.accounts_session"}
    monkeypatch.undo()
    assert reporter.send().status_code == 302


def test_a_leads_page_that_fails_leaves_not_even_the_look(
    living: Living, count: Callable[[], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not shown was not looked at; what was shown is on the log."""
    browser = sign_in(Client(raise_request_exception=False), living.school[LEAD])
    address = f"/entries/{living.ids['entry']}/"
    before = count()
    monkeypatch.setattr("fairward.school.chronology.entry_views.render", _fails)
    assert browser.get(address).status_code == 500
    assert {name for name, digest in count().items() if digest != before[name]} <= {
        "default.accounts_session"
    }
    monkeypatch.undo()
    assert browser.get(address).status_code == 200
    assert "default.audit_leaf" in {name for name, digest in count().items() if digest != before[name]}


def _fails(*_: object, **__: object) -> None:
    raise RuntimeError("the page broke")
