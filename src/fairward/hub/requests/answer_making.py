"""Makes the answer out of decided passages: what is shown, what is left out and by which reason. It may not decide or query.

Nothing but `Redacted` enters it (`rights.answer`), so what is left out is not in it; a passage that nobody decided stops it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from fairward.access_requests.policies import Chosen
from fairward.access_requests.vocabulary import PassageDecision
from fairward.hub.requests.content import BASIS, BY, TEXT, HeldWords
from fairward.hub.requests.queries import OpenedPassage
from fairward.hub.requests.review_actions import MASK
from fairward.hub.requests.vocabulary import Held
from fairward.kernel.denied import Denied
from fairward.rights.answer import AnswerEntry, Attached, Context, Passage
from fairward.rights.answer_making import cut_for
from fairward.rights.redaction import Redacted, redact, whole, withheld
from fairward.rules import exemptions

S = PassageDecision


@dataclass(frozen=True, slots=True)
class Made:
    """Entries of an answer, and for each reason how many passages are left out whole."""

    entries: tuple[AnswerEntry, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)


def made_of(passages: Sequence[OpenedPassage], references: Mapping[UUID, str], on: date) -> Made:
    """Every passage as it was decided. Denied where one waits for anybody."""
    entries: list[AnswerEntry] = []
    left_out: dict[str, int] = {}
    for one in passages:
        if one.line.decision is S.UNDECIDED or one.line.waits_for_second:
            raise Denied(
                "not_ready", "Decide every passage first, and let a second person agree where that is needed."
            )
        entry = _entry(len(entries) + 1, one, references.get(one.line.hub_case_id, ""), on)
        if entry is not None:
            entries.append(entry)
        else:
            code = one.line.exemption or MASK
            left_out[code] = left_out.get(code, 0) + 1
    return Made(tuple(entries), left_out)


def _entry(number: int, one: OpenedPassage, reference: str, on: date) -> AnswerEntry | None:
    if one.words is None or one.line.decision is S.WITHHOLD:
        return None
    pen = _Pen(one.words, one.chosen, one.line.exemption, on)
    text = pen.words(TEXT)
    if text.is_withheld or not text:
        return None
    if one.line.held is Held.DOCUMENT:  # what it is called may name somebody, so that is not said
        text = whole(f"You get this document with the answer, as document {one.line.place}.")
    passage = Passage(
        id=str(one.line.id),
        basis=one.words.basis,
        basis_words=pen.words(BASIS),
        text=text,
        context=pen.context(),
    )
    return AnswerEntry(
        number=number, kind=one.words.title, when=one.words.when, purpose=f"keeping a child safe (case {reference})",
        by=pen.words(BY), passages=(passage,), context=Context((), ()), id=str(one.line.id),
    )  # fmt: skip


class _Pen:
    """Writes one passage as it was decided."""

    def __init__(self, words: HeldWords, chosen: Chosen | None, code: str, on: date) -> None:
        self.held, self.chosen = words, chosen
        self.texts = {one.place: one.text for one in words.texts()}
        self.names = {one.place for one in words.texts() if one.is_name}
        self.exemption = exemptions.exemption(code, on) if code else None
        self.mask = exemptions.exemption(MASK, on)

    def words(self, place: str) -> Redacted:
        """One text with what is left out taken out of it."""
        chosen, exemption = self.chosen, self.exemption
        masked = self.held.masks_in(place)
        if masked and place in self.names:
            return withheld(self.mask.id, self.mask.mark)
        if chosen is not None and exemption is not None and place in chosen.names:
            return withheld(exemption.id, exemption.mark)
        cuts = [cut_for(self.mask, *span) for span in masked]
        if chosen is not None and exemption is not None:
            spans: Iterable[tuple[int, int]] = chosen.cuts.get(place, ())
            cuts += [cut_for(exemption, *span) for span in spans if tuple(span) not in masked]
        return redact(self.texts.get(place, ""), cuts)

    def context(self) -> Context:
        """Everything that belongs to it; what is left out stays in its place."""
        found = []
        for number, one in enumerate(self.held.beside):
            text, by = self.words(f"beside-{number}:text"), self.words(f"beside-{number}:by")
            is_out = text.is_withheld
            found.append(
                Attached(str(number), one.kind, text)
                if is_out
                else Attached(str(number), one.kind, text, by, one.on)
            )
        return Context(tuple(one.id for one in found), tuple(found))
