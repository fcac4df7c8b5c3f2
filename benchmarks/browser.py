"""A browser of one person, as thin as can be, in front of the real WSGI application. It may not reach behind it."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

TOKEN = "fairwardfairwardfairwardfairward"  # as long as Django's own; cookie and form carry the same
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and the processor time of this process from the first byte in to the last byte out."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cpu_ns: int


class Browser:
    """Cookies and requests. `cookies` is filled by `tests.personas.sign_in`."""

    def __init__(self, application: Application, cookies: SimpleCookie | None = None) -> None:
        self.application = application
        self.cookies: SimpleCookie = SimpleCookie(cookies.output(header="", sep=";") if cookies else None)
        self.cookies["csrftoken"] = TOKEN

    def get(self, path: str) -> Answer:
        """One GET."""
        return self._send("GET", path, b"")

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """One form."""
        return self._send("POST", path, urlencode({"csrfmiddlewaretoken": TOKEN, **fields}).encode())

    def _send(self, method: str, path: str, body: bytes) -> Answer:
        environ = self._environ(method, path, body)
        said: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], _failure: object = None) -> None:
            said.update(status=int(status[:3]), headers=dict(headers))

        began = time.process_time_ns()
        answer = self.application(environ, start)
        content = b"".join(answer)
        close = getattr(answer, "close", None)
        if close is not None:
            close()
        spent = time.process_time_ns() - began
        return Answer(said["status"], said["headers"], content, spent)

    def _environ(self, method: str, path: str, body: bytes) -> dict[str, Any]:
        address, _, query = path.partition("?")
        return {
            "REQUEST_METHOD": method,
            "PATH_INFO": address,
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36",
            "HTTP_ACCEPT": "text/html",
            "HTTP_COOKIE": "; ".join(f"{one.key}={one.coded_value}" for one in self.cookies.values()),
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
