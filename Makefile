# Dateline in two commands: `make chat` and `make test`. Both make their own environment in .venv.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 7860
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help chat test lint types tests format clean

help:
	@echo "make chat                            open the chat page on the sample news"
	@echo "make chat CORPUS=path INDEX=dir      open it on your own folder of news"
	@echo "make test                            run every test and linter"

# Without CORPUS and INDEX: the sample, indexed into .index if there is no index yet. With them: the
# folder given. Both are asked for, so that the sample never mixes with real news.
chat: .venv/runs
ifeq ($(CORPUS)$(INDEX),)
	$(BIN)/python app.py --index .index $(if $(wildcard .index/index.sqlite),,--corpus sample) --host $(HOST) --port $(PORT) \
		--example "How many people had to leave their homes when the sea wall broke at Tarsby?" \
		--example "According to the Harbour Courier, how many workers were hurt in the scaffold accident?" \
		--example "What is the latest on the Venn Star's timetable?" \
		--example "What did the court decide about Tarsley in June 2024?"
else ifeq ($(and $(CORPUS),$(INDEX)),)
	@echo "error: give both, as in: make chat CORPUS=path/to/news INDEX=path/to/index" >&2; exit 2
else
	$(BIN)/python app.py --index "$(INDEX)" --corpus "$(CORPUS)" --host $(HOST) --port $(PORT)
endif

test: lint types tests

lint: .venv/tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/tests
	$(BIN)/mypy

tests: .venv/tests
	$(BIN)/python -m pytest

format: .venv/tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.venv/runs: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "error: Dateline needs Python 3.11 or newer; give one with make PYTHON=...")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/tests: .venv/runs requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf .venv .index .eval .mypy_cache .ruff_cache .pytest_cache .hypothesis
