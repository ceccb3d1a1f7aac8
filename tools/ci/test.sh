#!/usr/bin/env bash
# `make test`: every check, the quick ones first; stops at the first that fails
# and says how long each took. From nothing on a fresh Debian (root) it installs
# what it needs; elsewhere it says what is missing. With the argument soak it runs
# the Go tests in their longest form instead of the checks.
#
# Tests may skip nothing: POLICYGRAPH_REQUIRE lists what they need. The source
# documents of the dataset are required where POLICYGRAPH_DOCUMENTS names their
# folder, or ../shared/seeds is one, and where CI is set.
set -euo pipefail
cd "$(dirname "$0")/../.."

export POLICYGRAPH_REQUIRE=neo4j,python,browser
if [ -z "${POLICYGRAPH_DOCUMENTS:-}" ] && [ -d ../shared/seeds ]; then
    POLICYGRAPH_DOCUMENTS=../shared/seeds
fi
if [ -n "${POLICYGRAPH_DOCUMENTS:-}" ]; then
    [ -d "$POLICYGRAPH_DOCUMENTS" ] || { echo "POLICYGRAPH_DOCUMENTS: no folder $POLICYGRAPH_DOCUMENTS" >&2; exit 1; }
    POLICYGRAPH_DOCUMENTS=$(cd "$POLICYGRAPH_DOCUMENTS" && pwd) # tests run in other folders
    export POLICYGRAPH_DOCUMENTS
    POLICYGRAPH_REQUIRE+=,documents
elif [ -n "${CI:-}" ]; then
    echo "CI needs the source documents: put them into ../shared/seeds, or set POLICYGRAPH_DOCUMENTS to their folder" >&2
    exit 1
else
    echo "no source documents in ../shared/seeds, and POLICYGRAPH_DOCUMENTS is not set: tests that need them are skipped"
fi

mkdir -p .build
times=.build/times
: >"$times"
current=
trap 'status=$?; finish' EXIT

finish() {
    [ -z "$current" ] || record "FAILED"
    echo
    echo "step                time"
    cat "$times"
    printf '%-18s %4d s\n' "in all" "$SECONDS"
    if [ -z "$current" ] && [ "$status" -eq 0 ]; then
        echo "everything passed"
    else
        echo "FAILED in: ${current:-the end}"
    fi
}

record() { printf '%-18s %4d s %s\n' "$current" $((SECONDS - began)) "$1" >>"$times"; }

# step NAME COMMAND...
step() {
    current=$1 began=$SECONDS
    shift
    printf '\n=== %s ===\n' "$current"
    "$@"
    record ""
    current=
}

machine() { source tools/ci/machine.sh; }
lint() { go tool -modfile=tools/lint/go.mod golangci-lint run; }
neo4j_with() { go run ./tools/neo4j/cmd -- "$@"; }

step "machine" machine
if [ "${1:-}" = soak ]; then
    step "soak" neo4j_with tools/ci/gotest.sh soak
    exit
fi
step "format" tools/ci/format.sh
step "vet" go vet ./...
step "generated files" tools/ci/generated.sh
step "lint" lint
step "import rules" tools/lint/imports.sh
step "vulnerabilities" tools/ci/vuln.sh
step "corrections" tools/ci/corrections.sh
step "browser" go test -count=1 ./server/ui
step "go test" neo4j_with tools/ci/gotest.sh cover
step "race" tools/ci/gotest.sh race
