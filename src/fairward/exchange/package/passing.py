"""What came from others and is passed on whole: with its context, its chain and its labels, never above who receives it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from fairward.exchange.package.contents import PDF, Enclosed, Field, Link, Manifest, Passage
from fairward.exchange.package.making import Hands
from fairward.exchange.package.views import read_as
from fairward.kernel.vocabulary import OrganisationKind
from fairward.rules.labels import Audience, Extent, extent


@dataclass(frozen=True, slots=True)
class PassedOn:
    """What of a document one sort of organisation may read, and how many items are above it."""

    passages: tuple[Passage, ...]
    form: tuple[Field, ...]
    files: tuple[Enclosed, ...]
    above: int


def passed_on(document: Manifest, to: OrganisationKind, hands: Hands, record: UUID) -> PassedOn:
    """Passages, fields and files for a recipient; `record` is the one under which the sender holds the document."""
    audience = Audience.of_organisation(to)
    link = Link(hands.organisation, hands.name, record, 1, document.id)
    passages = tuple(_with(one, link) for one in _read(document.passages, audience))
    form = tuple(one for one in document.form if extent(one.label, audience) is Extent.FULL)
    enclosed = [one for one in document.files if one.role != PDF]
    files = tuple(one for one in enclosed if extent(one.label, audience) is Extent.FULL)
    everything = len(document.passages) + len(document.form) + len(enclosed)
    return PassedOn(passages, form, files, everything - len(passages) - len(form) - len(files))


def _read(passages: Iterable[Passage], audience: Audience) -> Iterable[Passage]:
    for one in passages:
        shown = read_as(one, extent(one.label, audience))
        if shown is not None:
            yield shown


def _with(one: Passage, link: Link) -> Passage:
    return replace(one, chain=(*one.chain, link))
