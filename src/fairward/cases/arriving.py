"""What happens to every case that arrives: a clock, sealed words, a content-free notice. It logs no act: the action does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from fairward.cases import writing
from fairward.cases.queries import leads, officers
from fairward.cases.texts import write_text
from fairward.cases.vocabulary import CaseKind, TextKind
from fairward.cases.writing import NewCase
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import RingKind
from fairward.notices.mail import something_arrived

# Every lead holds this ring: a request to put something right that names no statement yet is theirs to read.
LEADS_RING = RingKind.CHILD_PROTECTION


def take(
    by: Actor,
    new: NewCase,
    texts: Sequence[tuple[TextKind, str]],
    *,
    accounts: Iterable[UUID] = (),
    rings: Iterable[RingKind] = (),
) -> UUID:
    """Open a case with its texts and tell whoever deals with it that there is something; returns its id."""
    case_id = writing.open_case(by, new)
    for kind, text in texts:
        write_text(by, case_id, kind, text, accounts=list(accounts), rings=list(rings))
    tell_whose_work_it_is(by.organisation_id, new.kind)
    return case_id


def tell_whose_work_it_is(organisation_id: UUID, kind: CaseKind) -> None:
    """The officer hears of every case; the leads of what they decide."""
    told = officers(organisation_id)
    if kind is CaseKind.CORRECTION:
        told = [*told, *leads(organisation_id)]
    something_arrived(organisation_id, told)
