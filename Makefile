# Two commands do everything: `make site` builds site/ from notes/, `make test` runs every test, the linter and the types.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.DEFAULT_GOAL := site
.PHONY: site test fast browser lint docs lock clean

site: $(VENV)/site.stamp
	$(BIN)/weeknotes build

# Compiled modules and templates make the builds of the tests four times as fast.
test: $(VENV)/dev.stamp lint
	@$(BIN)/python -m compileall -q src
	$(BIN)/pytest -q

# Unit tests and golden files only, to run after each change.
fast: $(VENV)/dev.stamp
	@$(BIN)/python -m compileall -q src
	$(BIN)/pytest -q -m 'not slow and not browser'

# For tests/browser, which is skipped where there is no Chromium.
browser:
	@for name in chromium chromium-browser google-chrome google-chrome-stable; do command -v $$name >/dev/null && exit 0; done; \
	  { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends chromium; } \
	  || echo 'Chromium is not here and cannot be installed: the tests in a browser will be skipped'

lint: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# docs/rules.md, from the docstrings of the rules.
docs: $(VENV)/dev.stamp
	$(BIN)/python -c 'from weeknotes.lint.report import to_markdown; print(to_markdown(), end="")' > docs/rules.md

# Debian and Ubuntu keep venv's pip in a package of its own.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'weeknotes needs Python 3.11 or later: make PYTHON=python3.11'; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq python3-venv; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/site.stamp: $(BIN)/python requirements.txt pyproject.toml
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/dev.stamp: $(VENV)/site.stamp requirements-dev.txt
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

# Renew the pins (needs pip-tools): hashes, and no index address.
lock:
	for name in requirements requirements-dev; do \
	  pip-compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	    --no-emit-options --strip-extras --allow-unsafe --no-header --output-file $$name.txt $$name.in; \
	done

clean:
	rm -rf site .weeknotes dist
