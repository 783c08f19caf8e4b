# Everything a user runs. Each target installs what it needs first (Debian or Ubuntu; see scripts/setup.sh).
SHELL := /bin/bash
OUT ?= out/darien
VENV := .venv
PYTHON := $(VENV)/bin/python
BINARY := .build/release/trocha

.PHONY: run test lint bench bench-land bench-sea bench-hotspots bench-network bench-convert docs sanitize clean setup build python

run: build
	@mkdir -p $(dir $(OUT))
	$(BINARY) assess --overwrite -o $(OUT)

build: setup
	swift build -c release --product trocha

test: build python
	swift build --build-tests
	TROCHA_BINARY=$(CURDIR)/$(BINARY) TROCHA_PYTHON=$(CURDIR)/$(PYTHON) swift test --skip-build

lint: setup
	swift format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks
	scripts/check-imports.sh

# Kernels against what users would pick instead, side by side in one run: ratios, not milliseconds.
bench: python
	$(PYTHON) -m pip install --quiet --requirement Benchmarks/requirements.txt
	swift build -c release --package-path Benchmarks --scratch-path $(CURDIR)/.build-bench
	$(PYTHON) Benchmarks/compare.py .build-bench/release/kernels

# The land engine beside a folder of peers that is built and has its data; see the head of Benchmarks/land.py.
bench-land: build python
	@test -n "$(PEERS)" || { echo "error: name the folder of the peers: make bench-land PEERS=DIR [PEERS_PYTHON=python]" >&2; exit 2; }
	swift build -c release --package-path Benchmarks --scratch-path $(CURDIR)/.build-bench
	$(or $(PEERS_PYTHON),$(PYTHON)) Benchmarks/land.py .build-bench/release/kernels $(BINARY) --peers $(PEERS)

bench-sea: build python
	@test -n "$(PEERS)" || { echo "error: name the folder of the peers: make bench-sea PEERS=DIR [PEERS_PYTHON=python]" >&2; exit 2; }
	swift build -c release --package-path Benchmarks --scratch-path $(CURDIR)/.build-bench
	$(or $(PEERS_PYTHON),$(PYTHON)) Benchmarks/sea.py .build-bench/release/kernels $(BINARY) --peers $(PEERS)

# Local statistics, densities and scans beside a folder of peers; see the head of Benchmarks/hotspots.py.
bench-hotspots: build python
	@test -n "$(PEERS)" || { echo "error: name the folder of the peers: make bench-hotspots PEERS=DIR [PEERS_PYTHON=python]" >&2; exit 2; }
	swift build -c release --package-path Benchmarks --scratch-path $(CURDIR)/.build-bench
	$(or $(PEERS_PYTHON),$(PYTHON)) Benchmarks/hotspots.py .build-bench/release/kernels --peers $(PEERS)

# Networks beside igraph and networkx, on networks that it makes.
bench-network: build python
	$(PYTHON) -m pip install --quiet aequilibrae igraph networkx numpy
	$(PYTHON) Benchmarks/network.py $(BINARY)
	$(PYTHON) Benchmarks/assignment.py $(BINARY)

# Conversions beside ogr2ogr and orjson, on files that it makes.
bench-convert: build python
	$(PYTHON) -m pip install --quiet numpy orjson
	$(PYTHON) Benchmarks/convert.py $(BINARY)

docs: setup
	TROCHA_DOCS=1 swift package --allow-writing-to-directory docs generate-documentation \
	  --target RouteRiskJob --output-path docs --transform-for-static-hosting

# The tests again under the address sanitizer with its leak check, then under the thread sanitizer; those that run the built
# program are left to `make test`.
sanitize: setup
	LSAN_OPTIONS=suppressions=$(CURDIR)/scripts/leaks-of-others.txt \
	  swift test --sanitize=address --scratch-path .build-asan --skip EndToEndTests
	swift test --sanitize=thread --scratch-path .build-tsan --skip EndToEndTests

setup:
	@scripts/setup.sh

python: $(VENV)/.ready
$(VENV)/.ready: notebooks/requirements.txt | setup
	python3 -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --requirement notebooks/requirements.txt
	touch $@

clean:
	rm -rf .build .build-asan .build-tsan .build-bench $(VENV) docs out
