"""Takes out of a PDF what is not on its pages: metadata, programs, attached files, actions. It runs apart.

It may not change what is seen, and it may not open a file that needs a password.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from fairward.documents.refusals import MAX_PAGES, RefusedFile

MAX_OBJECTS = 200_000
MAX_DEPTH = 40
# Keys that act, hide, or tell about the maker; wherever in the file they stand.
_GONE = (
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/XFA", "/AF", "/EF", "/EmbeddedFiles", "/Metadata", "/PieceInfo",
    "/Thumb", "/Collection", "/RichMediaContent", "/Renditions", "/URLS", "/SpiderInfo", "/NeedsRendering", "/Perms",
)  # fmt: skip
_GONE_ANNOTATIONS = {
    "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/Projection",
}  # fmt: skip
_HARMLESS_ACTIONS = {"/GoTo"}
# JPEG segments that are not the picture: EXIF, XMP, Photoshop, comments. APP0, APP2 (colour), APP14 stay.
_JPEG_METADATA = {0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE}
_JPEG_SCAN, _JPEG_START = 0xDA, b"\xff\xd8"


def clean_paper(raw: bytes) -> bytes:
    """The same pages, bare. RefusedFile if it is locked, damaged or too long."""
    try:
        with pikepdf.open(io.BytesIO(raw)) as paper:
            _check_size(paper)
            for item in paper.objects:
                _bare(item, 0)
            _forget_maker(paper)
            written = io.BytesIO()
            paper.save(written, encryption=False, deterministic_id=True)
            return written.getvalue()
    except pikepdf.PasswordError:
        raise RefusedFile("password") from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, OverflowError, MemoryError, RuntimeError):
        raise RefusedFile("unreadable") from None


def _check_size(paper: pikepdf.Pdf) -> None:
    if len(paper.pages) > MAX_PAGES:
        raise RefusedFile("too_many_pages")
    if len(paper.objects) > MAX_OBJECTS or len(paper.pages) == 0:
        raise RefusedFile("unreadable")


def _forget_maker(paper: pikepdf.Pdf) -> None:
    if "/Info" in paper.trailer:
        del paper.trailer["/Info"]


def _bare(item: Any, depth: int) -> None:
    """Clean one object and the direct objects in it; indirect ones come by themselves."""
    if depth > MAX_DEPTH:
        raise RefusedFile("unreadable")
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        _bare_dictionary(item)
        children: Iterator[Any] = (item[key] for key in list(item.keys()))
    elif isinstance(item, pikepdf.Array):
        _drop_annotations(item)
        children = iter(list(item))
    else:
        return
    for child in children:
        is_container = isinstance(child, pikepdf.Dictionary | pikepdf.Array)
        if is_container and not child.is_indirect:
            _bare(child, depth + 1)


def _bare_dictionary(item: Any) -> None:
    for key in _GONE:
        if key in item:
            del item[key]
    for key in ("/A", "/Next", "/PA"):
        if key in item and _acts(item[key]):
            del item[key]
    if isinstance(item, pikepdf.Stream) and _is_plain_jpeg(item):
        item.write(jpeg_without_metadata(item.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)


def _acts(action: Any) -> bool:
    """Whether a value is an action other than going to a page (an outline's /Next, for one, is no action)."""
    if not isinstance(action, pikepdf.Dictionary) or "/S" not in action:
        return isinstance(action, pikepdf.Array)
    return str(action["/S"]) not in _HARMLESS_ACTIONS


def _drop_annotations(items: Any) -> None:
    for place in reversed(range(len(items))):
        item = items[place]
        is_annotation = isinstance(item, pikepdf.Dictionary) and "/Subtype" in item
        if is_annotation and str(item["/Subtype"]) in _GONE_ANNOTATIONS:
            del items[place]


def _is_plain_jpeg(stream: Any) -> bool:
    filters = stream.get("/Filter")
    if isinstance(filters, pikepdf.Array):
        filters = filters[0] if len(filters) == 1 else None
    return filters == pikepdf.Name.DCTDecode and "/DecodeParms" not in stream


def jpeg_without_metadata(raw: bytes) -> bytes:
    """The same JPEG without EXIF, XMP and comments; unchanged from the first thing that is no segment."""
    if not raw.startswith(_JPEG_START):
        return raw
    kept, place = [_JPEG_START], 2
    while place + 4 <= len(raw) and raw[place] == 0xFF and raw[place + 1] != _JPEG_SCAN:
        end = place + 2 + int.from_bytes(raw[place + 2 : place + 4], "big")
        if raw[place + 1] not in _JPEG_METADATA:
            kept.append(raw[place:end])
        place = end
    return b"".join(kept) + raw[place:]
