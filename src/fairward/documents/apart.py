"""Runs the cleaning of a file in a process of its own, with little memory, little time and no secrets.

A decoder that is tricked there can neither read the keys of this process nor take the server down.
It may not be used for anything but cleaning.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from fairward.documents.kinds import MediaType
from fairward.documents.refusals import RefusedFile
from fairward.documents.sniffing import GIF, Kind

SECONDS = 30
MEMORY_BYTES = 1536 * 1024 * 1024
REFUSED = 3


def clean_apart(kind: Kind, raw: bytes) -> bytes:
    """The cleaned content; RefusedFile with the reason, or "unreadable" if the process died or took too long."""
    source = str(Path(__file__).parents[2])
    environment = {"PYTHONPATH": os.pathsep.join([source, *filter(None, sys.path)]), "LC_ALL": "C.UTF-8"}
    command = [
        sys.executable,
        "-B",
        "-m",
        "fairward.documents.apart",
        kind if kind == GIF else str(int(kind)),
    ]
    try:
        done = subprocess.run(
            command, input=raw, capture_output=True, timeout=SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise RefusedFile("unreadable") from None
    if done.returncode == REFUSED:
        raise RefusedFile(done.stdout.decode("ascii"))
    if done.returncode != 0 or not done.stdout:
        raise RefusedFile("unreadable")
    return done.stdout


def _limit_this_process() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # writes no file
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # leaves no copy of what it read


def main(kind_word: str) -> int:
    """Read the file from standard input, write it cleaned to standard output, or the code of the refusal."""
    raw = sys.stdin.buffer.read()
    kind: Kind = GIF if kind_word == GIF else MediaType(int(kind_word))
    from fairward.documents.papers import clean_paper
    from fairward.documents.pictures import clean_picture

    _limit_this_process()
    try:
        cleaned = clean_paper(raw) if kind is MediaType.PDF else clean_picture(kind, raw)
    except RefusedFile as refused:
        sys.stdout.write(refused.code)
        return REFUSED
    sys.stdout.buffer.write(cleaned)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
