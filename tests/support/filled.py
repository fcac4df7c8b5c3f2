"""Reads what stands in the fields of a page, so that a test can send a form back as a person would. It may not send."""

from __future__ import annotations

from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.box, self.select = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        name = given.get("name", "")
        if tag == "input" and name and ("checked" in given or given.get("type") not in ("radio", "checkbox")):
            self.found[name] = given.get("value", "")
        elif tag == "textarea":
            self.box = name
            self.found[name] = ""
        elif tag == "select":
            self.select = name
            self.found[name] = ""
        elif tag == "option" and "selected" in given:
            self.found[self.select] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.box:
            self.found[self.box] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.box = ""


def filled(html: str) -> dict[str, str]:
    """Name of every field of a page -> what stands in it; boxes that are not ticked are not there."""
    reader = _Fields()
    reader.feed(html)
    return reader.found
