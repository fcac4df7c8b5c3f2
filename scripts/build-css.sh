#!/usr/bin/env bash
# Rebuilds the style sheet and refreshes the committed copies of GOV.UK Frontend's and htmx's scripts.
# Needed only after changing src/fairward/design/scss or a version in package.json; running Fairward needs no Node.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -d node_modules ] || npm install --no-audit --no-fund --no-package-lock
static=src/fairward/design/static/design
node_modules/.bin/sass --no-source-map --style=compressed --load-path=node_modules --quiet-deps \
  src/fairward/design/scss/fairward.scss "$static/fairward.css"
if grep -qiE 'url\(|@font-face|GDS Transport|crest|sourceMappingURL' "$static/fairward.css"; then
  echo "The style sheet asks for a font, a picture or GOV.UK's own things; it must stand alone." >&2
  exit 1
fi
# The version line of the kits stays in the files; the pointers to source maps go, because the maps are not shipped.
sed 's|//# sourceMappingURL=.*$||' node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js > "$static/govuk-frontend.min.js"
cp node_modules/htmx.org/dist/htmx.min.js "$static/htmx.min.js"
cp node_modules/htmx.org/LICENSE "$static/licences/htmx.txt"
