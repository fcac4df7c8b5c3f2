"""Sends one content-free mail to one address. It may not put a name, a number or a word of a record into it."""

from __future__ import annotations

import logging
import smtplib
from email.utils import parseaddr
from typing import Protocol
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from fairward.notices.words import WORDS, NoticeKind

SECONDS = 20
logger = logging.getLogger("fairward.notices")


class NotSent(Exception):
    """The mail server did not take the mail; says neither to whom nor what the server answered."""


class Sender(Protocol):
    """Takes one notice for one address."""

    def send(self, kind: NoticeKind, address: str) -> None: ...


class SmtpSender:
    """Sends through the mail server that Django's EMAIL_ settings name."""

    def send(self, kind: NoticeKind, address: str) -> None:
        """NotSent when the server cannot be reached or does not take it."""
        try:
            _message(kind, address).send(fail_silently=False)
        except (smtplib.SMTPException, OSError):
            raise NotSent("the mail server did not take a notice") from None


class NullSender:
    """Stands in where no mail server is set up: keeps the count and nothing else."""

    def __init__(self) -> None:
        self.count = 0

    def send(self, kind: NoticeKind, address: str) -> None:
        self.count += 1
        logger.info("notice_not_sent_no_mail_server", extra={"count": self.count})


NOBODY = NullSender()
_SMTP = SmtpSender()


def sender() -> Sender:
    """The mail server if one is set up, else the one that only counts."""
    is_smtp = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    return NOBODY if is_smtp and not settings.EMAIL_HOST else _SMTP


def sign_in_address() -> str:
    return f"{settings.FAIRWARD_BASE_URL.rstrip('/')}/sign-in/"


def _message(kind: NoticeKind, address: str) -> EmailMessage:
    words = WORDS[kind]
    origin = settings.DEFAULT_FROM_EMAIL
    domain = parseaddr(origin)[1].rpartition("@")[2] or "localhost"
    return EmailMessage(
        subject=words.subject,
        body=words.body.format(sign_in=sign_in_address()),
        from_email=origin,
        to=[address],
        headers={
            # Django's own would name this machine.
            "Message-ID": f"<{uuid4()}@{domain}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
        connection=get_connection(timeout=SECONDS),
    )
