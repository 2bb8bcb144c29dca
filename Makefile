# make install   install what the tutor needs, and start nothing
# make run       start the tutor
# make test      run the quick tests
# make walk      run the tests marked slow, such as those on PostgreSQL and those that kill the real process
# make coverage  run both, except tests/walk, and measure coverage
# make check     run ruff, mypy, and the checks of import contracts, lock files, and the question bank
# make audit     look up known vulnerabilities in the locked packages (needs the network)
# make lock      update the lock files after a change to pyproject.toml; UPGRADE=1 moves to the newest releases
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCKS := $(BIN)/python -m scripts.locks
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras \
  --no-emit-index-url --no-header $(if $(UPGRADE),--upgrade)

# A set-up installs exactly what a lock file lists: pip resolves nothing and builds only this project, so no later
# release can break it. Since pip takes the lock file at its word, check that nothing is missing from it, for extras and
# other platforms, too. The newest pip passes on what setuptools has to say about editable installations in general: none
# of it concerns whoever starts the tutor.
INSTALL = $(PIP) install --no-deps --only-binary :all: --require-hashes --requirement
SET_UP = set -e; \
  $(INSTALL) $(1); \
  PYTHONWARNINGS="ignore:Editable installation" $(PIP) install --no-build-isolation --no-deps --editable .; \
  $(LOCKS) leftovers $(1) | xargs -r $(PIP) uninstall --yes; \
  faults=$$($(BIN)/python -m pip check) || { echo "$$faults"; exit 1; }; \
  $(LOCKS) check $(1) $(if $(2),--extra $(2)) >/dev/null

# Without cached bytecode, every process that the tests start would compile the whole product again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install run test walk coverage check types rules bench-learning gallery audit lock clean

install: $(VENV)/run.stamp

run: $(VENV)/run.stamp
	@$(BIN)/tutor run

test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -n 3 --dist worksteal -m "not slow"

walk: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -n 3 --dist worksteal -m slow

coverage: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -n 3 --dist worksteal --ignore tests/walk --cov --cov-report=term

# mypy takes as long as everything else, and uses one core.
check: $(VENV)/dev.stamp
	@$(MAKE) --no-print-directory -j 2 types rules

types: $(VENV)/dev.stamp
	$(BIN)/mypy

rules: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(LOCKS) check requirements.txt
	$(LOCKS) check requirements-dev.txt --extra dev
	$(BIN)/tutor check --goals

bench-learning: $(VENV)/dev.stamp
	@$(BIN)/python -m benchmarks.learning

gallery: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.gallery.draw

# The auditor runs in its own environment, so it never becomes part of an installation. It is strict: a failed lookup is
# an error, because otherwise a machine without a network would pass.
audit: $(VENV)/dev.stamp
	@$(BIN)/uv tool run --from pip-audit==2.10.1 pip-audit --strict --disable-pip --require-hashes --progress-spinner off \
	  --requirement requirements.txt --requirement requirements-dev.txt || \
	  { echo "The audit did not pass; see above. If something could not be audited or reached, that says nothing about"; \
	    echo "vulnerabilities: the advisories come over the network, so try again with a connection."; exit 1; }

# This can't depend on a set-up: a set-up rejects the very lock files that this repairs.
lock: $(BIN)/uv
	@cp requirements.txt requirements-dev.txt $(VENV)/
	@$(COMPILE) --output-file requirements.txt pyproject.toml
	@$(COMPILE) --constraint requirements.txt --extra dev --no-emit-package cehrs-tutor \
	  --output-file requirements-dev.txt pyproject.toml
	@for lock in requirements.txt requirements-dev.txt; do $(LOCKS) changes $(VENV)/$$lock $$lock; done

clean:
	rm -rf $(VENV) *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage

$(BIN)/python:
	@$(PYTHON) -m venv --help >/dev/null 2>&1 && $(PYTHON) -m ensurepip --version >/dev/null 2>&1 || \
	  { echo "Python's venv module is missing. Install it (on Debian or Ubuntu, apt install python3-venv), then run make again."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(BIN)/uv: | $(BIN)/python
	@$(INSTALL) requirements-dev.txt

$(VENV)/run.stamp: requirements.txt pyproject.toml | $(BIN)/python
	@if test -f $(VENV)/dev.stamp; then \
	  rm $(VENV)/dev.stamp && $(MAKE) --no-print-directory $(VENV)/dev.stamp; \
	else \
	  echo "Setting up (once) ..."; $(call SET_UP,requirements.txt); \
	fi
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt pyproject.toml | $(BIN)/python
	@echo "Setting up for development (once) ..."
	@$(call SET_UP,requirements-dev.txt,dev)
	@touch $@ $(VENV)/run.stamp
