"""A bar on the terminal for long work. It may not show what is worked on, only how much."""

from __future__ import annotations

import sys
import time
from typing import TextIO

_WIDTH = 36


class Bar:
    """`bar(share, words)` with a share from 0 to 1; on a terminal one line that grows, elsewhere a line per tenth."""

    def __init__(self, title: str, to: TextIO | None = None) -> None:
        self.title, self.to = title, to or sys.stderr
        self.begun, self.tenth = time.monotonic(), -1

    def __enter__(self) -> Bar:
        self(0)
        return self

    def __call__(self, share: float, words: str = "") -> None:
        share = min(max(share, 0.0), 1.0)
        if self.to.isatty():
            done = round(share * _WIDTH)
            bar = "#" * done + "." * (_WIDTH - done)
            self.to.write(f"\r{self.title} [{bar}] {share:4.0%} {words[:30]:<30}")
        elif int(share * 10) > self.tenth:
            self.tenth = int(share * 10)
            self.to.write(f"{self.title}: {share:.0%}\n")
        self.to.flush()

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self(1)
            self.to.write(
                f"{chr(10) if self.to.isatty() else ''}{self.title}: {time.monotonic() - self.begun:.0f} s\n"
            )
        else:
            self.to.write("\n")
