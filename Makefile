# ML Atlas. `make help` lists the commands; each sets up what it needs.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
HOST ?= 127.0.0.1
PORT ?= 8000
# Material prints a notice about MkDocs 2 at every build; this project stays with 1.6.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve build check test new figures font fill bench-search lock format clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: $(VENV)/site.stamp ## Read the site in the browser, reloading on every change
	@$(RUN) -c 'import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); sys.exit(s.connect_ex(("$(HOST)", $(PORT))) == 0)' || \
	  { echo "Port $(PORT) is taken; choose another one: make serve PORT=8001"; exit 1; }
	$(RUN) -m mkdocs serve --dev-addr $(HOST):$(PORT)

build: $(VENV)/site.stamp ## Build the site into site/, strictly
	$(RUN) -m mkdocs build --strict --quiet

check: $(VENV)/test.stamp ## Check the sources: articles, formulas, translations, code's syntax
	$(RUN) -m scripts.check

test: $(VENV)/test.stamp ## Run everything that a pull request has to pass
	$(RUN) -m pytest

new: $(VENV)/test.stamp ## Start an article in both languages (asks; or ARGS="--section …")
	$(RUN) -m scripts.new_article $(ARGS)

figures: $(VENV)/test.stamp ## Draw the articles' figures again
	$(RUN) -m scripts.draw_figures

font: $(VENV)/test.stamp ## Subset the math font to what the formulas use (needs fonts-lmodern)
	$(RUN) -m scripts.subset_font

fill: $(VENV)/test.stamp ## Write what the code prints into the articles' output blocks
	$(RUN) -m scripts.check_code --fill

bench-search: $(VENV)/test.stamp ## Compare the search with Material's and Pagefind's (20 minutes)
	$(RUN) -m scripts.bench_search $(ARGS)

format: $(VENV)/test.stamp ## Format and lint the Python code
	$(RUN) -m ruff format scripts tests
	$(RUN) -m ruff check --fix scripts tests

lock: ## Resolve the dependencies anew (needs pip-tools on PATH)
	pip-compile --quiet --generate-hashes --strip-extras --no-header --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --no-annotate -o requirements.lock pyproject.toml
	pip-compile --quiet --generate-hashes --strip-extras --no-header --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --no-annotate --allow-unsafe \
	  --extra test -o requirements-test.lock pyproject.toml

clean: ## Remove what the commands made
	rm -rf $(VENV) site .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "ML Atlas needs Python 3.11 or newer; say which with PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/site.stamp: requirements.lock | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@touch $@

$(VENV)/test.stamp: requirements-test.lock | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-test.lock
	@touch $@ $(VENV)/site.stamp
