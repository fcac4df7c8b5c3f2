"""Takes attached files into memory, up to the cap. It may not write a file: no picture of a child lies on a disk."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from fairward.documents.attachments import MAX_BYTES, RefusedFile

MOST_AT_ONCE = 2 * MAX_BYTES


class InMemoryAttachment(FileUploadHandler):
    """Holds one byte more than a file may have, so that the page can say that it is too big; drops the rest."""

    chunk_size = 64 * 1024
    held_in_all = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._held = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = min(MAX_BYTES + 1 - self._held.tell(), MOST_AT_ONCE - self.held_in_all)
        kept = raw_data[: max(0, room)]
        self._held.write(kept)
        self.held_in_all += len(kept)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        self._held.seek(0)
        # `size` is that of the file as it was sent, also where only its beginning is held.
        return InMemoryUploadedFile(self._held, self.field_name, self.file_name, "", file_size, None)


def content_of(file: UploadedFile[bytes]) -> bytes:
    """What was sent; RefusedFile if it did not fit."""
    held: bytes = file.read()
    if file.size is None or len(held) != file.size:
        raise RefusedFile("too_big")
    return held


def into_memory(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Around a view that takes files: they come into memory. The form's token is checked after that, not left out."""
    checked = csrf_protect(view)

    @csrf_exempt  # only so that the handler is in place before the form, with its token, is read
    @wraps(view)
    def taking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [InMemoryAttachment(request)]
        return checked(request, *args, **kwargs)

    return taking
