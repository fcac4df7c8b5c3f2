"""What an attachment can be: its type, where it stands with the virus scan, what it belongs to. Words only, no acts."""

from __future__ import annotations

from enum import IntEnum


class MediaType(IntEnum):
    """The types that can be made safe, so the only ones that are kept."""

    JPEG = 1
    PNG = 2
    WEBP = 3
    PDF = 4
    TEXT = 5

    @property
    def mime(self) -> str:
        """As it stands in Content-Type."""
        return _MIMES[self]

    @property
    def extension(self) -> str:
        """With its dot."""
        return _EXTENSIONS[self]

    @property
    def is_image(self) -> bool:
        return self in (MediaType.JPEG, MediaType.PNG, MediaType.WEBP)


_MIMES = {
    MediaType.JPEG: "image/jpeg",
    MediaType.PNG: "image/png",
    MediaType.WEBP: "image/webp",
    MediaType.PDF: "application/pdf",
    MediaType.TEXT: "text/plain; charset=utf-8",
}
_EXTENSIONS = {
    MediaType.JPEG: ".jpg",
    MediaType.PNG: ".png",
    MediaType.WEBP: ".webp",
    MediaType.PDF: ".pdf",
    MediaType.TEXT: ".txt",
}


class ScanState(IntEnum):
    """Where an attachment stands with the virus scan."""

    NOT_SCANNED = 1  # no scanner is set up
    CLEAN = 2
    WAITING = 3  # the scanner did not answer: kept, and scanned before anybody opens it
    INFECTED = 4  # found when it was scanned later: kept sealed, never handed out

    @property
    def word(self) -> str:
        """The words shown beside the attachment."""
        return _SCAN_WORDS[self]


_SCAN_WORDS = {
    ScanState.NOT_SCANNED: "not checked for viruses: no scanner is set up",
    ScanState.CLEAN: "checked for viruses",
    ScanState.WAITING: "waits to be checked for viruses",
    ScanState.INFECTED: "a virus was found",
}

# What an attachment belongs to, as callers name it, and as the column keeps it.
OWNER_KINDS = {"concern": 1, "addition": 2, "entry": 3}
