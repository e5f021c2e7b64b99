# Every target makes its own environment: a fresh clone, Python 3.11 or later, make and a package index are enough.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.PHONY: help demo test lint bench lock clean

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	if command -v $$p >/dev/null && $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo $$p; break; fi; done)
VENV := .venv
BIN := $(VENV)/bin
# Two stamps: the locked packages, and the package itself. Each is made again only when what it rests on changed.
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready

help:
	@echo "make demo   read the examples: records in the terminal, pages and a dossier in out/demo/"
	@echo "make test   run the tests"
	@echo "make lint   formatting, types, import contracts"
	@echo "make bench  measure reading on one core"
	@echo "make lock   lock the newest fitting versions anew"

$(LOCKED): requirements.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; none was found." >&2; exit 1; }
	@# A virtual environment that is half made or was moved is made anew.
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(READY): $(LOCKED) pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

EXAMPLES := $(filter-out examples/README.md,$(wildcard examples/*))

demo: $(READY)
	$(BIN)/dragoman read $(EXAMPLES) --format terminal
	$(BIN)/dragoman read $(EXAMPLES) --format html --out out/demo
	rm -f out/demo/dragoman.db*
	$(BIN)/dragoman add examples/china-russia --store out/demo/dragoman.db
	$(BIN)/dragoman ledger CHN RUS --sector energy --as-of 2024-06-01 --store out/demo/dragoman.db --format table
	$(BIN)/dragoman dossier CHN RUS --since 2022 --as-of 2024-06-01 --store out/demo/dragoman.db --to out/demo/china-russia.html
	@echo "The pages of these records and the dossier on China and Russia lie in out/demo/: open them in a browser."

# Where a PostgreSQL is installed the tests of the store run on it too; else they say that they were skipped.
test: $(READY)
	DRAGOMAN_POSTGRESQL="$${DRAGOMAN_POSTGRESQL:-$$(.ci/postgresql || true)}" $(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python benchmarks/reading.py

# The index and its address belong to the machine and never to the lock; comments and addresses are left out.
lock:
	$(PYTHON) -m venv --clear out/lock
	out/lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	mkdir -p out
	out/lock/bin/uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --all-extras --no-header \
		--no-annotate --no-emit-index-url --no-emit-find-links --output-file out/requirements.lock pyproject.toml
	{ echo "# Locked by 'make lock': run time, extras, tests and lint, with the hashes of all files of each version."; \
		cat out/requirements.lock; } > requirements.lock
	! grep -q '://' requirements.lock

clean:
	rm -rf out .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
