"""Makes sentences of lines: who, acting as what, did what, to whose record, because of what. It may not query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from fairward.audit.events import LISTED, LOOKED, REFUSED, SENTENCES
from fairward.audit.reading import COUNT_LIMIT, LogLine, LogPage, LogState
from fairward.design.pieces import Cell, Chip, Row
from fairward.design.words import moment_words, plural
from fairward.kernel.vocabulary import Role
from fairward.oversight.queries import Names

NOBODY = "Fairward itself"
_COUNTS = ("measures", "monitors")
_PLURALS = {
    "child": "children", "entry": "entries", "person": "people", "search_index": "search indexes",
    "membership": "people", "roster_import": "roster imports",
}  # fmt: skip
_SINGULARS = {"membership": "person"}
# What a page belongs to that somebody was refused; the line names the page as the code does.
_PAGES = {
    "desk": "the desk", "report": "reports", "chronology": "children’s files", "people": "the roster", "keyholding": "the keys",
    "administration": "people and settings", "oversight": "the log", "accounts": "signing in", "family": "a family’s pages",
    "families": "family accounts", "cases": "requests and complaints", "insight": "counts", "exchange": "what was told outside",
    "rights": "what families are shown", "access_requests": "requests to see what is recorded",
    "retention": "what falls due and what is held", "schedule": "how long things are kept",
    "certificates": "what was destroyed", "wrong_child": "putting right what is about another child",
    "travel": "partners and packages on their way", "choosing": "what is prepared for somebody outside",
    "sending": "what goes outside", "receiving": "what has arrived", "following": "changes to what was told outside",
    "transfers": "files to send on", "referrals": "referrals", "intake": "contacts and cases of a hub",
    "tell": "the hub’s form for the public", "enquiries": "questions to agencies", "link": "an answer by a link",
    "questions": "questions from hubs", "talks": "a hub’s discussions and disagreements", "measures": "a hub’s measures",
    "corrections": "what is put right in a hub", "hub_families": "what a hub shows families", "requests": "requests to a hub",
    "packs": "a hub’s packs", "decisions": "a hub’s decisions", "answers": "a hub’s questions",
    "notices": "notices to a school",
}  # fmt: skip
_REFUSALS = {
    "locked": "the records were locked",
    "no_key": "holds no key to it",
    "no_ring": "holds no key to it",
    "not_your_role": "not in this role",
    "file_not_for_role": "not in this role",
    "not_yours": "belongs to somebody else",
    "other_year_group": "another year group",
}


@dataclass(frozen=True, slots=True)
class LineWords:
    """One line as people read it. `sentence` stands whole by itself."""

    when: str
    who: str
    acting_as: str
    did: str
    why: str
    is_refusal: bool

    @property
    def sentence(self) -> str:
        """As in "Amara Cole, deputy safeguarding lead, read 12 entries of Ola Nowak because: preparing a meeting."."""
        who = f"{self.who}, {self.acting_as}," if self.acting_as else self.who
        return f"{who} {self.did}{f' because: {self.why}' if self.why else ''}."


def line_words(line: LogLine, names: Names) -> LineWords:
    """The words of one line."""
    leaf = line.leaf
    why = line.why.replace("_", " ")
    if line.is_erased:
        why = "(the reason was erased, its time was over)"
    elif leaf.event == REFUSED:
        why = _REFUSALS.get(line.code, line.code.replace("_", " "))
    return LineWords(
        when=moment_words(leaf.at),
        who=_who(leaf.actor_id, names),
        acting_as=Role(leaf.role).word if leaf.role is not None else "",
        did=_did(line, names),
        why=why,
        is_refusal=leaf.event == REFUSED,
    )


def rows(lines: Iterable[LogLine], names: Names) -> list[Row]:
    """The rows of the page of the log: when, who, what, why."""
    return [_row(line_words(line, names)) for line in lines]


def count_words(page: LogPage) -> str:
    """How many lines there are, as far as anybody would read."""
    if page.count > COUNT_LIMIT:
        return f"More than {plural(COUNT_LIMIT, 'line')}. Narrow the filter to find one."
    return plural(page.count, "line")


def state_words(state: LogState) -> str:
    """How far the log is signed."""
    if state.signed_at is None:
        return "Nothing is signed yet. Every minute the log is signed anew, as soon as it has lines."
    return f"The first {plural(state.size, 'line')} were last signed on {moment_words(state.signed_at)}."


def _row(words: LineWords) -> Row:
    chips = [Chip("Refused", "due")] if words.is_refusal else []
    cells = [
        Cell(words.when),
        Cell(words.who, note=words.acting_as),
        Cell(words.did[:1].upper() + words.did[1:], chips=chips),
        Cell(words.why[:1].upper() + words.why[1:] if words.why else "–"),
    ]
    return Row(cells)


def _who(actor_id: UUID | None, names: Names) -> str:
    if actor_id is None:
        return NOBODY
    found = names.members.get(actor_id)
    return found.name if found else "Somebody whose name is erased"


def _did(line: LogLine, names: Names) -> str:
    leaf = line.leaf
    what = _what(line, names)
    if leaf.item_kind == "log" and leaf.event == LISTED:
        return "read the log" + _of(leaf.subject_id, names, " about ")
    if leaf.event == LOOKED:
        return f"read {what}"
    if leaf.event == LISTED:
        return f"saw a list: {what}"
    if leaf.event == REFUSED:
        return f"was refused {what}"
    did = SENTENCES.get(leaf.event, leaf.event).removesuffix(".")
    return f"{did}{_whom(line, names)}"


def _what(line: LogLine, names: Names) -> str:
    """The items in words: "the record of Ola Nowak", "12 entries of Ola Nowak", "50 children"."""
    leaf = line.leaf
    if leaf.item_kind == "child" and leaf.item_id is not None:
        return f"the record{_of(leaf.item_id, names)}"
    if leaf.item_kind in _COUNTS:
        return "the counts"
    place, _, page = leaf.item_kind.partition(":")
    if page:
        return f"a page of {_PAGES.get(place, 'Fairward')}"
    one = _SINGULARS.get(leaf.item_kind, leaf.item_kind.replace("_", " "))
    many = _PLURALS.get(leaf.item_kind, f"{one[:-1]}ies" if one.endswith("y") else f"{one}s")
    is_one_refused = leaf.event == REFUSED and leaf.item_count <= 1
    counted = _a(one) if is_one_refused else plural(leaf.item_count, one, many)
    return f"{counted}{_of(leaf.subject_id, names)}"


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _whom(line: LogLine, names: Names) -> str:
    """Whom an act was about: the child, or the person whose membership it changed."""
    leaf = line.leaf
    if leaf.item_kind == "membership" and leaf.item_id in names.members and leaf.item_id != leaf.actor_id:
        return f" ({names.members[leaf.item_id].name})"
    child_id = leaf.subject_id or (leaf.item_id if leaf.item_kind == "child" else None)
    return f" ({names.children[child_id].full})" if child_id in names.children else ""


def _of(child_id: UUID | None, names: Names, word: str = " of ") -> str:
    """Whom it was about. No name: it is erased, or, as of a case in a hub, there never was one in the directory."""
    if child_id is None:
        return ""
    found = names.children.get(child_id)
    return f"{word}{found.full if found else 'a child who has no name here'}"
