# make demo: try it. make test: every check that CI runs. Both make .venv first, and again when
# pyproject.toml or the lock changes. PYTHON=/path/to/python picks the interpreter (3.11 or later).

BIN := .venv/bin
LOCK := .ci/requirements.lock
STAMP := .venv/.installed
SUITABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

GOLD ?= ../shared/gold/extraction/polnear-dev.jsonl

.PHONY: demo test check-tools bench figures fuzz format pictures lock audit wheel check-wheel

demo: $(STAMP)
	@$(BIN)/python -m claims demo

test: $(STAMP)
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m cogapp --check --diff README.md
	$(BIN)/python -m pytest -n 2 -q

# What needs big tools of others: each format opened in what it is for. They have an environment of their own.
check-tools: .venv-tools/.installed
	.venv-tools/bin/python -m pytest -q -m tools

format: $(STAMP)
	$(BIN)/python -m ruff check --fix
	$(BIN)/python -m ruff format
	$(BIN)/python -m cogapp -r README.md
	$(BIN)/python -m claims.schema docs/schema

# The screens as tests/tui/pictures has them; look at what `git diff` shows before keeping it.
pictures: $(STAMP)
	rm -f tests/tui/pictures/*.txt
	UPDATE_PICTURES=1 $(BIN)/python -m pytest -n 2 -q -k looked_at tests/tui/test_pictures.py

bench: $(STAMP)
	for bench in $$(grep -l __main__ tests/bench/*.py); do echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

# What README's comparison says of this extractor, on PolNeAR's dev part: JSON Lines, or its own folder.
figures: $(STAMP)
	$(BIN)/python -m claims eval extraction $(GOLD)
	$(BIN)/python -m claims eval extraction --strict $(GOLD)

# The versions that development and CI use, for every platform, with their hashes.
lock: .venv/.release
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --no-annotate --upgrade --all-extras pyproject.toml -o $(LOCK)

audit: .venv/.release
	$(BIN)/python -m pip_audit --require-hashes --disable-pip -r $(LOCK)

wheel: .venv/.release
	rm -rf build dist
	$(BIN)/python -m build

# As a user gets it: the wheel, with the newest of everything it needs, in an environment with nothing else.
check-wheel: wheel
	@set -e; place=$$(mktemp -d); trap 'rm -rf "$$place"' EXIT; \
	$(BIN)/python -m venv "$$place/env"; \
	"$$place/env/bin/python" -m pip install --quiet --disable-pip-version-check dist/*.whl; \
	cd "$$place"; export HOME="$$place" XDG_DATA_HOME="$$place/data" XDG_CONFIG_HOME="$$place/config"; \
	env/bin/claims demo </dev/null; \
	env/bin/claims doctor --db "$$(find "$$place/data" -name demo.sqlite)"

# A million inputs to what reads, extracts, shows, exports and imports; atheris is for this alone.
fuzz: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris || true
	$(BIN)/python tests/bench/fuzzing.py --inputs 1000000

$(STAMP): pyproject.toml $(LOCK)
	@set -e; \
	for python in "$$PYTHON" python3 python3.11 python3.12 python3.13 python3.14; do \
		if [ -n "$$python" ] && "$$python" -c "$(SUITABLE)" 2>/dev/null; then found="$$python"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Needs Python 3.11 or later with venv (Debian: apt install python3 python3-venv)." >&2; exit 2; \
	fi; \
	[ -x $(BIN)/python ] || "$$found" -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv-tools/.installed: $(STAMP) .ci/tools.txt
	[ -x .venv-tools/bin/python ] || $(BIN)/python -m venv .venv-tools
	.venv-tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	.venv-tools/bin/python -m pip install --quiet --disable-pip-version-check -r .ci/tools.txt
	PYTHONWARNINGS=ignore .venv-tools/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.release: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check build pip-audit uv
	@touch $@
