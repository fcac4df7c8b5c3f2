"""What a lead does with a request that somebody took down: say which statement is meant. One act, one transaction."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.cases import writing
from fairward.cases.arriving import LEADS_RING
from fairward.cases.policies import check_is_of_kind, check_is_open
from fairward.cases.queries import targets_of
from fairward.cases.restricting import restrict
from fairward.cases.texts import asked_words, reseal_to
from fairward.cases.vocabulary import CaseKind, CaseState, WhatIsWrong
from fairward.cases.writing import Target
from fairward.files.queries import entry_for
from fairward.files.writing import write_annotation
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import AnnotationKind, RingKind

WHY = "checking what somebody asked to put right"


@transaction.atomic
def point_at(
    *, by: Actor, case_id: UUID, entry_id: UUID, statement_id: UUID | None, what: WhatIsWrong
) -> None:
    """Say which statement (None: the whole entry) somebody asked to put right; its use is restricted from now on."""
    check(by, "rights:correction:decide")
    case = writing.locked_case(by, case_id)
    check_is_of_kind(case, CaseKind.CORRECTION)
    check_is_open(case)
    if targets_of(by.organisation_id, case.id):
        raise Denied("pointed_already", "Somebody has said already which statement is meant.")
    entry, file, _ = entry_for(by, entry_id, WHY)
    own = [one.id for one in entry.statements]
    if case.child_id not in (None, file.child_id) or (statement_id and statement_id not in own):
        raise NotFound("statement")
    writing.name_target(by, case, file.child_id, Target(entry_id, statement_id, what_is_wrong=what))
    reseal_to(by, case.id, LEADS_RING, RingKind.of(file.purpose))
    restrict(by, entry_id, [statement_id] if statement_id else [])
    if what is WhatIsWrong.DISPUTED_OPINION:
        words = asked_words(by, case.id, file.child_id, WHY, ring=LEADS_RING)
        write_annotation(by, file, entry_id, AnnotationKind.DISPUTE, words, statement_id)
    writing.move(case, CaseState.CHECKING)
    record_act(by, act="case.pointed_at", item_kind="case", item_id=case.id, subject_id=file.child_id)
