"""A refusal that a person can read. It may not carry content or names."""

from __future__ import annotations


class Denied(Exception):
    """Raised when an act is not allowed; shown to the person as a sentence with a code."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence


class NotFound(Exception):
    """Raised for what is not there and for what a stranger may not know to be there: both look the same."""
