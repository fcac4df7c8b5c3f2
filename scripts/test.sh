#!/bin/sh
# Every test, in two halves beside each other: those in a browser, and all others. Two cores are used, and nothing is shared
# but the tests' PostgreSQL, where each half has databases of its own. What the browser's half printed is shown when both
# are done.
set -u
unset PYTHONDONTWRITEBYTECODE # many short processes of Fairward start here: each would compile all of it anew
mkdir -p var
.venv/bin/pytest tests/journeys > var/journeys.txt 2>&1 &
journeys=$!
trap 'kill $journeys 2>/dev/null; exit 130' INT TERM
.venv/bin/pytest tests/guards tests/unit tests/integration tests/promises
others=$?
wait $journeys
browser=$?
echo "== journeys"
cat var/journeys.txt
[ $others -eq 0 ] && [ $browser -eq 0 ]
