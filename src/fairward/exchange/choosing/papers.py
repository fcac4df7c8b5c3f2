"""A package as a paper to hand over: the PDF of its passages with whom it is for on every page. It may not keep it."""

from __future__ import annotations

from fairward.documents import pdf
from fairward.exchange.package.contents import Manifest
from fairward.exchange.package.words import body_of, title_of
from fairward.rights.answer_words import STYLE

_MARK = """
@page {{
  @top-left {{ content: "For {name} only"; font-size: 9pt; color: #484949; }}
  @top-right {{ content: "{number}"; font-size: 9pt; color: #484949; }}
}}
"""


def paper_of(manifest: Manifest) -> bytes:
    """The tagged PDF, marked on every page."""
    mark = _MARK.format(name=_quoted(manifest.recipient.name), number=str(manifest.id)[-12:])
    return pdf.render(body_of(manifest), title=title_of(manifest), style=STYLE + mark)


def _quoted(words: str) -> str:
    """A text inside a string of a style sheet: whatever is not plain is written by its number."""
    return "".join(
        letter if letter.isalnum() or letter in " ,.-" else f"\\{ord(letter):06x}" for letter in words
    )
