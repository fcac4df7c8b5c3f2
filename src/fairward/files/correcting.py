"""What the statements of an entry become when somebody corrects them. Pure: it may not write or ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from fairward.files.content import EntryContent, StatementContent
from fairward.kernel.vocabulary import Basis


@dataclass(frozen=True, slots=True)
class Typed:
    """One statement as it was typed; `claim` is the statement that the row began as, None for a new one."""

    basis: Basis
    text: str
    source: str = ""
    claim: UUID | None = None


def written(row: Typed, about: UUID) -> StatementContent:
    """A new statement about the child."""
    return StatementContent(basis=row.basis, text=row.text, source=row.source, about=(about,))


def corrected(
    before: Sequence[StatementContent], rows: Sequence[Typed], about: UUID
) -> tuple[StatementContent, ...]:
    """The statements after a correction.

    A claim whose words are corrected stays the same claim, with what is attached to it. One that is known in another way
    now is another claim. An opinion rests on what its grounds have become; on what was taken away it rests no longer.
    """
    earlier = {one.id: one for one in before}
    pairs = [(earlier.get(row.claim) if row.claim else None, row) for row in rows]
    made = [_one(old, row, about) for old, row in pairs]
    became = {old.id: new.id for (old, _), new in zip(pairs, made, strict=True) if old is not None}
    return tuple(_rest(one, set(earlier), became) for one in made)


def put_right(
    before: Sequence[StatementContent], changes: Mapping[UUID, Typed | None], about: UUID
) -> tuple[tuple[StatementContent, ...], dict[UUID, UUID]]:
    """(The statements after somebody was found right about them, wrong claim -> the claim that stands in its place.)

    A claim that was wrong does not become right under its own id: what stands in its place is another claim, and the marks
    on the body that belonged to the wrong one are gone with it. None takes a claim away without another.
    """
    made: list[StatementContent] = []
    became: dict[UUID, UUID] = {}
    for old in before:
        row = changes.get(old.id)
        if row is not None:
            fresh = written(row, about)
            made.append(replace(fresh, about=old.about, when=old.when, precision=old.precision))
        elif old.id in changes:
            continue
        else:
            made.append(old)
        became[old.id] = made[-1].id
    rested = tuple(_rest(one, {one.id for one in before}, became) for one in made)
    return rested, {old: new for old, new in became.items() if old in changes}


def differences(
    entry_id: UUID, before: EntryContent, after: EntryContent
) -> tuple[tuple[UUID, ...], dict[UUID, UUID]]:
    """(What an entry says that reads otherwise now, a claim that is gone -> the one that stands in its place.)

    Named texts of the entry count under the ids by which packages know them; why it was corrected is none of them.
    """
    old, new = {one.id: one for one in before.statements}, {one.id for one in after.statements}
    changed = [one.id for one in after.statements if one.id in old and one != old[one.id]]
    for key in before.fields.keys() | after.fields.keys():
        if key != "corrected_because" and before.fields.get(key, "") != after.fields.get(key, ""):
            changed.append(uuid5(entry_id, key))
    fresh = [one.id for one in after.statements if one.id not in old]
    ended = [one.id for one in before.statements if one.id not in new]
    return tuple(changed), dict(zip(ended, fresh, strict=False))


def _one(old: StatementContent | None, row: Typed, about: UUID) -> StatementContent:
    if old is None:
        return written(row, about)
    if old.basis is not row.basis:
        fresh = written(row, about)
        return replace(fresh, about=old.about, when=old.when, precision=old.precision, marks=old.marks)
    if _lines(old.text) == _lines(row.text) and old.source == row.source:
        return old
    return replace(old, text=row.text, source=row.source)


def _lines(text: str) -> list[str]:
    """A browser ends lines in its own way; that alone corrects nothing."""
    return text.strip().splitlines()


def _rest(one: StatementContent, earlier: set[UUID], became: Mapping[UUID, UUID]) -> StatementContent:
    grounds = tuple(
        became.get(ground, ground) for ground in one.because if ground in became or ground not in earlier
    )
    if grounds == one.because:
        return one
    changed = replace(one, because=grounds)
    # Whether an opinion has a stated basis is a column of the claim: without any ground it is another claim.
    fresh = StatementContent(basis=one.basis, text=one.text)
    return changed if grounds else replace(changed, id=fresh.id)
