# Every target makes the environment it needs. PYTHON is the only thing it takes from the machine.
PYTHON ?= python3.11
PYTHON := $(shell command -v $(PYTHON) || command -v python3)
ENV := .venv
RUN := $(ENV)/bin
DEV := $(ENV)/.dev-installed
SITE := $(ENV)/.docs-installed
SCALE := .scale/.installed
DEMO_PAGE := fixtures/www.harbourgazette.example

.PHONY: demo test lint types contracts mutations docs docs-check site bench scale clean

demo: $(DEV)  ## clean a page that ships with the project
	$(RUN)/cleanarticle extract $$(ls -d $(DEMO_PAGE)/*/ | head -n 1)page.html

test: $(DEV)  ## run the tests
	$(RUN)/python -m pytest -n 2

lint: $(DEV)
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .

types: $(DEV)
	$(RUN)/mypy

contracts: $(DEV)
	$(RUN)/lint-imports

mutations: $(DEV)  ## turn each rule off in turn; some fixture must fail
	$(RUN)/python benchmarks/mutations.py

docs: $(DEV)  ## write the documents that are made from the code
	$(RUN)/python docs/make.py

docs-check: $(DEV)
	$(RUN)/python docs/make.py --check

site: $(SITE)  ## build the documentation into docs/_build; a warning is an error
	$(RUN)/sphinx-build -E -q -W --keep-going docs docs/_build

bench: .bench/.installed  ## quality and speed beside the peers; CORPUS=folder of a corpus
	.bench/bin/python benchmarks/quality.py $(CORPUS)
	.bench/bin/python benchmarks/speed.py $(CORPUS)

scale: $(SCALE)  ## run the examples for clusters, and compare their rows with those of batch
	.scale/bin/python -m pytest -rs tests/test_scale_out.py

$(SCALE): pyproject.toml
	test -x .scale/bin/python || $(PYTHON) -m venv .scale
	.scale/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	.scale/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[ray,spark,datatrove,pytest]" --group scale
	touch $@

.bench/.installed: benchmarks/peers-requirements.txt pyproject.toml
	bash benchmarks/setup.sh
	touch $@

$(DEV): pyproject.toml
	test -x $(RUN)/python || $(PYTHON) -m venv $(ENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --editable ".[cli,archive,arc]" --group dev
	touch $@

$(SITE): $(DEV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --group docs
	touch $@

clean:
	rm -rf $(ENV) .bench .bench-datatrove .scale build dist docs/_build
