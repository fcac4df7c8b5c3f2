"""Takes an uploaded roster into memory, up to the cap. It may not write a file: names never lie on the disk."""

from __future__ import annotations

import hashlib
import io
from typing import Any, cast

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils import timezone

from fairward.people.roster import sniff
from fairward.people.roster.limits import MAX_BYTES, TOO_LARGE
from fairward.people.roster.results import Roster, RosterProblem


class InMemoryUpload(FileUploadHandler):
    """Holds at most the cap; what comes beyond is read and dropped, so that the page can say why."""

    chunk_size = 64 * 1024
    most_bytes = MAX_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._held, self._is_too_large = io.BytesIO(), False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > self.most_bytes:
            self._is_too_large = True
            self._held = io.BytesIO()
        if not self._is_too_large:
            self._held.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        self._held.seek(0)
        made = InMemoryUploadedFile(self._held, self.field_name, "roster", "", file_size, None)
        made.is_too_large = self._is_too_large  # type: ignore[attr-defined]
        return made


def read_upload(file: UploadedFile[Any]) -> tuple[Roster, str]:
    """The roster and the hash of its bytes; raises RosterProblem."""
    if getattr(file, "is_too_large", False):
        raise RosterProblem(TOO_LARGE)
    stream = cast(io.BytesIO, file.file)
    roster = sniff.read_stream(stream, timezone.localdate())
    stream.seek(0)
    return roster, hashlib.file_digest(stream, "sha256").hexdigest()
