"""Fills the measured school. Everything in it is drawn by chance from word lists; it may not use a real name or text."""

from __future__ import annotations

import random
import sys
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from mnemonic import Mnemonic

from fairward.config.demo.acting import report
from fairward.config.demo.names import Names
from fairward.config.demo.organisations import TERMS
from fairward.config.demo.roll import invented_roll
from fairward.files.actions import add_entry, annotate
from fairward.files.content import EntryContent, StatementContent
from fairward.files.queries import entry_for
from fairward.files.writing import NewEntry
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import AnnotationKind, Basis, EntryKind, Purpose
from fairward.keys import escrow
from fairward.organisations import actions as organisations
from fairward.people.queries import list_children
from fairward.people.roster_actions import apply_import, stage_import
from fairward.people.roster_queries import plan_for
from fairward.school.concerns.report_answers import Said
from tests import personas
from tests.personas import ADMINISTRATOR, LEAD, TEACHER, Person, School

PUPILS, ENTRIES, IN_FILE, WAITING, NOTES = 958, 2_000, 55, 50, 8
LETTERS = 400
SEARCHED = ("bruise", "playground")  # together in every hundredth entry, each alone in every tenth


class Texts:
    """Invented texts of about 400 letters, a few words frequent and most rare, as in real ones."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = Mnemonic("english").wordlist
        self.weights = [1 / rank for rank in range(1, len(self.words) + 1)]

    def draw(self, *, also: tuple[str, ...] = ()) -> str:
        """One text, with the words `also` in it."""
        drawn = self.random.choices(self.words, self.weights, k=LETTERS // 6)
        return " ".join([*drawn[:20], *also, *drawn[20:]]).capitalize() + "."


def fill() -> dict[str, Any]:
    """Make the school; what the pages need to know of it, as plain values."""
    school = personas.make_school("Larchmoor Secondary School")
    with school.transaction():
        organisations.set_term_dates(by=organisations.installation(school.organisation_id), terms=TERMS)
        child_ids = _bring_roll(school)
        lead = school.actor(LEAD)
        escrow.test_sheet(lead, " ".join(school.sheet))  # a sheet never tested is a banner on each page
    texts = Texts(7)
    file_id, entry_id = _fill_file(school, child_ids[0], texts)
    _fill_others(school, child_ids[1:], texts)
    _fill_desk(school, child_ids, texts)
    return {
        "organisation_id": str(school.organisation_id),
        "lead": _plain(school[LEAD]),
        "teacher": _plain(school[TEACHER]),
        "child_ids": [str(one) for one in child_ids[:200]],
        "file_id": str(file_id),
        "entry_id": str(entry_id),
        "search": " ".join(SEARCHED),
    }


def _plain(person: Person) -> dict[str, Any]:
    return {
        "membership_id": str(person.membership_id),
        "account_id": str(person.account_id),
        "sign_in": person.sign_in,
        "recovery_words": person.recovery_words,
    }


def _bring_roll(school: School) -> list[UUID]:
    _say(f"A school of {PUPILS} pupils ...")
    by = school.actor(ADMINISTRATOR)
    roster = invented_roll(
        Names(7), school_number=9902, pupils=PUPILS, years=range(7, 12), today=timezone.localdate()
    )
    import_id = stage_import(by=by, roster=roster, file_digest="benchmark", is_whole_roll=True)
    shown = plan_for(school.organisation_id, roster, is_whole_roll=True)
    apply_import(by=by, import_id=import_id, fingerprint=shown.fingerprint())
    return [one.id for one in list_children(by, size=PUPILS).children]


def _fill_file(school: School, child_id: UUID, texts: Texts) -> tuple[UUID, UUID]:
    """The file that is read: fifty-five entries, some with an explanation. Its id and that of an explained entry."""
    with school.transaction():
        by = school.actor(LEAD)
        made = [_add(by, child_id, number, texts) for number in range(IN_FILE)]
        for entry_id in made[-NOTES:]:
            shown, opened, _ = entry_for(by, entry_id, "benchmark")
            annotate(
                by=by, file=opened, entry_id=entry_id, kind=AnnotationKind.EXPLANATION, text=texts.draw()[:120],
                statement_id=shown.statements[0].id,
            )  # fmt: skip
    return opened.id, made[-1]


def _fill_others(school: School, child_ids: list[UUID], texts: Texts) -> None:
    """Ten entries each about 195 other children."""
    each = 10
    rest = ENTRIES - IN_FILE
    for number, child_id in enumerate(child_ids[: -(-rest // each)]):
        if number % 40 == 0:
            _say(f"{number * each} of {rest} entries ...")
        with school.transaction():
            by = school.actor(LEAD)
            for place in range(each):
                _add(by, child_id, number * each + place, texts)


def _add(by: Actor, child_id: UUID, number: int, texts: Texts) -> UUID:
    also = SEARCHED if number % 100 == 0 else (SEARCHED[number // 5 % 2],) if number % 5 == 0 else ()
    said = [
        StatementContent(Basis.OBSERVED, texts.draw(also=also), about=(child_id,)),
        StatementContent(Basis.TOLD_BY, texts.draw(), source="her class teacher", about=(child_id,)),
        StatementContent(Basis.CHILD_SAID, texts.draw(), about=(child_id,)),
    ]
    kind = EntryKind.CONVERSATION if number % 3 else EntryKind.MEETING
    return add_entry(
        by=by, child_id=child_id, purpose=Purpose.CHILD_PROTECTION,
        new=NewEntry(kind, _ago(texts, 700)), content=EntryContent(tuple(said[: 2 + number % 2]), "Office"),
        born_on=None,
    )  # fmt: skip


def _fill_desk(school: School, child_ids: list[UUID], texts: Texts) -> None:
    """Fifty reports that wait, every tenth of them about danger."""
    _say(f"A desk of {WAITING} ...")
    with school.transaction():
        by = school.actor(TEACHER)
        for number in range(WAITING):
            said = [
                Said(basis=Basis.OBSERVED, text=texts.draw()),
                Said(basis=Basis.CHILD_SAID, text=texts.draw()),
            ]
            report(
                by, [child_ids[number * 3]], said, at=_ago(texts, 5), where="Hall", danger=number % 10 == 0
            )


def _ago(texts: Texts, days: int) -> datetime:
    return timezone.now() - timedelta(minutes=texts.random.randrange(60, days * 24 * 60))


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
