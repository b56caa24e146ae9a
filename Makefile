.PHONY: install extras run test test-slow lint bench bench-bot bench-model messages
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

install: $(VENV)/.installed

$(VENV)/.installed: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Senim needs Python 3.11 or newer: PYTHON=python3.12 make install") if sys.version_info < (3, 11) else 0'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --editable .
	touch $@

$(VENV)/.tested: $(VENV)/.installed requirements-test.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-test.txt
	touch $@

# Everything that tests of optional parts need: training, large encoders, llama.cpp. The wheel of llama.cpp is built once (ten
# minutes) and kept outside the checkout, portable between machines of one kind.
WHEELS ?= $(HOME)/.cache/senim/wheels
extras: $(VENV)/.extras

$(VENV)/.extras: $(VENV)/.tested
	$(BIN)/pip install --quiet torch==2.13.0
	mkdir -p $(WHEELS)
	CMAKE_ARGS="-DGGML_NATIVE=OFF -DLLAVA_BUILD=OFF" $(BIN)/pip wheel --quiet --no-deps --find-links $(WHEELS) --wheel-dir $(WHEELS) llama-cpp-python==0.3.36
	$(BIN)/pip install --quiet --find-links $(WHEELS) --editable '.[train,transformers,llm,postgres]' 'llama-cpp-python[server]==0.3.36'
	touch $@

run: install
	$(BIN)/senim run

test: $(VENV)/.tested
	$(BIN)/python -m pytest -n 2 --dist worksteal

test-slow: $(VENV)/.tested
	$(BIN)/python -m pytest -m slow

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/senim check --errors-only

# Search beside others, without each of its parts, and on public sets; see docs/performance.md.
bench: $(VENV)/.tested
	$(BIN)/pip install --quiet --editable '.[bench]'
	$(BIN)/python scripts/bench.py

bench-bot: $(VENV)/.tested
	$(BIN)/python scripts/bench_bot.py

bench-model: $(VENV)/.extras
	$(BIN)/python scripts/bench_model.py

messages: $(VENV)/.tested
	$(BIN)/python scripts/messages.py
