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

pip() { .venv/bin/python -m pip --disable-pip-version-check install -qq --no-input --no-deps "$@"; }

echo "Installing what requirements.lock names ..."
# uv, itself from the lock, is ten times faster. It knows less than pip of a machine's mirrors and proxies, so where it
# does not get through, pip does the same with the same hashes.
locked_uv=.venv/uv.lock
awk '/^[a-z]/ { wanted = /^uv==/ } wanted' requirements.lock >"$locked_uv"
pip --require-hashes -r "$locked_uv"
.venv/bin/uv pip install --quiet --compile-bytecode --python .venv/bin/python --no-deps --require-hashes -r requirements.lock 2>/dev/null ||
  pip --require-hashes -r requirements.lock
pip --no-build-isolation -e .
echo "$state" >"$stamp"
