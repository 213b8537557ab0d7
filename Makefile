# Everything below makes its own environment in .venv; Python 3.11 or newer, git and make are all it takes.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH := benchmarks/.venv

.PHONY: help demo test lint docs docs-serve bench fuzz build schema clean

help: ## Tell what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) ## Show the main job: a bad commit is refused, cell by cell
	@$(BIN)/python examples/demo.py

test: $(READY) ## Run the whole suite, with its coverage
	@echo "==> Running the tests"
	@rm -f .coverage .coverage.*
	@$(BIN)/python -m pytest -n auto --cov --cov-report=term-missing:skip-covered $(ARGS)

lint: $(READY) ## Run the linters and type checks
	@echo "==> ruff"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "==> mypy"
	@$(BIN)/mypy
	@echo "==> import-linter"
	@$(BIN)/lint-imports

docs: $(READY) ## Build the documentation site into build/site; open build/site/index.html
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	@echo "The site is in build/site: open build/site/index.html"

docs-serve: $(READY) ## Serve the documentation site, and build it anew at every change
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve --watch website --watch core --watch plugins --watch hooks

bench: $(BENCH)/.ready ## Measure proplint beside what one would pick instead (ARGS=--smoke: a minute)
	@$(BENCH)/proplint/bin/python -m pip install --quiet --force-reinstall --no-deps .
	@$(BENCH)/peers/bin/python benchmarks/run.py $(ARGS)

build: $(READY) ## Build the wheel and the source distribution, and check what is in them
	@rm -rf dist
	@$(BIN)/python -m build
	@$(BIN)/check-wheel-contents dist/*.whl

fuzz: $(READY) ## Fuzz reader and screen for SECONDS (1800): crashes, hangs, and findings that the screen changes
	@$(BIN)/python -m pip install --quiet --group fuzz
	@mkdir -p .fuzz
	@$(BIN)/python tests/fuzz/fuzz.py .fuzz tests/fuzz/corpus -max_total_time=$(or $(SECONDS),1800) -max_len=600 -timeout=20 \
		-dict=tests/fuzz/dictionary.txt

schema: $(READY) ## Write docs/proplint.schema.json anew
	@$(BIN)/proplint config schema > docs/proplint.schema.json

clean: ## Remove everything that was made
	rm -rf $(VENV) dist build .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf $(BENCH) benchmarks/.data .fuzz
	find core plugins hooks tests examples benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(BENCH)/.ready: benchmarks/requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "proplint needs Python 3.11 or newer: install it, or name it with make PYTHON=…"; exit 1; }
	@echo "==> Making the environments in $(BENCH) (once; a few minutes)"
	@$(PYTHON) -m venv $(BENCH)/proplint
	@$(BENCH)/proplint/bin/python -m pip install --quiet .
	@$(PYTHON) -m venv $(BENCH)/peers
	@$(BENCH)/peers/bin/python -m pip install --quiet --requirement benchmarks/requirements.txt
	@touch $@

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "proplint needs Python 3.11 or newer: install it, or name it with make PYTHON=…"; exit 1; }
	@echo "==> Making the environment in $(VENV) (once; a minute or two)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@
