"""A real mail server on the loopback that keeps what it is given."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller


class PostOffice:
    """Takes mail, or refuses it with the answer given."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.answer = "250 Message accepted for delivery"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answer.startswith("250"):
            self.mails.append(envelope)
        return self.answer


@contextmanager
def open_post_office(settings: Any) -> Iterator[PostOffice]:
    """The mail server that Django's settings now name."""
    office = PostOffice()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # pytest-django puts its own there
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.DEFAULT_FROM_EMAIL = "Fairward <notices@school.example>"
    settings.FAIRWARD_BASE_URL = "https://fairward.school.example/"
    try:
        yield office
    finally:
        controller.stop()
