# What one does with policygraph while working on it. `make` lists it.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
tool := go tool -modfile=tools/lint/go.mod

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## build ./policygraph
	go build -o policygraph .

.PHONY: run
run: ## serve the embedded dataset on http://localhost:8080
	go run . serve

.PHONY: neo4j
neo4j: ## start a real Neo4j on a free port and print its address (Ctrl-C ends it)
	@go run ./tools/neo4j/cmd $(NEO4J_FLAGS)

.PHONY: check
check: ## the tests that run with Go alone, in less than a minute
	@tools/ci/gotest.sh check

.PHONY: test
test: ## everything that CI runs; installs what it needs on Debian
	@tools/ci/test.sh

.PHONY: soak
soak: ## the tests in their longest form; takes hours
	@tools/ci/test.sh soak

.PHONY: generate
generate: ## regenerate code and schemas
	go generate ./...

.PHONY: ui
ui: ## rebuild the web pages that the server embeds
	@tools/ci/ui.sh

.PHONY: fmt
fmt: ## format the Go code
	$(tool) golangci-lint fmt

.PHONY: lint
lint: ## golangci-lint, import rules included
	$(tool) golangci-lint run
	@tools/lint/imports.sh

.PHONY: vuln
vuln: ## look for known vulnerabilities in what the program calls
	@tools/ci/vuln.sh

.PHONY: bench
bench: ## the stores' benchmarks, against a real Neo4j too
	go run ./tools/neo4j/cmd -- go test -run='^$$' -bench=. -benchmem ./graph/...

.PHONY: clean
clean: ## remove what building and testing left in this folder
	rm -rf policygraph .build server/ui/node_modules
