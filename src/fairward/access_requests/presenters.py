"""Puts requests into the words of their pages. It may not query or decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fairward.access_requests.again_queries import Again
from fairward.access_requests.answer_words import place_words
from fairward.access_requests.passages import units_of
from fairward.access_requests.policies import Chosen
from fairward.access_requests.queries import RequestHead, RequestView, SearchRow
from fairward.access_requests.review_queries import PassageView
from fairward.access_requests.vocabulary import Part, PassageDecision, SearchedPlace
from fairward.cases.vocabulary import CaseState, HowAsked, TextKind
from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Link, Row
from fairward.design.words import date_words, listed, moment_words, plural
from fairward.files.rendering import RenderedEntry, RenderedStatement, when_words
from fairward.rights.answer_making import ReviewText
from fairward.rules import exemptions
from fairward.rules.exemptions import Exemption

SHOWN_KINDS = (
    TextKind.ASKED,
    TextKind.QUESTION,
    TextKind.ANSWER,
    TextKind.REASONS,
    TextKind.NOTE,
    TextKind.REPLY,
)
MUST_LOOK = "The headteacher looks: whether it is about the child as well is theirs to say."
ASKED_WORDS = {
    "originator": "the answer of whoever wrote it",
    "health_professional": "a health professional’s opinion",
}
SEALED = (
    "Ask a safeguarding lead: they sort what is not sorted yet, then search and gather again. What is for named people only is "
    "read by them; consult its author."
)
WAITS = "File these first, then search and gather again."


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next: one sentence, one button."""

    words: str
    link: Link | None = None
    action: str = ""
    button: str = ""


def rows(heads: Sequence[RequestHead], name: str) -> list[Row]:
    """Requests as a list; `name` is the address of the page that each leads to."""
    return [
        Row(
            [
                Cell(f"R-{one.number}, {one.child}", url(name, case_id=one.case_id)),
                Cell(one.state.word),
                Cell(
                    "" if one.is_closed else date_words(timezone.localtime(one.due_at).date()),
                    chips=_due(one),
                ),
            ]
        )
        for one in heads
    ]


def _due(one: RequestHead) -> list[Chip]:
    if one.is_closed or one.due_at > timezone.now():
        return []
    return [Chip("Overdue", "danger")]


def facts(view: RequestView) -> list[Fact]:
    """What stands in the bar of a request."""
    case = view.case
    found = [
        Fact("Asked by", view.asker), Fact("How", HowAsked(case.how_asked).word),
        Fact("Received", moment_words(timezone.localtime(case.received_at))), Fact("State", view.head.state.word),
    ]  # fmt: skip
    if view.whose is not None:
        found.append(Fact("Whose right", view.whose.word))
    return found


def next_step(view: RequestView, account_id: UUID) -> Step:
    """The one thing that is to be done now by whoever looks."""
    case_id, state = view.case.id, view.head.state
    if state is CaseState.SEARCHING:
        return _search_step(view)
    if state in (CaseState.REVIEWING, CaseState.SECOND_CHECK):
        return _others_files(view, account_id) or _review_step(view)
    links = {
        CaseState.RECEIVED: ("Say who asks.", "identity", "Settle who asks"),
        CaseState.IDENTITY: ("We wait for proof of who asks.", "identity", "The proof came"),
        CaseState.WHOSE_RIGHT: ("Say whose right it is.", "right", "Settle whose right it is"),
        CaseState.CLARIFYING: (
            "We wait for an answer; the clock stands still.",
            "answer_back",
            "Note the answer",
        ),
        CaseState.ANSWERED: (
            "The answer went. Close the request when nothing more comes.",
            "close",
            "Close the request",
        ),
    }
    if state not in links:
        return Step("This request is closed.")
    words, name, button = links[state]
    if view.head.child_id is None:
        return Step(
            "Say whose record is asked for.",
            Link("Name the child", url("access_requests:child", case_id=case_id)),
        )
    return Step(words, Link(button, url(f"access_requests:{name}", case_id=case_id)))


def _search_step(view: RequestView) -> Step:
    case_id = view.case.id
    if not view.searched:
        return Step(
            "Search every place in which the school holds something about the child.",
            action=url("access_requests:search", case_id=case_id), button="Search now",
        )  # fmt: skip
    if not view.openings and any(one.place is SearchedPlace.FILE and one.found for one in view.searched):
        return Step("A safeguarding lead opens the files for you; they see this request among theirs.")
    return Step(
        "Gather the passages from the opened files.",
        Link("Gather passages", url("access_requests:gather", case_id=case_id)),
    )


def reads(view: RequestView, account_id: UUID) -> bool:
    """Whether a way into the passages ends at an open door: the files are not open for somebody else only."""
    return not view.openings or any(one.account_id == account_id for one in view.openings)


def _others_files(view: RequestView, account_id: UUID) -> Step | None:
    """Where the files are open for somebody else only, a way into the passages would end at a closed door."""
    if reads(view, account_id):
        return None
    return Step(
        "The files are open for somebody else, who goes through them. If you are to do it, a safeguarding lead opens them for "
        "you: they see this request among theirs."
    )


def _review_step(view: RequestView) -> Step:
    case_id, now = view.case.id, view.progress
    if now.next_place is not None:
        words = f"{plural(now.total - now.decided, 'passage')} to decide."
        return Step(words, Link("Go on with the passages", url("access_requests:passages", case_id=case_id)))
    if now.asking:
        return Step(
            f"{_wait(now.asking)} for somebody whom you asked.",
            Link("See them", url("access_requests:passages", case_id=case_id)),
        )
    if now.waiting:
        return Step(f"{_wait(now.waiting)} for a second person: a safeguarding lead, or the headteacher.")
    return readiness_step(view) or Step(
        "Everything is decided.", Link("Make the answer", url("access_requests:answer", case_id=case_id))
    )


def readiness_step(view: RequestView) -> Step | None:
    """What is looked at before the answer is made, once everything is decided; None when nothing is."""
    case_id, now = view.case.id, view.readiness
    if not view.progress.is_ready or view.head.state is CaseState.SEARCHING:
        return None
    if now.unfiled_wait:
        words = f"{plural(now.unfiled, 'report')} about {view.head.child} not filed yet: in no file, and not in this answer."
        return Step(
            words, Link("Reports that are not filed", url("access_requests:unfiled", case_id=case_id))
        )
    if now.words_wait:
        words = "You left words out. Look where they still stand before the answer is made."
        return Step(words, Link("Look at the words", url("access_requests:words_left", case_id=case_id)))
    return None


def _wait(count: int) -> str:
    return "1 passage waits" if count == 1 else f"{count} passages wait"


def texts(view: RequestView) -> list[tuple[str, str, str]]:
    """(what it is, when, words) of everything that was written about the request."""
    return [
        (one.kind.word.capitalize(), moment_words(timezone.localtime(one.made_at)), one.text)
        for one in view.texts
        if one.kind in SHOWN_KINDS
    ]


def search_rows(found: Sequence[SearchRow]) -> list[Row]:
    """The search log: where, when, by whom, how many."""
    return [
        Row(
            [
                Cell(place_words(one), note=_note(one)), Cell(str(one.found)),
                Cell(moment_words(timezone.localtime(one.at))), Cell(one.by, note=one.role),
            ]
        )
        for one in found
    ]  # fmt: skip


def _note(one: SearchRow) -> str:
    if not one.found:
        return ""
    notes = {
        SearchedPlace.STAFF_CONDUCT: MUST_LOOK,
        SearchedPlace.INTAKE: WAITS,
        SearchedPlace.ARRIVED: SEALED,
    }
    return notes.get(one.place, "")


@dataclass(frozen=True, slots=True)
class ShownText:
    """One text of a passage; `pieces` are (words, is left out) as it was decided so far."""

    label: str
    pieces: Sequence[tuple[str, bool]]


def shown_texts(view_texts: Sequence[ReviewText], chosen: Chosen | None) -> list[ShownText]:
    """The texts of a passage with what is left out marked."""
    return [ShownText(one.label, _pieces(one, chosen)) for one in view_texts]


def _pieces(text: ReviewText, chosen: Chosen | None) -> list[tuple[str, bool]]:
    if chosen is None:
        return [(text.text, False)]
    if chosen.decision is PassageDecision.WITHHOLD or text.place in chosen.names:
        return [(text.text, True)]
    found, last = [], 0
    for start, end in chosen.cuts.get(text.place, ()):
        if start >= last:
            found += [(text.text[last:start], False), (text.text[start:end], True)]
            last = end
    return [piece for piece in [*found, (text.text[last:], False)] if piece[0]]


def title_of(view: PassageView) -> str:
    """What kind of passage it is."""
    return f"Passage {view.row.place} of {view.total}: {Part(view.row.part).word}"


def entry_facts(entry: RenderedEntry) -> list[Fact]:
    """The note in which a passage stands."""
    return [
        Fact("Note", entry.kind.word), Fact("When", when_words(entry.occurred_at, entry.precision)),
        Fact("Kept for", entry.purpose_words), Fact("Written by", entry.by),
        *([Fact("Where it comes from", entry.origin.words)] if entry.origin else []),
    ]  # fmt: skip


def rest_of(view: PassageView) -> list[tuple[str, str]]:
    """The other passages of the same note: (label, words)."""
    units = units_of(view.entry, asker_is_child=view.asker_is_child)
    return [(text.label, text.text) for unit, found in units.items() if unit != view.unit for text in found]


def decision_words(view: PassageView) -> str:
    """What stands decided, in a sentence; empty if nothing does."""
    row = view.row
    if row.decision == PassageDecision.UNDECIDED:
        return ""
    words = f"Decided: {PassageDecision(row.decision).word}, on {moment_words(timezone.localtime(row.decided_at))}."
    if row.needs_second:
        words += " A second person agreed." if row.second_by else " It waits for a second person."
    return words


def until_words(moment: datetime) -> str:
    """The last day on which a file is open."""
    return date_words(timezone.localtime(moment).date())


def opened_words(view: RequestView, names: Mapping[UUID, str]) -> list[str]:
    """Who may read which file, until when."""
    return [
        f"{one.purpose.word.capitalize()} file: {names.get(one.account_id, 'somebody who left')}, "
        f"until {until_words(one.until_at)}"
        for one in view.openings
    ]


def exemption_words(view: PassageView) -> str:
    """The reason that was chosen, as staff read it."""
    return exemptions.exemption(view.row.exemption, timezone.localdate()).words if view.row.exemption else ""


def tests_of(reasons: Iterable[Exemption]) -> list[tuple[str, str, str]]:
    """(reason, the question to answer in writing, what it needs) of each reason."""
    return [(one.words, one.question, _needs(one)) for one in reasons]


def _needs(one: Exemption) -> str:
    needs = ["a second person who agrees"] if one.needs_two_people else []
    needs += ["what shows the harm"] if one.needs_harm_evidence else []
    needs += [ASKED_WORDS[one.ask]] if one.ask in ASKED_WORDS else []
    return listed(needs)


def statement_of(view: PassageView) -> RenderedStatement | None:
    """The statement, as every page shows it with everything attached (promise 2); None for another part."""
    return next((one for one in view.entry.statements if one.id == view.unit.id), None)


def again_rows(found: Sequence[Again]) -> list[Row]:
    """What was left out and is looked at again, by request and reason."""
    return [
        Row(
            [
                Cell(f"R-{one.number}", url("access_requests:request", case_id=one.case_id)),
                Cell(_again(one)),
                Cell(str(one.count)),
            ]
        )
        for one in found
    ]


def _again(one: Again) -> str:
    if one.is_of_reports:
        return f"reports that were not filed when it was answered; promised by {date_words(one.on)}"
    if one.has_changed:
        return "the note was changed, or decided, since"
    return f"its day is {date_words(one.on)}"
