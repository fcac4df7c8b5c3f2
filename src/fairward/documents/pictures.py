"""Decodes a picture and writes it anew, so that only what is seen is left. It runs apart, with bounded memory.

It may not keep metadata (where, when, which camera) nor bytes of the original file.
"""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from fairward.documents.kinds import MediaType
from fairward.documents.refusals import MAX_PIXELS, RefusedFile
from fairward.documents.sniffing import GIF, Kind

LONGEST_SIDE = 4096  # a screen shows less, and a ruler beside a mark can still be read
_FORMATS: dict[Kind, str] = {
    MediaType.JPEG: "JPEG",
    MediaType.PNG: "PNG",
    MediaType.WEBP: "WEBP",
    GIF: "GIF",
}
# What decoders raise on damaged or hostile bytes.
_BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, TypeError, IndexError, KeyError, AttributeError, OverflowError,
    MemoryError, struct.error, zlib.error, UnidentifiedImageError,
)  # fmt: skip


def clean_picture(kind: Kind, raw: bytes) -> bytes:
    """The same picture, upright, in sRGB, without metadata; a GIF becomes a PNG. RefusedFile if it cannot be."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit below is checked before anything is decoded
    try:
        with Image.open(io.BytesIO(raw), formats=[_FORMATS[kind]]) as picture:
            return _rewritten(picture)
    except _BROKEN:
        raise RefusedFile("unreadable") from None


def _rewritten(picture: Image.Image) -> bytes:
    if picture.width * picture.height > MAX_PIXELS:
        raise RefusedFile("too_many_pixels")
    if getattr(picture, "is_animated", False):
        raise RefusedFile("moving_picture")
    is_jpeg, is_webp = picture.format in ("JPEG", "MPO"), picture.format == "WEBP"
    if is_jpeg:
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    seen = _in_srgb(upright, picture.info.get("icc_profile"))
    seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A new image with the pixels only: what the decoder hung on the old one stays behind.
    bare = Image.new(seen.mode, seen.size)
    bare.paste(seen)
    written = io.BytesIO()
    if is_jpeg:
        bare.convert("RGB").save(written, "JPEG", quality=90, optimize=True)
    elif is_webp:
        bare.save(written, "WEBP", quality=90)
    else:
        bare.save(written, "PNG", optimize=False)
    return written.getvalue()


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB or RGBA, with the colours that were seen: the colour of a bruise matters."""
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    mode = "RGBA" if has_alpha else "RGB"
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            made = None  # a damaged profile: the plain numbers are the best guess there is
        if made is not None:
            return made
    return picture.convert(mode)
