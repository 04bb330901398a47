# The two commands of this project are `make site` and `make test`.
# Works with GNU make 4 and with the 3.81 of macOS; needs Python 3.11 or newer.

PYTHON ?= python3
# More options for build.py: make site ARGS="--drafts --quiet"
ARGS ?=

python := .venv/bin/python
install := $(python) -m pip install --quiet --disable-pip-version-check --no-input

.DEFAULT_GOAL := site
.PHONY: site serve pdf test quality fuzz lock clean bench bench-corpus bench-search bench-watch browser pictures bench-import fit-import bench-people torture

# A new Python of the system has nothing of what was installed for the one before, or there is none any more in
# its place. Away with it before make looks which stamps are there.
$(if $(wildcard .venv/installed-*),$(shell $(python) -c 'import pip' 2>/dev/null || rm -rf .venv))

# OpenCC only where the edition asks for it, in quotation marks or without.
variants := $(if $(shell grep -Es '^[^\#]*(fold_variants|繁简互通).? *: *.?(true|yes|是)' content/edition.yaml),.venv/installed-variants)

site: .venv/installed-run $(variants)
	@$(python) build.py build $(ARGS)

serve: .venv/installed-run $(variants)
	@$(python) build.py serve $(ARGS)

# All three run, whatever the first ones find; pytest last, so that a log ends with it. The tests
# of a file stay in one process, for they share what was built for them.
test: .venv/installed-test browser
	@failed=; \
	echo "ruff:"; $(python) -m ruff check || failed="$$failed ruff"; \
	echo "mypy:"; $(python) -m mypy || failed="$$failed mypy"; \
	$(python) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile || failed="$$failed pytest"; \
	if [ -n "$$failed" ]; then echo "Not passed:$$failed" >&2; exit 1; fi

# Every kind of page: valid HTML, axe, the keyboard, links, Lighthouse, weight; and the workflows.
quality: .venv/installed-test .venv/installed-quality browser
	@$(python) -m pytest tests/quality $(ARGS)

# Look for bytes that break a law of tests/fuzz.py: make fuzz TARGET=rendering SECONDS=600
TARGET ?= front_matter
SECONDS ?= 60
fuzz: .venv/installed-test
	@$(install) "atheris>=3,<4"
	@mkdir -p .fuzz/$(TARGET)
	@$(python) -m tests.fuzz $(TARGET) .fuzz/$(TARGET) -max_total_time=$(SECONDS) -artifact_prefix=.fuzz/

$(python):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "This needs Python 3.11 or newer; $(PYTHON) is `$(PYTHON) --version 2>&1`." \
	    "Install a newer one, or name it: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Making the virtual environment .venv"
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; \
	  echo "No virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

.venv/installed-run: requirements.txt | $(python)
	@echo "Installing what the build needs"
	@$(install) --require-hashes -r requirements.txt
	@touch $@

# The other locks hold that of the build too, with the same versions.
.venv/installed-variants: requirements-variants.txt .venv/installed-run
	@echo "Installing OpenCC, for traditional and simplified characters"
	@$(install) --require-hashes -r requirements-variants.txt
	@touch $@

# For build.py import PAGE.pdf: PDFium and Pillow.
pdf: .venv/installed-pdf
.venv/installed-pdf: requirements-pdf.txt .venv/installed-run
	@echo "Installing what importing a PDF needs"
	@$(install) --require-hashes -r requirements-pdf.txt
	@touch $@

.venv/installed-test: requirements-test.txt | $(python)
	@echo "Installing what the tests need"
	@$(install) --require-hashes -r requirements-test.txt
	@touch .venv/installed-run $@

# Node comes with the lock, and npm with Node; its packages have a lock of their own, with hashes.
.venv/installed-quality: requirements-quality.txt tests/quality/package-lock.json .venv/installed-test
	@echo "Installing what the checks of quality need"
	@$(install) --require-hashes -r requirements-quality.txt
	@cd tests/quality && PATH="$(CURDIR)/.venv/bin:$$PATH" npm ci --ignore-scripts --no-audit --no-fund --silent --fetch-retries=1 --fetch-timeout=60000
	@touch $@

# By these names the tests look for a browser too.
browser:
	@for name in chromium chromium-browser google-chrome google-chrome-stable; do \
	  if command -v $$name >/dev/null 2>&1; then exit 0; fi; done; \
	if [ "`id -u`" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  echo "Installing Chromium for the tests in a browser"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; \
	else \
	  echo "The tests need Chromium or Chrome on the PATH, as chromium, chromium-browser or" \
	    "google-chrome. On Debian and Ubuntu: apt-get install chromium fonts-noto-cjk" >&2; exit 1; \
	fi

# The newest versions that the ranges in pyproject.toml allow, with the hashes of every
# platform's files. The test lock is made from the other, so that both agree.
lock: | $(python)
	@$(install) uv==0.13.9
	@$(compile) pyproject.toml -o requirements.txt
	@$(compile) --extra test -c requirements.txt pyproject.toml -o requirements-test.txt
	@$(compile) --extra variants -c requirements-test.txt pyproject.toml -o requirements-variants.txt
	@$(compile) --extra pdf -c requirements-test.txt pyproject.toml -o requirements-pdf.txt
	@$(compile) --extra quality -c requirements-test.txt pyproject.toml -o requirements-quality.txt
	@$(install) --require-hashes -r requirements-quality.txt
	@cd tests/quality && PATH="$(CURDIR)/.venv/bin:$$PATH" npm update --package-lock-only --ignore-scripts --silent

compile = $(python) -m uv pip compile --quiet --upgrade --generate-hashes --universal \
  --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-annotate \
  --custom-compile-command "make lock"

# make bench-corpus CORPUS=articles.jsonl LIMIT=1000 REPEAT=4
CORPUS ?=
LIMIT ?=
REPEAT ?= 1
bench-corpus: .venv/installed-run
	@test -n "$(CORPUS)" || { \
	  echo "Say which articles: make bench-corpus CORPUS=articles.jsonl" >&2; exit 1; }
	@$(python) -m bench.corpus "$(CORPUS)" bench/out/content $(if $(LIMIT),--limit $(LIMIT)) --repeat $(REPEAT)
	@$(python) build.py build --content bench/out/content --site bench/out/site $(ARGS)
	@$(python) bench/verify.py bench/out/content bench/out/site

# make bench ARTICLES=1350 CORPUS=articles.jsonl ARGS=--write; without a corpus out of content/
ARTICLES ?= 1350
bench: .venv/installed-run
	@$(python) -m bench.speed --articles $(ARTICLES) $(if $(CORPUS),--corpus "$(CORPUS)") $(ARGS)

# make bench-search ARTICLES=10000 CORPUS=articles.jsonl ARGS=--edits; without a corpus out of content/
bench-search: .venv/installed-test browser
	@$(python) -m bench.search --articles $(ARTICLES) $(if $(CORPUS),--corpus "$(CORPUS)") $(ARGS)

# How soon an edit is in the browser: make bench-watch ARTICLES=10000 CORPUS=articles.jsonl
bench-watch: .venv/installed-test browser
	@$(python) -m bench.watch --articles $(ARTICLES) $(if $(CORPUS),--corpus "$(CORPUS)") $(ARGS)

# What is left of a site after kill -9, a full disk, two builds at once, hands: make torture KILLS=20
KILLS ?= 100
torture: .venv/installed-test
	@$(python) -m bench.torture --articles $(ARTICLES) --kills $(KILLS) $(if $(CORPUS),--corpus "$(CORPUS)") $(ARGS)

# make bench-import CORPUS=articles.jsonl; without a corpus, pages from content/
bench-import: .venv/installed-run
	@$(python) -m bench.importing.measure "$(or $(CORPUS),content)" $(ARGS)

# make fit-import CORPUS=content ARGS=--write: teach the importer with a paper's own articles.
fit-import: .venv/installed-run
	@$(python) -m bench.importing.train "$(or $(CORPUS),content)" $(ARGS)

# make bench-people CORPUS=articles.jsonl
bench-people: .venv/installed-run
	@$(python) -m bench.persons.measure "$(or $(CORPUS),content)" $(ARGS)

# The pictures of the README, after a change of the look.
pictures: .venv/installed-test browser
	@$(python) build.py build --quiet
	@$(python) -m bench.pictures site docs/pictures
	@rm -rf bench/out/proofs && mkdir -p bench/out/proofs && cp content/edition.yaml bench/out/proofs/
	@$(python) build.py import tests/fixtures/front-page.txt --date 2021-12-12 --content bench/out/proofs --quiet
	@$(python) build.py build --content bench/out/proofs --site bench/out/site --drafts --no-search --quiet
	@$(python) -m bench.pictures bench/out/site docs/pictures proofs
	@rm -rf bench/out/folio && mkdir -p bench/out/folio && cp content/edition.yaml bench/out/folio/
	@$(python) -m bench.pictures content bench/out/page.pdf print
	@$(python) build.py import bench/out/page.pdf --date 2021-12-12 --content bench/out/folio --quiet
	@$(python) build.py build --content bench/out/folio --site bench/out/site --drafts --no-search --quiet
	@$(python) -m bench.pictures bench/out/site docs/pictures folio

clean:
	@rm -rf site .venv bench/out .fuzz .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
