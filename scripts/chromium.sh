#!/bin/sh
# Sees that the machine has what the tests need beside Python: a Chromium, letters to draw, Pango for PDFs.
# Installs it where it may (Debian and its relatives, as root or with sudo), else says in a sentence what to install.
set -eu

missing=""
need() { missing="$missing $1"; }
has_library() { ldconfig -p 2>/dev/null | grep -q "$1"; }

found=""
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then found=$name; fi
done
[ -n "$found" ] || need chromium
PATH="$PATH:/sbin:/usr/sbin"
if [ "$(uname)" = Linux ]; then
  [ -n "$(find /usr/share/fonts /usr/local/share/fonts -name 'Liberation*' 2>/dev/null | head -n 1)" ] || need fonts-liberation
  [ -n "$(find /usr/share/fonts /usr/local/share/fonts -name 'DejaVu*' 2>/dev/null | head -n 1)" ] || need fonts-dejavu-core
  has_library libpango-1.0 || need libpango-1.0-0
  has_library libpangoft2-1.0 || need libpangoft2-1.0-0
  has_library libharfbuzz-subset || need libharfbuzz-subset0
fi
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
  if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root=no; fi
fi
if [ "$as_root" = no ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "The tests need these packages, which only an administrator can install:$missing" >&2
  echo "On Debian or Ubuntu: sudo apt-get install --no-install-recommends$missing" >&2
  exit 1
fi

install() {
  # shellcheck disable=SC2086 # words on purpose
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing </dev/null >/dev/null
}
echo "Installing$missing ..."
install 2>/dev/null || { $as_root apt-get update -qq </dev/null >/dev/null && install; }
