"""The rows of statements and of what opinions rest on. Only `writing` writes them, with the version that holds the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from fairward.files.content import EntryContent, StatementContent
from fairward.files.models import RestsOn, Statement
from fairward.kernel.actor import Actor


def write_statements(
    by: Actor, entry_id: UUID, version: int, content: EntryContent, gone: frozenset[UUID] = frozenset()
) -> None:
    """The statements of a new version, and what its opinions rest on, except what is `gone`."""
    Statement.objects.bulk_create(
        Statement(
            organisation_id=by.organisation_id, id=one.id, entry_id=entry_id, basis=int(one.basis),
            has_stated_basis=one.has_stated_basis, position=position, since_version=version,
        )
        for position, one in enumerate(content.statements)
    )  # fmt: skip
    write_grounds(by, content.statements, gone)


def write_grounds(by: Actor, statements: Sequence[StatementContent], gone: frozenset[UUID]) -> None:
    """What the opinions among these rest on, except what is `gone`."""
    RestsOn.objects.bulk_create(
        (
            RestsOn(organisation_id=by.organisation_id, opinion_id=one.id, statement_id=other)
            for one in statements
            for other in one.because
            if other not in gone
        ),
        ignore_conflicts=True,  # an opinion that stays rests on what it rested on, and perhaps on something more
    )


def grounds_elsewhere(by: Actor, entry_id: UUID) -> frozenset[UUID]:
    """The statements of other entries that the opinions of this one rest on: a decision rests on what it decides."""
    own = Statement.objects.filter(organisation_id=by.organisation_id, entry_id=entry_id)
    ids = set(own.values_list("id", flat=True))
    grounds = RestsOn.objects.filter(organisation_id=by.organisation_id, opinion_id__in=ids)
    return frozenset(set(grounds.values_list("statement_id", flat=True)) - ids)


def grounds_gone(organisation_id: UUID, contents: Iterable[EntryContent]) -> frozenset[UUID]:
    """Statements that opinions rest on and that were destroyed: the opinion stays, and says what became of them."""
    claims = [one for content in contents for one in content.statements]
    elsewhere = {ground for one in claims for ground in one.because} - {one.id for one in claims}
    if not elsewhere:
        return frozenset()
    there = Statement.objects.filter(organisation_id=organisation_id, id__in=elsewhere)
    return frozenset(elsewhere - set(there.values_list("id", flat=True)))
