# Everything a newcomer needs. "make" alone prints the list below.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { command -v "$$p"; break; }; done)
RUN := .venv/bin/python -m
PORT ?= 8000
# One more than there are cores, since some wait; eight at most, since all share the hundred connections of one server.
JOBS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN); echo $$((n < 8 ? n + 1 : 8)))
ARGS ?=

# Every step starts Python anew, most of them many times: what is compiled once is kept, whatever the environment says.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run demo test sweeps attacks screens first walk-in law check format style types imports messages migrations bench mutants

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: ## make the environment in .venv, exactly as uv.lock says
	@test -n "$(PYTHON)" || { echo 'Error: Python 3.11 or newer is needed; name one with "make $(firstword $(MAKECMDGOALS)) PYTHON=/path/to/python3".' >&2; exit 1; }
	@"$(PYTHON)" tools/bootstrap.py

run: setup ## everything on this machine, at http://127.0.0.1:8000 until Ctrl-C; the registry's desk at the next port, the identity service at the one after (other ports: PORT=8010)
	@exec $(RUN) qingbai.project.cli up --port $(PORT) $(ARGS)

demo: setup ## the main job once, from a court's judgment to a verified certificate
	@exec $(RUN) qingbai.project.cli demo $(ARGS)

test: setup ## all tests, on a PostgreSQL of their own (some of them: ARGS=tests/law)
	@$(RUN) pytest -n $(JOBS) --dist loadscope --no-loadscope-reorder $(ARGS)

sweeps: setup ## all tests, with every value where "make test" tries a sample of them (long)
	@QINGBAI_ALL_WAYS=1 $(RUN) pytest -n $(JOBS) --dist loadscope --no-loadscope-reorder $(ARGS)

attacks: setup ## every attack on a paper that is known, all of each, as a table (docs/attacks.md)
	@QINGBAI_REQUIRE_BROWSER=1 $(RUN) pytest -q -n $(JOBS) --whole tests/attacks $(ARGS)

screens: setup ## every page in every state, at two widths in both languages: axe, weight, time and pictures (docs/pages.md)
	@QINGBAI_EVERY_PAGE=1 QINGBAI_REQUIRE_BROWSER=1 $(RUN) pytest -q tests/browser/test_every_page.py $(ARGS)

first: setup ## how long a newcomer needs to a first certificate, in steps and seconds
	@.venv/bin/python tools/first_certificate.py $(ARGS)

walk-in: setup ## how long a walk-in application takes a clerk who uses keys alone, with a keystroke-level estimate
	@.venv/bin/python tools/walk_in.py $(ARGS)

law: setup ## the rules alone: their tests, their examples, every branch; no database
	@$(RUN) pytest -n $(JOBS) tests/law src/qingbai/law --doctest-modules --cov=qingbai.law --cov-branch --cov-fail-under=100 --cov-report=term-missing:skip-covered -q $(ARGS)

check: style types imports migrations messages law test ## all that must hold before a change goes in

format: setup ## put the code into shape
	@$(RUN) ruff check --fix --quiet .
	@$(RUN) ruff format --quiet .

style: setup
	@$(RUN) ruff format --check .
	@$(RUN) ruff check .

types: setup
	@QINGBAI_HOME=.mypy_cache/home $(RUN) mypy

imports: setup
	@.venv/bin/python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

migrations: setup
	@$(RUN) pytest -q tests/project/test_the_migrations_are_current.py

messages: setup ## tell whether every word of the pages is translated (take new ones in: tools/messages.py)
	@.venv/bin/python tools/messages.py --check

bench: setup ## ratios against the usual way of doing the same, in one run
	@"$(PYTHON)" tools/bootstrap.py --group bench
	@$(RUN) benchmarks $(ARGS)

mutants: setup ## change the rules one by one and see that a test notices
	@$(RUN) mutmut run $(ARGS)
	@$(RUN) mutmut results
