"""Cases in words: lines of the desk, clocks, states as the family hears them. It may not query."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from fairward.cases.desk_queries import CaseDesk, CaseFilter, CaseItem
from fairward.cases.vocabulary import CaseKind, CaseState
from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Link, Pages, Row
from fairward.design.words import date_words, moment_words, plural

COLUMNS = ("Case", "What", "About", "Due", "Who has it")
HOURS = frozenset({CaseKind.BREACH})
NEXT = {
    CaseKind.ACCESS_REQUEST: (
        "The data protection officer reads it and answers within the month. School holidays do not stop the clock.",
        "Do not look anything up for them, and do not ask them why they want it.",
    ),
    CaseKind.CORRECTION: (
        "A safeguarding lead checks it. Until then what is said to be wrong is marked as being checked.",
        "They get an answer with reasons, and can ask for more if they do not agree.",
    ),
    CaseKind.OBJECTION: ("The data protection officer decides and gives reasons.",),
    CaseKind.COMPLAINT: (
        "The data protection officer confirms within 30 days that it arrived, looks into it and tells them what came of it.",
    ),
    CaseKind.BREACH: (
        "The data protection officer has been told. If people may be harmed, the regulator hears of it within 72 hours.",
        "Do not delete anything. If you can still stop it, do: ask for the letter back, ring whoever received the mail.",
    ),
    CaseKind.UNRECOGNISED_LOOK: ("The data protection officer finds out who it was and why, and tells them.",),
}  # fmt: skip
FAMILY_STATES = {
    CaseState.RECEIVED: "We have it.",
    CaseState.IDENTITY: "We have asked you to show who you are.",
    CaseState.WHOSE_RIGHT: "We are finding out who may ask for this.",
    CaseState.CLARIFYING: "We have asked you a question.",
    CaseState.SEARCHING: "We are looking for everything.",
    CaseState.REVIEWING: "We are reading it through.",
    CaseState.SECOND_CHECK: "A second person is reading it.",
    CaseState.CHECKING: "We are checking it.",
    CaseState.ASSESSING: "We are finding out what happened.",
    CaseState.TELLING: "It is decided. We are telling everybody who must know.",
    CaseState.ANSWERED: "We have answered you.",
    CaseState.CLOSED: "It is finished.",
    CaseState.WITHDRAWN: "You took it back.",
}


def what_happens_next(kind: CaseKind) -> Sequence[str]:
    """What whoever noted a case should know now."""
    return NEXT[kind]


def state_words_for_family(state: CaseState) -> str:
    """Where a case stands, said to whoever asked."""
    return FAMILY_STATES[state]


def due_words(item: CaseItem) -> str:
    """When a case is due: breaches by the hour, everything else by the day."""
    if item.is_standing:
        return "The clock stands still"
    return moment_words(item.due_at) if item.kind in HOURS else date_words(item.due_at)


def case_rows(items: Sequence[CaseItem], page: str) -> list[Row]:
    """The lines of a list of cases; each leads to its page (`page`: the name of an address)."""
    return [_row(item, page) for item in items]


def _row(item: CaseItem, page: str) -> Row:
    chips = [Chip("Overdue", "due")] if item.is_overdue else []
    chips += (
        [Chip("Acknowledged" if item.kind is CaseKind.COMPLAINT else "Answered", "done")]
        if item.is_met
        else []
    )
    kind = item.kind.word.capitalize()
    state = item.outcome.word if item.outcome and item.state is CaseState.CLOSED else item.state.word
    return Row(
        cells=(
            Cell(item.number, url(page, case_id=item.id), note=f"since {date_words(item.received_at)}"),
            Cell(kind, note=state.capitalize(), chips=chips),
            Cell(item.child or "Nobody in particular", note=f"asked by {item.person}" if item.person else ""),
            Cell(due_words(item), note=item.sentence),
            Cell(item.assigned or "Nobody yet"),
        ),
        tone="due" if item.is_overdue else "plain",
    )


def kind_links(desk: CaseDesk, wanted: CaseFilter, page: str) -> list[Link]:
    """One link for each kind of case that there is, with its count; the other filters stay as chosen."""
    address, rest = url(page), filter_query(wanted)

    def link(words: str, kind: CaseKind | None, count: int) -> Link:
        query = urlencode({**rest, **({"kind": int(kind)} if kind else {})})
        return Link(words, f"{address}?{query}" if query else address, wanted.kind is kind, count=count)

    found = [link(kind.word.capitalize(), kind, count) for kind, count in desk.counts.items()]
    return [link("Everything", None, sum(desk.counts.values())), *found]


def filter_query(wanted: CaseFilter) -> dict[str, object]:
    """The filters besides the kind, as an address carries them."""
    query: dict[str, object] = {}
    if wanted.state:
        query["state"] = int(wanted.state)
    if wanted.mine or wanted.nobody:
        query["who"] = "mine" if wanted.mine else "nobody"
    if wanted.over:
        query["over"] = "1"
    return query


def desk_pages(desk: CaseDesk, wanted: CaseFilter, per_page: int) -> Pages:
    """The other pages, narrowed as this one is."""
    query = {**filter_query(wanted), **({"kind": int(wanted.kind)} if wanted.kind else {})}
    return Pages.of(number=desk.page, per_page=per_page, total=desk.total, query=query)


def count_words(desk: CaseDesk, wanted: CaseFilter) -> str:
    """How many cases there are, and how many are late."""
    words = plural(desk.total, "case that is over" if wanted.over else "open case",
                   "cases that are over" if wanted.over else "open cases")  # fmt: skip
    return f"{words}, {desk.overdue} overdue" if desk.overdue else words
