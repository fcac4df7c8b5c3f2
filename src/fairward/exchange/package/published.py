"""Writes the JSON Schema of the document into docs/reference, from the classes that read it. It may not add a rule.

Run `sh scripts/reference.sh` after changing `contents`; a test compares.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fairward.exchange.package import shapes
from fairward.exchange.package.contents import FORMAT, MAJOR, Manifest

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "disclosure-format.schema.json"


def published() -> dict[str, Any]:
    """The schema of a document. Keys that it does not name are allowed: a newer minor version may have them."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT}:{MAJOR}",
        "title": f"{FORMAT} {MAJOR}",
        **shapes.schema(Manifest),
        "$defs": dict(sorted(shapes.schemas_under(Manifest).items())),
    }


def page() -> str:
    """The file."""
    return json.dumps(published(), indent=1, ensure_ascii=False) + "\n"


def write() -> None:
    PAGE.write_text(page(), encoding="utf-8")
