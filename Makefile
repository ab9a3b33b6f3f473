# The two commands to know: make run, make test.
# Every step leaves a stamp only when it succeeded, so an interrupted one is simply run again.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help

PYTHON ?= python3
UV := $(or $(shell command -v uv 2>/dev/null),.uv/bin/uv)
NPM := $(or $(shell command -v npm 2>/dev/null),.node/bin/npm)
BIN := .venv/bin
DANISH := src/fodfaeste/locale/da/LC_MESSAGES/django
ASSETS := src/fodfaeste/web/static/vendor/.stamp
INSTALL := $(UV) pip install --quiet --python .venv --no-deps --no-build-isolation --editable .
# Half a package looks installed: what was interrupted is installed all over again.
define SYNC
@again=; test ! -e .venv/.unfinished || again=--reinstall; touch .venv/.unfinished; \
  $(UV) pip sync --quiet --python .venv --require-hashes $$again requirements/$(1).txt; \
  $(INSTALL); \
  rm .venv/.unfinished
endef

export UV_PYTHON_DOWNLOADS := never
# A different environment may be active in the shell of whoever calls.
unexport VIRTUAL_ENV
# Without bytecode every start takes three times as long.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help:  ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

.PHONY: setup
setup: .venv/.self $(ASSETS) $(DANISH).mo  ## Install all that running needs
# So that the first command starts as fast as the next, also where Python may not write bytecode.
	@$(BIN)/python -m compileall -q src/fodfaeste && $(BIN)/fodfaeste programme list >/dev/null

.PHONY: run
run: setup  ## Serve on http://127.0.0.1:8000 (PORT=…); a demonstration unless DATABASE_URL is set
	@exec $(BIN)/fodfaeste serve

.PHONY: dev
dev: setup .venv/.dev  ## Install all that testing needs as well

.uv/.done:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which with: make PYTHON=python3.12 …")'
	@$(PYTHON) -m venv --clear .uv || { echo "python3 -m venv failed. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@.uv/bin/pip install --quiet --disable-pip-version-check uv
	@touch $@

.venv/.python: $(if $(filter .uv/%,$(UV)),.uv/.done)
	@$(UV) venv --quiet --clear --python $(PYTHON) .venv
	@touch $@

# Once the test tools are there they stay, whatever is asked for later.
.venv/.base: .venv/.python requirements/base.txt requirements/dev.txt
	@echo "Installing Python packages …"
	$(call SYNC,$(if $(wildcard .venv/.dev),dev,base))
	@touch $@ .venv/.self

.venv/.dev: .venv/.base
	@echo "Installing test tools …"
	$(call SYNC,dev)
	@touch $@ .venv/.self

# The command and its entry point; the code itself is read from src.
.venv/.self: .venv/.base pyproject.toml
	@$(INSTALL)
	@touch $@

$(DANISH).mo: $(DANISH).po .venv/.self
	@$(BIN)/pybabel --quiet compile --domain django --directory src/fodfaeste/locale
	@touch $@

.PHONY: messages
messages: dev  ## Bring the Danish messages in step with the code
	@$(BIN)/python tools/messages.py
	@$(MAKE) --silent setup

.PHONY: test
test: dev chromium  ## Run everything that must hold (a part of it: make test PARTS="core app-sqlite")
	@$(BIN)/python tools/test.py $(PARTS)

.PHONY: check
check: dev  ## Run the linters and the type checker only
	@$(BIN)/python tools/test.py checks

.PHONY: wheel
wheel: setup  ## Build dist/*.whl, which needs neither node nor make to install
	@rm -rf dist
	@$(BIN)/python -m hatchling build --target wheel

CHROMIUM_THERE := $(or $(CHROMIUM),$(shell command -v chromium || command -v google-chrome))

# From Debian where that can be done, else Playwright's own; the tests say how if both fail.
.PHONY: chromium
chromium: dev
ifeq ($(CHROMIUM_THERE),)
	@echo "Installing Chromium …"
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends chromium >/dev/null; \
	else \
	  $(BIN)/playwright install chromium; \
	fi || echo "Chromium could not be installed. Install it, or say where it is: CHROMIUM=/path/to/chromium" >&2
endif

# The address npm asks stays out of the lock; see .npmrc.
$(ASSETS): tools/assets.py package.json package-lock.json .npmrc .venv/.python $(if $(filter .node/%,$(NPM)),.node/.done)
	@echo "Copying the design system …"
	@$(BIN)/python tools/assets.py $(NPM)
	@touch $@

.node/.done: requirements/node.txt .venv/.python
	@echo "There is no npm here: installing one into .node …"
	@$(UV) venv --quiet --clear --python $(PYTHON) .node
	@$(UV) pip sync --quiet --python .node --require-hashes requirements/node.txt
	@touch $@

# Every Python ≥ 3.11, no address of any index.
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.PHONY: lock
lock: .venv/.python  ## Renew requirements/*.txt after a change of pyproject.toml or requirements/*.in
	$(COMPILE) pyproject.toml requirements/base.in --output-file requirements/base.txt
	$(COMPILE) pyproject.toml requirements/dev.in --constraints requirements/base.txt --output-file requirements/dev.txt
	$(COMPILE) requirements/node.in --output-file requirements/node.txt
