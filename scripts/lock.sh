#!/bin/sh
# Writes requirements.lock anew from pyproject.toml: newest versions that it allows, with the hash of every file.
set -eu
cd "$(dirname "$0")/.."
exec .venv/bin/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --extra dev \
  --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command 'make lock' \
  pyproject.toml -o requirements.lock
