"""Finds where words that were left out in one place still stand in another, over all passages. Each opening is a look.

It is a question to the officer, never a rule, and what it gives is secret: for the reviewer's own request only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fairward.access_requests.models import CasePassage
from fairward.access_requests.passages import cuts_of, units_of
from fairward.access_requests.policies import Chosen
from fairward.access_requests.queries import RequestView
from fairward.access_requests.review_queries import entries_in_case, is_own, reasons_of, unit_of_row
from fairward.access_requests.vocabulary import PassageDecision
from fairward.files.rendering import RenderedEntry
from fairward.kernel.actor import Actor
from fairward.rights.answer import Unanswerable
from fairward.rights.answer_making import ReviewText, cut_for
from fairward.rights.redaction import Cut, still_readable, taken_words
from fairward.rules import exemptions

WHY_LOOKING = "looking where words that were left out still stand"


@dataclass(frozen=True, slots=True)
class StillStands:
    """One text in which words stand that were left out elsewhere; `place` is its passage."""

    place: int
    occurred_at: datetime
    label: str
    words: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Text:
    """One text as it was decided: what is cut out of it, or that all of it is."""

    place: int
    occurred_at: datetime
    text: ReviewText
    cuts: Sequence[Cut]
    is_gone: bool


def still_standing_for(actor: Actor, view: RequestView, why: str = WHY_LOOKING) -> list[StillStands]:
    """Every text that keeps words which another one loses, in the order of the answer."""
    rows: dict[UUID, list[CasePassage]] = {}
    mine = CasePassage.objects.filter(organisation_id=actor.organisation_id, case_id=view.case.id)
    for row in mine.order_by("entry_place", "place"):
        rows.setdefault(row.entry_id, []).append(row)
    reasons = reasons_of(actor, view.case, [row for found in rows.values() for row in found], why=why)
    own = is_own(view.request)
    texts = [
        text
        for entry in entries_in_case(actor, view.case, list(rows), why)
        for text in _texts(entry, rows[entry.id], reasons, asker_is_child=own)
    ]
    taken = taken_words((one.text.text, one.cuts) for one in texts if one.cuts)
    found = []
    for one in texts:
        words = () if one.is_gone or not taken else still_readable(taken, one.text.text, one.cuts)
        if words:
            found.append(StillStands(one.place, one.occurred_at, one.text.label, words))
    return found


def _texts(
    entry: RenderedEntry, rows: Sequence[CasePassage], reasons: dict[UUID, Chosen], *, asker_is_child: bool
) -> Iterator[_Text]:
    try:
        units = units_of(entry, asker_is_child=asker_is_child)
    except (
        Unanswerable
    ):  # words of the family wait for a lead: then it is gathered, decided and looked through anew
        return
    on = timezone.localdate()
    for row in rows:
        chosen = reasons.get(row.id) or Chosen(PassageDecision(row.decision))
        is_withheld = row.decision == PassageDecision.WITHHOLD
        cuts: dict[str, Sequence[Cut]] = {}
        names: frozenset[str] = frozenset()
        if row.decision == PassageDecision.REDACT:
            cuts, names = (
                cuts_of(chosen.cuts, exemptions.exemption(row.exemption, on)),
                frozenset(chosen.names),
            )
        for text in units.get(unit_of_row(row), ()):
            of_text = cuts.get(text.place, ())
            if text.place in names:
                of_text = [cut_for(exemptions.exemption(row.exemption, on), 0, len(text.text))]
            yield _Text(row.place, entry.occurred_at, text, of_text, is_withheld or text.place in names)
