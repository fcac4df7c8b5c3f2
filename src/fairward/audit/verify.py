"""`fairward audit verify`: checks the logs of a database, or of a file, in sentences. It may not write to a log.

A file needs the standard library and `cryptography` only: `python -m fairward.audit.verify --bundle FILE`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from fairward.audit import bundle
from fairward.audit.evidence import Report, check_heads, check_log
from fairward.audit.notes import NoteError, PublicKey, origin_of, split_notes

KeysOf = Callable[[UUID], Sequence[PublicKey]]


@dataclass(frozen=True, slots=True)
class Held:
    """Heads of one log that organisations here hold because they crossed with packages, and the keys that signed them."""

    log_id: UUID
    notes: Sequence[str]
    keys: Sequence[PublicKey]


def command(
    argv: Sequence[str],
    *,
    organisations: Callable[[], Iterable[UUID]] = lambda: (),
    keys_of: KeysOf = lambda _: (),
    held: Callable[[], Sequence[Held]] = lambda: (),
) -> int:
    """Run the command: 0 all is well, 1 something is wrong, 2 it could not check.

    `organisations` and `keys_of` come from whoever knows them (config); without keys, those that the log itself names
    are used, which shows a careless change but not one by somebody who can sign. `held` are the heads that crossed with
    packages: each log is checked against those of it.
    """
    options = _parser().parse_args(argv)
    try:
        keys = [PublicKey.parse(text) for text in options.key]
        earlier = [note for path in options.checkpoint for note in _notes_in(Path(path))]
        if options.bundle:
            return _check_file(Path(options.bundle), keys, earlier)
        return _check_database(options, keys, earlier, organisations, keys_of, held())
    except (OSError, UnicodeDecodeError, NoteError, bundle.BundleError) as error:
        _say(f"Could not check: {error}")
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fairward audit verify",
        description="Checks that logs are what was signed: every line, its order, its details.",
    )
    parser.add_argument("--bundle", metavar="FILE", help="check an exported file instead of the database")
    parser.add_argument("--checkpoint", metavar="FILE", action="append", default=[],
                        help="an earlier checkpoint or export that was kept elsewhere (repeatable)")  # fmt: skip
    parser.add_argument("--key", metavar="NAME+ID+KEY", action="append", default=[],
                        help="a public key to trust, instead of those the log names (may be repeated)")  # fmt: skip
    parser.add_argument("--organisation", metavar="ID", type=UUID, help="only this organisation")
    parser.add_argument(
        "--held", metavar="FILE", help="also write down the heads held of other logs, for their --checkpoint"
    )
    parser.add_argument(
        "--export", metavar="FILE", help="also write the logs to a file that can be checked offline"
    )
    return parser


def _check_file(path: Path, keys: Sequence[PublicKey], earlier: Sequence[str]) -> int:
    is_sound = True
    with path.open(encoding="utf-8") as file:
        for found in bundle.read(file):
            own = [key for key in keys if key.name == origin_of(found.organisation_id)]
            if found.is_excerpt:
                findings = bundle.check_excerpt(found, own)
                _say(f"{origin_of(found.organisation_id)}: {len(found.lines)} lines with their proofs.")
                _say_findings(findings)
                is_sound = is_sound and not findings
            else:
                report = check_log(found.evidence(keys=own, earlier=earlier))
                is_sound = _say_report(report, has_keys=bool(own)) and is_sound
    return 0 if is_sound else 1


def _check_database(
    options: argparse.Namespace,
    keys: Sequence[PublicKey],
    earlier: Sequence[str],
    organisations: Callable[[], Iterable[UUID]],
    keys_of: KeysOf,
    held: Sequence[Held],
) -> int:
    from fairward.audit import gathering, installation
    from fairward.tenancy.context import as_organisation

    wanted = (
        {options.organisation}
        if options.organisation
        else {*organisations(), *gathering.logged_organisations()}
    )
    is_sound = _check_held(held, wanted) if not options.organisation else True
    crossed = {one.log_id: one.notes for one in held}
    lines: list[str] = []
    for organisation_id in sorted(wanted):
        own = [key for key in keys if key.name == origin_of(organisation_id)] or list(
            keys_of(organisation_id)
        )
        with as_organisation(organisation_id):
            trusted = own or gathering.noted_keys(organisation_id)
            known = [*earlier, *crossed.get(organisation_id, ())]
            report = check_log(gathering.evidence_of(organisation_id, keys=trusted, earlier=known))
            if options.export:
                lines.extend(gathering.export(organisation_id))
        is_sound = _say_report(report, has_keys=bool(own)) and is_sound
    if not options.organisation:
        is_sound = _say_report(installation.check(keys, earlier), has_keys=bool(keys)) and is_sound
    if options.held:
        notes = [note for one in held if one.log_id not in wanted for note in one.notes]
        Path(options.held).write_text("\n".join(notes), encoding="utf-8")
        _say(f"Written to {options.held}.")
    if options.export:
        Path(options.export).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        _say(f"Written to {options.export}.")
    return 0 if is_sound else 1


def _check_held(held: Sequence[Held], here: Collection[UUID]) -> bool:
    """The heads of logs that are not in this database, against each other."""
    is_sound = True
    for one in held:
        if one.log_id not in here:
            report = check_heads(origin_of(one.log_id), one.notes, one.keys)
            _say(f"{report.origin}, of another installation: {len(one.notes)} heads kept here.")
            _say_findings(report.findings)
            is_sound = is_sound and report.is_sound
    return is_sound


def _notes_in(path: Path) -> list[str]:
    """Checkpoints of a file: notes one after the other, or those of a bundle."""
    text = path.read_text(encoding="utf-8")
    if not text.startswith("{"):
        return split_notes(text)
    return [note for found in bundle.read(text.splitlines()) for note in found.notes]


def _say_report(report: Report, *, has_keys: bool) -> bool:
    signed = "nothing signed yet"
    if report.last_signed_at:
        signed = f"{report.covered} of them signed, last on {report.last_signed_at:%Y-%m-%d at %H:%M} UTC"
    _say(
        f"{report.origin}: {report.size} lines, {signed}; {report.waiting} waiting, {report.erased} without detail."
    )
    if not has_keys and report.last_signed_at:
        _say(
            "  The public key is the one that the log itself names; give --key to check against one kept elsewhere."
        )
    _say_findings(report.findings)
    return report.is_sound


def _say_findings(findings: Sequence[str]) -> None:
    for finding in findings:
        _say(f"  WRONG: {finding}")
    if not findings:
        _say("  Nothing wrong was found.")


def _say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")


if __name__ == "__main__":
    raise SystemExit(command(sys.argv[1:]))
