"""Transfers as words on the page. It may not query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Link, Pages, Row
from fairward.design.words import LONDON, date_words, listed, plural
from fairward.kernel.vocabulary import EntryKind
from fairward.people.queries import AdultOfChild
from fairward.school.transfers.list_queries import PAGE, ToSendOn, TransferItem, TransferList, Which
from fairward.school.transfers.queries import Note, OneTransfer
from fairward.school.transfers.receipt_queries import Said
from fairward.school.transfers.row_queries import PartRow
from fairward.school.transfers.vocabulary import Destination, PartStanding, TransferState

RECEIPT_COLUMNS = ["File", "When", "What they said", "Who", "Their words"]
COLUMNS = ["Child", "Due", "Where it stands", "Next school", "Files"]
_TONES = {
    TransferState.REFUSED: "danger", TransferState.QUERIED: "due", TransferState.CHASING: "due",
    TransferState.DESTINATION_UNKNOWN: "due", TransferState.ACCEPTED: "done", TransferState.CLOSED: "quiet",
}  # fmt: skip
_PART_TONES = {
    PartStanding.REFUSED: "danger", PartStanding.GIVEN_BACK: "danger", PartStanding.QUERIED: "due",
    PartStanding.TO_DECIDE: "due", PartStanding.ACCEPTED: "done", PartStanding.KEPT_BACK: "quiet",
}  # fmt: skip
_EMPTY = {
    Which.OPEN: ("Nobody moves", "When the roll shows that a child with a file has left, it appears here with its clock. "
                 "If you know before, begin from the child’s page or for a whole year."),
    Which.OVERDUE: ("Nothing is overdue", "What is open is due later. Look at everything that is open."),
    Which.UNKNOWN: ("Every next school is known", "A child of whom nobody knows where they go appears here until somebody does."),
    Which.RECEIPT: ("No receipt is overdue", "What was sent was taken over, or has still time."),
    Which.CLOSED: ("Nothing was closed yet", "What was taken over appears here for a year, with its receipt and index."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartWords:
    """One file of a transfer, for its card."""

    id: UUID
    title: str
    chip: Chip
    facts: Sequence[Fact]
    can_decide: bool
    draft_url: str
    sent_url: str
    has_reason: bool
    index: Sequence[str]


def tabs(found: TransferList, which: Which) -> list[Link]:
    """The sorts of transfers, with how many of each."""
    return [
        Link(one.value, f"{url('transfers:all')}?which={one.name.lower()}", one is which, count=found.counts.get(one))
        for one in Which
    ]  # fmt: skip


def rows(found: TransferList, today: date) -> list[Row]:
    """One row a transfer."""
    return [
        Row(
            [
                Cell(item.child.full, url("transfers:one", transfer_id=item.id), note=item.child.place),
                _due(item, today),
                Cell(chips=[Chip(_state(item), _TONES.get(item.state, "plain"))], note=_look(item)),
                Cell(item.school or "Not known yet"),
                Cell(listed([one.word for one in item.purposes]).capitalize()),
            ],
            tone="danger" if item.is_overdue else "plain",
        )
        for item in found.items
    ]  # fmt: skip


def _state(item: TransferItem) -> str:
    if item.state is TransferState.CLOSED and item.ended is not None:
        return item.ended.word.capitalize()
    return item.state.word.capitalize()


def _look(item: TransferItem) -> str:
    if item.state is TransferState.DESTINATION_UNKNOWN and item.look_on is not None:
        return f"Ask again on {date_words(item.look_on)}"
    return ""


def _due(item: TransferItem, today: date) -> Cell:
    if item.state is TransferState.CLOSED:
        return Cell(f"Closed {date_words(item.closed_at)}")
    if item.due_at is None:
        return Cell("No day yet", note="A copy for a second school" if item.is_copy else "")
    day = item.due_at.astimezone(LONDON).date()
    chips = (
        [Chip("Overdue", "danger")] if item.is_overdue else [Chip("Soon", "due")] if item.is_warned else []
    )
    return Cell(
        f"{date_words(day)} ({in_days(day, today)})", chips=chips, note="" if item.has_left else "Still here"
    )


def in_days(day: date, today: date) -> str:
    """ "today", "tomorrow", "in 3 days", "2 days ago"."""
    days = (day - today).days
    if days in (0, 1):
        return "tomorrow" if days else "today"
    return f"in {plural(days, 'day')}" if days > 0 else f"{plural(-days, 'day')} ago"


def empty(which: Which) -> tuple[str, str]:
    """What an empty list says."""
    return _EMPTY[which]


def pages(found: TransferList, which: Which) -> Pages:
    """Where the list stands."""
    return Pages.of(number=found.page, per_page=PAGE, total=found.total, query={"which": which.name.lower()})


def facts(view: OneTransfer, today: date) -> list[Fact]:
    """What is known of the move."""
    row, is_open = view.found.row, view.found.row.closed_at is None
    place = url("transfers:destination", transfer_id=row.id) if is_open else ""
    found = [Fact("Why it began", view.began.word.capitalize())]
    if not row.is_copy:
        day = date_words(row.leaves_on) if row.leaves_on else "Not known yet"
        change = url("transfers:day", transfer_id=row.id) if is_open else ""
        found.append(Fact("Left" if row.has_left else "Leaves", day, change))
    if view.clock is not None and is_open:
        due = view.clock.due.at.astimezone(LONDON).date()
        found.append(Fact("Due", f"{date_words(due)} ({in_days(due, today)}). {view.clock.sentence}"))
    found.append(Fact("Next school", school_name(view), place))
    if view.school.lead:
        who = ", ".join(part for part in (view.school.lead, view.school.role, view.school.phone) if part)
        found.append(Fact("For", who, place))
    if view.ended is not None:
        found.append(Fact("Closed", f"{date_words(row.closed_at)}: {view.ended.word}"))
    return found


def school_name(view: OneTransfer) -> str:
    """The next school in words."""
    if view.destination is Destination.UNKNOWN:
        return "Not known yet"
    return view.partner.card.name if view.partner else f"{view.school.name} (without Fairward)"


def chip(view: OneTransfer) -> Chip:
    """Where it stands."""
    return Chip(view.found.state.word.capitalize(), _TONES.get(view.found.state, "plain"))


def steps(view: OneTransfer) -> list[tuple[str, bool]]:
    """The way to the receipt, and which steps are done."""
    standings = {one.standing for one in view.parts}
    undecided = standings & {
        PartStanding.TO_DECIDE,
        PartStanding.PREPARING,
        PartStanding.REFUSED,
        PartStanding.GIVEN_BACK,
    }
    waits = standings & {PartStanding.ON_ITS_WAY, PartStanding.QUERIED}
    return [
        ("Say which school it is and who takes it there", view.destination is not Destination.UNKNOWN),
        ("Choose what goes of each file, or say why it does not", not standings & {PartStanding.TO_DECIDE}),
        ("Send it", not undecided),
        ("Have the receipt", not undecided and not waits),
    ]


def part_words(view: OneTransfer) -> list[PartWords]:
    """The files that count now."""
    is_open = view.found.row.closed_at is None
    return [_part(one, view.index.get(one.id, []), is_open=is_open) for one in view.parts]


def past_words(view: OneTransfer) -> list[PartWords]:
    """What was tried before."""
    return [_part(one, view.index.get(one.id, []), is_open=False) for one in view.past]


def _part(one: PartRow, index: Sequence[tuple[EntryKind, int, date, date]], *, is_open: bool) -> PartWords:
    can_decide = is_open and one.file_id is not None
    anew = {PartStanding.TO_DECIDE, PartStanding.REFUSED, PartStanding.GIVEN_BACK, PartStanding.KEPT_BACK}
    prepares = one.standing is PartStanding.PREPARING and one.draft_id is not None
    return PartWords(
        one.id, one.purpose.word.capitalize(), Chip(one.standing.word.capitalize(), _PART_TONES.get(one.standing, "plain")),
        _part_facts(one), can_decide and one.standing in anew,
        url("choosing:draft", draft_id=one.draft_id) if prepares else "",
        url("sending:gone", sent_id=one.disclosure_id) if one.disclosure_id and one.file_id else "", bool(bytes(one.row.sealed)),
        [_index_line(*line) for line in index],
    )  # fmt: skip


def _part_facts(one: PartRow) -> list[Fact]:
    found = []
    if one.sent_at is not None:
        found.append(Fact("Sent", date_words(one.sent_at)))
    if one.package is not None and one.standing is PartStanding.ON_ITS_WAY:
        found.append(Fact("On its way", one.package.word.capitalize()))
    if one.standing is PartStanding.ON_ITS_WAY and one.chase_at is not None:
        found.append(Fact("Receipt expected by", date_words(one.chase_at)))
    if one.row.accepted_on is not None:
        found.append(Fact("Taken over", date_words(one.row.accepted_on)))
    if one.standing is PartStanding.KEPT_BACK:
        found.append(Fact("Decided", date_words(one.row.decided_at)))
    return found


def _index_line(kind: EntryKind, count: int, first: date, last: date) -> str:
    days = date_words(first) if first == last else f"{date_words(first)} to {date_words(last)}"
    return f"{plural(count, kind.word, _many(kind, count))}: {days}"


def _many(kind: EntryKind, count: int) -> str:
    words = {
        EntryKind.FAMILY_ACCOUNT: "family’s accounts",
        EntryKind.RECEIVED: "received from other organisations",
    }
    return words.get(kind, f"{kind.word}s") if count != 1 else kind.word


def restrictions(view: OneTransfer) -> list[str]:
    """Whom a court order or restriction is about: what goes must not tell them, or of them, more than they may know."""
    return [_restriction(one) for one in view.restricted]


def _restriction(one: AdultOfChild) -> str:
    words = one.restriction or "There is a court order or restriction."
    return f"{one.identity.full} ({one.kind.word}): {words}"


def receipt_rows(said: Sequence[Said]) -> list[Row]:
    """One row for each thing that the next school said."""
    return [
        Row([
            Cell(f"{one.purpose.word.capitalize()} file"), Cell(date_words(one.on)), Cell(one.what.capitalize()),
            Cell(one.who or "Nobody is named"), Cell(one.words or "–"),
        ])
        for one in said
    ]  # fmt: skip


def note_words(notes: Sequence[Note]) -> list[tuple[str, str, str]]:
    """(title, words, when to ask again) of each note."""
    return [
        (
            f"{date_words(one.asked_on)}, {one.how.word}, {one.by}",
            one.words,
            f"Ask again on {date_words(one.next_on)}",
        )
        for one in notes
    ]


def home_links(found: ToSendOn, today: date) -> list[Link]:
    """The home page's lines: "Files to send on: 3, the first due tomorrow". Nothing where nothing waits."""
    place, links = url("transfers:all"), []
    if found.to_send:
        note = ""
        if found.first_due_at is not None:
            day = found.first_due_at.astimezone(LONDON).date()
            note = f"The first {'was' if day < today else 'is'} due {in_days(day, today)}"
        links.append(Link(f"Files to send on: {found.to_send}", place, note=note))
    if found.receipts:
        links.append(Link(f"Receipts to ask for: {found.receipts}", f"{place}?which=receipt"))
    if found.unknown:
        links.append(Link(f"Next schools to ask for: {found.unknown}", f"{place}?which=unknown"))
    return links


def choices_first(view: OneTransfer) -> Mapping[str, str]:
    """What the form about the school begins with."""
    chosen = {Destination.UNKNOWN: "unknown", Destination.BY_NAME: "by_name"}
    school = chosen.get(view.destination) or str(view.found.row.partner_id)
    who = view.school
    return {"school": school, "name": who.name, "lead": who.lead, "role": who.role, "phone": who.phone}
