"""Something of a file that is prepared for somebody outside, for tests: made by the actions that people use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import cast
from uuid import UUID

from django.utils import timezone

from fairward.exchange.choosing.completeness import Missing, missing_in
from fairward.exchange.choosing.content import Addressee, Answer, Chosen, Decision, Named
from fairward.exchange.choosing.draft_actions import save_draft, start_draft
from fairward.exchange.choosing.draft_queries import DraftFacts, OpenedDraft, draft_for
from fairward.exchange.choosing.entry_queries import entries_of
from fairward.exchange.choosing.proposing import Standing, standing_in, taking_proposals
from fairward.exchange.choosing.vocabulary import DraftState
from fairward.exchange.package.contents import YES
from fairward.files.queries import FileHead, file_for
from fairward.files.rendering import RenderedEntry
from fairward.files.writing import OpenedFile
from fairward.kernel.vocabulary import DisclosureKind, Label, OrganisationKind, Purpose
from fairward.keys.file_keys import OpenFile
from fairward.people.queries import ChildName
from fairward.rules import disclosure, sending
from tests.support import packages
from tests.support.living import WHY, Living

HILL_TOP = Addressee("Hill Top School", OrganisationKind.SCHOOL, (Named("Ada Moss", "safeguarding lead"),))


def answered(chosen: Chosen, kind: DisclosureKind) -> Chosen:
    """With every question answered so that nothing stands in the way."""
    return replace(
        chosen, purpose=sending.purposes(kind)[0].id, reason="He starts on Monday.", basis="safeguarding_task",
        tests={one.id: Answer(YES, "As talked about.") for one in disclosure.tests()}, is_told=True,
    )  # fmt: skip


def prepare(
    living: Living,
    to: Addressee = HILL_TOP,
    kind: DisclosureKind = DisclosureKind.TRANSFER,
    *,
    is_urgent: bool = False,
    file_id: UUID | None = None,
) -> UUID:
    """Begin to prepare something of a file; returns the draft."""
    with living.school.transaction():
        _, file, _ = file_for(living.actor(), file_id or living.ids["file"], WHY)
        return start_draft(by=living.actor(), file=file, kind=kind, chosen=Chosen(to), is_urgent=is_urgent)


def opened(living: Living, draft_id: UUID) -> tuple[OpenedDraft, list[RenderedEntry]]:
    """The draft, and every entry of its file."""
    with living.school.transaction():
        draft = draft_for(living.actor(), draft_id, WHY)
        return draft, entries_of(living.actor(), draft, WHY)


def standing(living: Living, draft_id: UUID, today: date | None = None) -> list[Standing]:
    """How each passage stands."""
    draft, entries = opened(living, draft_id)
    return standing_in(draft, entries, today or timezone.localdate())


def keep(living: Living, draft_id: UUID, **changes: object) -> None:
    """Keep parts of what is chosen."""
    draft, _ = opened(living, draft_id)
    with living.school.transaction():
        save_draft(by=living.actor(), draft=draft, chosen=replace(draft.chosen, **changes))  # type: ignore[arg-type]


def complete(living: Living, draft_id: UUID, decisions: Mapping[UUID, Decision] | None = None) -> None:
    """Take what is proposed, put in what nothing is proposed for, answer every question: nothing is missing."""
    draft, entries = opened(living, draft_id)
    every = standing_in(draft, entries, timezone.localdate())
    taken = taking_proposals(draft.chosen, every).passages
    rest = {one.passage.id: Decision(True, Label.RELEASABLE, words="They need it.") for one in every}
    passages = {**rest, **taken, **(decisions or {})}
    chosen = replace(
        answered(draft.chosen, draft.facts.kind), passages=passages, names_looked=frozenset(passages)
    )
    with living.school.transaction():
        save_draft(by=living.actor(), draft=draft, chosen=chosen)


def missing(living: Living, draft_id: UUID, today: date | None = None) -> list[Missing]:
    """What is missing."""
    return missing_in(*opened(living, draft_id), today)


def a_draft(
    chosen: Chosen, kind: DisclosureKind = DisclosureKind.TRANSFER, *, is_urgent: bool = False
) -> OpenedDraft:
    """A draft about Robin Marsh (`support.packages`) without a database, as whoever opened it has it."""
    at = packages.AT
    facts = DraftFacts(
        packages.an_id(600), packages.an_id(50), packages.an_id(900), kind, None, is_urgent, DraftState.CHOOSING, 1, None,
        None, None, at, packages.an_id(1), at, packages.an_id(1), None,
    )  # fmt: skip
    purpose = Purpose.CHILD_PROTECTION
    head = FileHead(facts.file_id, facts.child_id, purpose, at, "", "", at.date(), at.date())
    file = OpenedFile(facts.file_id, facts.child_id, purpose, cast(OpenFile, None), "Robin Marsh")
    return OpenedDraft(facts, chosen, head, file, ChildName("Robin Marsh", "Robin", 4, "4B"))


def ids(found: Iterable[Missing]) -> set[str]:
    """The ids of what is missing, without the passages behind them."""
    return {
        one.id.rpartition("_")[0] if len(one.id) > 36 and one.id.count("-") == 4 else one.id for one in found
    }
