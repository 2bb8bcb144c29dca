# make run: the tutor; make test: every test; make coverage: the same, measured; make check: ruff, mypy, import contracts, the bank.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test coverage check bench-learning gallery lock clean

run: $(VENV)/run.stamp
	@$(BIN)/tutor run

test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -n 3 --dist worksteal

coverage: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -n 3 --dist worksteal --cov --cov-report=term

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/tutor check --goals

bench-learning: $(VENV)/dev.stamp
	@$(BIN)/python -m benchmarks.learning

gallery: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.gallery.draw

lock: $(VENV)/dev.stamp
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --output-file requirements.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --constraint requirements.txt --extra dev --no-emit-package cehrs-tutor --output-file requirements-dev.txt pyproject.toml

clean:
	rm -rf $(VENV) *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage

$(BIN)/python:
	@$(PYTHON) -m venv --help >/dev/null 2>&1 && $(PYTHON) -m ensurepip --version >/dev/null 2>&1 || \
	  { echo "Python's venv module is missing: install it (on Debian and Ubuntu: apt install python3-venv), then run make again."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Setting up (once) ..."
	@test -f $(VENV)/dev.stamp || $(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt pyproject.toml | $(BIN)/python
	@echo "Setting up for development (once) ..."
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@ $(VENV)/run.stamp
