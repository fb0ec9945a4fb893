# Every target makes the environment it needs, and repairs one that an interrupted install left. PYTHON is the only thing
# it takes from the machine.
PYTHON ?= python3.11
PYTHON := $(shell command -v $(PYTHON) || command -v python3)
ENV := .venv
RUN := $(ENV)/bin
DEV := $(ENV)/.dev-installed
SITE := $(ENV)/.docs-installed
SCALE := .scale/.installed
PIP_OPTIONS := --quiet --disable-pip-version-check
DEMO_PAGE := fixtures/www.harbourgazette.example
PYTEST := $(RUN)/python -m pytest -n 2
# pip compiles in an environment that it throws away, and all is compiled again after it. Only `core` compiles.
EDITABLE := -m pip install $(PIP_OPTIONS) --editable
NOT_COMPILED := CLEANARTICLE_PURE=1 CLEANARTICLE_REQUIRE_CORE=0

# The tests of the code that reads one page.
FAST := $(addprefix tests/,body config explain fields lexicon overlays page parse quality render rules score structure)

.PHONY: demo help core check test test-all fast-tests other-tests slow-tests lint types contracts sanitize wheel frozen \
	mutations docs docs-check site bench scale clean

demo: $(DEV) core  ## clean a page that ships with the project
	$(RUN)/cleanarticle extract $$(ls -d $(DEMO_PAGE)/*/ | head -n 1)page.html

help:  ## list these targets
	@awk -F ':.*##' '/^[a-z-]+:.*##/ {printf "make %-12s%s\n", $$1, $$2}' Makefile

check: lint types contracts fast-tests  ## what a change needs: lint, types, import contracts, the fast tests (1 minute)

test: fast-tests other-tests  ## the tests that take seconds, with every fixture (3 minutes)
	@echo
	@echo "Not run: the tests marked slow, the mutations of rules, and the cluster engines. make test-all runs these too."

test-all: fast-tests other-tests slow-tests mutations scale  ## everything (half an hour)

fast-tests: $(DEV) core
	$(PYTEST) -m "not slow" $(FAST)

other-tests: $(DEV) core
	$(PYTEST) -m "not slow" $(addprefix --ignore=,$(FAST))

slow-tests: $(DEV) core  ## only the tests marked slow: kills, large inputs, browsers, every page of something
	$(PYTEST) -m slow

core: $(DEV)  ## compile what changed of the core; without a C compiler it runs as Python
	@$(RUN)/python setup.py -q build_ext --inplace

lint: $(DEV)
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .

types: $(DEV)
	$(RUN)/mypy

contracts: $(DEV)
	$(RUN)/lint-imports

sanitize: $(DEV)  ## walk 10,000 mutated pages under AddressSanitizer; it needs gcc (a quarter of an hour)
	$(RUN)/python tests/sanitize.py

wheel: $(DEV)  ## build a wheel, install it where there is no compiler, and ask which core it has
	$(RUN)/python -m pip wheel $(PIP_OPTIONS) --no-deps --wheel-dir dist .
	$(PYTHON) -m venv --clear build/installed
	build/installed/bin/python -m pip install $(PIP_OPTIONS) "$$(ls -t dist/*.whl | head -n 1)[cli]"
	cd build && CC=/nonexistent installed/bin/cleanarticle --version

frozen: wheel  ## bundle a program with PyInstaller, and run it
	build/installed/bin/python -m pip install $(PIP_OPTIONS) pyinstaller
	build/installed/bin/pyinstaller --log-level WARN -y --distpath build/frozen --workpath build/frozen \
		--specpath build/frozen tests/frozen.py
	build/frozen/frozen/frozen $$(ls -d $(DEMO_PAGE)/*/ | head -n 1)page.html

mutations: $(DEV)  ## turn each rule off in turn; some fixture must fail
	$(RUN)/python benchmarks/mutations.py

docs: $(DEV)  ## write the documents that are generated from code and fixtures
	$(RUN)/python docs/make.py

docs-check: $(DEV)
	$(RUN)/python docs/make.py --check

site: $(SITE)  ## build the documentation into docs/_build; a warning is an error
	$(RUN)/sphinx-build -E -q -W --keep-going docs docs/_build

bench: .bench/.installed  ## quality and speed beside the peers; CORPUS=folder of a corpus
	.bench/bin/python benchmarks/quality.py $(CORPUS)
	.bench/bin/python benchmarks/speed.py $(CORPUS)

scale: $(SCALE) core  ## run the examples for clusters, and compare their rows with those of batch
	.scale/bin/python -m pytest -rs tests/integrations/test_scale_out.py

.bench/.installed: benchmarks/peers-requirements.txt pyproject.toml
	bash benchmarks/setup.sh
	touch $@

# An environment is made anew if it has no python or pip, or lacks a file of an installed package: an install was
# interrupted. The stamp lists what was installed, and counts only while all of that is there.
INTACT := -c "import sys, pip; from importlib.metadata import distributions; sys.exit(not all(package.files and \
  all(file.locate().exists() for file in package.files) for package in distributions()))"
PACKAGES := $(ENV)/lib/python3*/site-packages
$(shell cd $(PACKAGES) 2>/dev/null && ls -d $$(cat $(CURDIR)/$(DEV)) >/dev/null 2>&1 || rm -f $(CURDIR)/$(DEV))

%/bin/python: ;

$(DEV): pyproject.toml $(RUN)/python
	$(RUN)/python $(INTACT) 2>/dev/null || $(PYTHON) -m venv --clear $(ENV)
	$(RUN)/python -m pip install $(PIP_OPTIONS) --upgrade "pip>=25.1"
	$(NOT_COMPILED) $(RUN)/python $(EDITABLE) ".[cli,archive,arc]" --group dev
	ls $(PACKAGES) >$@

$(SITE): $(DEV)
	$(RUN)/python -m pip install $(PIP_OPTIONS) --group docs
	touch $@

$(SCALE): pyproject.toml .scale/bin/python
	.scale/bin/python $(INTACT) 2>/dev/null || $(PYTHON) -m venv --clear .scale
	.scale/bin/python -m pip install $(PIP_OPTIONS) --upgrade "pip>=25.1"
	$(NOT_COMPILED) .scale/bin/python $(EDITABLE) ".[ray,spark,datatrove,pytest]" --group scale
	touch $@

clean:  ## delete the environments and everything that is built
	rm -rf $(ENV) .bench .bench-datatrove .scale build dist docs/_build
