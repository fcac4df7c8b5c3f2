"""Search across the files that the searcher's rings open, by the blind index; every hit is checked after opening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fairward.files import search_index
from fairward.files.models import File
from fairward.files.policies import READERS
from fairward.files.queries import words_of
from fairward.files.reading import Row, annotation_texts, entry_rows, open_entries
from fairward.files.rendering import RenderedEntry
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Purpose
from fairward.keys.file_keys import open_file_keys
from fairward.people.queries import ChildName, names_of_children

MOST_FOUND = 200


@dataclass(frozen=True, slots=True)
class Found:
    """One search result: the entry as always rendered, and whose file it is in."""

    entry: RenderedEntry
    child: ChildName
    child_id: UUID


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found. `is_cut` when there was more than is shown; `unsearched` names purposes that could not be opened."""

    found: Sequence[Found]
    stems: Sequence[str]
    is_cut: bool
    unsearched: Sequence[Purpose]


def search_for(actor: Actor, text: str, why: str) -> SearchResult:
    """Search the files of every purpose that the actor's rings open: all words, checked after opening; an error is raised,
    never shown as nothing found."""
    wanted = search_index.stems(text)
    if not wanted:
        raise Denied(
            "nothing_to_search",
            "Write at least one word that says something; words like “the” are too common to search.",
        )
    found: list[Found] = []
    unsearched: list[Purpose] = []
    for purpose in (purpose for purpose, roles in READERS.items() if actor.role in roles):
        try:
            _index_notes(actor, purpose, why)
            ids = search_index.candidates(actor, purpose, wanted, MOST_FOUND + 1)
            new = search_index.waiting(actor, purpose, MOST_FOUND)
        except Denied as denied:
            if denied.code != "no_key":
                raise
            unsearched.append(purpose)
            continue
        found += _opened_results(actor, purpose, ids, new, set(wanted), why)
    found.sort(key=lambda one: one.entry.occurred_at, reverse=True)
    return SearchResult(found[:MOST_FOUND], wanted, len(found) > MOST_FOUND, unsearched)


def _owners(actor: Actor, rows: Sequence[Row]) -> dict[UUID, UUID]:
    """Whose the files of these entries are."""
    files = File.objects.filter(
        organisation_id=actor.organisation_id, id__in={row["file_id"] for row in rows}
    )
    return dict(files.values_list("id", "child_id"))


def _index_notes(actor: Actor, purpose: Purpose, why: str) -> None:
    """Index what was attached by writers without the ring; the entries themselves stay closed."""
    waiting = search_index.waiting(actor, purpose, MOST_FOUND, search_index.WAITING_NOTES)
    if not waiting:
        return
    rows = entry_rows(actor.organisation_id, "id = ANY(%s)", [waiting])
    owners = _owners(actor, rows)
    keys = open_file_keys(actor, list(owners), purpose)
    indexed = [row for row in rows if row["file_id"] in keys]
    for row in indexed:
        file = OpenedFile(row["file_id"], owners[row["file_id"]], purpose, keys[row["file_id"]])
        search_index.add(actor, purpose, row["id"], annotation_texts(actor, file, row["id"], why))
    search_index.end_waiting(actor, purpose, [row["id"] for row in indexed])


def _opened_results(
    actor: Actor, purpose: Purpose, ids: list[UUID], new: list[UUID], wanted: set[str], why: str
) -> list[Found]:
    """Those that do have the words; the `new` ones are indexed on the way."""
    rows = entry_rows(actor.organisation_id, "id = ANY(%s)", [[*ids, *new]])
    owners = _owners(actor, rows)
    names = names_of_children(actor.organisation_id, owners.values()) if owners else {}
    found = []
    for file_id, key in open_file_keys(actor, list(owners), purpose).items():
        child_id = owners[file_id]
        opened = OpenedFile(file_id, child_id, purpose, key, names[child_id].full)
        entries = open_entries(actor, opened, [row for row in rows if row["file_id"] == file_id], why)
        for entry in entries:
            if entry.id in new:
                search_index.replace(actor, purpose, entry.id, words_of(entry).splitlines())
        found += [
            Found(entry, names[child_id], child_id)
            for entry in entries
            if wanted <= set(search_index.stems(words_of(entry)))
        ]
    return found
