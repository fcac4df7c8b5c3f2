"""How statements and what is attached to them look on paper. It may not make a document."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def paper_style() -> str:
    """The style sheet that a PDF with drawn statements needs besides its own: without it a drawing fills the page."""
    return resources.files(__package__).joinpath("static", "design", "paper.css").read_text(encoding="utf-8")
