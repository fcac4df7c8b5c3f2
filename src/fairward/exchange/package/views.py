"""What one audience may read of a document: whatever is above it is taken out before anything is drawn or written.

    shown = seen_by(package.manifest, Audience(OrganisationKind.SCHOOL, Role.SAFEGUARDING_LEAD, is_named=True))

It may not loosen a label, and leaves nothing in the place of what it takes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from fairward.exchange.package.contents import (
    PDF,
    RECORD,
    Attached,
    Change,
    Context,
    Field,
    Manifest,
    Note,
    Notice,
    Passage,
    Test,
)
from fairward.kernel.vocabulary import Basis, Label, Role
from fairward.rules.labels import Audience, Extent, extent, may_read_packages

NO_CONTEXT = Context((), None, None)
IN_RECORDS = "in our records"
_BASIS_WORDS: Mapping[str, str] = {basis.code: basis.word for basis in Basis} | {RECORD: "from the record"}
_NONE: Mapping[UUID, Label] = {}


def seen_by(manifest: Manifest, audience: Audience, tightened: Mapping[UUID, Label] = _NONE) -> Manifest:
    """The document as this audience may read it.

    `tightened` are labels that the recipient gave to passages since, by id: the audience reads what both labels allow. The
    PDF stays among the files only where nothing at all was taken out, for it shows everything. A family reads neither what
    was asked, nor reasons beside the tests, nor what was left out: they can tell of what is not shown to them.
    """
    if not may_read_packages(audience):
        return replace(
            manifest, about=None, reason="", asks=(), form=(), passages=(), left_out=(), notice=None, files=(),
            tests=_without_reasons(manifest.tests),
        )  # fmt: skip
    passages = tuple(_passages(manifest.passages, audience, tightened))
    shown = replace(manifest, passages=passages, form=tuple(_readable(manifest.form, audience)))
    if audience.is_family:
        shown = replace(
            shown, asks=(), tests=_without_reasons(manifest.tests), left_out=(),
            notice=_notice_about(manifest.notice, passages),
        )  # fmt: skip
    files = tuple(
        one for one in manifest.files if one.role != PDF and extent(one.label, audience) is Extent.FULL
    )
    whole = replace(shown, files=manifest.files) == manifest
    return replace(
        shown, files=(*(one for one in manifest.files if one.role == PDF), *files) if whole else files
    )


def read_as(passage: Passage, allowed: Extent) -> Passage | None:
    """One passage as somebody may read it who is allowed so much; None where nothing."""
    if allowed is Extent.NOTHING:
        return None
    if passage.label is Label.POINTER:
        return passage
    if allowed is Extent.POINTER or (allowed is Extent.SUMMARY and not passage.summary):
        return None  # nobody wrote the words that might be shown
    return passage if allowed is Extent.FULL else _summarised(passage)


def _passages(
    passages: Iterable[Passage], audience: Audience, tightened: Mapping[UUID, Label]
) -> Iterable[Passage]:
    for one in passages:
        labels = (one.label, tightened.get(one.id, one.label))
        shown = read_as(one, min(extent(label, audience) for label in labels))
        if shown is not None:
            yield without_confidential(shown) if audience.role is Role.FAMILY else shown


def _readable(form: Iterable[Field], audience: Audience) -> Iterable[Field]:
    return (one for one in form if extent(one.label, audience) is Extent.FULL)


def _summarised(one: Passage) -> Passage:
    """The wording that its author wrote for others, with the outcome and the summaries of what is attached."""
    note = one.note
    return replace(
        one, text="", source="", when="", basis_words=_BASIS_WORDS[one.basis], grade="", about=(), marks=(), because=(),
        note=None if note is None else _bare_note(note),
        context=replace(one.context, attached=tuple(_summarised_note(each) for each in one.context.attached)),
    )  # fmt: skip


def _bare_note(note: Note) -> Note:
    return replace(note, by="", where="", themes=())


def _summarised_note(one: Attached) -> Attached:
    return replace(one, text="", feeling="", by="")


def without_confidential(one: Passage) -> Passage:
    """What a young person gave in confidence is shown to nobody of the family but themselves."""
    kept = tuple(each for each in one.context.attached if not each.is_confidential)
    return replace(one, context=replace(one.context, attached=kept))


def _without_reasons(tests: tuple[Test, ...]) -> tuple[Test, ...]:
    return tuple(replace(one, reason="") for one in tests)


def _notice_about(notice: Notice | None, passages: Iterable[Passage]) -> Notice | None:
    if notice is None:
        return None
    shown = {one.id for one in passages}
    changes: tuple[Change, ...] = tuple(one for one in notice.changes if one.passage in shown)
    return replace(notice, changes=changes) if changes else None
