"""Packages that arrived as words on the page. It may not query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.design.addresses import url
from fairward.design.pieces import Chip, Fact
from fairward.design.words import date_words, listed, moment_words, plural
from fairward.exchange.package.contents import ATTACHMENT, Manifest
from fairward.exchange.package.refusals import Refused
from fairward.exchange.receiving.content import Decided, Decisions
from fairward.exchange.receiving.grouping import Here, Sortable
from fairward.exchange.receiving.opening_queries import OpenedArrival
from fairward.exchange.receiving.sorting_queries import SortingFacts
from fairward.exchange.travel.arrival_queries import Arrived
from fairward.exchange.travel.vocabulary import TravelState
from fairward.people.like_queries import LikeChild
from fairward.people.queries import ChildName, FoundChild
from fairward.people.vocabulary import RollStatus

_TONES = {
    TravelState.DELIVERED: "due", TravelState.RECEIVED: "due", TravelState.QUERIED: "due",
    TravelState.ACCEPTED: "done", TravelState.REFUSED: "danger",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One note on the page before it is done: what it is, where it goes."""

    what: str
    where: str


def title(arrived: Arrived) -> str:
    """The heading: kind and sender, nothing of a child."""
    return f"{arrived.kind.word.capitalize()} from {arrived.sender}"


def chips(arrived: Arrived) -> list[Chip]:
    """How it stands."""
    return [Chip(arrived.state.word.capitalize(), _TONES.get(arrived.state, "plain"))]


def outside_facts(arrived: Arrived) -> list[Fact]:
    """What can be said while it is sealed."""
    return [Fact("Arrived", moment_words(arrived.arrived_at)), Fact("From", arrived.sender)]


def inside_facts(found: OpenedArrival, child: ChildName | None) -> list[Fact]:
    """Who tells what about whom, and why."""
    shown = found.shown
    about = shown.about
    facts = [
        Fact("From", f"{shown.sender.name}, {shown.sender.signed_by.name} ({shown.sender.signed_by.role})"),
        Fact("Arrived", moment_words(found.arrived.arrived_at)),
    ]
    if about:
        born = f", born {date_words(about.born_on)}" if about.born_on else ""
        facts.append(Fact("About", f"{about.name}{born}"))
        facts.append(Fact("The child here", child.full if child else "nobody has said yet"))
    facts += [
        Fact("Purpose", shown.purpose.words),
        Fact("Why they send it", shown.reason),
        Fact("Does the family know?", _told(shown)),
        Fact("What is told", plural(len(found.shared.passages), "passage")),
    ]
    return facts


def _told(shown: Manifest) -> str:
    if shown.told.is_told:
        return "Yes, the sender told them."
    ground = shown.told.ground.words if shown.told.ground else "no ground is given"
    again = (
        f" They look at that again on {date_words(shown.told.look_again_on)}."
        if shown.told.look_again_on
        else ""
    )
    return f"Not yet: {ground}.{again}"


def named_words(found: OpenedArrival) -> str:
    """That there is something for named people only; nothing of what it is."""
    if not found.for_named:
        return ""
    are = "passage is" if found.for_named == 1 else "passages are"
    people = listed([one for one in found.named if one]) or "people whom the sender names"
    return (
        f"{found.for_named} {are} for named people only ({people}). They read it here, and it enters no file."
    )


def here_words(here: Here) -> list[str]:
    """What of it stands here already."""
    words = []
    if here.own:
        words.append(
            f"{plural(len(here.own), 'passage')} of it you wrote yourselves: yours, and not taken in again."
        )
    taken = here.taken - here.own
    if taken:
        words.append(
            f"{plural(len(taken), 'passage')} of it came in by an earlier package, and is not taken in again."
        )
    return words


def refused_words(sorting: SortingFacts) -> str:
    """Why a package was turned back."""
    return Refused(sorting.code).sentence


def file_links(found: OpenedArrival) -> list[tuple[str, str]]:
    """(Name, address) of the files that this person may read."""
    return [
        (one.name, url("receiving:file", arrival_id=found.arrived.id, file_id=one.id))
        for one in found.shown.files
        if one.role == ATTACHMENT
    ]


def like_choices(like: Sequence[LikeChild], found: Sequence[FoundChild]) -> list[tuple[str, str]]:
    """Children to choose from: those who may be meant first, with what speaks for it."""
    made = {str(one.child.id): f"{_child(one.child, one.born_on)}: {listed(list(one.why))}" for one in like}
    return [*made.items(), *((str(one.id), _child(one)) for one in found if str(one.id) not in made)]


def _child(one: FoundChild, born_on: date | None = None) -> str:
    born = f"born {date_words(born_on)}" if born_on else ""
    left = "left" if one.status is RollStatus.LEFT else ""
    return ", ".join(filter(None, (one.name.full, one.name.place, born, left)))


def what(group: Sortable) -> str:
    """A note in a few words, without what it says."""
    if group.note is None:
        return "They know this child: whom to call"
    return f"{group.note.kind.words.capitalize()}, {group.note.when} ({plural(len(group.new), 'passage')})"


def lines(groups: Sequence[Sortable], notes: Mapping[str, Decided]) -> list[Line]:
    """What will be done, note by note."""
    return [Line(what(group), where(notes.get(group.key))) for group in groups]


def where(decided: Decided | None) -> str:
    """Where a note goes, in words."""
    if decided is None:
        return "Not decided yet"
    return f"Into the {decided.into.word} file" if decided.into else f"Stays out: {decided.reason}"


def sorted_facts(decisions: Decisions, sorting: SortingFacts, names: Mapping[UUID, str]) -> list[Fact]:
    """What became of a package that was sorted."""
    out = [one for one in decisions.notes.values() if one.into is None]
    facts = []
    if sorting.finished_at and sorting.finished_by:
        by = names.get(sorting.finished_by, "")
        facts.append(Fact("Sorted", f"{moment_words(sorting.finished_at)}, by {by}"))
    facts.append(Fact("Into files", plural(len(decisions.notes) - len(out), "note")))
    facts += [Fact("Stayed out", one.reason) for one in out]
    facts += [Fact("Files that stayed out", one) for one in decisions.left_files]
    return facts
