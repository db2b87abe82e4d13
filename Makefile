# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python run_ivr.py
PIP := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check
INSTALLED := $(VENV)/.installed
CHECKS := $(VENV)/.installed-checks

.PHONY: demo test check serve setup clean

demo: $(INSTALLED)
	@$(RUN) setup --prompts none
	@$(RUN) demo

test: $(CHECKS)
	@$(RUN) setup --prompts none
	GUICHET_TEST_REQUIRE_VOICE=1 $(VENV)/bin/python -m pytest -n 2 --dist worksteal tests

check: $(CHECKS)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-cache

serve: $(INSTALLED)
	@$(RUN) setup --prompts common
	@$(RUN) serve

setup: $(INSTALLED)
	@$(RUN) setup

# Everything is installed once; a change of the pins installs again.
$(INSTALLED): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' || \
		{ echo "Python 3.11 or 3.12 is needed (pjsua2 is built for these); set PYTHON=python3.12" >&2; exit 3; }
	@$(VENV)/bin/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || \
		{ echo "Could not make $(VENV): install python3-venv (apt-get install python3-venv)" >&2; exit 3; }
	@echo "Installing the pinned libraries into $(VENV) ..."
	@$(PIP) -r requirements.txt
	@touch $@

# What checks and tests need besides.
$(CHECKS): $(INSTALLED) requirements-dev.txt requirements-train.txt
	@echo "Installing what checks and tests need ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV)
