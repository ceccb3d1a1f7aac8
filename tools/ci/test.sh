#!/usr/bin/env bash
# `make test`: every check, the quick ones first; stops at the first that fails
# and says how long each took. From nothing on a fresh Debian (root) it installs
# what it needs; elsewhere it says what is missing.
#
# POLICYGRAPH_DOCUMENTS        folder with the dataset's source documents
#                              (default: ../shared/seeds, where that exists);
#                              tests that need them are skipped without
# POLICYGRAPH_REQUIRE_DOCUMENTS=1  makes such a skip a failure
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ -z "${POLICYGRAPH_DOCUMENTS:-}" ] && [ -d ../shared/seeds ]; then
    POLICYGRAPH_DOCUMENTS=../shared/seeds
fi
if [ -n "${POLICYGRAPH_DOCUMENTS:-}" ]; then
    [ -d "$POLICYGRAPH_DOCUMENTS" ] || { echo "POLICYGRAPH_DOCUMENTS: no folder $POLICYGRAPH_DOCUMENTS" >&2; exit 1; }
    POLICYGRAPH_DOCUMENTS=$(cd "$POLICYGRAPH_DOCUMENTS" && pwd) # tests run in other folders
    export POLICYGRAPH_DOCUMENTS
elif [ "${POLICYGRAPH_REQUIRE_DOCUMENTS:-}" = 1 ]; then
    echo "POLICYGRAPH_REQUIRE_DOCUMENTS is set, but there are no documents: set POLICYGRAPH_DOCUMENTS" >&2
    exit 1
else
    echo "no source documents here (POLICYGRAPH_DOCUMENTS): tests that need them will be skipped"
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
    if [ "$status" -eq 0 ]; then
        echo "make test: everything passed"
    else
        echo "make test: FAILED in: $current"
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
browser() { (cd server/ui && npm run e2e); }

step "machine" machine
step "format" tools/ci/format.sh
step "vet" go vet ./...
step "generated files" tools/ci/generated.sh
step "lint" lint
step "import rules" tools/lint/imports.sh
step "vulnerabilities" tools/ci/vuln.sh
step "browser" browser
step "go test" neo4j_with tools/ci/gotest.sh
