# Dateline in two commands: `make chat` and `make test`. Both make their own environment in .venv.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 7860
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help chat test lint types tests floors benchmarks format clean

help:
	@echo "make chat                            open the chat page on the sample news"
	@echo "make chat CORPUS=path INDEX=dir      open it on your own folder of news"
	@echo "make test                            run every test and linter, and hold the sample's answers to their floors"
	@echo "make benchmarks BENCH=dir            run all benchmarks (hours), and write docs/benchmarks.md"

# Without CORPUS and INDEX: the sample, in an index of its own. With them: the folder given. Both are asked
# for, so that the sample never mixes with real news. What an earlier start was cut off in is gone on with.
chat: .venv/runs
ifeq ($(CORPUS)$(INDEX),)
	$(BIN)/python app.py --index .index-sample --corpus sample --host $(HOST) --port $(PORT) \
		--example "How many workers were hurt in the scaffold accident at Corrow Bridge?" \
		--example "How many crossings does the Venn Star make at the moment?" \
		--example "According to the Tallow Ledger, what did the strike at Hallorn cost a day?" \
		--example "Which judge stopped the Tarsley dam in June 2024?"
else ifeq ($(and $(CORPUS),$(INDEX)),)
	@echo "error: give both, as in: make chat CORPUS=path/to/news INDEX=path/to/index" >&2; exit 2
else
	$(BIN)/python app.py --index "$(INDEX)" --corpus "$(CORPUS)" --host $(HOST) --port $(PORT)
endif

test: lint types tests floors

lint: .venv/tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/tests
	$(BIN)/mypy

# Two at a time, each with one thread: more would be in the other's way.
tests: .venv/tests
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist loadfile

# Just under what the sample reaches: a change that makes its answers worse fails here. Raise them with the answers.
# In float32, as the tests: what a trial of this machine's speed would choose moves near ties.
floors: .venv/runs
	DATELINE_PRECISION=float32 $(BIN)/python -m eval run --dataset sample --out .eval/floors \
		--fail-under Success@1=0.90 --fail-under Success@4=0.99 --fail-under RR@10=0.94 \
		--fail-under latest.Success@1=1 --fail-under as-of.Success@1=1 --fail-under window.Success@1=1 \
		--fail-under outlet.Success@1=1 --fail-over after_as_of=0 \
		--fail-under answer_in_excerpts@1=0.74 --fail-under answer_in_excerpts@3=0.83 --fail-under short_EM=0.54 \
		--fail-under answer_in_shown@1=0.78 --fail-under answer_in_shown@3=0.88 \
		--fail-under verbatim=1 --fail-under sentences_cited=1 --fail-under cited_relevant@1=0.95 \
		--fail-under abstention_precision=0.81 --fail-under abstention_recall=0.83 --fail-under confidence_AUC=0.94

# BENCH holds newsquiz-small, newsquiz-full, multihop and allsides, in forms that `eval run` reads. Finished peers are not run again.
RUNS ?= .eval/runs
EVAL = $(BIN)/python -m eval
benchmarks: .venv/runs
	@test -n "$(BENCH)" || { echo "error: give the folder of the benchmarks: make benchmarks BENCH=path" >&2; exit 2; }
	$(EVAL) run --dataset sample --out $(RUNS)/sample
	$(EVAL) run --dataset sample --out $(RUNS)/sample-without-gold --without-gold
	$(EVAL) run --dataset eval/other_words --extra-corpus rag/train/written --out $(RUNS)/other-words
	$(EVAL) run --dataset eval/mixed_words --out $(RUNS)/mixed-words
	$(EVAL) run --dataset eval/comparisons --out $(RUNS)/comparisons
	$(EVAL) run --dataset eval/over_time --out $(RUNS)/over-time
	$(EVAL) peers --dataset $(BENCH)/newsquiz-small --out $(RUNS)/peers
	$(EVAL) run --dataset $(BENCH)/newsquiz-small --out $(RUNS)/newsquiz
	$(EVAL) run --dataset $(BENCH)/newsquiz-small --out $(RUNS)/newsquiz-no-day --no-as-of
	$(EVAL) run --dataset $(BENCH)/newsquiz-small --out $(RUNS)/newsquiz-without-gold --without-gold
	$(BIN)/python -m index build $(BENCH)/newsquiz-full --index .eval/newsquiz-full
	$(EVAL) run --dataset $(BENCH)/newsquiz-small --index .eval/newsquiz-full --out $(RUNS)/newsquiz-full
	$(EVAL) run --dataset $(BENCH)/multihop --out $(RUNS)/multihop
	$(EVAL) run --dataset $(BENCH)/multihop --out $(RUNS)/multihop-masked --mask-outlets
	$(EVAL) run --dataset $(BENCH)/multihop --out $(RUNS)/multihop-without-gold --without-gold
	$(EVAL) run --dataset $(BENCH)/multihop --out $(RUNS)/multihop-full --extra-corpus $(BENCH)/newsquiz-full
	$(EVAL) run --dataset $(BENCH)/multihop --out $(RUNS)/multihop-full-masked --extra-corpus $(BENCH)/newsquiz-full \
		--mask-outlets
	$(EVAL) run --dataset $(BENCH)/multihop --out $(RUNS)/multihop-allsides --extra-corpus $(BENCH)/allsides
	$(EVAL) fit --dataset $(BENCH)/newsquiz-small --dataset sample --out $(RUNS)/signals
	$(EVAL) calibrate --dataset $(BENCH)/newsquiz-small --dataset $(BENCH)/multihop --dataset sample \
		--light eval/mixed_words 0.25 --light eval/comparisons 0.1 --light eval/over_time 0.25 \
		--among $(BENCH)/newsquiz-small .eval/newsquiz-full 0.25 \
		--out $(RUNS)/reading
	$(EVAL) benchmarks --out docs/benchmarks.md --judged docs/judged.tsv $(addprefix $(RUNS)/,sample sample-without-gold other-words mixed-words comparisons over-time newsquiz \
		newsquiz-no-day newsquiz-without-gold newsquiz-full multihop multihop-masked multihop-without-gold multihop-full multihop-full-masked multihop-allsides \
		signals reading peers)

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
	rm -rf .venv .index .index-sample .eval .mypy_cache .ruff_cache .pytest_cache .hypothesis
