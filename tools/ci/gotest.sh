#!/usr/bin/env bash
# All Go tests under the race detector, and the coverage they reach. Runs with
# a Neo4j server in its environment (tools/neo4j/cmd).
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p .build
log=.build/test.log profile=.build/coverage.out

# Coverage counts what people wrote: no generated code, no test suite.
covered=$(go list ./graph/... ./loader/... | grep -vE '^policygraph/graph/(generated|graphtest)(/|$)' | paste -sd, -)

# On the screen: no start of a test, only its end; and no coverage by package
# tested, which says little where each is reached from several (see the end).
quiet='/^\s*=== (RUN|PAUSE|CONT|NAME) /d; /^coverage: .* of statements/d; s/\s+coverage: .* of statements.*//'

status=0
go test -race -v -timeout=30m -covermode=atomic -coverpkg="$covered" -coverprofile="$profile" ./... 2>&1 |
    tee "$log" | sed -uE "$quiet" || status=1
if [ $status -ne 0 ]; then
    echo
    echo "what failed, again:"
    grep -E '^(\s*--- FAIL|FAIL|panic:)|DATA RACE' "$log" || true
    exit 1
fi
tools/ci/coverage.sh "$profile" 90
