# Two commands do everything: `make site` builds site/ from notes/, `make test` runs every test, the linter and the types.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.DEFAULT_GOAL := site
.PHONY: site test fast js browser browsers lint docs lock clean

site: $(VENV)/site.stamp
	$(BIN)/weeknotes build

# Compiled modules and templates make the builds of the tests four times as fast. pytest compiles
# the tests, too. This takes 5 seconds in each process, unless Python stores what it compiled.
test fast: export PYTHONDONTWRITEBYTECODE =
test: $(VENV)/dev.stamp lint
	@$(BIN)/python -m compileall -q src
	$(BIN)/pytest -q

# Unit tests and golden files only, to run after each change; property tests try fewer examples.
fast: $(VENV)/dev.stamp
	@$(BIN)/python -m compileall -q src
	WEEKNOTES_TESTS=fast $(BIN)/pytest -q -m 'not slow and not browser'

# node_modules, with which tests/test_javascript.py checks the scripts; it is skipped without them.
js:
	@if [ node_modules/.package-lock.json -nt package-lock.json ]; then :; \
	elif ! command -v npm >/dev/null; then echo 'npm is not here: the scripts will not be checked'; \
	else npm ci || echo 'npm ci failed: the scripts will not be checked'; fi

# For tests/browser, which is skipped where there is no Chromium.  The headless shell is the fastest.
APT_INSTALL = $(SUDO) apt-get install -y -qq --no-install-recommends
browser:
	@command -v chromium-headless-shell >/dev/null && exit 0; \
	  { command -v apt-get >/dev/null && $(SUDO) apt-get update -qq && $(APT_INSTALL) chromium-headless-shell; } && exit 0; \
	  for name in chromium chromium-browser google-chrome google-chrome-stable; do command -v $$name >/dev/null && exit 0; done; \
	  { command -v apt-get >/dev/null && $(APT_INSTALL) chromium; } \
	  || echo 'Chromium is not here and cannot be installed: the tests in a browser will be skipped'

# Search in Firefox and WebKitGTK. It takes minutes, so `make test` does not do it.
BROWSERS = firefox-esr webkit2gtk-driver xvfb
browsers: $(VENV)/dev.stamp
	@{ command -v firefox-esr || command -v firefox; } >/dev/null && command -v WebKitWebDriver >/dev/null && command -v Xvfb >/dev/null \
	  || { command -v apt-get >/dev/null && $(SUDO) apt-get update -qq && $(APT_INSTALL) $(BROWSERS); } \
	  || echo 'install what is missing of $(BROWSERS): checks without it will be skipped'
	$(BIN)/pytest -q -n0 tests/browser/other_browsers.py

lint: $(VENV)/dev.stamp js
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@if [ -x node_modules/.bin/eslint ]; then npm run --silent lint; fi

# docs/rules.md, from the docstrings of the rules; docs/theming.md and the headers of the templates;
# the bookmarklet in docs/editors.md and docs/editors.ko.md;
# what commands print, in docs/commands.md and the tutorials.
docs: $(VENV)/dev.stamp
	$(BIN)/python tools/rules_docs.py > docs/rules.md
	$(BIN)/python tools/theme_docs.py
	$(BIN)/python tools/bookmarklet.py
	$(BIN)/python -m tests.test_docs

# Debian and Ubuntu keep venv's pip in a package of its own.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'weeknotes needs Python 3.11 or later: make PYTHON=python3.11'; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { command -v apt-get >/dev/null && $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq python3-venv; } \
	  || { echo 'this Python has no venv: install it, or name another one: make PYTHON=python3.11'; exit 1; }
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
