# `make demo` and `make test` do all the set-up; PYTHON may name another interpreter (3.11 or later), ARGS what pytest is told.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STORE := build/demo.kg

.PHONY: demo test lint serve bench clean

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "syndrome-graph needs Python 3.11 or later; call make PYTHON=python3.12, for example")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	$(BIN)/sgraph doctor --prepare
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/.runtime
	@BIN=$(BIN) STORE=$(STORE) sh examples/demo.sh

test: $(VENV)/.dev
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

serve: $(VENV)/.runtime
	@test -d $(STORE) || BIN=$(BIN) STORE=$(STORE) sh examples/demo.sh
	$(BIN)/sgraph serve --store $(STORE)

$(VENV)/.bench: $(VENV)/.dev requirements/bench.txt
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks

clean:
	rm -rf build $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
