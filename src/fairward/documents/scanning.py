"""Asks a clamd whether a file holds a virus (its INSTREAM command). It may not keep the file or say its name.

The setting FAIRWARD_CLAMD is a socket's path or host:port; empty means that no scanner is set up.
"""

from __future__ import annotations

import socket
import struct
from contextlib import closing

from django.conf import settings

from fairward.documents.kinds import ScanState

SECONDS = 10
CHUNK = 64 * 1024
LONGEST_ANSWER = 4096


def scan(raw: bytes) -> ScanState:
    """CLEAN or INFECTED; NOT_SCANNED without a scanner; WAITING if it does not answer as it should."""
    address = str(getattr(settings, "FAIRWARD_CLAMD", "") or "")
    if not address:
        return ScanState.NOT_SCANNED
    try:
        answer = _ask(address, raw)
    except (OSError, ValueError):
        return ScanState.WAITING
    if answer == b"stream: OK":
        return ScanState.CLEAN
    # Anything that is neither "OK" nor "… FOUND" (a size limit, an error) is no answer: it waits.
    return ScanState.INFECTED if answer.endswith(b" FOUND") else ScanState.WAITING


def _ask(address: str, raw: bytes) -> bytes:
    with closing(_connect(address)) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(raw), CHUNK):
            chunk = raw[start : start + CHUNK]
            line.sendall(struct.pack("!I", len(chunk)) + chunk)
        line.sendall(struct.pack("!I", 0))
        return _answer(line)


def _connect(address: str) -> socket.socket:
    path = address.removeprefix("unix:")
    if path.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(path)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def _answer(line: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        more = line.recv(LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\0\n")
