"""How root starts a program as an ordinary account, which PostgreSQL insists on. It makes no account."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

# Reading through folders that the account may not enter (a checkout below /root), and nothing else. Without
# no_setuid_fixup the kernel hides that capability from access(2), with which PostgreSQL looks at its own programs.
_READ_THROUGH = (
    "--inh-caps=-all,+dac_read_search",
    "--ambient-caps=-all,+dac_read_search",
    "--bounding-set=-all,+dac_read_search",
    "--securebits=+no_setuid_fixup",
    "--no-new-privs",
)


class NoAccount(RuntimeError):
    """Root has no unprivileged account to hand the server to."""


@dataclass(frozen=True)
class Account:
    """Who runs the server; `prefix` stands before each command that runs as that account."""

    name: str
    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    def owns(self, path: Path) -> None:
        """Give one path (not what lies in it) to this account; nothing to do where we are that account."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)


def choose(data: Path, *must_reach: Path) -> Account | None:
    """The account for the server, able to reach these folders; None where root has no way to let it through.

    Data that exist are served by the account that owns them.
    """
    owner = data.stat() if data.exists() else None
    if os.geteuid() != 0:
        if owner and owner.st_uid != os.geteuid():
            raise NoAccount(
                f"The data in {data} were made by another account. Start Fairward as that account, or as root, "
                "or make a checkout of your own."
            )
        return Account("", os.geteuid(), os.getegid())
    account = pwd.getpwuid(owner.st_uid) if owner and owner.st_uid else _existing()
    plain = _switch(account)
    if _reaches(plain, must_reach):
        return Account(account.pw_name, account.pw_uid, account.pw_gid, plain)
    reading = _switch(account, *_READ_THROUGH)
    if _reaches(reading, must_reach):
        return Account(account.pw_name, account.pw_uid, account.pw_gid, reading)
    return None


def anywhere() -> Account:
    """The account for the server where its folders are open to it."""
    account = _existing()
    return Account(account.pw_name, account.pw_uid, account.pw_gid, _switch(account))


def _existing() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoAccount(
        "PostgreSQL does not run as root, and this machine has neither an account `postgres` nor `nobody`. "
        "Start Fairward as an ordinary user."
    )


def _switch(account: pwd.struct_passwd, *more: str) -> tuple[str, ...]:
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise NoAccount(
            "PostgreSQL does not run as root, and `setpriv` (package util-linux) is missing. "
            "Start Fairward as an ordinary user, or install it."
        )
    return (setpriv, f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups", *more)


def _reaches(prefix: tuple[str, ...], folders: tuple[Path, ...]) -> bool:
    """True if the account can open each folder and PostgreSQL's own look at it (access) agrees."""
    test = 'for folder; do test -r "$folder" && test -x "$folder" || exit 1; done'
    command = [*prefix, "sh", "-c", test, "sh", *map(str, folders)]
    return subprocess.run(command, cwd="/", capture_output=True, check=False).returncode == 0
