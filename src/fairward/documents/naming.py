"""Makes a file name that is safe to show and to save under. It may not believe a path or an extension."""

from __future__ import annotations

import re
import unicodedata

from fairward.documents.kinds import MediaType

LONGEST = 100
_FORBIDDEN = re.compile(r'[<>:"|?*]')
# Names that mean a device on Windows, where the file may be saved.
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


def clean_name(given: str, media_type: MediaType) -> str:
    """The given name without path, control or direction marks, with the extension of what the file really is."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    # Control and format characters go: a right-to-left mark makes "gpj.exe" look like a picture.
    shown = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    stem = shown.rsplit(".", 1)[0] if "." in shown.strip(".") else shown
    stem = re.sub(r"\s+", " ", _FORBIDDEN.sub("_", stem)).strip(" .")[:LONGEST].strip(" .")
    if not stem or _DEVICES.match(stem):
        stem = "attachment"
    return stem + media_type.extension
