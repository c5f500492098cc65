# The only door: `make` lists the words.
SHELL := /bin/bash
PY := .venv/bin/python
PORT ?= 8000
export PYTHONDONTWRITEBYTECODE ?=

.DEFAULT_GOAL := help
.PHONY: help setup setup-all run test check fix translations bench bench-days bench-public kills demo-reset

help: ## the list of words
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

setup: ## set up whatever is missing for running
	@python3 tools/setup.py

setup-all: ## set up whatever is missing for the checks, too
	@python3 tools/setup.py --all

run: setup ## load the demo province once and serve it on http://127.0.0.1:8000 (PORT= to change)
	@exec env MOTCUA_DEMO=1 .venv/bin/motcua run --port $(PORT)

demo-reset: setup ## start the demo province again
	@exec env MOTCUA_DEMO=1 .venv/bin/motcua demo load today --replace

check: setup-all ## the quick part: format, lint, types, import contracts, migrations, documents in step
	@$(PY) tools/check.py

test: setup-all ## every check that CI runs
	@$(PY) tools/check.py --tests

fix: setup-all ## format and mend what tools can mend
	@.venv/bin/ruff check --fix --quiet . || true
	@.venv/bin/ruff format --quiet .
	@$(PY) tools/translations.py > /dev/null
	@$(PY) tools/state_diagram.py > docs/states.md.new && mv docs/states.md.new docs/states.md

translations: setup-all ## collect the sentences of pages and rules, keep their English in step, compile it
	@$(PY) tools/translations.py

bench: setup-all ## measure 100,000 dossiers through the pages, beside the same SQL by pgbench in the same run
	@$(PY) bench/load.py

bench-days: setup-all ## measure months and years of 1 and 10 million dossiers by the daily counts, beside plain SQL
	@$(PY) bench/days.py

bench-public: setup-all ## measure every public page with 1 million dossiers and all titles (MOTCUA_REAL_DATA: the real ones), beside an empty view
	@$(PY) bench/public_pages.py

kills: setup-all ## kill parts of a working site 100 times, then count: nothing lost, nothing twice
	@$(PY) bench/kills.py --kills 100
