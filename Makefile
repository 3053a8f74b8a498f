# Every target sets up what it needs in VENV first, from a Python 3.11 or newer (PYTHON).
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
NOTEBOOKS = $(wildcard lectures exercises)
# One process per core, and at most four: beyond that, importing JAX again costs what it gains.
WORKERS ?= $(shell $(PYTHON) -c "import os; print(min(4, os.cpu_count() or 1))")
# What `make test` runs, with options of pytest if need be; TFCOURSE_TIER=host or xla forces a tier.
TESTS ?= tests tfcourse $(NOTEBOOKS)
# Outputs of notebooks are stored to the last digit, which XLA rounds otherwise here and there: under
# it alone, notebooks only have to run.
COMPARISON = --nbval$(if $(filter xla,$(TFCOURSE_TIER)),-lax)
# For `make fuzz`: how many programs or how long (5 minutes), and the number of the first structure
# (another one searches elsewhere). TensorFlow is asked, too, by the Python of `make benchmark` if it
# is there.
PROGRAMS ?=
MINUTES ?=
SEED ?= 0
# For `make benchmark`: which lines (all), how often, and a Python with TensorFlow to compare with
# (made when it is not there; empty to do without).
LINES ?=
ROUNDS ?= 10
TENSORFLOW ?= .venv-tensorflow/bin/python
TENSORFLOW_PACKAGE ?= tensorflow-cpu==2.21.0

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo lab notebooks test lint format stubs benchmark fuzz clean

help:
	@echo "make demo       run the first lecture and its exercises, write them as a page"
	@echo "make lab        open the lectures in JupyterLab"
	@echo "make notebooks  run all lectures and exercises, store their outputs"
	@echo "make test       all tests, the notebooks included (TFCOURSE_TIER=xla: compiled throughout)"
	@echo "make lint       formatting, style, types (Python, JavaScript), lines per folder"
	@echo "make format     put files into the form that make lint wants"
	@echo "make stubs      write the public surface as a type stub, for editors and review"
	@echo "make benchmark  time every line of the table on TensorFlow, JAX, NumPy and tfcourse"
	@echo "make fuzz       run random programs in every way, and on TensorFlow; show where they differ"
	@echo "make clean      remove the environments and everything built"

# A stamp per set of dependencies: made again when pyproject.toml changes.
$(VENV)/.ready-%: pyproject.toml tools/environment.py
	@$(PYTHON) tools/environment.py $(VENV) $*
	@touch $@

demo: $(VENV)/.ready-notebook
	@$(BIN)/python tools/demo.py

lab: $(VENV)/.ready-notebook
	$(BIN)/jupyter lab --notebook-dir=. lectures

notebooks: $(VENV)/.ready-notebook
	$(BIN)/python tools/notebooks.py run

test: $(VENV)/.ready-test
	$(BIN)/pytest $(TESTS) $(COMPARISON) --nbval-current-env \
	  --nbval-sanitize-with tests/notebooks/sanitize.cfg -n $(WORKERS)

lint: $(VENV)/.ready-lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python tools/stubs.py --check
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/python tools/notebooks.py check
	$(BIN)/python tools/lines.py
	$(BIN)/python tools/javascript.py

format: $(VENV)/.ready-lint
	$(BIN)/ruff check --fix --exit-zero --quiet .
	$(BIN)/ruff format .

stubs: $(VENV)/.ready-lint
	$(BIN)/python tools/stubs.py

benchmark: $(VENV)/.ready-test $(TENSORFLOW)
	$(BIN)/python benchmarks/run.py $(LINES) --rounds $(ROUNDS) --output build/benchmarks.md \
	  $(if $(TENSORFLOW),--tensorflow $(TENSORFLOW))

fuzz: $(VENV)/.ready-test
	$(BIN)/python tests/fuzz/fuzz.py --seed $(SEED) $(if $(PROGRAMS),--programs $(PROGRAMS)) \
	  $(if $(MINUTES),--minutes $(MINUTES)) --tensorflow "$(wildcard $(TENSORFLOW))"

.venv-tensorflow/bin/python:
	@echo "Setting up .venv-tensorflow for the comparison: some minutes the first time."
	@$(PYTHON) -m venv .venv-tensorflow
	@$@ -m pip --disable-pip-version-check --quiet install $(TENSORFLOW_PACKAGE) \
	  ipykernel matplotlib \
	  || { rm -rf .venv-tensorflow; exit 1; }

clean:
	rm -rf .venv* build dist .pytest_cache .hypothesis
	find . \( -name __pycache__ -o -name .ipynb_checkpoints -o -name .ruff_cache \) \
	  -type d -prune -exec rm -rf {} +
