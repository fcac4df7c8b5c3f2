"""Referrals as words on the page. It may not query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Link, Moment, Row
from fairward.design.words import moment_words, plural
from fairward.exchange.choosing.content import Chosen
from fairward.rules import referral
from fairward.school.referrals.pages import PAGES
from fairward.school.referrals.policies import agreement_of, listed_answer
from fairward.school.referrals.queries import OpenedReferral, ReferralLine, Shown, Step
from fairward.school.referrals.standing import Noted, Standing
from fairward.school.referrals.vocabulary import ReferralState, StepKind

S = ReferralState
COLUMNS = ("About", "To", "Where it stands", "Next")
WRITING = (S.BEGUN, S.TELEPHONED)


@dataclass(frozen=True, slots=True)
class Task:
    """One page of the form, and what it still needs."""

    words: str
    href: str
    lacks: tuple[str, ...]


def rows_of(found: Sequence[ReferralLine]) -> list[Row]:
    """The list, the clock in sight."""
    return [
        Row(
            [
                Cell(one.child, url("referrals:one", referral_id=one.noted.id), note=kind_words(one.noted)),
                Cell(one.recipient, note=one.noted.recipient_kind.word),
                Cell(one.standing.state.word.capitalize(), chips=chips_of(one.noted, one.standing)),
                Cell(due_words(one.standing)),
            ],
            tone=_tone(one),
        )
        for one in found
    ]


def kind_words(noted: Noted) -> str:
    """A referral, or a request for advice."""
    return "advice, child not named" if noted.is_advice else "referral"


def chips_of(noted: Noted, standing: Standing) -> list[Chip]:
    """Danger before it is sent, and what is late."""
    is_danger = noted.is_danger and standing.state in WRITING
    chips = [Chip("Danger", "danger")] if is_danger else []
    return chips + ([Chip("Overdue", "due")] if standing.is_late and not is_danger else [])


def due_words(standing: Standing) -> str:
    """What comes next, and by when."""
    if standing.due_at is None:
        return standing.waits_for
    if standing.state is S.BEGUN:
        return standing.waits_for
    return f"{standing.waits_for}: by {moment_words(standing.due_at)}"


def empty_words(shown: Shown) -> tuple[str, str]:
    """What an empty list says, and what to do."""
    if shown is Shown.OPEN:
        return (
            "No referral",
            "Begin one from a child’s page, from a file or from an entry. In danger, ring first.",
        )
    return "Nothing here", "Show something else, or begin a referral from a child’s page."


def facts_of(opened: OpenedReferral) -> list[Fact]:
    """What is known of it from outside."""
    noted, standing = opened.noted, opened.standing
    facts = [
        Fact("To", f"{opened.recipient} ({noted.recipient_kind.word})"),
        Fact("What", kind_words(noted).capitalize()),
        Fact("Begun", f"{moment_words(noted.begun_at)}, from {noted.begun_from.word}"),
    ]
    days: tuple[tuple[str, datetime | None], ...] = (
        ("Telephoned", noted.telephoned_at),
        ("Sent", standing.sent_at),
        ("Acknowledged", standing.acknowledged_at),
        ("They decided", noted.decided_at),
        ("Closed", noted.closed_at),
    )
    facts += [Fact(words, moment_words(at)) for words, at in days if at is not None]
    if noted.outcome:
        facts.append(Fact("What they decided", referral.outcome_of(noted.outcome).words))
    if opened.seen.travel is not None:
        facts.append(Fact("The package", opened.seen.travel.word.capitalize()))
    return facts


def tasks_of(opened: OpenedReferral, lacking: Sequence[referral.Needed]) -> list[Task]:
    """The short pages, each with what it still needs."""
    return [
        Task(
            page.title, url(f"referrals:{page.id}", referral_id=opened.noted.id),
            tuple(one.sentence for one in lacking if one.page == page.id),
        )
        for page in PAGES
        if not (opened.noted.is_advice and page.id == "household")
    ]  # fmt: skip


def note_of(chosen: Chosen) -> str:
    """What to know where the family has not agreed."""
    return referral.note_on(listed_answer(chosen, "level", referral.levels()), agreement_of(chosen))


def history_of(steps: Sequence[Step]) -> list[Moment]:
    """Everything that was done, with who and why."""
    return [Moment(_title(one), moment_words(one.at), one.by, item=one, at=one.at) for one in steps]


def ladder_of(noted: Noted) -> tuple[list[str], str]:
    """The steps of disagreement that were taken, and what the next one is; empty after the last."""
    steps = referral.steps()
    taken = [one.words for one in steps[: noted.step]]
    return taken, steps[noted.step].sentence if noted.step < len(steps) else ""


def needs_words(late: int, total: int) -> str:
    """For the home page."""
    words = plural(total, "referral is", "referrals are") + " not at an end"
    return f"{words}, {late} overdue" if late else words


def begin_links(file_id: object) -> list[Link]:
    """Where a referral begins."""
    return [
        Link("Refer to a hub or to social care", url("referrals:begin", file_id=file_id)),
        Link("I have telephoned", url("referrals:telephoned", file_id=file_id)),
    ]


def _title(step: Step) -> str:
    if step.kind is StepKind.ESCALATED and step.number:
        whom = referral.steps()[step.number - 1].words
        return f"{step.kind.word}, step {step.number}: {whom[:1].lower()}{whom[1:]}"
    return step.kind.word


def _tone(one: ReferralLine) -> str:
    if one.noted.is_danger and one.standing.state in WRITING:
        return "danger"
    return "due" if one.standing.is_late else "plain"


def sentences_of(ids: Sequence[str]) -> list[str]:
    """What was sent without, as sentences."""
    known = {one.id: one.sentence for one in referral.needed()}
    return [known[one] for one in ids if one in known]
