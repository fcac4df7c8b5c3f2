"""Carries signed bytes to another organisation: inside the installation by a call, to another one by HTTPS. No redirects.

Both ways end at the same door with the same headers and the same bytes. It may not read what it carries.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from fairward.exchange.travel import door, own_card
from fairward.exchange.travel.door import Reply
from fairward.exchange.travel.partner_queries import PartnerFacts, is_here
from fairward.exchange.travel.receipts import LARGEST
from fairward.exchange.travel.signed_requests import IN
from fairward.exchange.travel.vocabulary import Trouble

CONNECT_SECONDS, WHOLE_SECONDS = 5, 60
_CHUNK = 64 * 1024


class NotCrossed(Exception):
    """No answer came. `may_have_arrived` is false only when nothing of the body can have left."""

    def __init__(self, trouble: Trouble, *, may_have_arrived: bool) -> None:
        super().__init__(trouble.code)
        self.trouble, self.may_have_arrived = trouble, may_have_arrived


def cross(to: PartnerFacts, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
    """Bring it there and return what was answered; NotCrossed when nothing was."""
    if is_here(to.other_id):
        enter = door.enter if path == IN else door.hear
        return enter("POST", headers, lambda size: body[:size])
    if not own_card.is_usable(to.card.address):
        raise NotCrossed(Trouble.UNREACHABLE, may_have_arrived=False)
    return _over_http(to.card.address, path, headers, body)


def _over_http(address: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
    connection = _connection(address)
    try:
        connection.connect()
    except (OSError, http.client.HTTPException):
        connection.close()
        raise NotCrossed(Trouble.UNREACHABLE, may_have_arrived=False) from None
    try:
        with _cut_off(connection):
            connection.request("POST", path, body, dict(headers))
            response = connection.getresponse()
            return Reply(response.status, _read(response))
    except (OSError, http.client.HTTPException):
        raise NotCrossed(Trouble.BROKE_OFF, may_have_arrived=True) from None
    finally:
        connection.close()


def _connection(address: str) -> http.client.HTTPConnection:
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, parts.port, timeout=CONNECT_SECONDS, context=context)
    return http.client.HTTPConnection(host, parts.port, timeout=CONNECT_SECONDS)


@contextmanager
def _cut_off(connection: http.client.HTTPConnection) -> Iterator[None]:
    """No attempt lasts longer than a minute, however slowly the other side answers: the worker has other work."""
    line = connection.sock
    line.settimeout(WHOLE_SECONDS)
    timer = threading.Timer(WHOLE_SECONDS, _shut, [line])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _read(response: http.client.HTTPResponse) -> bytes:
    """An answer is a receipt: more than that is not read."""
    found = b""
    while len(found) <= LARGEST and (part := response.read(_CHUNK)):
        found += part
    return found[: LARGEST + 1]
