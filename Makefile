# make install: what the tutor needs, starting nothing; make run: the tutor; make test: the quick tests; make walk: those
# marked slow, such as everything on PostgreSQL, and the real process, killed on its way;
# make coverage: both without tests/walk, measured;
# make check: ruff, mypy, import contracts, the lock files, the bank;
# make audit: whether known vulnerabilities concern what the lock files list (needs the network);
# make lock: the lock files, after a change of pyproject.toml, and with UPGRADE=1 to the newest releases.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCKS := $(BIN)/python -m scripts.locks
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras \
  --no-emit-index-url --no-header $(if $(UPGRADE),--upgrade)

# A set-up installs what a lock file says and nothing else: pip resolves nothing and builds nothing but this project, so
# that no release of tomorrow can matter. What pip takes on trust by that is checked: that the lock lacks nothing, extras
# and other systems included.
INSTALL = $(PIP) install --no-deps --only-binary :all: --require-hashes --requirement
SET_UP = set -e; \
  $(INSTALL) $(1); \
  $(PIP) install --no-build-isolation --no-deps --editable .; \
  $(LOCKS) leftovers $(1) | xargs -r $(PIP) uninstall --yes; \
  faults=$$($(BIN)/python -m pip check) || { echo "$$faults"; exit 1; }; \
  $(LOCKS) check $(1) $(if $(2),--extra $(2)) >/dev/null

# Where the bytecode is not kept, each of the tests' processes compiles the whole product anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install run test walk coverage check bench-learning gallery audit lock clean

install: $(VENV)/run.stamp

run: $(VENV)/run.stamp
	@$(BIN)/tutor run

test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -n 3 --dist worksteal -m "not slow"

walk: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -n 3 --dist worksteal -m slow

coverage: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -n 3 --dist worksteal --ignore tests/walk --cov --cov-report=term

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(LOCKS) check requirements.txt
	$(LOCKS) check requirements-dev.txt --extra dev
	$(BIN)/tutor check --goals

bench-learning: $(VENV)/dev.stamp
	@$(BIN)/python -m benchmarks.learning

gallery: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.gallery.draw

# In an environment of its own, so that the auditor is no part of what is installed. Strict: what could not be looked up
# is a fault, or a machine without the network would find nothing wrong.
audit: $(VENV)/dev.stamp
	@$(BIN)/uv tool run --from pip-audit==2.10.1 pip-audit --strict --disable-pip --require-hashes --progress-spinner off \
	  --requirement requirements.txt --requirement requirements-dev.txt || \
	  { echo "Not every package is known to be free of vulnerabilities: see above. If it says that something could not be"; \
	    echo "audited or reached, nothing was found out: advisories come over the network, and no copy is kept here."; exit 1; }

# Not after the set-up, which refuses the locks that this is to mend.
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
	  { echo "Python's venv module is missing: install it (on Debian and Ubuntu: apt install python3-venv), then run make again."; exit 1; }
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
