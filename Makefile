PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
OTHER_DUCKDB := 1.5.5

.DEFAULT_GOAL := help
.PHONY: help setup run test test-fast check format lint types sql imports browser docs screenshots sample bench lock test-other-duckdb clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: $(READY) ## Make .venv from requirements.lock

run: setup ## Serve the dashboard on the sample partnership (SCORECARD_PORT changes the port)
	$(BIN)/scorecard serve

browser: setup ## Find or install a browser for the tests
	$(BIN)/python -m tests.helpers.install_browser

test: browser ## Run every test, in a real browser too
	$(BIN)/python -m pytest -n auto

test-fast: setup ## Run the tests that need no browser
	$(BIN)/python -m pytest -n auto -m "not browser"

check: lint types sql imports test ## Format, lint, types, SQL lint, import contracts, tests

format: setup ## Format Python and SQL in place
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/sqlfluff fix queries scorecard/warehouse

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy

sql: setup
	$(BIN)/sqlfluff lint queries scorecard/warehouse

imports: setup
	$(BIN)/lint-imports

docs: setup ## Write the documents that are made from the code
	$(BIN)/python -m tests.helpers.write_docs

screenshots: browser ## Take the pictures of the documentation anew
	$(BIN)/python -m tests.helpers.take_screenshots

sample: setup ## Make the sample partnership's returns anew
	$(BIN)/python -m sample_data.generator

bench: browser ## Measure loading, publishing and pages beside the bare thing; writes bench-results/
	$(BIN)/python -m tests.benchmarks

test-other-duckdb: ## Run the tests without a browser on DuckDB $(OTHER_DUCKDB)
	$(PYTHON) -m venv .venv-duckdb-$(OTHER_DUCKDB)
	.venv-duckdb-$(OTHER_DUCKDB)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	.venv-duckdb-$(OTHER_DUCKDB)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r .ci/duckdb-$(OTHER_DUCKDB).lock
	.venv-duckdb-$(OTHER_DUCKDB)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	.venv-duckdb-$(OTHER_DUCKDB)/bin/python -m pytest -n auto -m "not browser"

lock: setup ## Lock the dependencies anew: versions and hashes, no addresses
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --group dev \
	    --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.lock

clean: ## Remove environments and what was loaded and published from the sample
	rm -rf .venv .venv-duckdb-* sample_data/warehouse.duckdb* sample_data/published sample_data/originals bench-results
