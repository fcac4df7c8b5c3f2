"""Writes the committed packages. Never run it to mend a test; a new major version gets vectors of its own.

DJANGO_SETTINGS_MODULE=fairward.config.settings .venv/bin/python -m tests.vectors.packages.make_vectors
"""

from __future__ import annotations

import json
from pathlib import Path

import django

HERE = Path(__file__).parent


def main() -> None:
    """Write them, one file each."""
    django.setup()
    from tests.vectors.packages.spoiling import vectors

    for name, value in vectors().items():
        (HERE / f"{name}.json").write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
