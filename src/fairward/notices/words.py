"""The words of every notice: the same for everybody, so that there is nothing in them to give away."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NoticeKind(StrEnum):
    """Why a notice goes out. Not shown to anybody: both say the same kind of nothing."""

    ARRIVED = "arrived"
    DIGEST = "digest"


@dataclass(frozen=True)
class Words:
    """Subject and body, with a place for the address to sign in at."""

    subject: str
    body: str


_ENDING = (
    "\n\nSign in: {sign_in}\n\n"
    "This message says no more than that on purpose, because mail can be read by others. "
    "Please do not answer it, and never write about a child in a mail.\n"
)

WORDS = {
    NoticeKind.ARRIVED: Words(
        "Something for you to read in Fairward", "There is something for you to read in Fairward." + _ENDING
    ),
    NoticeKind.DIGEST: Words(
        "Things waiting for you in Fairward", "There are things waiting for you in Fairward." + _ENDING
    ),
}
