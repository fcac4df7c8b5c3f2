"""Puts our copy right when the sender of what we hold says that it changed. It decides nothing and logs no act.

What is corrected becomes a new version under the same claims; what a claim was replaced by stands in its place. What is
explained or disputed is attached. What is destroyed or asked back goes, its keys first; a hold puts it away instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import Q

from fairward.exchange.following.vocabulary import Asked, Did
from fairward.exchange.package.contents import Manifest
from fairward.exchange.receiving.grouping import Part, parts_of
from fairward.exchange.receiving.models import TakenPassage
from fairward.exchange.receiving.received_queries import received_passages, standing_as
from fairward.exchange.receiving.taking import received
from fairward.files import disposal, search_index, writing
from fairward.files.changes import ChangeKind
from fairward.files.content import EntryContent, StatementContent
from fairward.files.models import Annotation, Entry, EntryVersion
from fairward.files.origin import renamed
from fairward.files.queries import file_for
from fairward.files.reading import entry_rows, open_entries, open_standing
from fairward.files.rendering import COLLAPSED, RenderedEntry
from fairward.files.standing import mark_withdrawn
from fairward.files.taking import Received
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Outcome
from fairward.keys.records import destroy_records
from fairward.mistakes.removing import take_out
from fairward.people.queries import born_on_of
from fairward.retention.groups import together
from fairward.retention.holding import no_hold_comes
from fairward.rights.sharing import reshow

WHY = "putting our copy right"
_OUTCOMES = {one.code: one for one in Outcome}


@dataclass(frozen=True, slots=True)
class Copy:
    """An entry of ours that holds passages of the sender."""

    entry: RenderedEntry
    content: EntryContent
    file: OpenedFile

    # Passage of the sender -> the claim that holds it, where that has an id of its own.
    here: Mapping[UUID, UUID]

    def theirs(self, claim_id: UUID) -> UUID:
        """Under which id the sender knows a claim of it."""
        return next((passage for passage, here in self.here.items() if here == claim_id), claim_id)

    def ours(self, passage_ids: Iterable[UUID]) -> set[UUID]:
        """Under which ids these passages of the sender stand in it."""
        return {self.here.get(one, one) for one in passage_ids}

    @property
    def note_id(self) -> UUID | None:
        """The sender's entry that it is a copy of."""
        return self.content.origin.hands[-1].entry if self.content.origin else None


@dataclass(slots=True)
class Done:
    """What was done, passage by passage: in which entry, and what."""

    passages: dict[UUID, tuple[UUID | None, Did]] = field(default_factory=dict)


def asked_in(manifest: Manifest) -> Asked:
    """What a notice asks."""
    code = manifest.notice.asked if manifest.notice else ""
    return next((one for one in Asked if one.code == code), Asked.ACKNOWLEDGE)


def copies_of(by: Actor, passage_ids: Iterable[UUID]) -> list[Copy]:
    """The entries here in which these passages stand, opened."""
    found = received_passages(by.organisation_id, passage_ids)
    made = []
    for entry_id, file_id in dict.fromkeys(found.values()):
        _, file, _ = file_for(by, file_id, WHY)
        rows = entry_rows(by.organisation_id, "id = %s", [entry_id])
        for entry in open_entries(by, file, rows, WHY):
            content = open_standing(by, file, entry_id, WHY)
            made.append(Copy(entry, content, file, standing_as(by.organisation_id, entry_id)))
    return made


def put_right(by: Actor, manifest: Manifest) -> Done:
    """Carry out a notice that is to be acknowledged."""
    changes = manifest.notice.changes if manifest.notice else ()
    said = dict.fromkeys(one.passage for one in changes)
    done = Done(dict.fromkeys(said, (None, Did.NOT_HELD)))
    corrected = {one.passage for one in changes if one.change == "corrected"}
    parts = parts_of(manifest.passages)
    for copy in copies_of(by, [*said, *(one.id for one in manifest.passages)]):
        mine = [one for one in parts if one.note is not None and one.note.id == copy.note_id]
        mine = [one for one in mine if one.label is copy.entry.label]
        _renew(by, copy, _joined(manifest, mine, copy), copy.ours(corrected))
        for one in copy.content.statements:
            if copy.theirs(one.id) in said:
                done.passages[copy.theirs(one.id)] = (copy.entry.id, Did.CHANGED)
    return done


def let_go(by: Actor, passage_ids: Collection[UUID]) -> Done:
    """Destroy passages that are asked back, keys first; what a hold freezes is put away, and no page shows it."""
    done = Done(dict.fromkeys(passage_ids, (None, Did.NOT_HELD)))
    for copy in copies_of(by, passage_ids):
        held = [one.id for one in copy.content.statements if copy.theirs(one.id) in passage_ids]
        is_destroyed = (
            _take_out(by, copy) if len(held) == len(copy.content.statements) else _cut_out(by, copy, held)
        )
        did = Did.DESTROYED if is_destroyed else Did.PUT_AWAY
        done.passages |= dict.fromkeys(
            map(copy.theirs, held),
            (None if len(held) == len(copy.content.statements) else copy.entry.id, did),
        )
    return done


def _joined(manifest: Manifest, parts: Sequence[Part], copy: Copy) -> Received | None:
    """What the notice says of one copy, as the room that takes in writes it."""
    made = [received(manifest, one, copy.file.child_id, ()) for one in parts]
    if not made:
        return None
    statements = tuple(one for each in made for one in each.content.statements)
    sides = tuple(side for each in made for side in each.sides)
    return _as_it_stands(
        Received(made[0].new, replace(made[0].content, statements=statements), sides), copy.here
    )


def _as_it_stands(said: Received, here: Mapping[UUID, UUID]) -> Received:
    """The same under the ids that the claims have in our copy."""
    if not here:
        return said

    def ours(one: UUID) -> UUID:
        return here.get(one, one)

    statements = tuple(
        replace(one, id=ours(one.id), because=tuple(map(ours, one.because)))
        for one in said.content.statements
    )
    ids = {key: ours(key) for key in (one.id for one in said.content.statements)}
    origin = renamed(said.content.origin, ids)
    sides = tuple(
        replace(one, statement_id=ours(one.statement_id) if one.statement_id else None) for one in said.sides
    )
    return Received(said.new, replace(said.content, statements=statements, origin=origin), sides)


def _renew(by: Actor, copy: Copy, said: Received | None, corrected: Collection[UUID]) -> None:
    fresh = {one.id: one for one in said.content.statements} if said else {}
    statements, became = _renewed(copy.content.statements, fresh, corrected)
    ended = [one.id for one in copy.content.statements if one.id not in {each.id for each in statements}]
    changed = [one.id for one in statements if one.id in fresh and one not in copy.content.statements]
    if ended or [one for one in changed if one not in became.values()]:
        content = _content(copy, said, statements)
        writing.write_correction(
            by, copy.file, copy.entry.id, content, changed=[one for one in changed if one not in became.values()],
            became=became,
        )  # fmt: skip
        mark_withdrawn(by, ended)
        _follow_ids(by, copy.entry.id, ended, list(became.values()))
    if said is not None:
        _attach(by, copy, said)
        _decide(by, copy, said.new.outcome)
    reshow(by, copy.file, copy.entry.id)


def _renewed(
    standing: Sequence[StatementContent], fresh: Mapping[UUID, StatementContent], corrected: Collection[UUID]
) -> tuple[tuple[StatementContent, ...], dict[UUID, UUID]]:
    """(The claims as the sender has them now, claim that went -> the one in its place.)"""
    known = {one.id for one in standing}
    successors = [one for key, one in fresh.items() if key not in known]
    made, became = [], {}
    for one in standing:
        if one.id in fresh:
            made.append(replace(fresh[one.id], because=fresh[one.id].because or one.because))
        elif one.id not in corrected:
            made.append(one)
        elif successors:
            made.append(successors.pop(0))
            became[one.id] = made[-1].id
    return tuple(made), became


def _content(copy: Copy, said: Received | None, statements: tuple[StatementContent, ...]) -> EntryContent:
    origin = copy.content.origin
    news = said.content.origin if said else None
    if origin is not None and news is not None:
        ids = {one.id for one in statements}
        about = {key: names for key, names in {**origin.about, **news.about}.items() if key in ids}
        grades = {key: grade for key, grade in {**origin.grades, **news.grades}.items() if key in ids}
        origin = replace(origin, hands=news.hands, outcome=news.outcome, about=about, grades=grades)
    name = origin.sender if origin else "The sender"
    because = {"corrected_because": f"{name} sent a correction."}
    return replace(
        copy.content, statements=statements, origin=origin, fields={**copy.content.fields, **because}
    )


def _follow_ids(by: Actor, entry_id: UUID, ended: Sequence[UUID], fresh: Sequence[UUID]) -> None:
    """A later correction finds the claims that stand now."""
    rows = TakenPassage.objects.filter(organisation_id=by.organisation_id, entry_id=entry_id)
    sorting_id = rows.values_list("sorting_id", flat=True).first()
    if sorting_id is not None:
        rows.filter(Q(here_id=None, passage_id__in=ended) | Q(here_id__in=ended)).delete()
        TakenPassage.objects.bulk_create(
            TakenPassage(
                organisation_id=by.organisation_id, sorting_id=sorting_id, passage_id=one, entry_id=entry_id
            )
            for one in fresh
        )


def _attach(by: Actor, copy: Copy, said: Received) -> None:
    """What was attached since; what is there already is not written twice."""
    there = {(one.kind, one.text) for one in copy.entry.annotations}
    there |= {(note.kind, note.text) for one in copy.entry.statements for note in one.annotations}
    for side in said.sides:
        if (side.kind, side.text) not in there:
            writing.write_annotation(
                by, copy.file, copy.entry.id, side.kind, side.text, side.statement_id, said=side.said
            )


def _decide(by: Actor, copy: Copy, outcome: Outcome | None) -> None:
    """What it turned out to be, as the sender found; what did not happen is found by no search any more."""
    if outcome is copy.entry.outcome:
        return
    born_on, flags = born_on_of(by.organisation_id, copy.file.child_id), writing.flags_of(copy.content)
    if outcome is None:
        writing.mark_reopened(by, copy.file, copy.entry.id, born_on, flags)
        return
    review_on = Entry.objects.get(organisation_id=by.organisation_id, id=copy.entry.id).review_on
    writing.mark_decided(by, copy.file, copy.entry.id, outcome, born_on, review_on, flags)
    if outcome in COLLAPSED:
        search_index.forget(by, [copy.entry.id])


def _take_out(by: Actor, copy: Copy) -> bool:
    """Nothing else stands in the entry: it goes, with what is about it."""
    ids = list(together(by.organisation_id, [copy.entry.id]).ids)
    return take_out(by, copy.file.id, ids, ChangeKind.DESTROYED)


def _cut_out(by: Actor, copy: Copy, held: Sequence[UUID]) -> bool:
    """Something else stays: the claims leave the entry, and the keys of every version that held them are destroyed."""
    own = by.organisation_id
    before = EntryVersion.objects.filter(organisation_id=own, entry_id=copy.entry.id)
    versions = list(before.values_list("id", flat=True))
    staying = tuple(one for one in copy.content.statements if one.id not in held)
    writing.write_correction(by, copy.file, copy.entry.id, _content(copy, None, staying))
    mark_withdrawn(by, held)
    _follow_ids(by, copy.entry.id, held, ())
    no_hold_comes(own)
    is_frozen = disposal.is_frozen(own, copy.file.id, [copy.entry.id])
    if not is_frozen:
        notes = Annotation.objects.filter(organisation_id=own, entry_id=copy.entry.id, statement_id__in=held)
        destroy_records(own, [*versions, *notes.values_list("id", flat=True)])
        notes.delete()
    reshow(by, copy.file, copy.entry.id)
    return not is_frozen
