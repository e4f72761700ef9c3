# make run: set up and serve with a demo.  make test: everything that must hold.  make stop: stop what make run started.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
PY := .venv/bin/python
TEST_ENV := AUDIT_VAR_DIR="$(CURDIR)/var/test"
WORKERS ?= 2
# Where the environment forbids Python to keep what it compiled, each of a hundred processes would compile all of it anew.
export PYTHONDONTWRITEBYTECODE :=
ON_OLDER := tests/audit/test_guards.py tests/audit/ledger tests/audit/exports
UNMARKED := not fault and not load and not bench and not walk

.PHONY: run stop test test-marked gate check format requirements screenshots

run: .venv/run.done
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py demo
	@exec $(PY) manage.py serve

stop:
	@$(PY) manage.py serve --stop

test: .venv/dev.done check
	$(TEST_ENV) $(PY) -m pytest -p tests.workers -n $(WORKERS) --dist loadfile -m "$(UNMARKED)"

# Side by side what walks all addresses and what kills processes, one more than processors since the latter mostly wait;
# then one after the other what loads, counts and compares; then the guards, the ledger and the export once more on the
# oldest PostgreSQL here.
test-marked: .venv/dev.done
	$(TEST_ENV) $(PY) -m pytest -p tests.workers -n $(shell expr $(WORKERS) + 1) --dist loadfile -m "walk or fault"
	$(TEST_ENV) $(PY) -m pytest -p tests.workers -m "load or bench"
	$(TEST_ENV) $(PY) -m tests.older_server $(PY) -m pytest -p tests.workers -m "$(UNMARKED)" $(ON_OLDER)

# The engine's figures on our own articles beside their floors; python -m tests.benchmarks.gate --raise writes new ones.
gate: .venv/dev.done
	@$(PY) -m tests.benchmarks.gate

check: .venv/dev.done
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	$(TEST_ENV) $(PY) manage.py makemigrations --check --dry-run
	@$(TEST_ENV) $(PY) manage.py db stop >/dev/null 2>&1 || true  # started by the line above; an external one stays

format: .venv/dev.done
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

# The README's pictures, taken from a demo of their own.
screenshots: .venv/dev.done
	@$(PY) -m tools.screenshots

# The lock files from pyproject.toml; run after changing a dependency there.
requirements: .venv/dev.done
	.venv/bin/python -m uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --quiet --output-file requirements.txt
	.venv/bin/python -m uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --quiet --constraint requirements.txt --output-file requirements-dev.txt

.venv/run.done: requirements.txt tools/setup.sh tools/missing.sh
	@tools/setup.sh run

.venv/dev.done: requirements-dev.txt tools/setup.sh tools/missing.sh
	@tools/setup.sh dev
