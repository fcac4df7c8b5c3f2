"""Tells a file's type from its content. It may not trust a name or what a browser says."""

from __future__ import annotations

from typing import Literal

from fairward.documents.kinds import MediaType
from fairward.documents.refusals import RefusedFile

GIF: Literal["gif"] = "gif"
Kind = MediaType | Literal["gif"]
_TEXT_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_TAKEN: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"%PDF-", MediaType.PDF),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
)
_REFUSED = (
    (b"PK\x03\x04", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"{\\rtf", "office"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"ID3", "video"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"OggS", "video"),
)
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"heim", b"heis", b"avif", b"avis"}
_MARKUP = (b"<svg", b"<html", b"<!doctype html", b"<script")


def type_of(raw: bytes) -> Kind:
    """The type of a file that can be made safe (GIF among them); RefusedFile for any other."""
    for magic, kind in _TAKEN:
        if raw.startswith(magic):
            return kind
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return MediaType.WEBP
    _refuse_known(raw)
    as_text(raw)
    return MediaType.TEXT


def _refuse_known(raw: bytes) -> None:
    if raw[4:8] == b"ftyp":
        raise RefusedFile("heic" if raw[8:12] in _HEIC_BRANDS else "video")
    if raw.startswith(b"RIFF"):
        raise RefusedFile("video")
    for magic, code in _REFUSED:
        if raw.startswith(magic):
            is_office = code == "archive" and b"[Content_Types].xml" in raw[:4096]
            raise RefusedFile("office" if is_office else code)
    head = raw[:4096].lower()
    if any(mark in head for mark in _MARKUP):
        raise RefusedFile("svg")


def as_text(raw: bytes) -> str:
    """The text of a plain text file in UTF-8, UTF-16 with its mark, or Windows-1252; RefusedFile if it is none."""
    encodings = [encoding for mark, encoding in _BOMS if raw.startswith(mark)] or ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(ord(letter) in _TEXT_CONTROLS for letter in text):
            return text
    raise RefusedFile("unknown")
