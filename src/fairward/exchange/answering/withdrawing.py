"""A question that its hub takes back, as a package, and read from one. It may not send: `crossing` does."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fairward.exchange.package.building import Head, build
from fairward.exchange.package.contents import Coded, Field, Manifest
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.sealing import Package
from fairward.kernel.vocabulary import DisclosureKind, Label

PURPOSE = Coded("withdrawn", "so that you do not answer what is not asked any more")
FIELD, LONGEST = "withdrawn", 1000
_WORDS = "The question is withdrawn. You need not answer it."


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Which question is taken back, who says so, and why."""

    question: UUID
    reason: str
    asker: str
    by: str


def withdrawal_package(head: Head) -> Package:
    """The withdrawal of the question `head.reply_to`: its reason, and no passage."""
    if head.kind is not DisclosureKind.ENQUIRY or head.reply_to is None:
        raise Refused("not_whole", "reply_to")
    return build(head, [])


def withdrawal_form() -> tuple[Field, ...]:
    """What tells a withdrawal from a question."""
    return (Field(FIELD, "What becomes of it", _WORDS, Label.RELEASABLE),)


def withdrawn_of(manifest: Manifest) -> Withdrawn | None:
    """The withdrawal in a package that was opened and checked; None when it is something else."""
    is_one = manifest.kind is DisclosureKind.ENQUIRY and any(one.id == FIELD for one in manifest.form)
    if not is_one or manifest.reply_to is None:
        return None
    sender = manifest.sender
    return Withdrawn(manifest.reply_to, manifest.reason, sender.name, sender.signed_by.name)
