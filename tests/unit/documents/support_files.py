"""Files of each kind, small and made here, with a marker in every place that must be emptied."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

MARKER = b"SEEDED-MARKER-7Q"
WORD = MARKER.decode()


def picture(kind: str, size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    """A picture whose left half is red and right half is blue."""
    image = Image.new("RGB", size, (200, 20, 20))
    image.paste((20, 20, 200), (size[0] // 2, 0, size[0], size[1]))
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def photograph(orientation: int = 1) -> bytes:
    """A JPEG with a camera, a place and a comment."""
    exif = Image.Exif()
    exif[0x0110] = WORD
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[29] = WORD
    return picture("JPEG", exif=exif.tobytes(), comment=MARKER)


def moving() -> bytes:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    written = io.BytesIO()
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:])
    return written.getvalue()


def laden_pdf() -> bytes:
    """A PDF that carries everything that must go: metadata, scripts, actions, attached files, a photograph's EXIF."""
    paper = pikepdf.new()
    page = paper.add_blank_page(page_size=(300, 300))
    content = b"BT /F1 12 Tf 20 200 Td (Visible words) Tj ET /Im1 Do"
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    image = Stream(paper, photograph())
    for name, value in {
        "/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 60, "/Height": 40, "/ColorSpace": Name.DeviceRGB,
        "/BitsPerComponent": 8, "/Filter": Name.DCTDecode,
    }.items():  # fmt: skip
        image[name] = value
    page.obj.Resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(Im1=image))
    page.obj.Contents = Stream(paper, content)
    script = Dictionary(S=Name.JavaScript, JS=String(WORD))
    page.obj.AA = Dictionary(O=script)
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 10, 10]),
        A=Dictionary(S=Name.URI, URI=String(f"https://example.org/{WORD}")),
    )  # fmt: skip
    pinned = Dictionary(
        Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 10, 10]), Contents=String(WORD)
    )
    page.obj.Annots = Array([link, paper.make_indirect(pinned)])
    paper.attachments["hidden.txt"] = MARKER
    paper.Root.OpenAction = script
    paper.Root.Names.JavaScript = Dictionary(Names=Array([String("x"), script]))
    paper.Root.PieceInfo = Dictionary(Tool=Dictionary(Private=String(WORD)))
    paper.docinfo["/Author"] = WORD
    with paper.open_metadata() as metadata:
        metadata["dc:title"] = WORD
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def everything_in(raw: bytes) -> bytes:
    """The bytes of a PDF with all its streams unpacked, to search in."""
    with pikepdf.open(io.BytesIO(raw)) as paper:
        written = io.BytesIO()
        paper.save(
            written,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.specialized,
        )
        return written.getvalue()
