# Two commands: `make demo` and `make test`. Both set up what they need on a fresh machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check

.PHONY: demo test setup setup-dev format bench bench-growth bench-neo4j clean

demo: setup
	@$(BIN)/python examples/demo.py

test: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

setup: $(VENV)/.core
setup-dev: $(VENV)/.dev

$(VENV)/.core: pyproject.toml
	@echo "Setting up kg in $(VENV) (about half a minute) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kg needs Python 3.11 or newer: make PYTHON=python3.11")'
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --quiet -e '.[validate]'
	@touch $@

$(VENV)/.dev: $(VENV)/.core
	@echo "Setting up what the tests need …"
	@$(PIP) install --quiet -e '.[dev]'
	@$(PIP) install --quiet -e '.[ftm]' >/dev/null 2>&1 || \
		echo "No followthemoney (its pyicu needs: apt-get install g++ pkg-config libicu-dev); its tests are skipped."
	@touch $@

format: setup-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup-dev
	$(PIP) install --quiet -e '.[bench]'
	$(BIN)/python -m benchmarks.run
	$(BIN)/python -m benchmarks.growth

bench-growth: setup-dev
	$(PIP) install --quiet -e '.[bench]'
	$(BIN)/python -m benchmarks.growth --all --splink-up-to 100000

bench-neo4j: setup-dev
	$(BIN)/python -m benchmarks.neo4j_load

clean:
	rm -rf $(VENV) .cache .mypy_cache .pytest_cache .ruff_cache build dist demo
