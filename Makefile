# Needs Python 3.11 or newer with its venv module, and nothing else: make PYTHON=python3.12 if `python3` is older.
PYTHON ?= python3
VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test evaluate identity lint types bench clean

demo: $(VENV)/installed
	$(VENV)/bin/kerege demo

# A process for each processor; the tests of one file stay together, since they share what is costly to set up.
test: $(VENV)/installed-test
	$(VENV)/bin/python -m pytest -n auto --dist loadfile

# How well articles are read, in Markdown. LOCKED=1 scores the locked articles, too; RECORD=1 keeps the scores, below
# which a test lets no change fall, and renews the page on them; MORE="--more NAME GOLD ARTICLES" adds other articles.
evaluate: $(VENV)/installed
	$(VENV)/bin/python scripts/evaluate.py $(if $(LOCKED),--locked) $(if $(RECORD),--record) $(MORE)

# How well who is who is known across articles, in Markdown. ERRORS=1 tells what is wrong; RECORD=1 and MORE as above.
identity: $(VENV)/installed
	$(VENV)/bin/python scripts/identity.py $(if $(ERRORS),--errors) $(if $(RECORD),--record) $(MORE)

lint: $(VENV)/installed-lint
	$(VENV)/bin/ruff check .
	$(VENV)/bin/lint-imports

types: $(VENV)/installed-lint
	$(VENV)/bin/mypy
	$(VENV)/bin/pyright

BENCHMARKS := reading pathological storing reloading publishing phases deals dumping networks questions service load starting explorer reasoning

# Each prints its figures as ratios to a baseline of the same run; docs/performance.md says what they mean.
bench: $(VENV)/installed-bench
	@set -e; for name in $(BENCHMARKS); do echo "== $$name"; $(VENV)/bin/python benchmarks/$$name.py; done

clean:
	rm -rf $(VENV) build dist demo .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp for each set of packages, so that nothing is installed twice for one pyproject.toml.
$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(PIP) install --editable .
	@touch $@

$(VENV)/installed-test: pyproject.toml | $(VENV)/bin/python
	$(PIP) install --editable '.[test]'
	@touch $@ $(VENV)/installed

$(VENV)/installed-lint: pyproject.toml | $(VENV)/bin/python
	$(PIP) install --editable '.[test,lint]'
	@touch $@ $(VENV)/installed $(VENV)/installed-test

$(VENV)/installed-bench: pyproject.toml | $(VENV)/bin/python
	$(PIP) install --editable '.[bench]'
	@touch $@ $(VENV)/installed

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Kerege needs Python 3.11 or newer; name one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "Python's venv module is missing (Debian, Ubuntu: apt install python3-venv)."; exit 1; }
