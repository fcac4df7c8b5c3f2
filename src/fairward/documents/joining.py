"""Puts tagged PDFs of ours one after the other, as one tagged PDF. It may not change a page.

Pages, structure tree, bookmarks and fonts come along; programs and forms there are none in what we make.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

# Elements that hold no table.
_LEAVES = frozenset({"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/L", "/Span", "/Caption", "/Figure"})


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file inside a PDF: its name, its type, what it is in words, its bytes."""

    name: str
    media_type: str
    words: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """A PDF to be joined; `level` is the level of its uppermost headings (1, or 2 where it goes on under one of before)."""

    pdf: bytes
    level: int = 1


def pages_of(made: bytes) -> int:
    """How many pages it has."""
    with pikepdf.open(io.BytesIO(made)) as paper:
        return len(paper.pages)


@dataclass(frozen=True, slots=True)
class _Bookmark:
    level: int
    title: Any
    dest: Any


def join(pieces: Sequence[Piece], *, enclosed: Sequence[Enclosed] = ()) -> bytes:
    """One PDF of them all, with the title, language and claims of the first. ValueError where a piece has links."""
    with pikepdf.open(io.BytesIO(pieces[0].pdf)) as whole:
        _check_links(whole)
        bookmarks = _bookmarks(whole.Root, pieces[0].level)
        for number, piece in enumerate(pieces[1:], start=2):
            with pikepdf.open(io.BytesIO(piece.pdf)) as part:
                _check_links(part)
                _rename_headers(part.Root.StructTreeRoot.K[0], f"{number}-")
                bookmarks += _append(whole, part, piece.level)
        tree = whole.Root.StructTreeRoot
        tree.ParentTreeNextKey = _after_last(tree.ParentTree.Nums)
        _write_bookmarks(whole, bookmarks)
        for one in sorted(enclosed, key=lambda each: each.name):
            _enclose(whole, one)
        written = io.BytesIO()
        whole.save(
            written, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True,
            deterministic_id=True,
        )  # fmt: skip
        return written.getvalue()


def _append(whole: pikepdf.Pdf, part: pikepdf.Pdf, level: int) -> list[_Bookmark]:
    """Add the pages, then what refers to them: copied after the pages, it refers to the copies."""
    before = len(whole.pages)
    whole.pages.extend(part.pages)
    tree, added = whole.Root.StructTreeRoot, whole.copy_foreign(part.Root.StructTreeRoot)
    offset = _after_last(tree.ParentTree.Nums)
    for page in whole.pages[before:]:
        page.obj.StructParents = int(page.obj.StructParents) + offset
    numbers = added.ParentTree.Nums
    for place in range(0, len(numbers), 2):
        tree.ParentTree.Nums.append(int(numbers[place]) + offset)
        tree.ParentTree.Nums.append(numbers[place + 1])
    document = tree.K[0]
    for child in added.K[0].K:
        child.P = document
        document.K.append(child)
    if "/Outlines" not in part.Root:
        return []
    return _bookmarks(Dictionary(Outlines=whole.copy_foreign(part.Root.Outlines)), level)


def _after_last(numbers: Any) -> int:
    return int(numbers[len(numbers) - 2]) + 1 if len(numbers) else 0


def _check_links(paper: pikepdf.Pdf) -> None:
    """Links name their targets, and the names of two parts would meet: none of what is joined has any."""
    if "/Names" in paper.Root or any("/Annots" in page.obj for page in paper.pages):
        raise ValueError("What is joined may have no links and no anchors.")


def _rename_headers(document: Any, prefix: str) -> None:
    """Cells name their headers by ids, which each part counts from the beginning: make them different."""
    waiting = [document]
    while waiting:
        element = waiting.pop()
        if "/ID" in element:
            element.ID = pikepdf.String(prefix + str(element.ID))
        if "/A" in element and "/Headers" in element.A:
            element.A.Headers = Array([pikepdf.String(prefix + str(one)) for one in element.A.Headers])
        if str(element.S) not in _LEAVES:
            waiting += [child for child in element.K if isinstance(child, Dictionary)]


def _bookmarks(root: Any, level: int) -> list[_Bookmark]:
    """The bookmarks as a list with their levels, in reading order."""
    found: list[_Bookmark] = []
    waiting = [(root.Outlines.First, level)] if "/Outlines" in root and "/First" in root.Outlines else []
    while waiting:
        item, depth = waiting.pop()
        found.append(_Bookmark(depth, item.Title, item.Dest))
        if "/Next" in item:
            waiting.append((item.Next, depth))
        if "/First" in item:
            waiting.append((item.First, depth + 1))
    return found


def _write_bookmarks(whole: pikepdf.Pdf, found: Sequence[_Bookmark]) -> None:
    """Write them as a tree: what is below the first level is folded."""
    root = whole.make_indirect(Dictionary(Type=Name.Outlines))
    open_items: list[Any] = [root]
    shown = 0
    for one in found:
        depth = min(one.level, len(open_items))
        del open_items[depth:]
        parent = open_items[-1]
        item = whole.make_indirect(Dictionary(Title=one.title, Dest=one.dest, Parent=parent))
        if "/Last" in parent:
            item.Prev, parent.Last.Next = parent.Last, item
        else:
            parent.First = item
        parent.Last = item
        if parent is not root:
            parent.Count = int(parent.get("/Count", 0)) - 1
        shown += depth == 1
        open_items.append(item)
    root.Count = shown
    whole.Root.Outlines = root


def _enclose(whole: pikepdf.Pdf, one: Enclosed) -> None:
    """Put a file inside, named as part of the document, without the dates and the program that would be told by default."""
    stream = whole.make_stream(one.content, Type=Name.EmbeddedFile, Subtype=Name("/" + one.media_type))
    stream.Params = Dictionary(Size=len(one.content))
    spec = whole.make_indirect(
        Dictionary(
            Type=Name.Filespec, F=one.name, UF=one.name, Desc=one.words, AFRelationship=Name.Data,
            EF=Dictionary(F=stream, UF=stream),
        )
    )  # fmt: skip
    _names(whole).extend([one.name, spec])
    if "/AF" not in whole.Root:
        whole.Root.AF = Array()
    whole.Root.AF.append(spec)


def _names(whole: pikepdf.Pdf) -> Any:
    if "/Names" not in whole.Root:
        whole.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array()))
    return whole.Root.Names.EmbeddedFiles.Names
