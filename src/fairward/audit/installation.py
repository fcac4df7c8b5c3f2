"""Checks the installation's log, whose lines are the checkpoints of its organisations. It may not write."""

from __future__ import annotations

from collections.abc import Sequence

from fairward.audit.evidence import Report
from fairward.audit.merkle import Frontier, hash_leaf
from fairward.audit.models import InstallationCheckpoint, InstallationHead
from fairward.audit.notes import NoteError, PublicKey, open_checkpoint

_NAME = "fairward/installation/"


def check(keys: Sequence[PublicKey], earlier: Sequence[str]) -> Report:
    """Whether the heads are those that were signed; `earlier` may hold checkpoints of it that were kept elsewhere."""
    signed = list(InstallationCheckpoint.objects.order_by("size").values_list("note", "public_key"))
    report = Report("the installation's log of heads")
    trusted = [key for key in keys if key.name.startswith(_NAME)] or [
        PublicKey.parse(key) for _, key in signed
    ]
    roots = _roots(
        report, [*(note for note, _ in signed), *(n for n in earlier if n.startswith(_NAME))], trusted
    )
    frontier = Frontier()
    for place, note, leaf_hash in InstallationHead.objects.order_by("place").values_list(
        "place", "note", "leaf_hash"
    ):
        if place != frontier.size:
            report.find("gap", f"Heads were removed before line {place + 1} of the installation's log.")
        if hash_leaf(note.encode()) != bytes(leaf_hash):
            report.find("edit", f"Line {place + 1} of the installation's log was changed.")
        frontier.append(bytes(leaf_hash))
        if roots.pop(frontier.size, frontier.root()) != frontier.root():
            report.find("root", f"The first {frontier.size} heads are not those that were signed.")
    if roots:
        report.find("short", "The installation's log was cut short or rolled back.")
    report.size, report.root = frontier.size, frontier.root()
    return report


def _roots(report: Report, notes: Sequence[str], trusted: Sequence[PublicKey]) -> dict[int, bytes]:
    roots: dict[int, bytes] = {}
    for note in notes:
        try:
            checkpoint = open_checkpoint(note, trusted)
        except NoteError as error:
            report.find("note", f"A checkpoint of the installation's log cannot be trusted. {error}")
            continue
        if roots.setdefault(checkpoint.size, checkpoint.root) != checkpoint.root:
            report.find(
                "fork", f"Two checkpoints of {checkpoint.size} heads were signed over different heads."
            )
        report.covered = max(report.covered, checkpoint.size)
        report.last_signed_at = max(filter(None, (report.last_signed_at, checkpoint.at)))
    return roots
