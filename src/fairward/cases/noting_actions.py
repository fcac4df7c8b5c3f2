"""What any member of staff notes in one minute: that somebody asked, complained, or that something was lost. One act each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.cases.arriving import LEADS_RING, take
from fairward.cases.freezing import freeze_thing
from fairward.cases.policies import check_when, check_words
from fairward.cases.vocabulary import CaseKind, HowAsked, TextKind
from fairward.cases.writing import NewCase, locked_case
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.people.queries import names_of_children
from fairward.retention.hold_queries import find_thing
from fairward.retention.vocabulary import ItemKind

PERMISSION = "rights:request:note"


@dataclass(frozen=True, slots=True)
class Noted:
    """What somebody on the staff noted. `who` is a name as it was given; `at`: when they asked, or when it was noticed.

    `reference`: of the case of a hub that it is about, as it was typed.
    """

    kind: CaseKind
    how: HowAsked
    at: datetime
    words: str
    who: str = ""
    child_id: UUID | None = None
    reference: str = ""


@transaction.atomic
def note_case(*, by: Actor, noted: Noted) -> UUID:
    """Take down a request, a complaint or a breach for whoever deals with it; the clock runs from when it was made."""
    check(by, PERMISSION)
    is_breach = noted.kind is CaseKind.BREACH
    check_words(noted.words, "what happened" if is_breach else "what they said")
    check_when(noted.at, timezone.now())
    if noted.child_id and noted.child_id not in names_of_children(by.organisation_id, [noted.child_id]):
        raise NotFound("child")
    thing = _thing(by, noted.reference)
    texts = [(TextKind.WHO, noted.who)] if noted.who else []
    case_id = take(
        by, NewCase(noted.kind, noted.how, noted.at, noted.child_id), [*texts, (TextKind.ASKED, noted.words)],
        rings=[LEADS_RING] if noted.kind is CaseKind.CORRECTION else (),
    )  # fmt: skip
    if thing is not None:  # what it is about stays until it is answered
        freeze_thing(by, locked_case(by, case_id), *thing)
    record_act(by, act="case.opened", item_kind="case", item_id=case_id, subject_id=noted.child_id)
    return case_id


def _thing(by: Actor, reference: str) -> tuple[ItemKind, UUID] | None:
    if not reference.strip():
        return None
    found = find_thing(by.organisation_id, reference)
    if found is None:
        raise Denied(
            "no_such_case", "There is no case of this reference. Look on the board, or leave it empty."
        )
    return found
