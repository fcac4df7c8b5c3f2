# make demo        start Fairward with invented people on http://127.0.0.1:8000 (FAIRWARD_PORT)
# make demo-reset  the same, from an empty database
# make test        everything: guards, types, linters, unit, integration, promises, journeys in a browser
# make lint        types and linters only           make fmt    put the code in form
# make lock        bring requirements.lock up to what pyproject.toml allows
#
# Needs Python 3.11 or newer (PYTHON=python3.12 chooses one) and nothing else. All paths are relative: a checkout may
# lie in a folder with spaces in its name.

.PHONY: demo demo-reset test lint fmt lock environment

demo: environment
	@.venv/bin/fairward demo

demo-reset: environment
	@.venv/bin/fairward demo --reset

test: environment
	@sh scripts/chromium.sh
	@sh scripts/lint.sh
	@sh scripts/test.sh

lint: environment
	@sh scripts/lint.sh

fmt: environment
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .

lock: environment
	@sh scripts/lock.sh

environment:
	@PYTHON="$(PYTHON)" sh scripts/environment.sh
