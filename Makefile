# What a newcomer types. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help run test quick check bench proof setup lock sbom format messages clean

PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

run: ## show the product with its demo; PORT=8000 unless you say otherwise
	@scripts/setup run
	@.venv/bin/zetje run --demo --end-with-parent

test: ## check the code, then run every test
	@scripts/test

quick: ## check the code, then run the tests that need no browser
	@scripts/test quick

check: ## lint, types, contracts, templates, migrations, translations
	@scripts/setup dev
	@$(PYTHON) scripts/check.py

bench: ## measure, print a table and write bench/results.json; ONLY=name measures one
	@scripts/setup bench
	@PATH="$$PATH:$$(scripts/bench-tools)" ZETJE_CHROMIUM="$$(scripts/chromium)" PLAYWRIGHT_NODEJS_PATH="$$(scripts/node)" \
		$(PYTHON) scripts/bench.py $(ONLY)

proof: ## the long crash runs and simulations
	@scripts/setup dev
	@$(PYTEST) -m proof -p no:cacheprovider

setup: ## make everything ready for work on the code
	@scripts/setup dev
	@scripts/chromium >/dev/null

lock: ## pin what pyproject.toml asks for
	@scripts/setup dev
	@scripts/lock

sbom: ## write sbom.json, the list of everything the product is built from (CycloneDX)
	@scripts/setup dev
	@.venv/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --output-file sbom.json requirements.lock

format: ## write code the way `make check` wants it
	@scripts/setup dev
	@.venv/bin/ruff check --fix-only --quiet . ; .venv/bin/ruff format .

messages: ## take new texts into the Dutch catalogues
	@scripts/setup dev
	@$(PYTHON) scripts/messages.py update

clean: ## remove what was built; keeps the data folder
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis .import_linter_cache
