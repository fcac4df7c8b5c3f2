#!/bin/sh
# Makes .venv from requirements.lock, every file checked by its hash. Does nothing where that is done already.
set -eu
cd "$(dirname "$0")/.."

state="$(cat requirements.lock pyproject.toml | cksum) $(pwd)"
stamp=.venv/fairward-state
if [ "$(cat "$stamp" 2>/dev/null)" = "$state" ] && .venv/bin/python -c 'import django' 2>/dev/null; then
  exit 0
fi

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

choose() {
  if [ -n "${PYTHON:-}" ]; then
    fits "$PYTHON" || { echo "PYTHON=$PYTHON is not a Python 3.11 or newer." >&2; return 1; }
    echo "$PYTHON"
    return
  fi
  for name in python3 python3.13 python3.12 python3.11 python3.14 /usr/bin/python3; do
    if fits "$name" && "$name" -c 'import venv, ensurepip' 2>/dev/null; then echo "$name"; return; fi
  done
  echo "Fairward needs Python 3.11 or newer with its venv module (Debian: apt-get install python3 python3-venv)." >&2
  return 1
}

if ! .venv/bin/python -m pip --version >/dev/null 2>&1 || ! fits .venv/bin/python; then
  python=$(choose)
  echo "Making .venv with $("$python" --version) ..."
  rm -rf .venv
  "$python" -m venv .venv
fi

echo "Installing what requirements.lock names ..."
# pip's mirrors and proxies are the machine's own affair: it is called as it is configured here.
.venv/bin/python -m pip --disable-pip-version-check install --quiet --no-input --no-deps --no-compile \
  --require-hashes -r requirements.lock
.venv/bin/python -m pip --disable-pip-version-check install --quiet --no-input --no-deps --no-build-isolation -e .
echo "$state" >"$stamp"
