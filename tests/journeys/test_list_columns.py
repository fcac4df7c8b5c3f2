"""Words of a list stay whole on a desk, however long the sentence in the next column is."""

from __future__ import annotations

from typing import Any

from tests.support.databases import ROOT

STYLE = ROOT / "src" / "fairward" / "design" / "static" / "design" / "fairward.css"
SENTENCE = "The headteacher is asked, because a decision about the family is still missing by now. " * 4
TABLE = f"""<div class="govuk-width-container"><table class="fw-queue"><tbody><tr><th>Nobody has decided</th>
<td>14 November 2026</td><td><span id="role">Headteacher</span></td><td>{SENTENCE}</td></tr></tbody></table></div>"""


def lines(page: Any) -> int:
    found: int = page.evaluate("document.querySelector('#role').getClientRects().length")
    return found


def test_a_role_is_not_broken_in_two(page: Any) -> None:
    page.set_content(f"<style>{STYLE.read_text()}</style>{TABLE}")
    assert lines(page) == 1
    page.set_viewport_size({"width": 320, "height": 640})
    assert lines(page) == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 320
