# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python run_ivr.py
INSTALLED := $(VENV)/.installed

.PHONY: demo test check serve setup clean

demo: $(INSTALLED)
	@$(RUN) setup --prompts none
	@$(RUN) demo

test: $(INSTALLED)
	@$(RUN) setup --prompts none
	$(VENV)/bin/python -m pytest -n 2 --dist worksteal tests

check: $(INSTALLED)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-cache

serve: $(INSTALLED)
	@$(RUN) setup
	@$(RUN) serve

setup: $(INSTALLED)
	@$(RUN) setup

# Everything is installed once; a change of the pins installs again.
$(INSTALLED): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; set PYTHON=python3.x" >&2; exit 3; }
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV) || \
		{ echo "Could not make $(VENV): install python3-venv (apt-get install python3-venv)" >&2; exit 3; }
	@echo "Installing the pinned libraries into $(VENV) ..."
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

clean:
	rm -rf $(VENV)
