"""What must be true of a document beyond the shapes of its fields, the same when it is made and when it is received.

It may not mend anything: what is not true is Refused.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from fairward.audit.notes import NoteError, PublicKey, open_checkpoint, origin_of
from fairward.exchange.package import limits
from fairward.exchange.package.contents import (
    MAJOR,
    NO,
    PDF,
    Attached,
    Field,
    Manifest,
    Passage,
)
from fairward.exchange.package.refusals import Refused
from fairward.kernel.vocabulary import Basis, DisclosureKind, Label
from fairward.rules.labels import Audience, Extent, extent

MUST_BE_YES = frozenset({"relevant", "helps"})  # Children Act 2004 section 16LA: otherwise it is not sent
_CLOSED = frozenset({Label.HUB_ONLY, Label.SEALED, Label.POINTER})


def check(manifest: Manifest) -> None:
    """Refuse a document that breaks a promise, whoever made it."""
    check_told(manifest)
    _check_files(manifest)


def check_told(manifest: Manifest) -> None:
    """The same without its files, before its PDF can be drawn."""
    if manifest.major != MAJOR:
        raise Refused("unknown_version", "major")
    for part in (_check_head, _check_ground, _check_lists, _check_notice):
        part(manifest)
    _check_each(manifest.passages, _check_passage, "passages")
    for place, one in enumerate(manifest.passages):
        if one.chain[-1].organisation != manifest.sender.organisation:
            raise Refused("wrong_chain", f"passages[{place}].chain")
    _check_each(manifest.form, _check_field, "form")
    _check_labels(manifest)


def labels_of(manifest: Manifest) -> set[Label]:
    """The labels of what is told."""
    return {one.label for one in manifest.passages} | {one.label for one in manifest.form}


def check_log_head(manifest: Manifest, sender_key: bytes) -> None:
    """Refuse a log head that the sender did not sign; an empty one says that the sender keeps no such log."""
    if not manifest.log_head:
        return
    key = PublicKey(origin_of(manifest.sender.organisation), sender_key)
    try:
        open_checkpoint(manifest.log_head, [key])
    except NoteError:
        raise Refused("wrong_log_head", "log_head") from None


def _check_head(manifest: Manifest) -> None:
    is_advice = manifest.kind is DisclosureKind.ADVICE
    if is_advice and manifest.about is not None:
        raise Refused("child_named", "about")
    if not is_advice and manifest.about is None:
        raise Refused("no_child", "about")
    used = labels_of(manifest) | {one.label for one in manifest.files}
    if Label.SEALED in used and not manifest.sender.approved_by:
        raise Refused("no_second", "sender.approved_by")


def _check_ground(manifest: Manifest) -> None:
    """The tests, and what the family knows. "Not yet" is an answer: danger is not slowed down by a form."""
    if any(one.id in MUST_BE_YES and one.answer == NO for one in manifest.tests):
        raise Refused("test_failed", "tests")
    told = manifest.told
    if not told.is_told and (told.ground is None or told.look_again_on is None):
        raise Refused("not_told", "told")


def _check_lists(manifest: Manifest) -> None:
    _check_once((one.id for one in manifest.passages), "passages")
    _check_once((one.id for one in manifest.files), "files")
    _check_once((one.id for one in manifest.tests), "tests")
    _check_once((one.id for one in manifest.form), "form")


def _check_files(manifest: Manifest) -> None:
    if [one.role for one in manifest.files].count(PDF) != 1 or manifest.files[0].role != PDF:
        raise Refused("no_pdf", "files")
    if any(one.role != PDF and one.size > limits.MOST_FILE_BYTES for one in manifest.files):
        raise Refused("too_large", "files")
    if sum(one.size for one in manifest.files) > limits.MOST_BYTES:
        raise Refused("too_large", "files")


def _check_notice(manifest: Manifest) -> None:
    is_notice = manifest.kind is DisclosureKind.CORRECTION_NOTICE
    if is_notice != (manifest.notice is not None):
        raise Refused("no_notice", "notice")
    if manifest.notice is not None:
        _check_once(((one.passage, one.change) for one in manifest.notice.changes), "notice.changes")


def _check_labels(manifest: Manifest) -> None:
    """Nothing is in a package that nobody at its recipient may read."""
    audience = Audience.of_organisation(manifest.recipient.kind)
    for place, one in enumerate(manifest.passages):
        allowed = extent(one.label, audience)
        if allowed is Extent.NOTHING or (allowed is Extent.SUMMARY and one.text):
            raise Refused("label_above", f"passages[{place}]")
    facts = {one.label for one in manifest.form} | {one.label for one in manifest.files if one.role != PDF}
    if any(extent(label, audience) is not Extent.FULL for label in facts):
        raise Refused("label_above", "files")


def _check_once(keys: Iterable[Hashable], where: str) -> None:
    found = list(keys)
    if len(set(found)) != len(found):
        raise Refused("twice", where)


def _check_each(items: Sequence[Passage | Field], check_one: Callable[..., None], where: str) -> None:
    for place, one in enumerate(items):
        check_one(one, f"{where}[{place}]")


def _check_field(one: Field, where: str) -> None:
    if one.label in (Label.POINTER, Label.RELEASABLE_SUMMARY):
        raise Refused("no_label", where)  # a fact has no wording of its own for others


def _check_passage(one: Passage, where: str) -> None:
    if one.basis == Basis.TOLD_BY.code and one.text and not one.source.strip():
        raise Refused("no_source", where)
    if one.grade.endswith("C") and one.label not in _CLOSED:
        raise Refused("wrong_grade", where)
    if one.because and one.basis != Basis.OPINION.code:
        raise Refused("no_basis", where)
    if one.note is None and one.label is not Label.POINTER:
        raise Refused("not_whole", f"{where}.note")
    if one.label is Label.POINTER:
        _check_pointer(one, where)
    elif one.label is Label.RELEASABLE_SUMMARY:
        _check_summary(one, where)
    elif not one.text.strip() or not all(note.text.strip() for note in one.context.attached):
        raise Refused("no_words", where)


def _check_pointer(one: Passage, where: str) -> None:
    said = (one.text, one.summary, one.source, one.grade, one.about, one.marks, one.because)
    context = (one.context.attached, one.context.outcome, one.context.checked_since)
    if not one.call.strip() or any(said) or one.when or one.note or any(context):
        raise Refused("bare_pointer", where)


def _check_summary(one: Passage, where: str) -> None:
    if not one.summary.strip() or not all(note.summary.strip() for note in one.context.attached):
        raise Refused("no_summary", where)
    kept = (one.source, one.when, one.grade, one.about, one.marks, one.because)
    if not one.text and (any(_is_full(note) for note in one.context.attached) or any(kept)):
        raise Refused("no_summary", where)
    if one.text and not all(note.text.strip() for note in one.context.attached):
        raise Refused("no_words", where)


def _is_full(note: Attached) -> bool:
    return bool(note.text or note.feeling)
