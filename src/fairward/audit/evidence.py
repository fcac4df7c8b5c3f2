"""Checks what a log claims against what was signed, and says in sentences what is wrong. Pure: it reads no database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from fairward.audit.leaves import Leaf, commit
from fairward.audit.merkle import EMPTY_ROOT, Frontier
from fairward.audit.notes import Checkpoint, NoteError, PublicKey, open_checkpoint

# A line gets its time when it is written and its place when its transaction is over: this long may lie between, and
# clocks of two machines may differ. Nothing can be dated back further than this without being found.
TOLERANCE = timedelta(hours=1)
_SHOWN = 20  # findings of one sort that are written out


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line at its place: what the tables (or a bundle) say. `leaf_hash` is what was noted when it got the place."""

    place: int
    leaf: Leaf | None
    leaf_hash: bytes | None
    detail: tuple[bytes, bytes] | None
    seen: bytes | None = None  # digest of the items by which the line is found, and what it should be
    expected_seen: bytes | None = None


@dataclass(slots=True)
class Evidence:
    """All that is known about one log: lines by place, own checkpoints (`notes`), those kept outside (`earlier`)."""

    origin: str
    organisation_id: UUID | None
    lines: Iterable[PlacedLine]
    notes: Sequence[str]
    keys: Sequence[PublicKey]
    earlier: Sequence[str] = ()
    waiting: Sequence[Leaf] = ()
    strays: Sequence[str] = ()


@dataclass(slots=True)
class Report:
    """What a check found. Nothing found means: the log is what was signed."""

    origin: str
    size: int = 0
    root: bytes = EMPTY_ROOT
    covered: int = 0
    last_signed_at: datetime | None = None
    erased: int = 0
    waiting: int = 0
    findings: list[str] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)

    def find(self, sort: str, sentence: str) -> None:
        """Note something wrong; of one sort only the first ones are written out."""
        count = self._counts[sort] = self._counts.get(sort, 0) + 1
        if count <= _SHOWN:
            self.findings.append(sentence)
        elif count == _SHOWN + 1:
            self.findings.append("There are more of this sort.")

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def check_log(evidence: Evidence) -> Report:
    """Walk the log once from its first line to its last."""
    report = Report(evidence.origin)
    signed = _signed_by_size(evidence, report)
    walk = _Walk(report, signed, evidence.organisation_id)
    for line in evidence.lines:
        walk.take(line)
    walk.finish()
    _check_waiting(evidence, report)
    for stray in evidence.strays:
        report.find("stray", stray)
    return report


def check_heads(origin: str, heads: Sequence[str], keys: Sequence[PublicKey]) -> Report:
    """Whether heads of another installation's log, kept here for it, can all be true; its lines are not here."""
    report = Report(origin)
    evidence = Evidence(origin, None, (), (), keys, earlier=heads)
    signed = _signed_by_size(evidence, report)
    report.size = report.covered = max(signed, default=0)
    return report


def _signed_by_size(evidence: Evidence, report: Report) -> dict[int, Checkpoint]:
    """The checkpoints that are rightly signed, by size; two of one size with different roots are a fork."""
    signed: dict[int, Checkpoint] = {}
    for is_own, note in [
        *((False, note) for note in evidence.earlier),
        *((True, note) for note in evidence.notes),
    ]:
        whose = "A checkpoint of the log" if is_own else "An earlier checkpoint that was kept elsewhere"
        try:
            checkpoint = open_checkpoint(note, evidence.keys)
        except NoteError as error:
            report.find("note", f"{whose} cannot be trusted. {error}")
            continue
        if checkpoint.origin != evidence.origin:
            continue
        other = signed.setdefault(checkpoint.size, checkpoint)
        if other.root != checkpoint.root:
            report.find(
                "fork",
                f"The log was forked: two checkpoints with {checkpoint.size} lines, of {_when(other.at)} and "
                f"{_when(checkpoint.at)}, were signed over different lines.",
            )
    _check_times(signed, report)
    return signed


def _check_times(signed: dict[int, Checkpoint], report: Report) -> None:
    ordered = [signed[size] for size in sorted(signed)]
    for older, newer in pairwise(ordered):
        if newer.at < older.at - TOLERANCE:
            report.find(
                "time",
                f"The checkpoint with {newer.size} lines says {_when(newer.at)}, but the shorter one with "
                f"{older.size} says {_when(older.at)}: the log was rolled back and grown again, or a clock was wrong.",
            )
    if ordered:
        report.last_signed_at = ordered[-1].at


class _Walk:
    """One pass over the lines: places, hashes, details, times, and the root at each signed size."""

    def __init__(self, report: Report, signed: dict[int, Checkpoint], organisation_id: UUID | None) -> None:
        self.report, self.signed, self.organisation_id = report, signed, organisation_id
        self.frontier = Frontier()
        self.sizes = sorted(size for size in signed if size > 0)
        self.next_sign = 0
        self.ids: set[UUID] = set()
        self.is_off = False

    def take(self, line: PlacedLine) -> None:
        expected = self.frontier.size
        if line.place != expected:
            self._say("gap", f"The places do not follow each other: {_number(expected)} should come, "
                      f"{_number(line.place)} does. Lines were removed or put in another order.")  # fmt: skip
        self.frontier.append(self._hash_of(line))
        while self.next_sign < len(self.sizes) and self.sizes[self.next_sign] <= self.frontier.size:
            self._check_root(self.signed[self.sizes[self.next_sign]])
            self.next_sign += 1

    def finish(self) -> None:
        """Compare the end of the log with the longest checkpoint."""
        report = self.report
        report.size, report.root = self.frontier.size, self.frontier.root()
        report.covered = min(max(self.sizes, default=0), report.size)
        if self.next_sign < len(self.sizes):
            longest = self.signed[self.sizes[-1]]
            self._say("short", f"The log was cut short or rolled back: the checkpoint of {_when(longest.at)} holds "
                      f"{longest.size} lines, only {report.size} are there.")  # fmt: skip

    def _hash_of(self, line: PlacedLine) -> bytes:
        """The hash that stands at this place; where the line itself is wrong, the noted one: one edit, one finding."""
        number = _number(line.place)
        if line.leaf is None:
            self._say("gone", f"{number} is gone: its place is there, the line is not.")
            return line.leaf_hash or EMPTY_ROOT
        found = line.leaf.hash()
        self._check_line(line, line.leaf)
        if line.leaf_hash is not None and line.leaf_hash != found:
            self._say("edit", f"{number} ({_when(line.leaf.at)}) was changed after it got its place.")
            return line.leaf_hash
        return found

    def _check_line(self, line: PlacedLine, leaf: Leaf) -> None:
        number = _number(line.place)
        if leaf.id in self.ids:
            self._say("twice", f"{number} stands in the log twice.")
        self.ids.add(leaf.id)
        if self.organisation_id is not None and leaf.organisation_id != self.organisation_id:
            self._say("foreign", f"{number} belongs to another organisation.")
        self._check_detail(line, leaf)
        self._check_dates(line, leaf)

    def _check_detail(self, line: PlacedLine, leaf: Leaf) -> None:
        number = _number(line.place)
        if line.detail is None:
            self.report.erased += 1
            if line.seen:
                self._say("seen", f"The detail of {number.lower()} is erased, but not what it listed.")
            return
        if commit(*line.detail) != leaf.commitment:
            self._say("detail", f"The detail of {number.lower()} (why, or which items) was changed.")
        elif line.seen != line.expected_seen:
            self._say("seen", f"The items by which {number.lower()} is found were changed.")

    def _check_dates(self, line: PlacedLine, leaf: Leaf) -> None:
        number = _number(line.place)
        before = self.signed[self.sizes[self.next_sign - 1]] if self.next_sign else None
        if before is not None and leaf.at < before.at - TOLERANCE:
            self._say("back", f"{number} was dated back: it says {_when(leaf.at)}, but came after the checkpoint "
                      f"of {_when(before.at)}.")  # fmt: skip
        after = self.sizes[self.next_sign] if self.next_sign < len(self.sizes) else None
        if after is not None and leaf.at > self.signed[after].at + TOLERANCE:
            self._say("ahead", f"{number} says {_when(leaf.at)}, after the checkpoint that holds it "
                      f"({_when(self.signed[after].at)}).")  # fmt: skip
        if abs(_time_of(leaf.id) - leaf.at.timestamp()) > TOLERANCE.total_seconds():
            self._say("id", f"{number} says {_when(leaf.at)}, but its id was made at another time.")

    def _check_root(self, checkpoint: Checkpoint) -> None:
        if checkpoint.size != self.frontier.size and not self.is_off:
            self._say("root", "A checkpoint claims a size that the log never had.")
        elif self.frontier.root() != checkpoint.root and not self.is_off:
            self.is_off = True  # every longer checkpoint is off as well: one finding says it
            self._say("root", f"The first {checkpoint.size} lines are not those that were signed at "
                      f"{_when(checkpoint.at)}: a line was changed, removed, inserted or moved.")  # fmt: skip

    def _say(self, sort: str, sentence: str) -> None:
        self.report.find(sort, sentence)


def _check_waiting(evidence: Evidence, report: Report) -> None:
    """Lines without a place: normal for a minute, a finding when a later checkpoint passed them by."""
    report.waiting = len(evidence.waiting)
    if report.last_signed_at is None:
        return
    for leaf in evidence.waiting:
        if leaf.at < report.last_signed_at - TOLERANCE:
            report.find("waiting", f"A line of {_when(leaf.at)} has no place, though later ones were signed: "
                        "it was put in afterwards, or kept from its place.")  # fmt: skip


def _time_of(line_id: UUID) -> float:
    return (line_id.int >> 80) / 1000


def _number(place: int) -> str:
    return f"Line {place + 1}"


def _when(at: datetime) -> str:
    return f"{at.day} {at:%B %Y %H:%M} UTC"
