"""Something that was sent, in words: how it stands, who took responsibility, what went and what stayed. It may not query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from fairward.design.addresses import url
from fairward.design.pieces import Chip, Fact, Moment
from fairward.design.words import date_words, moment_words, plural
from fairward.exchange.choosing.gone_queries import Gone, Handed, Heard, WentPassage
from fairward.exchange.choosing.sending_policies import READ, SECOND
from fairward.exchange.package.making import Choosable, texts_of
from fairward.exchange.vocabulary import HowTold
from fairward.files.rendering import RenderedEntry
from fairward.kernel.vocabulary import Label
from fairward.organisations.names import MemberName
from fairward.rules import disclosure, sending

_DIGEST_GROUPS = 4
_LATER = {
    READ: "It was not read through before it went.",
    SECOND: "No second person looked before it went.",
    "told": "Whether the family knows.",
    "undecided": "Passages of which nobody had decided yet.",
    "names": "Names of other people were not looked for.",
    "reason": "The reason in your words.",
    "basis": "Why it was allowed.",
    "purpose": "What it was for.",
}


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage that went, as it stands in the file now; None where it is not there any more."""

    label: Label
    is_masked: bool
    passage: Choosable | None
    entry_id: UUID
    entry_title: str


def facts_of(gone: Gone, names: Mapping[UUID, MemberName]) -> list[Fact]:
    """What it was."""
    told, kept = gone.told, gone.kept
    found = [
        Fact("About", gone.child.full),
        Fact("When and how", f"{moment_words(told.told_at)}, {told.how.word}"),
        Fact("Sent by", names[told.recorded_by].name),
    ]
    if kept is not None:
        second = names.get(kept.second) if kept.second else None
        people = ", ".join(f"{one.name}, {one.role}" for one in kept.chosen.addressee.named)
        found += [
            Fact("For", people or "nobody by name"),
            Fact("What it is for", _purpose(kept.chosen.purpose)),
        ]
        found += [Fact("Second person", second.name)] if second else []
        if kept.chosen.replying:
            found.append(
                Fact("They asked", " ".join(one.words for one in kept.chosen.replying.asked.questions))
            )
    return [
        *found,
        Fact("What went", gone.said.words),
        Fact("Why", gone.said.reasons or "not written"),
        Fact("Why it was allowed", told.basis_words),
        Fact("Digest", digest_words(gone.digest)),
        Fact("Package", str(gone.package_id)),
    ]


def state_chip(gone: Gone) -> Chip:
    """Where it is."""
    if gone.way is not None:
        tone = {"accepted": "done", "refused": "danger", "queried": "due", "delivered": "due"}
        return Chip(gone.way.state.word.capitalize(), tone.get(gone.way.state.code, "plain"))
    if gone.handed is not None and gone.handed.received_on:
        return Chip("Received", "done")
    return Chip("No receipt yet", "due")


def heard_moments(heard: Sequence[Heard]) -> list[Moment]:
    """What the recipient signed, with who it was."""
    return [
        Moment(
            one.receipt.state.word.capitalize(), moment_words(one.receipt.at),
            by=f"{one.note.name}, {one.note.role}" if one.note else "", item=one.note.words if one.note else "",
            at=one.receipt.at,
        )
        for one in heard
    ]  # fmt: skip


def handed_words(handed: Handed, how: HowTold) -> list[str]:
    """Where an encrypted file or a paper stands."""
    found = [f"{_made(how)} {plural(handed.times_made, 'time')}, last on {moment_words(handed.made_at)}."]
    if how is HowTold.FILE:
        found.append(
            "The file waits to be downloaded, once."
            if handed.is_waiting
            else f"The file was downloaded on {moment_words(handed.fetched_at)}, and is not kept here."
        )
    if handed.received_on:
        found.append(f"Received on {date_words(handed.received_on)} by {handed.received_by}.")
        found.append(
            "The digest on their receipt is that of this package."
            if handed.is_same
            else "The digest was not compared, or is another one. Ring them: they may have had another package."
        )
    return found


def tests_of(gone: Gone) -> list[tuple[str, str, str]]:
    """Every test: question, answer, reason."""
    given = gone.kept.chosen.tests if gone.kept else {}
    words = {"yes": "Yes", "no": "No"}
    return [
        (one.question, words.get(given[one.id].answer, "Not answered yet") if one.id in given else "Not answered yet",
         given[one.id].reason if one.id in given else "")
        for one in disclosure.tests()
    ]  # fmt: skip


def passages_of(gone: Gone, entries: Sequence[RenderedEntry]) -> list[ShownPassage]:
    """The passages that went, in the order of the file."""
    went = {one.passage_id: one for one in gone.passages}
    shown: dict[UUID, ShownPassage] = {}
    for entry in entries:
        title = f"{entry.kind.word.capitalize()} of {date_words(entry.occurred_at)}"
        for one in texts_of(entry):
            if one.id in went:
                shown[one.id] = _shown(went[one.id], one, title)
    rest = [_shown(one, None, "") for key, one in went.items() if key not in shown]
    return [*shown.values(), *rest]


def later_words(gone: Gone) -> list[str]:
    """What was missing when it went, because danger came first."""
    later = gone.kept.later if gone.kept else ()
    questions = {f"test_{one.id}": f"The question “{one.question}”" for one in disclosure.tests()}
    known = {**_LATER, **questions}
    found = dict.fromkeys(known.get(one, "Something about a passage.") for one in later)
    if gone.kept and gone.kept.behind:
        found[f"{plural(len(gone.kept.behind), 'part')} of what was chosen stayed here."] = None
    return list(found)


def stayed_words(gone: Gone) -> list[str]:
    """What stayed, by class and reason."""
    left = gone.kept.left_out if gone.kept else ()
    return [f"{plural(one.count, 'passage')} {one.what.words}: {one.why.words}" for one in left]


def digest_words(digest: str) -> str:
    """The beginning of a digest in groups, to be read out on the telephone."""
    return " ".join(digest[place : place + 4] for place in range(0, 4 * _DIGEST_GROUPS, 4))


def _shown(went: WentPassage, passage: Choosable | None, title: str) -> ShownPassage:
    return ShownPassage(went.label, went.is_masked, passage, went.entry_id, title)


def _made(how: HowTold) -> str:
    return "Printed or made ready" if how is HowTold.PAPER else "Made"


def _purpose(purpose_id: str) -> str:
    return next((one.words for one in sending.all_purposes() if one.id == purpose_id), "not written")


def way_address(gone: Gone) -> str:
    """The page of its way."""
    return url("travel:one_sent", sending_id=gone.way.id) if gone.way else ""
