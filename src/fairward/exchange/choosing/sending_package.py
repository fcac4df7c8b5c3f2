"""Puts together a package of a draft, from what was chosen and what was opened. Pure: it seals and stores nothing.

What cannot go is refused with its sentence. In danger it stays behind and the rest goes: `Made.behind` says what stayed, and why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime
from uuid import UUID

from fairward.exchange.choosing.completeness import NOT_YET, as_it_goes
from fairward.exchange.choosing.content import Answer, Chosen, Decision, FormAnswer
from fairward.exchange.choosing.draft_queries import OpenedDraft
from fairward.exchange.choosing.proposing import Standing, standing_in
from fairward.exchange.choosing.replying import answer_fields, as_asked
from fairward.exchange.package.building import Attachment, Head, build
from fairward.exchange.package.contents import (
    Child,
    Coded,
    Field,
    LeftOut,
    Link,
    Manifest,
    Recipient,
    Sender,
    Test,
    Told,
)
from fairward.exchange.package.making import Choice, ChosenEntry, texts_of
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.sealing import Package
from fairward.files.rendering import RenderedEntry
from fairward.kernel.vocabulary import DisclosureKind, Label
from fairward.rules import disclosure, family, packages, sending
from fairward.rules.labels import Audience, Extent, extent

# Reasons that nobody chooses: they follow from how it was sent.
NOT_LOOKED_AT = Coded("not_looked_at", "nobody has looked at it yet, because danger came first")
WAITS = Coded("waits_for_second", "waits for a second person, because danger came first")
CANNOT_GO = Coded("cannot_go", "could not go as it stood, and danger came first")
# For looking at what is not whole yet; nothing goes with it.
NOT_WRITTEN = "Not written yet."
NOT_SAID = Coded("not_said", "nobody has said yet whether the family knows")
NOT_CHOSEN = Coded("not_chosen", "Nobody has chosen yet why it is allowed.")
_UNDRAWN = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Parties:
    """Who tells whom about which child, and the names that are never written in a request for advice."""

    sender: Sender
    recipient: Recipient
    about: Child
    child_names: tuple[str, ...]
    log_head: str

    @property
    def audience(self) -> Audience:
        """The recipient as such: whatever anybody there may read."""
        return Audience.of_organisation(self.recipient.kind)


@dataclass(frozen=True, slots=True)
class Opened:
    """What was opened of the file: every entry, oldest first, and the attachments that were chosen."""

    entries: Sequence[RenderedEntry]
    files: Sequence[Attachment]


@dataclass(frozen=True, slots=True)
class Made:
    """A package, what was chosen as it went, and where danger came first what stayed behind of it, with the reason."""

    package: Package
    chosen: Chosen
    behind: Mapping[UUID, Coded]

    @property
    def manifest(self) -> Manifest:
        """The document."""
        return self.package.manifest

    @property
    def gone(self) -> set[UUID]:
        """The passages that are in it, by the ids they have here."""
        return going_in(self.chosen) - set(self.behind)


def made(
    draft: OpenedDraft, parties: Parties, opened: Opened, now: datetime, *, is_drawn: bool = True
) -> Made:
    """The package of a draft; Refused when something in it may not go. Without `is_drawn` its PDF is not made: for looking."""
    going = replace(draft, chosen=as_it_goes(draft, opened.entries, now.date()))
    behind = dict.fromkeys(going_in(draft.chosen) - going_in(going.chosen), CANNOT_GO)
    if draft.facts.is_urgent:
        behind |= _staying_behind(going, parties, opened, now)
    left = left_out(replace(going, chosen=draft.chosen), opened.entries, behind, now.date())
    head = replace(_head(going, parties, now), left_out=left)
    entries = [one for one in chosen_entries(going, parties, opened.entries, behind) if one.choices]
    files = [one for one in opened.files if one.id not in behind and draft.chosen.replying is None]
    if is_drawn:
        return Made(build(head, entries, files), going.chosen, behind)
    return Made(build(head, entries, files, draw=lambda _: _UNDRAWN), going.chosen, behind)


def going_in(chosen: Chosen) -> set[UUID]:
    """The passages that somebody looked at and decided to send."""
    return {key for key, one in chosen.passages.items() if one.is_in and not one.is_default}


def chosen_entries(
    draft: OpenedDraft, parties: Parties, entries: Iterable[RenderedEntry], behind: Collection[UUID]
) -> list[ChosenEntry]:
    """The entries with what goes of each."""
    masks, wanted = _masks_of(draft, parties), going_in(draft.chosen) - set(behind)
    return [_chosen_entry(draft, entry, wanted, masks) for entry in entries if not entry.lost]


def _chosen_entry(
    draft: OpenedDraft, entry: RenderedEntry, wanted: Collection[UUID], masks: Mapping[str, str]
) -> ChosenEntry:
    """What goes of one entry. What others wrote keeps its way, its grades and, at the loosest, the label that it came with."""
    texts = [one.id for one in texts_of(entry)]
    origin = entry.origin
    grades = origin.grades if origin else {}
    return ChosenEntry(
        as_asked(entry, draft.chosen.replying),
        {one: _choice(draft.chosen.passages[one], grades.get(one, "")) for one in texts if one in wanted},
        masked=masks,
        earlier=tuple(Link(*astuple(hand)) for hand in origin.hands) if origin else (),
        arrived_by=origin.package if origin else None,
        arrived_labels=dict.fromkeys(texts, entry.label) if entry.label is not None else {},
    )


def _choice(one: Decision, grade: str) -> Choice:
    return Choice(one.label, one.summary, one.summaries, one.call, one.grade or grade)


def _masks_of(draft: OpenedDraft, parties: Parties) -> dict[str, str]:
    """Names and what stands instead; whoever asks for advice never names the child."""
    own = _child_masks(draft, parties)
    return own | {name: words for name, words in draft.chosen.masks.items() if words.strip()}


def _child_masks(draft: OpenedDraft, parties: Parties) -> dict[str, str]:
    if draft.facts.kind is not DisclosureKind.ADVICE:
        return {}
    words = next(one.words for one in sending.instead() if one.id == "child")
    return dict.fromkeys(parties.child_names, words)


def _head(draft: OpenedDraft, parties: Parties, now: datetime) -> Head:
    chosen, facts, danger = draft.chosen, draft.facts, sending.in_danger()
    unwritten = danger.reason if facts.is_urgent else NOT_WRITTEN
    return Head(
        kind=facts.kind, sender=parties.sender, recipient=parties.recipient,
        about=None if facts.kind is DisclosureKind.ADVICE else _about(draft, parties), purpose=_purpose(draft),
        reason=_masked(chosen.reason.strip() or unwritten, draft, parties), basis=_basis(draft),
        tests=_tests(chosen), told=_told(chosen, now.date(), is_urgent=facts.is_urgent),
        asks=tuple(_masked(one, draft, parties) for one in chosen.asks if one.strip()), form=_form(draft, parties),
        log_head=parties.log_head, is_urgent=facts.is_urgent, id=facts.id, made_at=now.replace(microsecond=0),
        reply_to=chosen.replying.asked.package_id if chosen.replying else None,
    )  # fmt: skip


def _about(draft: OpenedDraft, parties: Parties) -> Child:
    """The child: of an answer, as the question has them."""
    return draft.chosen.replying.asked.about if draft.chosen.replying else parties.about


def _masked(text: str, draft: OpenedDraft, parties: Parties) -> str:
    """Reasons and answers on a form do not name the child either where nobody may."""
    masks = _child_masks(draft, parties)
    for name in sorted(masks, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", masks[name], text, flags=re.IGNORECASE)
    return text


def _basis(draft: OpenedDraft) -> Coded:
    if not draft.chosen.basis and not draft.facts.is_urgent:
        return NOT_CHOSEN
    found = disclosure.basis(draft.chosen.basis or sending.in_danger().basis)
    return Coded(found.id, found.words)


def _purpose(draft: OpenedDraft) -> Coded:
    if draft.chosen.replying:
        return draft.chosen.replying.asked.purpose
    listed = {one.id: one for one in sending.all_purposes()}
    found = listed.get(draft.chosen.purpose) or sending.purposes(draft.facts.kind)[0]
    return Coded(found.id, found.words)


def _tests(chosen: Chosen) -> tuple[Test, ...]:
    """Every test with its answer; what nobody has answered yet says so."""
    return tuple(
        Test(one.id, one.question, given.answer or NOT_YET, given.reason)
        for one in disclosure.tests()
        for given in [chosen.tests.get(one.id, Answer(NOT_YET))]
    )


def _told(chosen: Chosen, today: date, *, is_urgent: bool) -> Told:
    if chosen.is_told:
        return Told(True, None, None)
    if not is_urgent and not chosen.ground:  # only for looking at what is not whole: it does not go like this
        return Told(False, NOT_SAID, chosen.look_again_on or today)
    ground = family.ground(chosen.ground or sending.in_danger().ground)
    return Told(False, Coded(ground.id, ground.words), chosen.look_again_on or ground.review_by(today))


def _form(draft: OpenedDraft, parties: Parties) -> tuple[Field, ...]:
    """Answers on the recipient's form; in danger without those that its label keeps back."""
    given = [one for one in draft.chosen.form if one.value.strip()]
    kept = [one for one in given if not draft.facts.is_urgent or _field_goes(one, parties)]
    facts = (Field(one.id, one.words, _masked(one.value, draft, parties), one.label) for one in kept)
    return (*answer_fields(draft.chosen.replying), *facts)


def _field_goes(one: FormAnswer, parties: Parties) -> bool:
    has_second = bool(parties.sender.approved_by)
    return extent(one.label, parties.audience) is Extent.FULL and (
        has_second or one.label is not Label.SEALED
    )


def _staying_behind(draft: OpenedDraft, parties: Parties, opened: Opened, now: datetime) -> dict[UUID, Coded]:
    """What cannot go as it stands and so must not hold up the rest."""
    found: dict[UUID, Coded] = {}
    if not parties.sender.approved_by:
        decided = (*draft.chosen.passages.items(), *draft.chosen.attached.items())
        found = {key: WAITS for key, one in decided if one.is_in and one.label is Label.SEALED}
    for one in opened.files:
        if one.id not in found and extent(one.label, parties.audience) is not Extent.FULL:
            found[one.id] = _by_label()
    head = replace(_head(draft, parties, now), form=(), asks=())
    for entry in chosen_entries(draft, parties, opened.entries, found):
        for key, choice in entry.choices.items():
            refusal = _refusal_of(head, replace(entry, choices={key: choice}))
            if refusal:
                found[key] = _by_label() if refusal == "label_above" else CANNOT_GO
    return found


def _by_label() -> Coded:
    return next(Coded(one.id, one.words) for one in packages.reasons() if one.id == "label")


def _refusal_of(head: Head, one: ChosenEntry) -> str:
    """The code with which a package of this passage alone would be refused; empty when it can go."""
    try:
        build(head, [one], draw=lambda _: _UNDRAWN)
    except Refused as refused:
        return refused.code
    return ""


def left_out(
    draft: OpenedDraft, entries: Sequence[RenderedEntry], behind: Mapping[UUID, Coded], today: date
) -> tuple[LeftOut, ...]:
    """How many passages stay, by class and reason; nothing of what they say."""
    counted: Counter[tuple[Coded, Coded]] = Counter()
    for one in standing_in(draft, entries, today):
        if one.passage.id in behind or not one.is_in:
            why = behind.get(one.passage.id) or _why(one, is_urgent=draft.facts.is_urgent)
            counted[Coded(one.proposal.what.id, one.proposal.what.words), why] += 1
    return tuple(LeftOut(what, why, count) for (what, why), count in counted.items())


def _why(one: Standing, *, is_urgent: bool) -> Coded:
    if is_urgent and not one.is_decided:
        return NOT_LOOKED_AT
    reasons = {each.id: each for each in packages.reasons()}
    found = reasons.get(one.decided.why if one.decided else "", one.proposal.why)
    return Coded(found.id, found.words)
