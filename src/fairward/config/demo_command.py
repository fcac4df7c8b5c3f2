"""`fairward demo`: PostgreSQL, an invented world, server and worker, on this machine. It may not make up a person."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import hmac
import importlib.metadata
import json
import os
import shutil
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fairward.config import databases, serving
from fairward.config.postgres import Cluster
from fairward.config.supervisor import Child, Supervisor

_DEMO = {"FAIRWARD_DEMO": "1"}


class CannotDemo(RuntimeError):
    """The demo cannot start; the sentence says why."""


def var() -> Path:
    """The folder that the demo writes in."""
    return Path(os.environ.get("FAIRWARD_VAR") or Path(__file__).resolve().parents[3] / "var").resolve()


def demo(*, is_reset: bool) -> None:
    """Run the demo until Ctrl-C; `is_reset` throws away what was there."""
    begun = time.monotonic()
    with _only_one():
        serving.check_port()
        cluster = None if databases.are_given() else Cluster(databases.socket_home(var()))
        if is_reset or _half_built().exists():
            _forget_world(cluster, is_asked=is_reset)
        if cluster is None:
            _serve(begun, None)
            return
        cluster.start()
        try:
            _serve(begun, cluster)
        finally:
            cluster.stop()
    print("Stopped. What was there is kept for the next `make demo`.")


def _serve(begun: float, cluster: Cluster | None) -> None:
    wanted = shape()
    migrated = var() / "demo" / "shape"
    if cluster is None or not migrated.exists() or migrated.read_text() != wanted:
        _run("migrate", "--quiet")
        migrated.parent.mkdir(parents=True, exist_ok=True)
        migrated.write_text(wanted)
    if not _complete().exists():
        _run("demo-world")
    server, worker = (
        Child(name, _command(verb), _DEMO) for name, verb in (("server", "serve"), ("worker", "worker"))
    )
    with Supervisor(also=cluster.start if cluster else lambda: None) as supervisor:
        supervisor.add(server)
        if supervisor.wait(_answers):
            supervisor.add(worker)  # after the server, which somebody is waiting for
            print(_welcome(time.monotonic() - begun), flush=True)
            supervisor.wait(lambda: False)
        print("\nStopping ...", flush=True)


def shape() -> str:
    """A digest of all migrations, ours and the libraries': an unchanged one saves the seconds of asking Django."""
    digest = hashlib.sha256()
    for library in ("django", "django-allauth", "procrastinate"):
        digest.update(f"{library} {importlib.metadata.version(library)} ".encode())
    package = Path(__file__).resolve().parents[1]
    for path in sorted(
        [*package.glob("**/migrations/*.py"), *package.glob("tenancy/*.py"), package / "config/migrating.py"]
    ):
        digest.update(str(path.relative_to(package)).encode() + path.read_bytes())
    return digest.hexdigest()


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "fairward.config.cli", *words]


def _run(*words: str) -> None:
    done = subprocess.run(
        _command(*words), env={**os.environ, **_DEMO}, stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode != 0:
        raise CannotDemo("The demo was not started.")


def _complete() -> Path:
    """A file that stands for: this world was built to its end."""
    return var() / "demo" / "complete"


@contextmanager
def building() -> Iterator[None]:
    """Around the building of the world: leaves a mark that says whether it came to its end."""
    _half_built().parent.mkdir(parents=True, exist_ok=True)
    _half_built().touch()
    yield
    _half_built().rename(_complete())


def _half_built() -> Path:
    """A file that stands for: this world was begun. Only such a one is ever thrown away unasked."""
    return var() / "demo" / "begun"


def _people() -> list[dict[str, Any]]:
    path = var() / "demo" / "people.json"
    if not path.exists():
        return []
    people: list[dict[str, Any]] = json.loads(path.read_text())
    return people


def _forget_world(cluster: Cluster | None, *, is_asked: bool) -> None:
    """Throw the world away: by wish, or because its building was broken off."""
    if cluster is None:
        if is_asked:
            raise CannotDemo(
                "FAIRWARD_DATABASE_URL names databases of yours, and this command empties only its own. "
                "Empty both databases and delete the folder var, then start `make demo`."
            )
        return
    if not is_asked:
        print("The world of the last start was not built to its end: beginning afresh.")
    cluster.remove()
    for name in ("demo", "keys", "contacts", "secret_key"):
        path = var() / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


@contextmanager
def _only_one() -> Iterator[None]:
    var().mkdir(parents=True, exist_ok=True)
    with (var() / "demo.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotDemo(
                f"This checkout's demo runs already: {lock.read() or 'it is just starting'}."
            ) from None
        lock.truncate(0)
        lock.write(_address())
        lock.flush()
        yield
        lock.truncate(0)


def _address() -> str:
    name = f"[{serving.host()}]" if ":" in serving.host() else serving.host()
    return f"http://{name}:{serving.port()}"


def _answers() -> bool:
    """True once the server answers anything at all; what is wrong then is seen at /health/ready."""
    try:
        urllib.request.urlopen(f"{_address()}/health/live", timeout=5).close()  # noqa: S310 - our own address
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _welcome(seconds: float) -> str:
    lines = [
        "",
        f"Fairward runs at {_address()} (after {seconds:.0f} seconds). Everybody in it is invented.",
        "",
    ]
    people = _people()
    wide = max((len(str(person["sign_in"])) for person in people), default=0)
    for organisation in dict.fromkeys(str(person["organisation"]) for person in people):
        lines.append(organisation)
        lines += [
            f"  {person['sign_in']:<{wide}}  {person['password']}  {person['role']}"
            for person in people
            if person["organisation"] == organisation
        ]
    lines += [
        "",
        "Sign in with name and password. Where a code is asked for: .venv/bin/fairward demo --code NAME",
        f"Passphrases for unlocking, and all of the above: {_shown(var() / 'demo' / 'people.json')}",
        "Stop with Ctrl-C.",
    ]
    return "\n".join(lines)


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def code(sign_in: str) -> str:
    """The six digits that this person's authenticator app would show now (RFC 6238)."""
    for person in _people():
        if person["sign_in"] == sign_in and person.get("totp_secret"):
            secret = str(person["totp_secret"])
            key = base64.b32decode(secret + "=" * (-len(secret) % 8))
            digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
            start = digest[-1] & 15
            number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
            return f"{number % 1_000_000:06}"
    raise CannotDemo(f"Nobody in the demo signs in as {sign_in} with a code.")
