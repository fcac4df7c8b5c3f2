"""What a draft still needs before it may leave, in sentences, and how it goes where danger comes first. Pure.

It may not let a missing answer slow down danger: there it is listed as to be added later. What is not relevant, or does not
help, never goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from fairward.design.words import date_words, plural
from fairward.exchange.choosing.answer_checks import answer_gaps, answer_unfit
from fairward.exchange.choosing.content import Answer, Chosen, Decision
from fairward.exchange.choosing.draft_queries import OpenedDraft
from fairward.exchange.choosing.proposing import Standing, arrived_label, notes_of, standing_in
from fairward.exchange.package.checking import MUST_BE_YES
from fairward.exchange.package.contents import NO, YES
from fairward.files.reading import NOT_TAKEN_IN
from fairward.files.rendering import RenderedEntry
from fairward.kernel.vocabulary import DisclosureKind, Label
from fairward.rules import disclosure, family, packages, referral, sending
from fairward.rules.labels import Audience, Extent, extent, is_tightened

NOT_YET = "not_yet"
STOPS_IN_DANGER = frozenset(f"test_no_{one}" for one in MUST_BE_YES)  # their ids: a "no" that stays a "no"
QUESTIONS, PASSAGES, ENTRY, NAMES, TO, FORM = (
    "choosing:questions", "choosing:passages", "choosing:entry", "choosing:names", "choosing:to", "referrals:of_draft",
)  # fmt: skip
_CLOSED = frozenset({Label.HUB_ONLY, Label.SEALED, Label.POINTER})


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a draft still needs: a stable id, a sentence, where it is answered, and whether it stops the sending.

    `entry` is the entry of `choosing:entry`; the other addresses take the draft alone.
    """

    id: str
    sentence: str
    address_name: str
    blocks: bool = True
    entry: RenderedEntry | None = None


def missing_in(
    draft: OpenedDraft, entries: Sequence[RenderedEntry], today: date | None = None
) -> list[Missing]:
    """Everything that is missing; empty when it is whole. In danger only a "no" to the first two tests still stops it."""
    today = today or timezone.localdate()
    standing = standing_in(draft, entries, today)
    found = [
        *_about_tests(draft.chosen),
        *_about_questions(draft, today),
        *_about_passages(draft, standing),
        *_about_names(draft, standing),
        *_about_form(draft),
        *(
            Missing(id_, sentence, NAMES if id_.startswith("masked") else PASSAGES)
            for id_, sentence in answer_gaps(draft)
        ),
    ]
    if not draft.facts.is_urgent:
        return found
    return [replace(one, blocks=one.id in STOPS_IN_DANGER) for one in found]


def stops(missing: Iterable[Missing]) -> list[Missing]:
    """Those without which nothing leaves."""
    return [one for one in missing if one.blocks]


def as_it_goes(draft: OpenedDraft, entries: Sequence[RenderedEntry], today: date | None = None) -> Chosen:
    """What is chosen as it goes now: in danger with the gaps filled by what is true then, and listed in `later`.

    A passage that lacks what its label needs stays here until somebody has added it.
    """
    today = today or timezone.localdate()
    chosen = _unnamed(draft)
    if not draft.facts.is_urgent:
        return chosen
    missing = missing_in(draft, entries, today)
    standing = standing_in(draft, entries, today)
    unfit = {one.passage.id for one in standing if not one.is_in or any(_unfit(draft, one))}
    chosen = _filled(chosen, draft.facts.kind, today)
    passages = {
        key: replace(one, is_in=False) if key in unfit else one for key, one in chosen.passages.items()
    }
    return replace(chosen, passages=passages, later=tuple(dict.fromkeys(one.id for one in missing)))


def _unnamed(draft: OpenedDraft) -> Chosen:
    """Where advice is asked without naming the child, every part of the child's name is replaced."""
    if draft.facts.kind is not DisclosureKind.ADVICE:
        return draft.chosen
    words = next(one.words for one in sending.instead() if one.id == "child")
    parts = [one for one in (draft.child.full, *draft.child.full.split(), draft.child.first) if len(one) > 1]
    return replace(draft.chosen, masks={**draft.chosen.masks, **dict.fromkeys(parts, words)})


def _filled(chosen: Chosen, kind: DisclosureKind, today: date) -> Chosen:
    danger = sending.in_danger()
    tests = {one.id: chosen.tests.get(one.id, Answer(NOT_YET)) for one in disclosure.tests()}
    purposes = sending.purposes(kind)
    told = chosen.is_told is True or (chosen.is_told is False and chosen.ground and chosen.look_again_on)
    filled = replace(
        chosen, tests={**chosen.tests, **tests}, reason=chosen.reason.strip() or danger.reason,
        basis=chosen.basis or danger.basis, purpose=chosen.purpose or (purposes[0].id if purposes else ""),
    )  # fmt: skip
    if told:
        return filled
    ground = family.ground(danger.ground)
    return replace(filled, is_told=False, ground=ground.id, look_again_on=ground.review_by(today))


def _about_tests(chosen: Chosen) -> Iterator[Missing]:
    for one in disclosure.tests():
        given = chosen.tests.get(one.id)
        if given is not None and given.answer == NO and one.id in MUST_BE_YES:
            yield Missing(
                f"test_no_{one.id}", f"You answered no to “{one.question}” So it is not sent.", QUESTIONS
            )
        elif given is None or given.answer not in (YES, NO):
            yield Missing(f"test_{one.id}", f"Answer the question “{one.question}”", QUESTIONS)
        elif given.answer == NO and not given.reason.strip():
            words = f"Write why it is sent although the answer to “{one.question}” is no."
            yield Missing(f"test_reason_{one.id}", words, QUESTIONS)


def _about_questions(draft: OpenedDraft, today: date) -> Iterator[Missing]:
    chosen = draft.chosen
    bases = {one.id for one in disclosure.bases()}
    purposes = {one.id for one in sending.purposes(draft.facts.kind)}
    if not chosen.addressee.name.strip():
        yield Missing("addressee", "Say whom it is for.", TO)
    if chosen.purpose not in purposes:
        yield Missing("purpose", "Choose what it is for.", QUESTIONS)
    if not chosen.reason.strip():
        yield Missing("reason", "Write in a few sentences why they need it.", QUESTIONS)
    if chosen.basis not in bases:
        yield Missing("basis", "Choose why you are allowed to tell them.", QUESTIONS)
    yield from _about_told(chosen, today)


def _about_told(chosen: Chosen, today: date) -> Iterator[Missing]:
    if chosen.is_told is None:
        yield Missing("told", "Say whether the family knows.", QUESTIONS)
    if chosen.is_told is not False:
        return
    grounds = {one.id: one for one in family.grounds()}
    ground = grounds.get(chosen.ground)
    if ground is None:
        yield Missing("ground", "Choose the ground for not telling the family yet.", QUESTIONS)
        return
    latest = ground.review_by(today)
    if chosen.look_again_on is None or not today < chosen.look_again_on <= latest:
        words = f"Say when telling the family is looked at again: after today, by {date_words(latest)}."
        yield Missing("look_again_on", words, QUESTIONS)


def _about_passages(draft: OpenedDraft, standing: Sequence[Standing]) -> Iterator[Missing]:
    waiting = [one for one in standing if not one.is_decided]
    if waiting:
        words = f"Nobody has decided yet about {plural(len(waiting), 'passage')}."
        yield Missing("undecided", words, PASSAGES)
    if not waiting and not any(one.is_in for one in standing) and not draft.chosen.form:
        yield Missing("nothing", "Nothing is chosen to go.", PASSAGES)
    for one in standing:
        for id_, sentence in (*_unreasoned(one), *(_unfit(draft, one) if one.is_in else ())):
            yield Missing(f"{id_}_{one.passage.id}", sentence, ENTRY, entry=one.entry)


def _unreasoned(one: Standing) -> Iterator[tuple[str, str]]:
    known = {each.id for each in packages.reasons()}
    if one.decided is None or not one.is_decided:
        return
    if one.is_in and not one.decided.words.strip():
        yield "words", "Write why a passage goes."
    if not one.is_in and one.decided.why not in known:
        yield "why", "Choose why a passage is left out."


def _unfit(draft: OpenedDraft, one: Standing) -> Iterator[tuple[str, str]]:
    """What a passage that goes still lacks so that it can go under its label."""
    decided = one.decided
    if decided is None:
        return
    yield from _label_unfit(draft, one, decided)
    yield from answer_unfit(draft, one)
    if any(note.text == NOT_TAKEN_IN for note in notes_of(one)) and decided.label is not Label.POINTER:
        yield (
            "not_taken_in",
            "The family added something. Take it into the file first; it goes with the passage.",
        )


def _label_unfit(draft: OpenedDraft, one: Standing, decided: Decision) -> Iterator[tuple[str, str]]:
    to, label = draft.chosen.addressee, decided.label
    arrived = arrived_label(one.entry)
    if arrived is not None and not is_tightened(arrived, label):
        yield (
            "loosened",
            "Another organisation allows a passage to fewer people. Keep their label, or ask them to send it again "
            "under another.",
        )
    if extent(label, Audience.of_organisation(to.kind)) is Extent.NOTHING:
        yield (
            "label",
            f"Nobody at {to.name} may read what is “{label.word}”. Choose another label, or leave it out.",
        )
    if label is Label.RELEASABLE_SUMMARY and not _is_summed_up(one, decided):
        yield "summary", "Write the summary of a passage, and of everything that belongs to it."
    if label is Label.POINTER and not decided.call.strip():
        yield "call", "Write whom they can call about a passage."
    if label is Label.SEALED and not to.named:
        yield "named", "Name the people for whom it is: a passage is for named people only."
    if decided.grade.endswith("C") and label not in _CLOSED:
        yield "grade", "Police information with conditions needs a stricter label."


def _is_summed_up(one: Standing, decided: Decision) -> bool:
    return bool(decided.summary.strip()) and all(
        decided.summaries.get(note.id, "").strip() for note in notes_of(one)
    )


def _about_names(draft: OpenedDraft, standing: Sequence[Standing]) -> Iterator[Missing]:
    going = {one.passage.id for one in standing if one.is_in}
    fresh = going - draft.chosen.names_looked
    if fresh:
        words = f"Look for names of other people in {plural(len(fresh), 'passage')} that {'goes' if len(fresh) == 1 else 'go'}."
        yield Missing("names", words, NAMES)


def _about_form(draft: OpenedDraft) -> Iterator[Missing]:
    """What the form of a referral may not go without: strengths, agreement, and the like."""
    answers = {one.id: one.value for one in draft.chosen.form}
    is_advice = draft.facts.kind is DisclosureKind.ADVICE
    for one in referral.unanswered(answers, is_advice=is_advice):
        yield Missing(f"form_{one.id}", one.sentence, FORM)
