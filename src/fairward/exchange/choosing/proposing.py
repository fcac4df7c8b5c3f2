"""How each passage of a file stands in a draft: what is proposed, and what somebody decided. Pure; it decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fairward.exchange.choosing.content import Chosen, Decision
from fairward.exchange.choosing.draft_queries import OpenedDraft
from fairward.exchange.package.making import Choosable, texts_of
from fairward.files.rendering import RenderedAnnotation, RenderedEntry
from fairward.kernel.vocabulary import DisclosureKind, Label, Outcome, Purpose
from fairward.rules import sending
from fairward.rules.sending import Default, Due, Looked, Proposed


@dataclass(frozen=True, slots=True)
class Standing:
    """One passage of one entry: what a rule proposes, and what somebody decided, if anybody has looked."""

    entry: RenderedEntry
    passage: Choosable
    proposal: Default
    decided: Decision | None

    @property
    def is_decided(self) -> bool:
        """Whether somebody has looked at these very words and said in or out."""
        decided = self.decided
        if decided is None or decided.is_in is None or decided.is_default:
            return False
        return decided.version in (None, self.entry.version)

    @property
    def is_changed(self) -> bool:
        """Whether somebody decided about words that were corrected since."""
        return self.decided is not None and self.decided.version not in (None, self.entry.version)

    @property
    def is_in(self) -> bool:
        """Whether it goes. What nobody has looked at stays here."""
        return self.is_decided and self.decided is not None and bool(self.decided.is_in)


def standing_in(draft: OpenedDraft, entries: Sequence[RenderedEntry], today: date) -> list[Standing]:
    """Every passage of these entries, in their order; of an entry whose words are gone there is none."""
    proposals = proposals_for(draft.facts.kind, draft.head.purpose, entries, today)
    decided = draft.chosen.passages
    return [
        Standing(entry, passage, proposals[entry.id], decided.get(passage.id))
        for entry in entries
        if not entry.lost
        for passage in texts_of(entry)
    ]


def proposals_for(
    kind: DisclosureKind, purpose: Purpose, entries: Sequence[RenderedEntry], today: date
) -> dict[UUID, Default]:
    """What is proposed for each entry. An action or a decision stands as what it is about stands."""
    outcomes = {one.id: one.outcome for one in entries}
    return {
        one.id: sending.default_for(
            Looked(kind, purpose, one.kind, _outcome(one, outcomes), due_of(one, today))
        )
        for one in entries
    }


def due_of(entry: RenderedEntry, today: date) -> Due:
    """Which of its days has come."""
    if isinstance(entry.destroy_on, date) and entry.destroy_on <= today:
        return Due.DESTROY
    return Due.REVIEW if isinstance(entry.review_on, date) and entry.review_on <= today else Due.NOT


def proposed_decision(standing: Standing) -> Decision | None:
    """What the rule proposes, as a decision that somebody may take; None where it proposes nothing."""
    if standing.proposal.proposed is Proposed.ASK:
        return None
    is_in = standing.proposal.proposed is Proposed.IN
    label = arrived_label(standing.entry) or Label.RELEASABLE
    why = "" if is_in else standing.proposal.why.id
    return Decision(is_in, label, why=why, words=standing.proposal.words, version=standing.entry.version)


def taking_proposals(chosen: Chosen, standing: Iterable[Standing]) -> Chosen:
    """With the proposals taken for what nobody has decided: somebody has looked at them."""
    taken = {
        one.passage.id: decision
        for one in standing
        if not one.is_decided and (decision := proposed_decision(one)) is not None
    }
    return with_decisions(chosen, taken)


def with_decisions(chosen: Chosen, decisions: Mapping[UUID, Decision]) -> Chosen:
    """With these decisions. Names are looked for again in words that are others than before."""
    before = chosen.passages
    fresh = {key for key, one in decisions.items() if key not in before or before[key].version != one.version}
    return replace(chosen, passages={**before, **decisions}, names_looked=chosen.names_looked - fresh)


def undecided_again(chosen: Chosen, passage_ids: Iterable[UUID]) -> Chosen:
    """With these decisions taken back."""
    gone = set(passage_ids)
    return replace(chosen, passages={key: one for key, one in chosen.passages.items() if key not in gone})


def is_offered_first(entry: RenderedEntry) -> bool:
    """Whether it tells of strengths or holds the child's own words."""
    first = sending.first()
    notes = [*entry.annotations, *(note for one in entry.statements for note in one.annotations)]
    return bool(
        first.themes & set(entry.themes)
        or any(entry.fields.get(name, "").strip() for name in first.fields)
        or any(one.basis.code in first.bases for one in entry.statements)
        or any(note.kind.code in first.annotations for note in notes)
    )


def in_order(entries: Iterable[RenderedEntry]) -> list[RenderedEntry]:
    """What goes well and the child's own words first, then by date."""
    return sorted(entries, key=lambda one: (not is_offered_first(one), one.occurred_at, one.id))


def notes_of(standing: Standing) -> list[RenderedAnnotation]:
    """Everything attached to a passage or to its entry: it goes along."""
    said = standing.passage.statement
    return [*(said.annotations if said else ()), *standing.entry.annotations]


def arrived_label(entry: RenderedEntry) -> Label | None:
    """The label under which it came from another organisation; None for what is our own, and for older entries."""
    return entry.label


def _outcome(entry: RenderedEntry, outcomes: Mapping[UUID, Outcome | None]) -> Outcome | None:
    if entry.outcome is None and entry.about_entry_id is not None:
        return outcomes.get(entry.about_entry_id)
    return entry.outcome
