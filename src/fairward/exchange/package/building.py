"""Builds a package from entries that somebody opened: passages, PDF, digests. It may not seal, send or choose.

package = build(Head(kind=DisclosureKind.TRANSFER, sender=…, …), chosen=[ChosenEntry(…)], attachments=[…])
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from fairward.exchange.package import shapes
from fairward.exchange.package.checking import check, check_told, labels_of
from fairward.exchange.package.contents import (
    ATTACHMENT,
    FORMAT,
    MAJOR,
    MINOR,
    PDF,
    Child,
    Coded,
    Enclosed,
    Field,
    LeftOut,
    Manifest,
    Notice,
    Passage,
    Recipient,
    Sender,
    Test,
    Told,
)
from fairward.exchange.package.making import ChosenEntry, Hands, all_passages
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.sealing import Package
from fairward.exchange.package.views import read_as
from fairward.exchange.package.words import pdf_of
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import DisclosureKind, Label
from fairward.rules.labels import Audience, Extent, extent

PDF_NAME = "passages.pdf"
# Of a file that shows passages of several labels, the one that fewest may read.
_STRICTEST = (Label.SEALED, Label.HUB_ONLY, Label.RELEASABLE_SUMMARY, Label.RELEASABLE, Label.POINTER)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along, already cleaned (`documents`), with the entry in which it stands."""

    id: UUID
    name: str
    type: str
    label: Label
    entry: UUID | None
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Head:
    """Everything of a package's document but its passages and files."""

    kind: DisclosureKind
    sender: Sender
    recipient: Recipient
    about: Child | None
    purpose: Coded
    reason: str
    basis: Coded
    tests: tuple[Test, ...]
    told: Told
    asks: tuple[str, ...] = ()
    form: tuple[Field, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notice: Notice | None = None
    reply_to: UUID | None = None
    log_head: str = ""
    is_urgent: bool = False
    id: UUID = field(default_factory=new_id)
    made_at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))


def build(
    head: Head,
    chosen: Iterable[ChosenEntry],
    attachments: Sequence[Attachment] = (),
    *,
    passed_on: Iterable[Passage] = (),
    draw: Callable[[Manifest], bytes] = pdf_of,
) -> Package:
    """The package, not sealed; `draw` makes its PDF. `passed_on` came from others, with their chain and labels.

    Refused (`label_above`) when something in it may not be read by anybody at the recipient. What the recipient may read as
    a summary only goes as a summary: the words themselves are not in the package.
    """
    hands = Hands(head.sender.organisation, head.sender.name)
    audience = Audience.of_organisation(head.recipient.kind)
    passages = tuple(_allowed(one, audience) for one in (*all_passages(chosen, hands), *passed_on))
    manifest: Manifest = _unix_lines(_manifest(head, passages, tuple(_enclosed(one) for one in attachments)))
    check_told(shapes.checked(manifest))
    drawn = draw(manifest)
    whole = replace(manifest, files=(_pdf(manifest, drawn), *manifest.files))
    check(shapes.checked(whole))
    return Package(whole, (drawn, *(one.content for one in attachments)))


def _unix_lines(value: Any) -> Any:
    """The same with every line break as one sign: browsers send two, and a package holds no sign that no page can show."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value
    if isinstance(value, tuple):
        made = tuple(_unix_lines(one) for one in value)
        return made if any(new is not old for new, old in zip(made, value, strict=True)) else value
    if is_dataclass(value) and not isinstance(value, type):
        olds = {one.name: getattr(value, one.name) for one in fields(value)}
        changed = {name: new for name, old in olds.items() if (new := _unix_lines(old)) is not old}
        return replace(value, **changed) if changed else value
    return value


def _allowed(passage: Passage, audience: Audience) -> Passage:
    found = read_as(passage, extent(passage.label, audience))
    if found is None:
        raise Refused(
            "no_summary" if extent(passage.label, audience) is Extent.SUMMARY else "label_above", "passages"
        )
    return found


def _manifest(head: Head, passages: tuple[Passage, ...], files: tuple[Enclosed, ...]) -> Manifest:
    return Manifest(
        format=FORMAT, major=MAJOR, minor=MINOR, id=head.id, kind=head.kind, made_at=head.made_at,
        is_urgent=head.is_urgent, sender=head.sender, recipient=head.recipient, about=head.about, purpose=head.purpose,
        reason=head.reason, basis=head.basis, tests=head.tests, told=head.told, asks=head.asks, form=head.form,
        passages=passages, left_out=head.left_out, notice=head.notice, reply_to=head.reply_to, files=files,
        log_head=head.log_head,
    )  # fmt: skip


def _enclosed(one: Attachment) -> Enclosed:
    return Enclosed(
        one.id, ATTACHMENT, one.name, one.type, len(one.content), hashlib.sha256(one.content).hexdigest(), one.label,
        one.entry,
    )  # fmt: skip


def _pdf(manifest: Manifest, drawn: bytes) -> Enclosed:
    used = labels_of(manifest)
    label = next((one for one in _STRICTEST if one in used), Label.RELEASABLE)
    digest = hashlib.sha256(drawn).hexdigest()
    return Enclosed(new_id(), PDF, PDF_NAME, "application/pdf", len(drawn), digest, label, None)
