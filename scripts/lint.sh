#!/bin/sh
# Types, linters, directions of imports. Runs all of them, then says whether one complained.
set -u
cd "$(dirname "$0")/.."
bad=0
run() {
  echo "== $*"
  ".venv/bin/$@" || bad=1
}
run ruff check .
run ruff format --check .
run lint-imports
run mypy
exit "$bad"
