# Guanwang: `make` prints what can be done here. Nothing touches the network once `make setup` has run.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
LOCKS := .locks/build.txt .locks/dev.txt
# A stamp is good for these very files, in this very place: a venv that was copied elsewhere is made anew.
STATE := $(shell { cat $(LOCKS) pyproject.toml 2>/dev/null; echo "$(CURDIR)"; } | sha256sum | cut -c1-16)
STAMP := $(VENV)/setup-$(STATE)
ENV_FILE ?= .env
COMPILE_LOCK := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.PHONY: help setup run test pitfalls chaos audit lint bench duplicates detectors corpus demo compose-env compose-test lock clean python servers cluster-test pressure fuzz fuzz-roles

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: servers $(STAMP) ## Make the virtual environment; install RabbitMQ (apt, as root) if there is none

run: setup ## Start the whole suite on this machine; ARGS="..." goes to `guanwang up`
	@exec $(BIN)/guanwang up $(ARGS)

demo: setup ## Start the suite and walk through one story of each service; ARGS="..."
	@exec $(BIN)/guanwang demo $(ARGS)

# Tests wait more than they reckon, so two at a time take little over half; a file's tests stay together, each half has servers of its own.
test: setup ## Run everything that a submission must pass; JOBS=2 at a time, ARGS="..." goes to pytest
	@$(BIN)/pytest --numprocesses $(or $(JOBS),2) --dist loadfile --no-loadscope-reorder $(ARGS)

pressure: setup ## Slow clients and parts, restarts under load, any order of start, two versions; ARGS="..." goes to pytest
	@$(BIN)/pytest --slow tests/pressure $(ARGS)

compose-env: ## Write the passwords that docker compose needs into .env; those that are there stay
	@umask 077
	touch $(ENV_FILE)
	sed -i -e '$$a\' $(ENV_FILE)
	for name in $$(grep -oE '\w+:\?' docker-compose.yml | tr -d ':?' | sort -u); do
	  grep -q "^$$name=." $(ENV_FILE) || echo "$$name=$$(od -An -v -N24 -tx1 /dev/urandom | tr -d ' \n')" >> $(ENV_FILE)
	done
	echo "$(ENV_FILE) holds the passwords: keep it to yourself"

compose-test: setup ## Run the journey against docker compose (needs Docker); ARGS="..." goes to pytest
	@$(BIN)/pytest tests/compose --compose $(ARGS)

cluster-test: setup ## Kill servers of three RabbitMQ nodes and three mongods under load (two minutes, 2 GB); ARGS="..." goes to pytest
	@$(BIN)/pytest -s tests/cluster --cluster $(ARGS)

bench: setup ## Measure throughput and latency on this machine; ARGS="..."
	@$(BIN)/python -m tests.bench $(ARGS)

duplicates: setup ## Measure how well repeated items are told from news; ARGS="--corpus FOLDER"
	@$(BIN)/python -m tests.bench.near_duplicates $(ARGS)

detectors: setup ## Measure precision and recall of the secrecy detectors; ARGS="--corpus FOLDER"
	@$(BIN)/python -m tests.bench.detection $(ARGS)

corpus: setup ## Take a folder of real texts from import to search; ARGS="--corpus FOLDER"
	@$(BIN)/python -m tests.bench.corpus $(ARGS)

audit: setup ## Look up known vulnerabilities of everything in the lock (needs the network); OSV_URL=… asks elsewhere
	@$(BIN)/python -m tests.security.audit $(ARGS)

fuzz: setup ## Let the fuzzers go on (docs/fuzz.md); SEED=1 SECONDS=60 for each, the state machines together
	@$(BIN)/pytest tests/fuzz --seed $(or $(SEED),1) --seconds $(or $(SECONDS),60) $(ARGS)

fuzz-roles: setup ## Every endpoint as each role, by schemathesis, a quarter of an hour; SEED=1, ARGS="-k editor" for one
	@$(BIN)/pytest tests/fuzz/test_roles.py --slow --seed $(or $(SEED),1) $(ARGS)

chaos: setup ## Hurt a suite by seed and check that it kept its promises; SEED=7 RUNS=20 ARGS="..."
	@$(BIN)/python -m tests.chaos --seed $(or $(SEED),1) --runs $(or $(RUNS),1) $(ARGS)

lint: setup ## Check style (ruff) and who imports whom (import-linter)
	@$(BIN)/ruff check .
	$(BIN)/lint-imports

pitfalls: setup ## Show every pitfall on stock nameko and beside it on the suite's frame, the slow ones too; ARGS="..."
	@$(BIN)/pytest tests/pitfalls --slow $(ARGS)

lock: setup ## Choose the versions of all dependencies anew (needs the network)
	@[ -x $(BIN)/pip-compile ] || $(BIN)/python -m pip install --quiet pip-tools
	$(COMPILE_LOCK) --output-file .locks/runtime.txt pyproject.toml
	$(COMPILE_LOCK) --extra embedded --extra test --output-file .locks/dev.txt pyproject.toml
	$(COMPILE_LOCK) --output-file .locks/build.txt - <<< 'setuptools>=77,<81'

clean: ## Remove the virtual environment and caches; the data in .guanwang/ stay
	@rm -rf $(VENV) build dist *.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@if ! [ -x "$(PYTHON)" ] || ! "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; then
	  echo "Guanwang needs Python 3.11 ($(or $(PYTHON),python3) is not): install it, or run make PYTHON=/path/to/python3.11" >&2
	  exit 1
	fi
	"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null && exit 0
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3.11-venv
	else
	  echo "Python has no venv module: run \`apt-get install python3.11-venv\` as root, then make setup again" >&2
	  exit 1
	fi

# Given both by URL, nothing needs to be installed.
servers:
	@missing=""
	[ -n "$${RABBITMQ_URL:-}" ] || compgen -G '/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server' >/dev/null \
	  || command -v rabbitmq-server >/dev/null || missing="rabbitmq-server"
	[ -n "$${MONGO_URL:-}" ] || command -v mongod >/dev/null \
	  || compgen -G '/usr/lib*/libcurl.so.4' >/dev/null || compgen -G '/usr/lib/*/libcurl.so.4' >/dev/null || missing="$$missing libcurl4"
	[ -n "$$missing" ] || exit 0
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing
	else
	  echo "Not installed: $$missing. Run \`apt-get install $$missing\` as root, or set RABBITMQ_URL and MONGO_URL" >&2
	  exit 1
	fi

# setuptools comes by hash like the rest, and first: our own package, and what has no wheel, are built with it and no other.
# What is installed already is not asked for again, so a change of pyproject.toml alone needs no network either.
$(STAMP):
	@$(MAKE) python
	here=""; grep -qsF "$(CURDIR)/$(BIN)/python" $(BIN)/pip || here="--clear"
	"$(PYTHON)" -m venv $$here $(VENV)
	for lock in $(LOCKS); do
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --no-build-isolation -r $$lock
	done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	rm -f $(VENV)/setup-*
	touch $@
