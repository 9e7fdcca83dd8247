# Every command sets up what it needs. On Windows, or without make: see README.md.
PYTHON ?= python3
# PyTorch's builds without CUDA: 0.2 GB instead of 3 GB. Set it empty to take the registry's own build.
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
TRAINED := sentiment zero-shot fill-mask ner translator
TOPICS := $(notdir $(wildcard source/*))

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTS := $(VENV)/.ready-to-test
BROWSER := tests/browser/node_modules/.ready

.PHONY: demo undemo lab release test test-browser pictures bench-grading lint format lock catalogue clean

demo: $(READY)  ## build everything, grade a demonstration class, print the results
	$(BIN)/hfbasics hub build
	$(BIN)/python -m demo

undemo: $(READY)  ## remove the demonstration class, and nothing else
	$(BIN)/python -m demo --remove

lab: $(READY)  ## open JupyterLab on the student notebooks
	$(BIN)/hfbasics hub build
	$(BIN)/hfbasics lab

release: $(READY)  ## generate release/ from source/
	for topic in $(TOPICS); do $(BIN)/nbgrader generate_assignment --force $$topic || exit; done

test: $(TESTS)  ## run the whole test suite
	$(BIN)/hfbasics hub build
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/python -m pytest

test-browser: $(TESTS) $(BROWSER)  ## drive the real JupyterLab and Formgrader in Chromium, and look for barriers
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/hfbasics hub build
	$(BIN)/python -m pytest tests/browser --numprocesses=0

pictures: $(TESTS) $(BROWSER)  ## take the pictures in docs/pictures/ anew, in the same run
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/hfbasics hub build
	PICTURES=docs/pictures $(BIN)/python -m pytest tests/browser --numprocesses=0

train: $(TESTS)  ## train one model of the course again, such as MODEL=ner, then measure it and write its card
	@case " $(TRAINED) " in *" $(MODEL) "*) ;; *) \
		echo "Say which model: make train MODEL=ner, or one of $(TRAINED)."; exit 2;; esac
	$(BIN)/hfbasics hub build
	$(BIN)/python -m training.$(subst -,_,$(MODEL))
	$(BIN)/python -m training.catalogue $(MODEL)
	$(BIN)/hfbasics hub build
	# A missed bar stands on the card, too, so the catalogue must take the card in before make ends.
	$(BIN)/python -m training.evaluate --write $(MODEL); reached=$$?; \
		$(BIN)/python -m training.catalogue $(MODEL) && $(BIN)/hfbasics hub build && exit $$reached

eval: $(TESTS)  ## measure every model of the course against its bar
	$(BIN)/hfbasics hub build
	$(BIN)/python -m training.evaluate

bench-grading: $(TESTS)  ## time the grading room against nbgrader's own command; TOPICS_TO_TIME="1-pipeline" adds topics
	$(BIN)/hfbasics hub build
	$(BIN)/python -m tests.grading.bench $(TOPICS_TO_TIME)

format: $(TESTS)  ## put code and source notebooks in their normal form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python -m tests.normal_form

lock: $(TESTS)  ## resolve requirements.lock anew, for every platform
	$(BIN)/uv pip compile --universal --python-version 3.11 --all-extras --upgrade \
		--no-annotate --no-header --quiet pyproject.toml -o requirements.lock

catalogue: $(READY)  ## write sizes and SHA-256 into the catalogue after a card, a dataset or weights changed
	$(BIN)/python -m training.catalogue

clean:  ## remove environment and the course's models; work, own models, submissions and grades stay
	rm -rf $(VENV) tests/browser/node_modules .huggingface/hub/*--hfbasics--* .huggingface/datasets .huggingface/.hfbasics-build

$(READY): pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --retries 1 --no-deps $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) torch==2.13.0
	$(BIN)/pip install --constraint requirements.lock --editable .
	touch $@

$(TESTS): $(READY)
	$(BIN)/pip install --constraint requirements.lock --editable '.[browser,cluster,dev,train]'
	touch $@

$(BROWSER): tests/browser/package-lock.json
	@command -v npm >/dev/null || { echo 'npm is needed for the browser tests: install Node.js (nodejs.org).'; exit 2; }
	npm ci --prefix tests/browser --no-audit --no-fund
	touch $@
