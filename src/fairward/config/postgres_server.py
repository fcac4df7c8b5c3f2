"""The process of one PostgreSQL and its data: made, started, healed after a crash, stopped. It knows no role."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fairward.config.postgres_binaries import Binaries, NoPostgres
from fairward.config.unprivileged import Account

# No process has this number. Written over the pid of a dead server it leaves the rest of the lock file to PostgreSQL,
# which still sees whether any of the dead server's children is alive.
_NO_PROCESS = "2147483646"
_PATIENCE = 15.0  # seconds for the children of a killed server to notice
_LOG = "server.log"


class ServerFailed(RuntimeError):
    """PostgreSQL could not be made or started; the sentence ends with what it said itself."""


@dataclass(frozen=True)
class Server:
    """One folder of data, the programs and the account that run it, the folder of its socket."""

    data: Path
    binaries: Binaries
    account: Account
    socket_directory: Path

    def exists(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    def make(self, password: str) -> None:
        """Make the data beside their place and move them there when whole: nothing is ever half made."""
        draft = self.data.with_name(self.data.name + ".tmp")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self.account.owns(draft)
        self.make_socket_directory()
        secret = self.socket_directory / "password"
        secret.unlink(missing_ok=True)
        with open(os.open(secret, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(password)
        self.account.owns(secret)
        try:
            self._run(
                "initdb", "-D", str(draft), "-U", "postgres", f"--pwfile={secret}", *self._how_to_make()
            )
        finally:
            secret.unlink()
        with (draft / "postgresql.conf").open("a") as file:
            file.write("\ninclude = 'fairward.conf'\n")
        draft.rename(self.data)

    def _how_to_make(self) -> list[str]:
        """Byte order and UTF-8 whatever the machine's language is; names are sorted by the application."""
        if self.binaries.major >= 17:
            locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        else:
            locale = ["--locale=C.UTF-8"]
        return [*locale, "--encoding=UTF8", "--data-checksums", "--auth=scram-sha-256"]

    def make_socket_directory(self) -> None:
        """A folder that only the server's account (and root) may enter; never one that somebody else has put there."""
        try:
            self.socket_directory.mkdir(mode=0o700)
            self.account.owns(self.socket_directory)
        except FileExistsError:
            found = self.socket_directory.lstat()
            if found.st_uid != self.account.uid or found.st_mode & 0o170077 != 0o040000:
                raise ServerFailed(
                    f"{self.socket_directory} is not a private folder of the account that runs PostgreSQL. Remove it."
                ) from None

    def start(self, settings: Mapping[str, str]) -> None:
        """Start it and wait until it answers; after a crash it replays its log, however long that takes."""
        self.make_socket_directory()
        chosen = {**settings, "unix_socket_directories": str(self.socket_directory)}
        lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in chosen.items()]
        (self.data / "fairward.conf").write_text("".join(lines))
        end = time.monotonic() + _PATIENCE
        while True:
            self._forget_dead_server()
            log = str(self.data / _LOG)
            done = self._try("pg_ctl", "start", "-D", str(self.data), "-l", log, "-w", "-t", "600", "-s")
            if done.returncode == 0:
                return
            if time.monotonic() > end:
                raise ServerFailed(f"PostgreSQL did not start. {self._last_words()}")
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop it in order; one that does not run is stopped already."""
        if self.postmaster() is None:
            return
        done = self._try("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "60", "-s")
        if self.postmaster() is not None:
            raise ServerFailed(f"PostgreSQL did not stop. {done.stdout.strip()}")

    def postmaster(self) -> int | None:
        """The process id of the running server, or None: a number in a file is no proof that it runs."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        return pid if _is_server_of(pid, self.data) else None

    def kill(self) -> None:
        """End it the hard way, as a power cut would: for tests of what survives."""
        pid = self.postmaster()
        if pid is not None:
            os.kill(pid, signal.SIGKILL)

    def _forget_dead_server(self) -> None:
        """Heal a lock file whose number belongs to nobody, to a process not yet reaped, or by now to somebody else."""
        lock = self.data / "postmaster.pid"
        if not lock.exists() or self.postmaster() is not None:
            return
        _, _, rest = lock.read_text().partition("\n")
        lock.write_text(f"{_NO_PROCESS}\n{rest}")

    def _last_words(self) -> str:
        log = self.data / _LOG
        lines = log.read_text(errors="replace").splitlines() if log.exists() else []
        return " / ".join(lines[-3:])

    def _run(self, program: str, *arguments: str) -> None:
        done = self._try(program, *arguments)
        if done.returncode != 0:
            raise ServerFailed(f"PostgreSQL's {program} failed. {done.stdout.strip()[-600:]}")

    def _try(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as its account, in a session of its own: Ctrl-C is for us, not for it."""
        command = [*self.account.prefix, str(self.binaries.folder / program), *arguments]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        try:
            # The server inherits these outputs and would keep a pipe open for ever: a file ends with the command.
            with tempfile.TemporaryFile("w+", errors="replace") as said:
                done = subprocess.run(
                    command,
                    cwd="/",
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=subprocess.STDOUT,
                    env={**environment, "LC_ALL": "C"},
                    start_new_session=True,
                    check=False,
                )
                said.seek(0)
                return subprocess.CompletedProcess(command, done.returncode, said.read())
        except OSError as error:
            raise NoPostgres(f"PostgreSQL's {program} could not be started: {error.strerror}.") from error


def _is_server_of(pid: int, data: Path) -> bool:
    """True if this process lives and works in this folder; a dead one that nobody has reaped yet has no folder."""
    if not Path("/proc/self/cwd").exists():
        command = ["ps", "-o", "stat=,comm=", "-p", str(pid)]
        asked = subprocess.run(command, capture_output=True, text=True, check=False)
        return "postgres" in asked.stdout and not asked.stdout.strip().startswith("Z")
    try:
        return os.readlink(f"/proc/{pid}/cwd") == str(data.resolve())
    except OSError:
        return False
