"""Requests and passages in words. It may not query or decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from fairward.access_requests.decided import Progress
from fairward.access_requests.presenters import ShownText, shown_texts, tests_of
from fairward.access_requests.vocabulary import PassageDecision
from fairward.cases.vocabulary import CaseState, HowAsked, TextKind
from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Link, Row
from fairward.design.words import date_words, moment_words, plural
from fairward.hub.requests.finding_queries import FoundPerson
from fairward.hub.requests.models import Consultation
from fairward.hub.requests.queries import (
    GivenOpinion,
    OpenedPassage,
    OpenedRequest,
    PassageLine,
    RequestLine,
)
from fairward.hub.requests.vocabulary import WHOSE
from fairward.organisations.names import MemberName
from fairward.rules import exemptions
from fairward.rules.clocks import Standing

__all__ = ["ShownText", "shown_texts", "tests_of"]
S = CaseState
SHOWN = (TextKind.ASKED, TextKind.QUESTION, TextKind.ANSWER, TextKind.REASONS, TextKind.NOTE)
NAMED_ONLY = (
    "Its originator allows it to people by name alone, and no copy of its words was made. It can be held back. To show it, ask "
    "them to send it anew for everybody."
)


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next: a sentence and one button, which leads somewhere or does it."""

    words: str
    link: Link | None = None
    action: str = ""
    button: str = ""


def request_rows(found: Sequence[RequestLine]) -> list[Row]:
    """The list: whom it is about, how it stands, by when."""
    return [_request_row(one) for one in found]


def _request_row(one: RequestLine) -> Row:
    about = f"R-{one.number}, {one.about}" if one.about else f"R-{one.number}"
    is_late = not one.is_closed and not isinstance(one.due, Standing) and one.due_at <= timezone.now()
    due = "" if one.is_closed else date_words(timezone.localtime(one.due_at).date())
    if isinstance(one.due, Standing) and not one.is_closed:
        due = "The clock stands still"
    cells = [
        Cell(
            about,
            url("requests:request", case_id=one.case_id),
            note="" if one.about else "Nobody is confirmed yet",
        ),
        Cell(one.state.word.capitalize()),
        Cell(due, chips=[Chip("Overdue", "danger")] if is_late else []),
    ]
    return Row(cells, tone="danger" if is_late else "plain")


def again_rows(found: Sequence[tuple[UUID, int, int]]) -> list[Row]:
    """What was left out of earlier answers and is looked at again."""
    return [
        Row([Cell(f"R-{number}", url("requests:passages", case_id=case_id)), Cell(plural(count, "passage"))])
        for case_id, number, count in found
    ]


def request_facts(view: OpenedRequest) -> list[Fact]:
    """The facts above a request."""
    case = view.case
    facts = [
        Fact("Asked by", view.asker), Fact("About", ", ".join(view.about) or "Nobody is confirmed yet"),
        Fact("How", HowAsked(case.how_asked).word.capitalize()),
        Fact("Received", date_words(timezone.localtime(case.received_at).date())),
        Fact("Where it stands", view.state.word.capitalize()),
    ]  # fmt: skip
    if view.request.whose_right:
        facts.append(Fact("Whose right", WHOSE[view.whose]))
    return facts


def next_step(view: OpenedRequest, *, may_gather: bool) -> Step:
    """The one thing that is to be done now."""
    case_id = view.case.id
    simple = {
        S.RECEIVED: ("Say whether it is sure who asks.", "identity", "Settle who asks"),
        S.IDENTITY: ("We wait for proof of who asks.", "identity", "The proof came"),
        S.WHOSE_RIGHT: ("Say whose right it is.", "right", "Settle whose right it is"),
        S.CLARIFYING: ("We wait for an answer; the clock stands still.", "answer_back", "Note the answer"),
        S.ANSWERED: (
            "The answer went. Close the request when nothing more comes.",
            "answer",
            "Close the request",
        ),
    }
    if view.state in simple:
        words, name, button = simple[view.state]
        return Step(words, Link(button, url(f"requests:{name}", case_id=case_id)))
    if view.state not in (S.SEARCHING, S.REVIEWING, S.SECOND_CHECK):
        return Step("This request is closed.")
    if not view.about:
        return Step(
            "Find whom it is about among the cases of the hub.",
            Link("Find them", url("requests:people", case_id=case_id)),
        )
    if view.state is S.SEARCHING:
        return _gather_step(case_id, may_gather=may_gather)
    return _review_step(case_id, view.progress)


def _review_step(case_id: UUID, now: Progress) -> Step:
    if now.next_place is not None:
        words = f"{plural(now.total - now.decided, 'passage')} to decide."
        return Step(
            words,
            Link("Go on with the passages", url("requests:passage", case_id=case_id, place=now.next_place)),
        )
    if now.waiting:
        words = "1 passage waits" if now.waiting == 1 else f"{now.waiting} passages wait"
        return Step(
            f"{words} for a second person who handles requests.",
            Link("See the passages", url("requests:passages", case_id=case_id)),
        )
    return Step("Everything is decided.", Link("Make the answer", url("requests:answer", case_id=case_id)))


def _gather_step(case_id: UUID, *, may_gather: bool) -> Step:
    if not may_gather:
        return Step(
            "A hub manager gathers what these cases hold about them; they see this request among theirs. You read what was "
            "gathered, and no case."
        )
    return Step(
        "Gather everything that these cases hold about them.", action=url("requests:gather", case_id=case_id),
        button="Gather now",
    )  # fmt: skip


def texts_of(view: OpenedRequest) -> list[tuple[str, str, str]]:
    """(what it is, when, words) of everything that was written about the request."""
    return [
        (one.kind.word.capitalize(), moment_words(timezone.localtime(one.made_at)), one.text)
        for one in view.texts
        if one.kind in SHOWN
    ]


def person_facts(one: FoundPerson) -> list[str]:
    """Somebody in a case: what is known of them, and why they are shown."""
    who = one.identity
    parts = ["child" if one.is_child else who.to_child or "adult"]
    parts += [f"born {date_words(who.born_on)}"] if who.born_on else ["date of birth not known"]
    parts += [f"case {one.reference} of {date_words(timezone.localtime(one.received_at).date())}"]
    return parts + ([one.because] if one.because else [])


def gathered_words(one: FoundPerson) -> str:
    """What was gathered of somebody's case."""
    if one.gathered_at is None:
        return "Not gathered yet."
    words = f"{plural(one.found, 'passage')} gathered on {date_words(timezone.localtime(one.gathered_at).date())}."
    others = f" {plural(one.not_about, 'item is', 'items are')} about others alone and left where they are."
    return words + (others if one.not_about else "")


def passage_rows(
    case_id: UUID, found: Sequence[PassageLine], asked: Mapping[UUID, Consultation]
) -> list[Row]:
    """Passages as a table: what, who wrote it, what was decided, whether its originator was asked."""
    return [
        Row([
            Cell(f"{one.place}. {one.held.word.capitalize()}", url("requests:passage", case_id=case_id, place=one.place)),
            Cell(one.originator.capitalize() if one.partner_id is None else one.originator, note=_asked(asked.get(one.id))),
            Cell(one.label.word.capitalize() if one.label else ""),
            Cell(chips=[_decision_chip(one)]),
        ])
        for one in found
    ]  # fmt: skip


def _asked(one: Consultation | None) -> str:
    if one is None:
        return ""
    if one.answered_at:
        return "Has answered"
    return f"Asked, by {date_words(one.answer_by_on)}" if one.answer_by_on else "Asked"


def _decision_chip(one: PassageLine) -> Chip:
    if one.waits_for_second:
        return Chip("Waits for a second person", "due")
    words = {
        PassageDecision.UNDECIDED: Chip("Not decided", "due"), PassageDecision.DISCLOSE: Chip("Shown", "done"),
        PassageDecision.REDACT: Chip("Shown in part", "done"), PassageDecision.WITHHOLD: Chip("Held back", "quiet"),
    }  # fmt: skip
    return words.get(one.decision, Chip(one.decision.word.capitalize()))


def passage_facts(one: OpenedPassage) -> list[Fact]:
    """Who wrote a passage, when, how it is known, its label: never without them."""
    line, words = one.line, one.words
    facts = [
        Fact("Written by", words.originator if words else line.originator),
        Fact("When", words.when if words else ""),
        Fact("How it is known", words.basis_words[:1].upper() + words.basis_words[1:] if words else ""),
        Fact("Label", line.label.word.capitalize() if line.label else ""),
        *(Fact(name, value) for name, value in (words.facts if words else ()) if name != "Label"),
    ]
    return [each for each in facts if each.value]


def opinion_words(found: Sequence[GivenOpinion], on: object) -> list[tuple[str, str]]:
    """(who and how, what they think) of every originator that was asked about a passage."""
    marks = {one.id: one.words for one in exemptions.exemptions()}
    return [(_who(one), _thinks(one, marks)) for one in found]


def _who(one: GivenOpinion) -> str:
    asked = f"asked {one.how.word} on {date_words(timezone.localtime(one.asked_at).date())}"
    said = f", {one.said.by}" if one.said else ""
    return f"{one.who or 'Its originator'}{said}, {asked}"


def _thinks(one: GivenOpinion, marks: Mapping[str, str]) -> str:
    if one.verdict is None:
        by = f" An answer is wished for by {date_words(one.answer_by_on)}." if one.answer_by_on else ""
        return f"No answer yet.{by}"
    law = f" {marks[one.exemption]}." if one.exemption in marks else ""
    words = f" “{one.said.words}”" if one.said and one.said.words else ""
    return f"{one.verdict.word[:1].upper()}{one.verdict.word[1:]}.{law}{words}"


def decided_words(one: OpenedPassage, names: Mapping[UUID, MemberName]) -> str:
    """What stands decided, by whom and when; empty if nothing does."""
    line = one.line
    if line.decision is PassageDecision.UNDECIDED or line.decided_by is None or line.decided_at is None:
        return ""
    who = names[line.decided_by].name if line.decided_by in names else "somebody who left"
    what = {
        PassageDecision.DISCLOSE: "shown", PassageDecision.REDACT: "shown in part",
        PassageDecision.WITHHOLD: "held back",
    }.get(line.decision, line.decision.word)  # fmt: skip
    words = f"Decided by {who}, {moment_words(timezone.localtime(line.decided_at))}: {what}."
    if line.exemption:
        words += f" {exemptions.exemption(line.exemption, timezone.localdate()).words}."
    if line.needs_second:
        second = (
            names[line.second_by].name if line.second_by and line.second_by in names else "A second person"
        )
        words += f" {second} agreed." if line.second_by else " It waits for a second person."
    return words


def initial_of(one: OpenedPassage) -> dict[str, str]:
    """Whom one asked and what they said, as it stands beside the passage, for the form."""
    if one.chosen is not None:
        chosen = one.chosen
        return {
            "decision": str(int(chosen.decision)), "exemption": chosen.exemption, "reasons": chosen.reasons,
            "harm": chosen.harm, "asked": chosen.asked, "answered": chosen.answered, "phrases": _phrases(one),
        }  # fmt: skip
    found = opinion_words(one.opinions, None)
    return {
        "asked": "; ".join(who for who, _ in found)[:500],
        "answered": " ".join(words for _, words in found),
    }


def _phrases(one: OpenedPassage) -> str:
    if one.words is None or one.chosen is None:
        return ""
    texts = {each.place: each.text for each in one.words.texts()}
    cut = [
        texts[place][start:end]
        for place, spans in one.chosen.cuts.items()
        if place in texts
        for start, end in spans
    ]
    cut += [texts[place] for place in one.chosen.names if place in texts]
    return "\n".join(dict.fromkeys(cut))
