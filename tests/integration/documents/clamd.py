"""Scanners to ask: a real clamd with one signature of our own, and one made here for machines without it.

The same tests run against both, so that the made one is known to answer as the real one does.
"""

from __future__ import annotations

import os
import shutil
import socket
import socketserver
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The harmless test virus that all scanners know, in two halves so that this file is not taken for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURE = "44d88612fea8a8f36de82e1278abb02f:68:Fairward.Test\n"
LONGEST = 11 * 1024 * 1024
CLAMD = shutil.which("clamd", path=os.environ.get("PATH", "") + ":/usr/sbin")


@contextmanager
def real_clamd(folder: Path) -> Iterator[str]:
    """A clamd of its own on a private socket, with one signature and no updates."""
    assert CLAMD is not None
    database = folder / "signatures"
    database.mkdir()
    (database / "fairward.hdb").write_text(SIGNATURE)
    line = folder / "clamd.socket"
    config = folder / "clamd.conf"
    config.write_text(
        f"DatabaseDirectory {database}\nLocalSocket {line}\nForeground yes\nStreamMaxLength {LONGEST}\n"
        f"PidFile {folder / 'clamd.pid'}\nLogFile {folder / 'clamd.log'}\n"
    )
    folder.chmod(0o755)
    with subprocess.Popen(
        [CLAMD, "--config-file", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as it:
        try:
            _wait_for(line, it)
            yield f"unix:{line}"
        finally:
            it.terminate()


def _wait_for(line: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with socket.socket(socket.AF_UNIX) as probe:
            if line.exists() and probe.connect_ex(str(line)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("clamd did not start")


class _Answers(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        received = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            received += self.rfile.read(size)
            if len(received) > LONGEST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.wfile.write(b"stream: Fairward.Test FOUND\0" if received == EICAR else b"stream: OK\0")


@contextmanager
def made_clamd() -> Iterator[str]:
    """A scanner made here, on a real TCP socket."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """Something that reads all and answers the same to everything."""

    class Same(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.rfile.read(10)
            while size := struct.unpack("!I", self.rfile.read(4))[0]:
                self.rfile.read(size)
            self.wfile.write(answer)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Same) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
